"""`doctor` on what stands at Telegram: switches, profile, chat, owners, clock."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.settings import Settings
from privacy.sealing import People
from sandbox import Person, Sandbox
from tests.bot.conftest import Raspa
from tests.bot.test_life_cycle import process
from tests.kit.doctor import online
from tests.kit.waiting import until

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


pytestmark = pytest.mark.usefixtures("around")


class TestSwitches:
    async def test_as_raspa_needs_them_they_are_in_order(self, raspa: Raspa) -> None:
        assert (await online(raspa)).marks("BotFather") == {"ok"}

    @pytest.mark.parametrize(
        ("switch", "on", "command"),
        [
            ("supports_inline_queries", False, "/setinline"),
            ("supports_guest_queries", False, "/mybots"),
            ("can_join_groups", False, "/setjoingroups"),
            ("can_read_all_group_messages", True, "/setprivacy"),
            ("can_connect_to_business", True, "/mybots"),
            ("has_main_web_app", True, "/mybots"),
            ("has_topics_enabled", True, "/mybots"),
            ("can_manage_bots", True, "/mybots"),
        ],
    )
    async def test_one_that_stands_otherwise_is_said_with_what_sets_it(
        self, telegram: Sandbox, raspa: Raspa, switch: str, command: str, *, on: bool
    ) -> None:
        telegram.switch(**{switch: on})
        examined = await online(raspa)
        assert examined.marks("BotFather") == {"look"}
        assert command in examined.found("BotFather")
        assert len(examined.lines["BotFather"]) == 1


class TestProfile:
    async def test_before_the_first_start_it_is_not_raspa_s_and_after_it_it_is(
        self, telegram: Sandbox, raspa: Raspa, home: Path
    ) -> None:
        examined = await online(raspa)
        assert examined.marks("profile") == {"look"}
        assert "menu of commands" in examined.found("profile")
        async with process(Settings(), home) as bot:
            await until(lambda: bool(telegram.commands("all_private_chats", "en")))
            await until(lambda: bool(telegram.short_description("en")))
            bot.terminate()
            await bot.stopped()
        assert (await online(raspa)).marks("profile") == {"ok"}
        telegram.world.profile.set_text("description", "kk", "Тегін монеталар!")
        examined = await online(raspa)
        assert examined.marks("profile") == {"look"}
        assert "not as Raspa sets it: description" in examined.found("profile")


class TestTheDesksChat:
    async def test_none_is_in_order(self, raspa: Raspa) -> None:
        assert (await online(raspa)).marks("desk's chat") == {"ok"}

    @pytest.mark.parametrize("status", ["member", "administrator", "creator"])
    async def test_a_group_that_the_bot_may_write_to_is_in_order(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch, status: str
    ) -> None:
        chat = telegram.group("Редакция", bot=status)
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        assert (await online(raspa)).marks("desk's chat") == {"ok"}

    async def test_a_group_in_which_members_may_not_write_is_a_fault_for_a_member(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chat = telegram.group("Редакция")
        chat.closed_to_members = True
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        assert (await online(raspa)).marks("desk's chat") == {"fault"}
        chat.members[telegram.world.bot["id"]] = "administrator"
        assert (await online(raspa)).marks("desk's chat") == {"ok"}

    @pytest.mark.parametrize(("may", "mark"), [(True, "ok"), (False, "fault")])
    async def test_a_restricted_bot_may_write_if_it_is_said_so(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        monkeypatch: pytest.MonkeyPatch,
        mark: str,
        *,
        may: bool,
    ) -> None:
        chat = telegram.group("Редакция", bot="restricted")
        chat.rights[telegram.world.bot["id"]] = {"can_send_messages": may}
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        assert (await online(raspa)).marks("desk's chat") == {mark}

    @pytest.mark.parametrize(("may", "mark"), [(True, "ok"), (False, "fault")])
    async def test_a_channel_takes_an_administrator_who_may_post(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        monkeypatch: pytest.MonkeyPatch,
        mark: str,
        *,
        may: bool,
    ) -> None:
        chat = telegram.channel("Тексеру")
        chat.rights[telegram.world.bot["id"]] = {"can_post_messages": may}
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        assert (await online(raspa)).marks("desk's chat") == {mark}

    @pytest.mark.parametrize("status", ["left", "kicked"])
    async def test_one_that_the_bot_was_put_out_of_is_a_fault(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch, status: str
    ) -> None:
        chat = telegram.group("Редакция")
        chat.members[telegram.world.bot["id"]] = status
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        examined = await online(raspa)
        assert examined.marks("desk's chat") == {"fault"}
        assert "not in it" in examined.found("desk's chat")

    async def test_one_that_is_not_there_is_a_fault(
        self, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DESK_CHAT", "-1009999999999")
        examined = await online(raspa)
        assert examined.marks("desk's chat") == {"fault"}
        assert "9999999999" not in examined.out

    async def test_one_that_has_become_a_supergroup_is_a_fault(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chat = telegram.group("Редакция", supergroup=False)
        telegram.fault(
            "getChatMember",
            status=400,
            description="Bad Request: group chat was upgraded to a supergroup chat",
            moved_to=-1_002_000_000_777,
        )
        monkeypatch.setenv("RASPA_DESK_CHAT", str(chat.id))
        assert "supergroup" in (await online(raspa)).found("desk's chat")

    async def test_a_person_in_its_place_is_said(
        self, raspa: Raspa, boss: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RASPA_DESK_CHAT", str(boss.id))
        examined = await online(raspa)
        assert examined.marks("desk's chat") == {"look"}
        assert str(boss.id) not in examined.out


class TestOwners:
    async def test_one_who_has_never_written_to_the_bot_is_said(
        self, telegram: Sandbox, raspa: Raspa, boss: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (await online(raspa)).marks("owners") == {"ok"}
        stranger = telegram.person("Серік")
        monkeypatch.setenv("RASPA_OWNERS", f"{boss.id},{stranger.id}")
        examined = await online(raspa)
        assert examined.marks("owners") == {"look"}
        assert "1 of 2 have never written" in examined.found("owners")

    async def test_one_who_has_blocked_the_bot_is_said(
        self, telegram: Sandbox, raspa: Raspa, boss: Person, home: Path, running: Running
    ) -> None:
        async with running(Settings()):
            await boss.reply_to(await boss.send("/start"))
        person = People(Settings().key()).hash(boss.id)
        connection = sqlite3.connect(home / "raspa.sqlite3")
        with connection:
            connection.execute(
                "INSERT INTO readers (person, reachable) VALUES (?1, 0) "
                "ON CONFLICT (person) DO UPDATE SET reachable = 0",
                (person,),
            )
        connection.close()
        examined = await online(raspa)
        assert examined.marks("owners") == {"look"}
        assert "blocked" in examined.found("owners")


class TestTheClock:
    @pytest.mark.parametrize(
        ("seconds", "mark"), [(0, "ok"), (30, "look"), (3_600, "fault"), (-400 * 86_400, "fault")]
    )
    async def test_it_is_compared_with_telegram_s(
        self, telegram: Sandbox, raspa: Raspa, seconds: int, mark: str
    ) -> None:
        telegram.advance(seconds)
        examined = await online(raspa)
        assert examined.marks("clock") == {mark}
        if mark != "ok":
            side = "behind" if seconds > 0 else "ahead of"
            assert f"{side} Telegram's" in examined.found("clock")


class TestChannel:
    @pytest.mark.parametrize(
        ("rights", "mark"),
        [
            ({}, "ok"),
            ({"can_edit_messages": False}, "look"),
            ({"can_post_messages": False}, "fault"),
        ],
    )
    async def test_the_bot_must_be_allowed_to_post_and_to_edit(
        self,
        telegram: Sandbox,
        raspa: Raspa,
        monkeypatch: pytest.MonkeyPatch,
        rights: dict[str, bool],
        mark: str,
    ) -> None:
        chat = telegram.channel("Тексеру", username="tekseru")
        chat.rights[telegram.world.bot["id"]] = rights
        for name in ("@tekseru", str(chat.id)):
            monkeypatch.setenv("RASPA_CHANNEL", name)
            examined = await online(raspa)
            assert examined.marks("channel") == {mark}
            assert name not in examined.out

    @pytest.mark.parametrize("status", ["left", "kicked", "member"])
    async def test_one_in_which_the_bot_is_no_administrator_is_a_fault(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch, status: str
    ) -> None:
        chat = telegram.channel("Тексеру")
        chat.members[telegram.world.bot["id"]] = status
        monkeypatch.setenv("RASPA_CHANNEL", str(chat.id))
        assert (await online(raspa)).marks("channel") == {"fault"}

    async def test_a_group_or_a_name_that_nobody_has_is_a_fault(
        self, telegram: Sandbox, raspa: Raspa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in (str(telegram.group("Редакция").id), "@nobody_has_it"):
            monkeypatch.setenv("RASPA_CHANNEL", name)
            assert (await online(raspa)).marks("channel") == {"fault"}
