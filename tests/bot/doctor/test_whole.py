"""`doctor` as a whole: a healthy bot, a broken everything, and what it must never do."""

import asyncio
import json
import os
import re
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
from sandbox import Person, Sandbox
from tests.bot.conftest import Raspa
from tests.bot.test_life_cycle import process
from tests.kit.doctor import KEY, OTHER_KEY, Examined, change, online
from tests.kit.waiting import until

ROOT = Path(__file__).parents[3]
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
# What depends on the machine that the tests run on.
OF_THE_MACHINE = {"disk", "memory", "store's place", "SQLite"}


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
        assert "ZeroDivisionError at tests/bot/doctor/test_whole.py" in line.found
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
