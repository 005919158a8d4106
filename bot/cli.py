"""The command line: `python -m bot …`."""

import asyncio
import logging
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import matching_files, transfer
from bot.log import set_up_logging
from bot.new_env import write_env
from bot.settings import SettingsError, for_running, read_settings
from storage.errors import StoreError

app = typer.Typer(
    help="Raspa: a Telegram bot that answers forwarded rumours with a desk's debunks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

EXIT_SETTINGS = 2
EXIT_STORE = 3
EXIT_SECOND_INSTANCE = 4
EXIT_TOKEN = 5
EXIT_INPUT = 6


def main() -> None:
    """Run the command that the command line names; faults that people can mend end in words."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except SettingsError as error:
        _fail(str(error), EXIT_SETTINGS)
    except StoreError as error:
        _fail(str(error), EXIT_STORE)
    except matching_files.PostsError as error:
        _fail(str(error), EXIT_INPUT)


@app.command()
def run() -> None:
    """Answer people until stopped (Ctrl+C or SIGTERM)."""
    from bot.run import SecondInstanceError, TokenRefusedError
    from bot.run import run as answer_people

    settings = for_running(read_settings())
    set_up_logging()
    try:
        asyncio.run(answer_people(settings))
    except SecondInstanceError as error:
        _fail(str(error), EXIT_SECOND_INSTANCE)
    except TokenRefusedError as error:
        _fail(str(error), EXIT_TOKEN)


@app.command()
def demo() -> None:
    """Show a chat with the bot on a Telegram of its own; no token, no network."""
    from bot.demo import play

    logging.basicConfig(level=logging.WARNING)
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
    settings = read_settings()
    told = matching_files.explain if explain else matching_files.check
    print(asyncio.run(told(settings.database, text, lang, as_json=as_json)))  # noqa: T201


@app.command()
def match(
    posts: Annotated[Path, typer.Argument(help="JSON Lines with id and text; - for stdin.")],
) -> None:
    """Print one JSON line a post: the decision and the debunks behind it."""
    settings = read_settings()
    with matching_files.opened(posts) as lines:
        asyncio.run(matching_files.match(settings.database, lines, sys.stdout))


@app.command()
def evaluate(
    posts: Annotated[Path, typer.Argument(help="Labelled posts in JSON Lines; - for stdin.")],
    debunks: Annotated[
        Path | None, typer.Option(help="Match with this file of debunks, not with the store.")
    ] = None,
    thresholds: Annotated[
        Path | None, typer.Option(help="A file that calibrate wrote.", exists=True, dir_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure on labelled posts how well and how fast they are matched."""
    from bot.evaluate import evaluate as measure

    measure(posts, read_settings().database, debunks, thresholds, as_json=as_json)


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
    from bot.calibrate import calibrate as fit

    fit(feedback, read_settings().database, precision, out)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Debunks in JSON Lines.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Bring debunks into the store: all of the file or nothing."""
    settings = read_settings()
    if not transfer.bring_in(settings.database, file, dry_run=dry_run):
        raise typer.Exit(EXIT_INPUT)


@app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; standard output if left out.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="The posts that readers share, for calibrate.")
    ] = False,
) -> None:
    """Write every debunk of the store in the format that `import` reads."""
    take_out = transfer.take_out_feedback if feedback else transfer.take_out
    take_out(read_settings().database, file)


@app.command("new-env")
def new_env() -> None:
    """Write a .env with every setting explained and a fresh key; an existing one is kept."""
    _errors.print(write_env(Path(".env")))


def _fail(reason: str, code: int) -> None:
    _errors.print(reason, markup=False)
    raise SystemExit(code)
