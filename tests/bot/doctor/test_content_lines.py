"""`doctor` on what the store holds."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.conftest import Raspa
from tests.conftest import EXAMPLES
from tests.kit.doctor import OTHER_KEY, Examined, change


class TestContent:
    def test_a_store_with_nothing_in_it_has_nothing_to_answer_with(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        raspa: Raspa,
    ) -> None:
        change(home / "raspa.sqlite3", "UPDATE debunks SET status = 'retracted'")
        assert doctor().marks("debunks") == {"look"}

    def test_the_demo_s_invented_debunks_must_not_be_live(
        self, doctor: Callable[..., Examined], around: dict[str, str], raspa: Raspa, home: Path
    ) -> None:
        assert doctor().marks("examples") == {"ok"}
        raspa("import", str(EXAMPLES))
        examined = doctor()
        assert examined.marks("examples") == {"fault"}
        assert "12 of the demo's" in examined.found("examples")
        change(home / "raspa.sqlite3", "UPDATE debunks SET status = 'retracted'")
        assert doctor().marks("examples") == {"ok"}

    def test_a_change_that_waits_for_long_is_said(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        database = home / "raspa.sqlite3"
        assert doctor().marks("drafts") == {"ok"}
        change(
            database,
            "INSERT INTO moderators (person, sealed, name, role, since) "
            "VALUES (x'01', x'01', x'01', 'editor', 0)",
        )
        change(
            database,
            "INSERT INTO drafts (moderator, step, body, changed) VALUES (1, 'waiting', '{}', ?)",
            int(time.time()) - 10 * 86_400,
        )
        examined = doctor()
        assert examined.marks("drafts") == {"look"}
        assert "10 days" in examined.found("drafts")

    def test_updates_that_could_not_be_read_are_counted(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        assert doctor().marks("unreadable updates") == {"ok"}
        for _ in range(3):
            change(
                home / "raspa.sqlite3",
                "INSERT INTO unreadable (kind, sealed, at) VALUES ('message', x'00', ?)",
                int(time.time()) - 300,
            )
        examined = doctor()
        assert examined.marks("unreadable updates") == {"look"}
        assert "3, the last 5 min ago" in examined.found("unreadable updates")

    def test_an_update_that_waits_is_said_and_one_that_was_set_aside(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        examined = doctor()
        assert examined.marks("inbox") == examined.marks("set-aside updates") == {"ok"}
        at = int(time.time()) - 600
        put = (
            "INSERT INTO inbox (number, lane, urgent, sealed, at, aside) "
            "VALUES (?, x'01', 0, x'01', ?, ?)"
        )
        change(home / "raspa.sqlite3", put, 1, at, None)
        change(home / "raspa.sqlite3", put, 2, at, "killed")
        examined = doctor()
        assert examined.marks("inbox") == examined.marks("set-aside updates") == {"look"}
        assert "1 updates wait, the oldest for 10 min" in examined.found("inbox")

    def test_a_message_that_should_have_gone_is_said(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        assert doctor().marks("outbox") == {"ok"}
        change(
            home / "raspa.sqlite3",
            "INSERT INTO outbox (kind, once, body, due) VALUES ('alert', 'a', '{}', ?)",
            int(time.time()) - 7_200,
        )
        examined = doctor()
        assert examined.marks("outbox") == {"look"}
        assert "due for 2 h" in examined.found("outbox")

    def test_a_backup_and_its_drill_are_missed_are_in_order_once_made_and_grow_old(
        self,
        doctor: Callable[..., Examined],
        raspa: Raspa,
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        examined = doctor()
        assert examined.marks("backup") == examined.marks("drill") == {"look"}
        assert "docs/backup.md" in examined.found("backup")
        (home / "copies").mkdir(mode=0o700)
        monkeypatch.setenv("RASPA_BACKUP_FOLDER", str(home / "copies"))
        monkeypatch.setenv("RASPA_BACKUP_KEY", OTHER_KEY)
        assert raspa("backup").code == 0
        assert doctor().marks("backup") == {"ok"}
        assert raspa("drill").code == 0
        assert doctor().marks("drill") == {"ok"}
        old = int(time.time()) - 30 * 86_400
        change(
            home / "raspa.sqlite3",
            "UPDATE meta SET value = ? WHERE name IN ('last-backup', 'last-drill')",
            old,
        )
        examined = doctor()
        assert examined.marks("backup") == examined.marks("drill") == {"look"}
        assert "30 days" in examined.found("backup")

    def test_a_backup_that_cannot_be_made_is_a_fault(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_BACKUP_FOLDER", str(home / "copies"))
        monkeypatch.setenv("RASPA_BACKUP_KEY", OTHER_KEY)
        assert doctor().marks("backup") == {"fault"}
        (home / "copies").mkdir(mode=0o700)
        assert doctor().marks("backup") == {"look"}
        put = "INSERT INTO meta (name, value) VALUES ('backup-failed', ?)"
        change(home / "raspa.sqlite3", put, int(time.time()) - 600)
        assert doctor().marks("backup") == {"fault"}
        put = "INSERT INTO meta (name, value) VALUES ('backup-failure', ?)"
        change(home / "raspa.sqlite3", put, "There is no room for it.")
        made = "INSERT INTO meta (name, value) VALUES ('last-backup', ?)"
        change(home / "raspa.sqlite3", made, int(time.time()) + 3_600)
        assert doctor().marks("backup") == {"fault"}
        assert "There is no room for it" in doctor().found("backup")
        monkeypatch.delenv("RASPA_BACKUP_KEY")
        monkeypatch.setenv("RASPA_BACKUP_KEY_FILE", str(home / "no-such-key"))
        assert "RASPA_BACKUP_KEY_FILE" in doctor().found("backup")

    def test_nobody_who_owns_the_desk_is_missed(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        assert doctor().marks("owners") == {"ok"}
        monkeypatch.delenv("RASPA_OWNERS")
        assert doctor().marks("owners") == {"look"}
