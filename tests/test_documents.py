"""What README, docs and the lock files say is so."""

import re
import tomllib
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from bot import cli
from bot.settings import Settings
from domain.moderator import Role
from handlers import MODERATOR_COMMANDS
from handlers.desk.drafting.answers import LIMITS
from handlers.desk.people.invites import HOURS
from handlers.kit.menus import READER_COMMANDS
from handlers.kit.pace import Pace
from storage.upkeep.retention import DAY, DELIVERY_DAYS, SENT_DAYS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])

ROOMS = [
    "bot",
    "domain",
    "privacy",
    "formats",
    "handlers",
    "matching",
    "media",
    "storage",
    "locales",
    "sandbox",
    "training",
    "evaluation",
    "benchmarks",
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_operator_s_guide_names_every_command_and_no_other() -> None:
    commands = {
        command.name or (command.callback.__name__ if command.callback else "")
        for command in cli.app.registered_commands
    }
    documents = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    known = (
        "run|demo|check|match|evaluate|calibrate|import|export|health|new-env|rotate-key|doctor"
        "|backup|restore|drill|aside"
    )
    named = set(re.findall(rf"(?:-m bot |`)({known})\b", documents))
    assert named == commands
    assert set(re.findall(r"-m bot ([a-z-]+)", documents)) <= commands


def test_the_operator_s_guide_names_every_exit_code() -> None:
    codes = {value for name, value in vars(cli).items() if name.startswith("EXIT_")}
    told = re.findall(r"^\| (\d) \|", read("docs/operations.md"), flags=re.MULTILINE)
    assert {int(code) for code in told} == codes


def test_the_changelog_names_every_reader_s_command() -> None:
    assert all(f"`/{command}`" in read("CHANGELOG.md") for command in READER_COMMANDS)


def test_the_changelog_and_the_desk_s_guide_name_every_moderator_s_command() -> None:
    for command in MODERATOR_COMMANDS:
        assert f"`/{command}" in read("CHANGELOG.md"), command
        assert f"`/{command}`" in read("docs/desk.md"), command


# Said to @BotFather, not to Raspa.
BOTFATHER = {
    "newbot",
    "setinline",
    "setinlinefeedback",
    "setprivacy",
    "setjoingroups",
    "setuserpic",
    "revoke",
    "deletebot",
}


# Taken where somebody types them; no menu offers them.
TYPED = {"check", "connect", "raspa", "report", "settings"}


@pytest.mark.parametrize(
    "document", ["README.md", *(f"docs/{one}.md" for one in ("desk", "operations", "upkeep"))]
)
def test_every_command_that_is_named_is_there(document: str) -> None:
    named = set(re.findall(r"`/([a-z]+)[ `]", read(document)))
    assert named <= {*READER_COMMANDS, *MODERATOR_COMMANDS, *BOTFATHER, *TYPED}


def test_the_desk_s_guide_gives_each_role_its_commands() -> None:
    rows = dict(re.findall(r"^\| ([a-z ]+) \| (.*) \|$", read("docs/desk.md"), flags=re.MULTILINE))
    for role, name in ((Role.EDITOR, "editor"), (Role.CHIEF, "chief editor")):
        own = {command for command, needed in MODERATOR_COMMANDS.items() if needed is role}
        assert set(re.findall(r"`/([a-z]+)`", rows[name])) == own


def pattern_of(text: ast.Pattern) -> str:
    """Return the pattern of what a text may say, each of its variants, whatever its variables."""
    parts = []
    for part in text.elements:
        if isinstance(part, ast.TextElement):
            parts.append(re.escape(part.value))
        elif isinstance(part.expression, ast.SelectExpression):
            variants = [pattern_of(one.value) for one in part.expression.variants]
            parts.append(f"(?:{'|'.join(variants)})")
        else:
            parts.append(".+")
    return "".join(parts)


def buttons_of(lang: str) -> dict[str, str]:
    """Return the pattern of each button's label in a language, by key."""
    body = FluentParser(with_spans=False).parse(read(f"locales/{lang}.ftl")).body
    return {
        entry.id.name: pattern_of(entry.value)
        for entry in body
        if isinstance(entry, ast.Message) and "button" in entry.id.name and entry.value
    }


def bold_in(name: str) -> list[str]:
    """Return what stands in bold in a document, one space between words."""
    return [
        " ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", read(name), re.DOTALL)
    ]


def unsaid(words: set[str], *languages: str) -> set[str]:
    """Return those of these words that no text of the languages says, whatever its variables."""
    entries = [
        entry
        for language in languages
        for entry in FluentParser(with_spans=False).parse(read(f"locales/{language}.ftl")).body
        if isinstance(entry, ast.Message) and "button" in entry.id.name and entry.value
    ]
    patterns = [pattern_of(entry.value) for entry in entries if entry.value]
    return {one for one in words if not any(re.fullmatch(text, one) for text in patterns)}


def test_every_button_that_the_desk_s_guide_names_is_one_of_the_bot_s() -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", read("docs/desk.md"), flags=re.DOTALL)
    assert len(bold) > 30
    assert unsaid({" ".join(words.split()) for words in bold}, "en") == set()


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_the_desk_s_guide_names_the_same_buttons_in_each_language_as_they_are_called_there(
    lang: str,
) -> None:
    english, named = bold_in("docs/desk.md"), bold_in(f"docs/desk.{lang}.md")
    assert unsaid(set(named), lang) == set()
    assert len(named) == len(english)
    ours, theirs = buttons_of("en"), buttons_of(lang)
    for label in set(english):
        keys = [key for key, pattern in ours.items() if re.fullmatch(pattern, label)]
        times = english.count(label)
        found = [sum(bool(re.fullmatch(theirs[key], one)) for one in named) for key in keys]
        assert max(found) >= times, (label, found)


@pytest.mark.parametrize("lang", ["ru", "kk"])
@pytest.mark.parametrize("guide", ["desk", "desk-files"])
def test_a_guide_has_the_same_shape_and_the_same_code_in_each_language(
    guide: str, lang: str
) -> None:
    english, other = read(f"docs/{guide}.md"), read(f"docs/{guide}.{lang}.md")

    def shape(text: str) -> list[str]:
        return re.findall(r"^(#+|\d+\.|-|\|)(?= )", text, re.MULTILINE)

    def commands(text: str) -> list[str]:
        return sorted(re.findall(r"`(/[a-z]+)", text))

    def code(text: str) -> set[str]:
        return {one for one in re.findall(r"`([^`]+)`", text) if re.fullmatch(r"[\w.:=/@-]+", one)}

    def numbers(text: str) -> set[str]:
        plain = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3})", "", re.sub(r"`[^`]*`|\(.*?\)", "", text))
        return set(re.findall(r"\b\d+\b", plain))

    assert shape(other) == shape(english)
    assert commands(other) == commands(english)
    assert code(other) == code(english)
    assert numbers(other) == numbers(english)


def test_every_button_in_the_readme_s_pictures_is_one_of_the_bot_s() -> None:
    pictures = "".join(re.findall(r"```\n(.*?)```", read("README.md"), flags=re.DOTALL))
    labels = re.findall(r"\[ (.+?) \]", pictures)
    assert len(labels) > 8
    assert unsaid({part for label in labels for part in label.split(" · ")}, "ru", "kk") == set()


def test_the_operator_s_guide_names_every_setting_with_what_it_is_when_left_out() -> None:
    rows = re.findall(
        r"^\| (`RASPA_.*) \| (.*) \|$", read("docs/operations.md"), flags=re.MULTILINE
    )
    told = {name: words for names, words in rows for name in re.findall(r"`(RASPA_\w+)`", names)}
    fields = Settings.model_fields
    assert set(told) == {f"RASPA_{name.upper()}" for name in fields}
    for name in ("database", "keep_days", "time_zone", "desk_alert", "listen"):
        assert str(fields[name].default) in told[f"RASPA_{name.upper()}"]


def test_the_guides_tell_the_numbers_that_the_code_holds() -> None:
    operations, desk = " ".join(read("docs/operations.md").split()), read("docs/desk.md")
    pace = Pace()
    assert f"at most {pace.a_second:.0f} a second" in operations
    assert (pace.in_a_chat, pace.in_the_desk) == (1, 3)
    assert f"| {DELIVERY_DAYS} days |" in operations
    assert f"| {SENT_DAYS} days |" in operations
    assert DAY == 24 * 3600
    assert f"within {HOURS} hours" in desk
    assert f"within {HOURS} hours" in operations
    for kinds in (("claim", "summary", "said"), ("who", "source", "reason")):
        assert ", ".join(f"{LIMITS[kind]:,}" for kind in kinds) in desk


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_and_every_file_named_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", text):
        assert (document.parent / target).exists(), target
    for named in re.findall(rf"`((?:{'|'.join(ROOMS)}|tests)/[\w/.]+)`", text):
        assert (ROOT / named).exists(), named


def test_the_architecture_names_every_package_and_no_other() -> None:
    packages = {
        ".".join(found.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for found in (ROOT / room).rglob("__init__.py")
    }
    rows = re.findall(r"^\| (`[a-z_.`, ]+`) \|", read("docs/architecture.md"), flags=re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z_.]+)`", row)}
    assert named - {"locales", "storage.schema"} == packages - {"locales", "storage.schema"}
    assert {"locales", "storage.schema"} <= named


def test_the_objects_that_the_architecture_hands_a_newcomer_are_where_it_says() -> None:
    rows = re.findall(
        r"^\| `([a-z]+)[a-z_.`, ]*` \| .* \| (.*) \|$", read("docs/architecture.md"), re.MULTILINE
    )
    objects = [(room, name) for room, told in rows for name in re.findall(r"`([A-Za-z_]+)`", told)]
    assert len(objects) > 40
    for room, name in objects:
        sources = [path.read_text(encoding="utf-8") for path in (ROOT / room).rglob("*.py")]
        assert any(
            re.search(rf"^(?:class|(?:async )?def) {name}\b", one, re.M) for one in sources
        ), name


@pytest.mark.parametrize("target", ["demo", "test", "run", "bench"])
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", read("Makefile"), flags=re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", read(name), flags=re.MULTILINE))


def test_the_lock_files_hold_every_dependency_once_with_hashes() -> None:
    runs, tests = locked("requirements.lock"), locked("requirements-dev.lock")
    assert not runs.keys() & tests.keys()
    project = tomllib.loads(read("pyproject.toml"))["project"]
    for wanted, held in (
        (project["dependencies"], runs),
        (project["optional-dependencies"]["dev"], runs | tests),
    ):
        for requirement in wanted:
            name = re.split(r"[\[><=~ ]", requirement)[0].lower().replace(".", "-")
            assert name in held
    for name in ("requirements.lock", "requirements-dev.lock"):
        requirements = len(locked(name))
        assert read(name).count("--hash=sha256:") >= requirements


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_files_name_no_index(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|file:", read(name))
