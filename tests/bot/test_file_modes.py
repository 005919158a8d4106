"""The files that Raspa makes: their owner's alone, and never at the end of a symbolic link."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.application import open_store
from bot.cli import EXIT_SETTINGS, EXIT_STORE, app
from bot.settings import Settings
from bot.thresholds import beside, write_thresholds
from matching.decide import Thresholds
from matching.search.encoders.model_folder import made_folder
from sandbox import Sandbox
from tests.bot.conftest import Raspa
from tests.bot.test_life_cycle import process
from tests.conftest import EXAMPLES
from tests.kit.encoding import lend_model
from tests.kit.waiting import until

ROOT = Path(__file__).parents[2]
SECRET = "nothing of Raspa's\n"
STORE = "raspa.sqlite3"
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
LABELS = "".join(f'{{"id": "{n}", "text": "Слух {n}", "debunk_id": null}}\n' for n in range(3))
# Each command with what makes it write; `run` has a test of its own below.
COMMANDS = {
    "new-env": ("new-env",),
    "import": ("import", str(EXAMPLES)),
    "export": ("export", "out.jsonl"),
    "check": ("check", "Слух"),
    "match": ("match", "labels.jsonl"),
    "evaluate": ("evaluate", "labels.jsonl"),
    "calibrate": ("calibrate", "labels.jsonl", "--out", "out.json"),
    "aside": ("aside", "--again"),
    "rotate-key": ("rotate-key",),
    "backup": ("backup", "copy.backup"),
    "drill": ("drill", "copy.backup"),
    "restore": ("restore", "copy.backup", "--replace"),
    "doctor": ("doctor", "--offline"),
    "health": ("health",),
    "signs": ("signs", "signs"),
    "demo": ("demo",),
}


def apart(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot …` where nothing keeps a new file from being everybody's."""
    around = {name: value for name, value in os.environ.items() if "RASPA" not in name}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**around, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "COLUMNS": "300"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        umask=0,
    )


def modes(folder: Path) -> dict[str, int]:
    """Return what others than the owner may do with each file and folder within a folder."""
    return {
        str(path.relative_to(folder)): path.lstat().st_mode & 0o077
        for path in folder.rglob("*")
        if not path.is_symlink()
    }


@pytest.fixture
def open_umask() -> Iterator[None]:
    former = os.umask(0)
    yield
    os.umask(former)


def is_private(folder: Path) -> bool:
    held = modes(folder)
    return bool(held) and not any(held.values())


def test_every_command_is_tried_here() -> None:
    names = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    assert names == {*COMMANDS, "run"}


def test_whatever_a_command_makes_is_its_owners_alone(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(LABELS)
    labels.chmod(0o600)
    for words in COMMANDS.values():
        if words != ("demo",):
            lend_model(tmp_path)
        apart(tmp_path, *words)
        # Signs are made for a web site.
        held = {name: mode for name, mode in modes(tmp_path).items() if "signs/" not in name}
        assert not any(held.values()), (words, held)
    assert {".env", STORE, "out.jsonl"} <= modes(tmp_path).keys()


async def test_whatever_a_running_bot_makes_is_its_owners_alone(
    telegram: Sandbox, settings: Settings, running: Running, open_umask: None
) -> None:
    settings.database.unlink()
    async with running(settings):
        await telegram.call_of("getUpdates")
        held = modes(settings.database.parent)
        assert {STORE, f"{STORE}-wal", f"{STORE}-shm", f"{STORE}.lock"} <= held.keys()
        assert is_private(settings.database.parent), held


async def test_a_file_that_someone_of_the_desk_sends_is_put_aside_privately(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    open_umask: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    boss = telegram.person("Болат", language="ru", started=True)
    line = '{"id": "n%d", "verdict": "fake", "claims": [{"lang": "ru", "text": "Слух номер %d"}]}\n'
    content = "".join(line % (n, n) for n in range(5_000)).encode()
    seen: dict[str, int] = {}
    async with running(settings.model_copy(update={"owners": (boss.id,)})):
        await boss.send_document(content=content, name="desk.jsonl")

        def is_there() -> bool:
            seen.update(modes(aside))
            return any(name.endswith("/file") for name in seen)

        await until(is_there)
        await boss.next_reply()
    assert not any(seen.values()), seen


async def test_thresholds_and_the_encoders_model_are_their_owners_alone(
    tmp_path: Path, open_umask: None
) -> None:
    write_thresholds(beside(tmp_path / STORE), Thresholds(), {})
    async with await open_store(tmp_path / STORE):
        await asyncio.to_thread(made_folder, tmp_path)
        assert is_private(tmp_path), modes(tmp_path)


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal", ".lock"])
async def test_a_link_in_the_place_of_a_file_of_the_store_keeps_the_bot_from_starting(
    telegram: Sandbox, settings: Settings, tmp_path: Path, end: str
) -> None:
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "theirs").write_text(SECRET)
    (folder / (STORE + end)).symlink_to(folder / "theirs")
    planted = settings.model_copy(update={"database": folder / STORE})
    async with process(planted, folder) as bot:
        code, log = await bot.stopped()
    assert code == EXIT_STORE
    assert "symbolic link" in log
    assert (folder / "theirs").read_text() == SECRET


@pytest.mark.parametrize("dangling", [True, False])
@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        (".env", ("new-env",), EXIT_SETTINGS),
        (STORE, ("import", str(EXAMPLES)), EXIT_STORE),
        (f"{STORE}-wal", ("import", str(EXAMPLES)), EXIT_STORE),
        ("out", ("export", "out"), EXIT_STORE),
        ("out", ("export", "--feedback", "out"), EXIT_STORE),
        ("out", ("export", "--open", "out"), EXIT_STORE),
        ("out", ("calibrate", "labels.jsonl", "--out", "out"), EXIT_STORE),
    ],
)
def test_no_command_writes_through_a_link(
    database: Path, name: str, words: tuple[str, ...], code: int, *, dangling: bool
) -> None:
    folder = database.parent
    (folder / "labels.jsonl").write_text(LABELS)
    lend_model(folder)
    theirs = folder / "theirs"
    if not dangling:
        theirs.write_text("RASPA_DATA_KEY=\n")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(theirs)
    done = apart(folder, *words)
    assert done.returncode == code
    assert "symbolic link" in done.stderr
    assert theirs.exists() is not dangling
    assert dangling or theirs.read_text() == "RASPA_DATA_KEY=\n"
    assert (folder / name).is_symlink()


@pytest.mark.parametrize("link", ["out.jsonl.part", ".out.jsonl.part", "out.jsonl.tmp"])
def test_a_link_where_an_unfinished_file_could_stand_is_left_alone(
    database: Path, link: str
) -> None:
    theirs = database.parent / "theirs"
    theirs.write_text(SECRET)
    (database.parent / link).symlink_to(theirs)
    assert apart(database.parent, "export", "out.jsonl").returncode == 0
    assert theirs.read_text() == SECRET


@pytest.mark.parametrize("words", [("export",), ("export", "--feedback"), ("export", "--open")])
@pytest.mark.parametrize(
    "name",
    [
        *(STORE, f"{STORE}-wal", f"{STORE}.lock", f"{STORE}.thresholds.json", "other.lock"),
        *(".env", "new/.env", "copy.sqlite3", "env.txt", "words.txt", "photo.jpg", "posts.jsonl"),
        *("cut.jsonl", "mine.jsonl", "folder", "pipe"),
    ],
)
def test_an_export_goes_over_nothing_but_an_export(
    raspa: Raspa, database: Path, words: tuple[str, ...], name: str
) -> None:
    folder = database.parent
    (folder / "folder").mkdir()
    (folder / "new").mkdir()
    os.mkfifo(folder / "pipe")
    shutil.copy(database, folder / "copy.sqlite3")
    (folder / ".env").write_text("RASPA_KEEP_DAYS=9\n")
    (folder / "env.txt").write_text("RASPA_KEEP_DAYS=9\n")
    (folder / "words.txt").write_text("Список дел\n")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "posts.jsonl").write_text(LABELS)
    (folder / "mine.jsonl").write_bytes(
        b'{"verdict": "fake", "id": "a", "claims": [{"text": "b", "lang": "ru"}]}\n'
    )
    (folder / "cut.jsonl").write_text('{"id": "a"')
    held = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    outcome = raspa(*words, name)
    assert outcome.code == EXIT_STORE, outcome.err
    assert name in outcome.err
    assert held == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_export_takes_the_place_of_an_older_one_and_of_an_empty_file(database: Path) -> None:
    folder = database.parent
    (folder / "out.jsonl").touch()
    for _ in range(2):
        assert apart(folder, "export", "out.jsonl").returncode == 0
        assert len((folder / "out.jsonl").read_text("utf-8").splitlines()) == 13
    assert (folder / "out.jsonl").stat().st_mode & 0o777 == 0o600
    assert apart(folder, "export", "--feedback", "out.jsonl").returncode == EXIT_STORE


@pytest.mark.parametrize("name", [STORE, ".env", f"{STORE}.thresholds.json"])
def test_a_file_that_others_can_open_is_told_on_the_commands_output(
    database: Path, name: str
) -> None:
    folder = database.parent
    write_thresholds(beside(database), Thresholds(), {})
    (folder / ".env").write_text("")
    for path in folder.iterdir():
        path.chmod(0o600)
    assert "other users" not in apart(folder, "export").stderr
    (folder / name).chmod(0o640)
    done = apart(folder, "export")
    assert done.returncode == 0
    assert f"chmod 600 {name}" in done.stderr


async def test_a_file_that_others_can_open_is_told_in_the_log_and_the_bot_starts(
    telegram: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("")
    (tmp_path / ".env").chmod(0o644)
    settings.database.chmod(0o604)
    async with process(settings, tmp_path) as bot:
        await telegram.call_of("getUpdates")
        bot.terminate()
        code, log = await bot.stopped()
    assert code == 0
    assert "chmod 600 .env" in log
    assert f"chmod 600 {settings.database}" in log
