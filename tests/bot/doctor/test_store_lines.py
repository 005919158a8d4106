"""`doctor` and the store's file: there, sound, its owner's alone, on a disk that keeps it."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor.store_file import check_place, check_sqlite
from bot.doctor.surroundings import Holders, kind_of_file_system, locked_by
from bot.settings import Settings
from sandbox import Sandbox
from storage.engine.sqlite_health import has_log_reset_fault
from tests.bot.conftest import Raspa
from tests.bot.test_life_cycle import process
from tests.kit.doctor import Examined, change
from tests.kit.processes import start

Doctor = Callable[..., Examined]
NOBODY = Holders(None, frozenset(), known=True)

pytestmark = pytest.mark.usefixtures("around")


class TestTheFile:
    def test_a_sound_one_is_told_with_its_size_and_schema(self, doctor: Doctor) -> None:
        examined = doctor()
        assert examined.marks("store") == {"ok"}
        assert "schema" in examined.found("store")
        assert "KB" in examined.found("store")

    def test_before_the_first_import_there_is_none(self, doctor: Doctor, home: Path) -> None:
        (home / "raspa.sqlite3").unlink()
        examined = doctor()
        assert examined.marks("store") == {"look"}
        assert examined.marks("data key") == {"ok"}
        assert examined.marks("debunks") == {"look"}
        assert not (home / "raspa.sqlite3").exists()

    def test_a_folder_that_is_missing_is_a_fault(
        self, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DATABASE", "nowhere/raspa.sqlite3")
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert examined.marks("store's place") == {"look"}

    def test_a_folder_in_its_place_is_a_fault(
        self, doctor: Doctor, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DATABASE", str(home))
        assert doctor().marks("store") == {"fault"}

    @pytest.mark.parametrize("end", ["", "-wal", ".lock", ".thresholds.json"])
    def test_a_symbolic_link_is_a_fault(self, doctor: Doctor, home: Path, end: str) -> None:
        path = home / f"raspa.sqlite3{end}"
        moved = home / "moved"
        if path.exists():
            path.rename(moved)
        else:
            moved.touch()
        path.symlink_to(moved)
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert "symbolic link" in examined.found("store")

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(lambda whole: b"a shopping list " * 500, id="no database"),
            pytest.param(lambda whole: whole[: len(whole) // 2], id="cut"),
            pytest.param(
                lambda whole: whole[:8192] + os.urandom(len(whole) - 8192), id="pages of noise"
            ),
            pytest.param(lambda whole: whole[:16] + bytes(84) + whole[100:], id="no header"),
        ],
    )
    def test_damage_is_a_fault_and_every_other_line_is_there(
        self, doctor: Doctor, home: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        path = home / "raspa.sqlite3"
        sound = doctor()
        path.write_bytes(damage(path.read_bytes()))
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert "backup" in examined.found("store")
        assert examined.lines.keys() == sound.lines.keys()
        assert examined.code == 1

    def test_another_program_s_file_is_a_fault(self, doctor: Doctor, home: Path) -> None:
        path = home / "raspa.sqlite3"
        path.unlink()
        change(path, "CREATE TABLE recipes (name TEXT)")
        path.chmod(0o600)
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert "another program" in examined.found("store")

    def test_one_of_a_newer_raspa_is_a_fault(self, doctor: Doctor, home: Path) -> None:
        put = "INSERT INTO migrations (number, name, applied) VALUES (9999, 'later', '')"
        change(home / "raspa.sqlite3", put)
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert "newer Raspa" in examined.found("store")

    def test_one_of_an_older_raspa_is_to_be_brought_up_to_date_and_is_left_as_it_is(
        self, doctor: Doctor, home: Path
    ) -> None:
        path = home / "raspa.sqlite3"
        change(path, "DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)")
        before = path.read_bytes()
        examined = doctor()
        assert examined.marks("store") == {"look"}
        assert "older Raspa" in examined.found("store")
        assert path.read_bytes() == before

    def test_rows_that_lead_nowhere_are_a_fault(self, doctor: Doctor, home: Path) -> None:
        put = "INSERT INTO drafts (moderator, step, body, changed) VALUES (77, 'claim', '{}', 0)"
        change(home / "raspa.sqlite3", put)
        examined = doctor()
        assert examined.marks("store") == {"fault"}
        assert "1 rows name another" in examined.found("store")

    async def test_one_that_another_program_holds_for_itself_is_a_fault(
        self, doctor: Doctor, home: Path
    ) -> None:
        connection = sqlite3.connect(home / "raspa.sqlite3", isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        holding = await start(
            """
held = sqlite3.connect(path, isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
""",
            home / "raspa.sqlite3",
        )
        assert holding.stdout is not None
        await holding.stdout.readline()
        (home / "raspa.sqlite3-wal").touch(0o600)
        examined = await asyncio.to_thread(doctor)
        await holding.communicate(b"")
        assert examined.marks("store") == {"fault"}
        assert "another program" in examined.found("store")
        assert f"process {holding.pid}" in examined.found("store's place")


class TestThePlace:
    def test_files_that_others_may_open_are_said_with_what_closes_them(
        self, doctor: Doctor, home: Path
    ) -> None:
        (home / "raspa.sqlite3").chmod(0o644)
        examined = doctor()
        assert "chmod 600" in examined.found("store's place")
        assert "look" in examined.marks("store's place")

    def test_a_folder_that_others_may_write_is_said(self, home: Path) -> None:
        home.chmod(0o777)
        (found,) = check_place(home / "raspa.sqlite3", NOBODY, "ext4")
        assert "chmod 700" in found.remedy

    @pytest.mark.parametrize(
        ("kind", "mark"),
        [
            ("ext4", "ok"),
            ("xfs", "ok"),
            ("nfs4", "fault"),
            ("cifs", "fault"),
            ("fuse.sshfs", "fault"),
            ("tmpfs", "look"),
            ("overlay", "look"),
        ],
    )
    def test_a_file_system_that_does_not_keep_it_is_said(
        self, home: Path, kind: str, mark: str
    ) -> None:
        home.chmod(0o700)
        assert [one.mark for one in check_place(home / "raspa.sqlite3", NOBODY, kind)] == [mark]

    @pytest.mark.parametrize(
        ("folder", "kind"),
        [
            ("/", "ext4"),
            ("/srv/raspa/data", "nfs4"),
            ("/srv/raspa-other", "ext4"),
            ("/mnt/two words/x", "cifs"),
            ("/over", "tmpfs"),
        ],
    )
    def test_the_mount_that_a_folder_is_on_is_the_innermost_and_the_last(
        self, folder: str, kind: str
    ) -> None:
        mounts = (
            "/dev/sda1 / ext4 rw 0 0\nhost:/x /srv/raspa nfs4 rw 0 0\n"
            "//host/y /mnt/two\\040words cifs rw 0 0\n/dev/sdb /over xfs rw 0 0\n"
            "none /over tmpfs rw 0 0\nbroken\n"
        )
        assert kind_of_file_system(Path(folder), mounts) == kind

    def test_without_mounts_the_kind_is_not_to_be_told(self) -> None:
        assert kind_of_file_system(Path("/srv"), "") is None


class TestSQLite:
    @pytest.mark.parametrize(
        ("version", "faulty"),
        [
            ("3.6.23", False),
            ("3.7.0", True),
            ("3.40.1", True),
            ("3.44.5", True),
            ("3.44.6", False),
            ("3.45.0", True),
            ("3.50.6", True),
            ("3.50.7", False),
            ("3.51.2", True),
            ("3.51.3", False),
            ("3.53.0", False),
            ("4.0.0", False),
        ],
    )
    def test_versions_with_the_fault_of_the_log_s_reset_are_told_from_those_without(
        self, version: str, *, faulty: bool
    ) -> None:
        assert has_log_reset_fault(version) is faulty
        (found,) = check_sqlite(version)
        assert found.mark == ("look" if faulty else "ok")
        assert version in found.found
        assert not faulty or "one connection" in found.found


class TestTheBot:
    def test_one_that_does_not_run_is_said(self, doctor: Doctor) -> None:
        assert doctor().marks("bot") == {"look"}

    async def test_one_that_runs_in_a_process_of_its_own_is_told_by_its_number(
        self, telegram: Sandbox, doctor: Doctor, home: Path
    ) -> None:
        async with process(Settings(), home) as bot:
            await telegram.call_of("deleteWebhook")
            examined = await asyncio.to_thread(doctor)
            assert examined.marks("bot") == {"ok"}
            assert examined.marks("store") == {"ok"}
            bot.terminate()
            code, log = await bot.stopped()
        assert code == 0, log

    async def test_one_whose_store_was_deleted_under_it_is_a_fault(
        self, telegram: Sandbox, doctor: Doctor, home: Path, raspa: Raspa
    ) -> None:
        async with process(Settings(), home) as bot:
            await telegram.call_of("deleteWebhook")
            (home / "raspa.sqlite3").unlink()
            examined = await asyncio.to_thread(doctor)
            assert examined.marks("store") == examined.marks("bot") == {"fault"}
            # A new one in its place, as an import makes it, is not the bot's.
            change(home / "raspa.sqlite3", "PRAGMA user_version = 0")
            assert (await asyncio.to_thread(doctor)).marks("bot") == {"fault"}
            bot.kill()
            await bot.stopped()

    def test_a_lock_is_told_by_its_file_whoever_else_has_one(self, tmp_path: Path) -> None:
        file = tmp_path / "lock"
        file.touch()
        status = file.stat()
        device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}"
        other = f"1: FLOCK  ADVISORY  WRITE 11 {device}:{status.st_ino + 1} 0 EOF\n"
        posix = f"2: POSIX  ADVISORY  WRITE 12 {device}:{status.st_ino} 0 EOF\n"
        ours = f"3: FLOCK  ADVISORY  WRITE 13 {device}:{status.st_ino} 0 EOF\n"
        assert locked_by(file, other + posix) is None
        assert locked_by(file, f"{other}{posix}nonsense\n\n{ours}") == 13
        assert locked_by(tmp_path / "none", ours) is None
