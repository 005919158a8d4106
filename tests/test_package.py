"""What `pip install` puts elsewhere works there, without the checkout."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

import bot
from bot.log import _OURS
from tests.formats.workbooks import Cell, workbook

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = frozenset(PROJECT["tool"]["uv"]["build-backend"]["module-name"])
EXAMPLES = (ROOT / "examples" / "debunks.jsonl").read_bytes()
# For those who work on Raspa, not for those who run it.
AT_HOME = {"tests", "benchmarks", "evaluation", "training"}

Ran = subprocess.CompletedProcess[str]


def ran(*words: str | Path, folder: Path, **environment: str) -> Ran:
    """Run a program in a folder, with nothing of ours around it; the network is not asked for."""
    around = {"PATH": os.environ["PATH"], "COLUMNS": "200", **environment}
    done = subprocess.run(
        words,
        cwd=folder,
        env=around,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that the locked uv brings along."""
    folder = tmp_path_factory.mktemp("wheel")
    ran(*uv("build", "--wheel", "--out-dir", folder, ROOT), folder=folder)
    (built,) = folder.glob("*.whl")
    return built


def uv(*words: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "uv", "--offline", "--no-cache", *words]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the package, and nothing else, installed into it."""
    folder = tmp_path_factory.mktemp("installed")
    into = ("--no-deps", "--python", sys.executable, "--target", folder)
    ran(*uv("pip", "install", *into, wheel), folder=folder)
    return folder


@pytest.fixture
def raspa(installed: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Runs the installed `raspa` in the test's folder."""

    def run(*words: str | Path) -> Ran:
        command = installed / "bin" / "raspa"
        return ran(command, *words, folder=tmp_path, PYTHONPATH=str(installed))

    return run


def test_the_checkout_is_not_to_be_imported_from_there(installed: Path, tmp_path: Path) -> None:
    code = (
        "import bot, json; from importlib.util import find_spec;"
        "print(json.dumps([bot.__file__, *map(str, map(find_spec, ['tests', 'benchmarks']))]))"
    )
    said = ran(sys.executable, "-c", code, folder=tmp_path, PYTHONPATH=str(installed)).stdout
    assert json.loads(said) == [str(installed / "bot" / "__init__.py"), "None", "None"]


def test_new_env_writes_the_example_with_a_key(raspa: Callable[..., Ran], tmp_path: Path) -> None:
    raspa("new-env")
    written = (tmp_path / ".env").read_text(encoding="utf-8")
    keys = re.findall(r"^RASPA_(?:DATA|BACKUP)_KEY=(.+)$", written, flags=re.MULTILINE)
    assert len(keys) == 2
    assert written.replace(keys[0], "").replace(keys[1], "") == (ROOT / ".env.example").read_text(
        encoding="utf-8"
    )


def test_import_reads_a_spreadsheet_and_makes_its_vectors(
    raspa: Callable[..., Ran], tmp_path: Path
) -> None:
    claim = "В кумыс подмешивают стиральный порошок"
    rows: dict[int, list[Cell]] = {
        1: ["claim", "verdict", "summary"],
        2: [claim, "fake", "Лаборатория порошка не нашла."],
    }
    raspa("import", workbook(tmp_path / "desk.xlsx", {"Лист1": rows}))
    decided = raspa("check", "В кумыс, говорят, порошок подмешивают!", "--json").stdout
    assert json.loads(decided)["matches"][0]["phrasing"] == claim
    assert [*tmp_path.glob("encoder-*/sums.json")]


def test_the_demo_plays_to_its_end(raspa: Callable[..., Ran]) -> None:
    said = raspa("demo").stdout
    assert "Переговоры по данному вопросу" in said
    assert "Среди наших проверок" in said


def test_the_wheel_holds_the_texts_that_stand_in_the_checkout(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        assert packed.read("bot/data/env.example") == (ROOT / ".env.example").read_bytes()
        assert packed.read("bot/data/debunks.jsonl") == EXAMPLES
        names = packed.namelist()
        (license_file,) = (name for name in names if name.endswith("/licenses/LICENSE"))
        assert packed.read(license_file) == (ROOT / "LICENSE").read_bytes()


def test_the_wheel_holds_every_file_of_its_packages(wheel: Path) -> None:
    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    ours = {str(path.relative_to(ROOT)) for path in files if path.parent.name != "__pycache__"}
    with ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if not name.endswith("/")}
    assert {name for name in held if ".dist-info/" not in name} == ours


def test_every_package_but_those_for_development_goes_along() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - AT_HOME == PACKAGES


def test_every_package_with_code_says_that_it_is_typed() -> None:
    """Without the mark, a type checker takes nothing from an installed package."""
    coded = {name for name in PACKAGES if len([*(ROOT / name).glob("*.py")]) > 1}
    assert {path.parent.name for path in ROOT.glob("*/py.typed")} == coded


def test_the_log_takes_every_package_for_ours() -> None:
    assert {*_OURS, "locales"} == PACKAGES | {"__main__"}


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == bot.__version__
