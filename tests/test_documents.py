"""What README, docs and the lock files say is so."""

import re
import tomllib
from pathlib import Path

import pytest

from bot import cli
from handlers.commands import READER_COMMANDS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_operator_s_guide_names_every_command_and_no_other() -> None:
    commands = {
        command.name or (command.callback.__name__ if command.callback else "")
        for command in cli.app.registered_commands
    }
    documents = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    known = "run|demo|check|match|evaluate|calibrate|import|export|new-env"
    named = set(re.findall(rf"(?:-m bot |`)({known})\b", documents))
    assert named == commands
    assert set(re.findall(r"-m bot ([a-z-]+)", documents)) <= commands


def test_the_operator_s_guide_names_every_exit_code() -> None:
    codes = {value for name, value in vars(cli).items() if name.startswith("EXIT_")}
    told = re.findall(r"^\| (\d) \|", read("docs/operations.md"), flags=re.MULTILINE)
    assert {int(code) for code in told} == codes


def test_the_changelog_names_every_reader_s_command() -> None:
    assert all(f"`/{command}`" in read("CHANGELOG.md") for command in READER_COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_and_every_file_named_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", text):
        assert (document.parent / target).exists(), target
    for named in re.findall(r"`((?:bot|handlers|matching|storage|sandbox|tests)/[\w/.]+)`", text):
        assert (ROOT / named).exists(), named


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
