"""The desk at the start of a run, and what goes by itself."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from domain.case import State
from domain.deed import Deed
from domain.moderator import Newcomer, Role
from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Sandbox
from storage.cases.submissions import Submission
from storage.store import Store
from storage.upkeep.retention import DAY

RU = Texts.load()["ru"]
NOON = 1_800_000_000
Running = Callable[..., AbstractAsyncContextManager[object]]


async def test_a_desk_without_owners_answers_readers_and_knows_no_moderators(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        for command in ("mods", "queue", "add", "start i-token"):
            answer = await reader.reply_to(await reader.send(f"/{command}"))
            assert answer.text in {RU("unknown-command"), RU("invite-unknown")}
    assert await store.moderators.all() == []


async def test_who_is_taken_from_the_settings_stays_an_owner_until_another_removes_them(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    first, second = (telegram.person(name, language="ru", started=True) for name in ("А", "Б"))
    async with running(settings.model_copy(update={"owners": (first.id, second.id)})):
        await first.reply_to(await first.send("/mods"))
        await second.reply_to(await second.send("/mods"))
    async with running(settings.model_copy(update={"owners": (second.id,)})):
        listed = await second.reply_to(await second.send("/mods"))
        for button in ("1. А", RU("mods-button-remove"), RU("mods-button-yes")):
            await second.press(listed, button)
    assert [one.role for one in await store.moderators.all()] == [Role.OWNER]


async def test_someone_who_was_removed_is_an_owner_again_once_the_settings_name_them(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    people = People(settings.key())
    person = people.hash(5)
    await store.moderators.ensure_owner(Newcomer(b"other", b"sealed", b"name"), NOON)
    gone = await store.moderators.ensure_owner(Newcomer(person, people.seal(5), b"name"), NOON)
    await store.moderators.set_role(gone.id, None, was=Role.OWNER, deed=Deed(1, NOON))
    async with running(settings.model_copy(update={"owners": (5,)})):
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
    again = await store.moderators.get(gone.id)
    assert again is not None
    assert again.role is Role.OWNER


async def test_menus_that_telegram_refuses_stop_nothing(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    telegram.fault("getMyCommands", status=400, times=None)
    async with running(settings.model_copy(update={"owners": (5,)})):
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))


async def test_what_is_old_goes_at_the_start_by_the_desk_s_own_number_of_days(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    reader = await store.readers.keep(b"reader", b"sealed", "ru")
    received = await store.submissions.add(Submission(reader, 1, "ru", "Слух", NOON), None)
    owner = await store.moderators.ensure_owner(Newcomer(b"owner", b"sealed", b"name"), NOON)
    await store.cases.close(received.case, State.SPAM, deed=Deed(owner.id, NOON))

    async def left_after(days: int) -> int:
        clock = NOON + days * DAY
        async with running(settings.model_copy(update={"keep_days": 3}), lambda: clock):
            person = telegram.person("Дана", language="ru")
            await person.reply_to(await person.send("/help"))
        return len(await store.cases.wordings(received.case, 5))

    assert await left_after(2) == 1
    assert await left_after(3) == 0


@pytest.mark.usefixtures("bot")
async def test_privacy_names_the_desk_s_own_number_of_days(
    telegram: Sandbox, settings: Settings
) -> None:
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send("/privacy"))
    assert answer.text == RU("privacy", days=settings.keep_days)
