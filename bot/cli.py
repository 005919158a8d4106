"""The command line: `python -m bot …`."""

import asyncio
import logging
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot.commands import match as matching_posts
from bot.commands import transfer
from bot.commands.import_wish import ImportInputError, ImportWish
from bot.commands.new_env import write_env
from bot.file_modes import warnings
from bot.instance import SecondInstanceError
from bot.log import set_up_logging
from bot.settings import Settings, SettingsError, for_running, read_settings
from domain.errors import RaspaError

app = typer.Typer(
    help="Raspa: a Telegram bot that answers forwarded rumours with a desk's debunks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_log = logging.getLogger(__name__)
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

EXIT_SETTINGS = 2
EXIT_STORE = 3
EXIT_SECOND_INSTANCE = 4
EXIT_TOKEN = 5
EXIT_INPUT = 6


def main() -> None:
    """Run the command that the command line names; faults that people can mend end in words."""
    # What a library writes is its owner's alone, too.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except SettingsError as error:
        _fail(str(error), EXIT_SETTINGS)
    except SecondInstanceError as error:
        _fail(str(error), EXIT_SECOND_INSTANCE)
    except RaspaError as error:
        _fail(str(error), EXIT_STORE)
    except matching_posts.PostsError as error:
        _fail(str(error), EXIT_INPUT)


@app.command()
def run() -> None:
    """Answer people until stopped (Ctrl+C or SIGTERM)."""
    from bot.intake.polling import TokenRefusedError
    from bot.run import run as answer_people

    settings = for_running(read_settings())
    set_up_logging()
    for warning in warnings(settings.database):
        _log.warning("%s", warning)
    try:
        asyncio.run(answer_people(settings))
    except TokenRefusedError as error:
        _fail(str(error), EXIT_TOKEN)


@app.command()
def demo() -> None:
    """Show a chat with the bot on a Telegram of its own; no token, no network."""
    from bot.commands.demo import play

    set_up_logging(logging.WARNING)
    try:
        came = asyncio.run(play())
    except KeyboardInterrupt:
        return
    if not came:
        raise typer.Exit(1)


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="The post to check, as a reader would send it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the decision as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print what made each debunk likely or not.")
    ] = False,
    lang: Annotated[str | None, typer.Option(help="Answer in ru, kk or en.")] = None,
) -> None:
    """Print what a reader would get for a text."""
    settings = _settings()
    told = matching_posts.explain if explain else matching_posts.check
    print(asyncio.run(told(settings.database, text, lang, as_json=as_json)))  # noqa: T201


@app.command()
def match(
    posts: Annotated[Path, typer.Argument(help="JSON Lines with id and text; - for stdin.")],
) -> None:
    """Print one JSON line a post: the decision and the debunks behind it."""
    settings = _settings()
    with matching_posts.opened(posts) as lines:
        asyncio.run(matching_posts.match(settings.database, lines, sys.stdout))


@app.command()
def evaluate(
    posts: Annotated[
        Path | None, typer.Argument(help="Labelled posts in JSON Lines; - for stdin.")
    ] = None,
    debunks: Annotated[
        Path | None, typer.Option(help="Match with this file of debunks, not with the store.")
    ] = None,
    thresholds: Annotated[
        Path | None, typer.Option(help="A file that calibrate wrote.", exists=True, dir_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure on labelled posts how well and how fast they are matched.

    Without posts: how well posts were matched that the shipped weights had not seen.
    """
    if posts is None:
        from bot.commands.shipped_figures import print_shipped

        print_shipped(as_json=as_json)
        return
    from bot.commands.evaluate import evaluate as measure

    measure(posts, _settings().database, debunks, thresholds, as_json=as_json)


@app.command()
def calibrate(
    feedback: Annotated[Path, typer.Argument(help="The desk's labelled posts; - for stdin.")],
    precision: Annotated[
        float, typer.Option(min=0.5, max=0.999, help="Share of answers that must be right.")
    ] = 0.98,
    out: Annotated[
        Path | None, typer.Option(help="Where to, if not beside the store, where the bot looks.")
    ] = None,
) -> None:
    """Set the desk's own thresholds by its labelled posts, if these suffice."""
    from bot.commands.calibrate import calibrate as fit

    fit(feedback, _settings().database, precision, out)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="JSON Lines, a table (CSV, Excel), ClaimReview or a saved page.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="Import the good ones, whatever the others are.")
    ] = False,
    reason: Annotated[str, typer.Option(help="What readers are told of why verdicts change.")] = "",
    without_corrections: Annotated[
        bool, typer.Option("--without-corrections", help="Leave out what readers would be told of.")
    ] = False,
    rating: Annotated[
        list[str] | None, typer.Option(help="What a rating means: LABEL=VERDICT, LABEL=leave.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="What a column holds: HEADING=COLUMN, HEADING=leave.")
    ] = None,
    same: Annotated[
        list[str] | None, typer.Option(help="An id of the file that is the debunk it resembles.")
    ] = None,
    other: Annotated[
        list[str] | None, typer.Option(help="An id of the file that is another debunk.")
    ] = None,
    update_similar: Annotated[
        bool, typer.Option("--update-similar", help="All with a mended slip are the same.")
    ] = False,
    all_other: Annotated[
        bool, typer.Option("--all-other", help="All others that resemble one are new debunks.")
    ] = False,
) -> None:
    """Bring debunks into the store: the whole file, or with --skip-faulty all that is sound."""
    wish = ImportWish(
        dry_run=dry_run,
        skip_faulty=skip_faulty,
        reason=reason,
        quiet=without_corrections,
        ratings=rating or (),
        columns=column or (),
        same=same or (),
        other=other or (),
        slips=update_similar,
        all_other=all_other,
    )
    try:
        taken = transfer.bring_in(_settings().database, file, wish)
    except ImportInputError as error:
        _fail(str(error), EXIT_INPUT)
    if not taken:
        raise typer.Exit(EXIT_INPUT)


@app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; standard output if left out.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="The posts that readers share, for calibrate.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--open", help="Checks and figures for everybody, nothing of readers.")
    ] = False,
    claimreview: Annotated[
        bool, typer.Option("--claimreview", help="Published checks as schema.org's ClaimReview.")
    ] = False,
) -> None:
    """Write every debunk of the store in the format that `import` reads."""
    from bot.commands import open_data

    if feedback + everybody + claimreview > 1:
        raise typer.BadParameter("--feedback, --open and --claimreview: only one of them")
    settings = _settings()
    if everybody:
        open_data.take_out_open(settings, file)
    elif claimreview:
        open_data.take_out_reviews(settings, file)
    else:
        take_out = transfer.take_out_feedback if feedback else transfer.take_out
        take_out(settings.database, file)


@app.command()
def health() -> None:
    """Say whether the bot of this store is at work, for what watches over it."""
    from bot.commands.health import health as how_it_is

    print(how_it_is(read_settings()))  # noqa: T201


@app.command("new-env")
def new_env() -> None:
    """Write a .env with every setting explained and a fresh key; an existing one is kept."""
    _errors.print(write_env(Path(".env")))


@app.command("rotate-key")
def rotate_key() -> None:
    """Bring all that is kept of people under a new key; the bot may run meanwhile."""
    from bot.commands.rotate_key import rotate

    _errors.print(rotate(_settings()), markup=False)


@app.command()
def aside(
    again: Annotated[
        bool, typer.Option("--again", help="Have those that could not be handled tried again.")
    ] = False,
) -> None:
    """Say which updates could not be handled or read, nothing of what people wrote in them."""
    from bot.commands.aside import aside as what_is_aside

    print(what_is_aside(_settings().database, again=again))  # noqa: T201


@app.command()
def backup(
    target: Annotated[
        Path | None,
        typer.Argument(help="A new file, or a folder; RASPA_BACKUP_FOLDER if left out."),
    ] = None,
) -> None:
    """Write an encrypted backup of the store; the bot may run meanwhile."""
    from bot.commands.backup import backup as write_backup

    _errors.print(write_backup(_settings(), target), markup=False)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A backup, or a copy that an upgrade left.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Keep the store that is there under another name.")
    ] = False,
    drop_due: Annotated[
        bool, typer.Option("--drop-due", help="Send nothing that was due when it was made.")
    ] = False,
    send_due: Annotated[
        bool, typer.Option("--send-due", help="Send all that was due when it was made.")
    ] = False,
) -> None:
    """Bring a backup back, once the bot is stopped; what it is not sure of it asks."""
    from bot.commands.restore import UnansweredError, due_of
    from bot.commands.restore import restore as bring_back

    try:
        dues = due_of(drop=drop_due, send=send_due)
        _errors.print(bring_back(_settings(), source, dues, replace=replace), markup=False)
    except UnansweredError as error:
        _fail(str(error), EXIT_INPUT)


@app.command()
def drill(
    source: Annotated[
        Path | None, typer.Argument(help="A backup; the newest of RASPA_BACKUP_FOLDER if left out.")
    ] = None,
) -> None:
    """Show that a backup comes back whole, without touching the store; the bot may run."""
    from bot.commands.drill import drill as try_out

    _errors.print(try_out(_settings(), source), markup=False)


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Leave Telegram out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    patience: Annotated[
        float, typer.Option(min=0.1, max=600, help="Seconds that Telegram may take to answer.")
    ] = 10.0,
) -> None:
    """Say what is not in order, and what to do about it; the bot may run meanwhile."""
    from bot.commands.doctor import doctor as examine

    # What is found is said in its own lines; what others log of it on the way would say it twice.
    set_up_logging(logging.CRITICAL)
    if not examine(patience, offline=offline, as_json=as_json):
        raise typer.Exit(1)


def _settings() -> Settings:
    settings = read_settings()
    for warning in warnings(settings.database):
        _errors.print(warning, markup=False)
    return settings


def _fail(reason: str, code: int) -> NoReturn:
    _errors.print(reason, markup=False)
    raise SystemExit(code)
