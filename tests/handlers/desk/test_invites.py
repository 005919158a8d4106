"""Invitations to the desk, through the real bot on the sandbox."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.deed import Deed
from domain.moderator import Role
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.staff import RU, joined, link_from, open_link

Running = Callable[..., AbstractAsyncContextManager[object]]
NOON = 1_800_000_000


@pytest.mark.usefixtures("desk")
async def test_a_link_lets_one_person_in_once(telegram: Sandbox, boss: Person) -> None:
    payload = await link_from(boss, "editor")
    first, second = (telegram.person(name, language="ru") for name in ("Айгүл", "Ерлан"))
    welcome = await open_link(first, payload)
    assert welcome.text == RU("invite-welcome", role=RU("role-editor"))
    assert (await open_link(second, payload)).text == RU("invite-used")
    again = await open_link(first, payload)
    assert again.text == RU("invite-already", role=RU("role-editor"))


@pytest.mark.usefixtures("desk")
async def test_two_who_open_one_link_at_once_do_not_both_come_in(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    payload = await link_from(boss, "chief")
    people = [telegram.person(name, language="ru") for name in ("Айгүл", "Ерлан")]
    answers = await asyncio.gather(*(open_link(person, payload) for person in people))
    assert sorted(answer.text for answer in answers) == sorted(
        [RU("invite-welcome", role=RU("role-chief")), RU("invite-used")]
    )
    assert len(await store.moderators.all()) == 2


@pytest.mark.usefixtures("desk")
async def test_an_invitation_raises_a_role_but_never_lowers_one_and_then_stays_unused(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    payload = await link_from(boss, "editor")
    assert (await open_link(boss, payload)).text == RU("invite-already", role=RU("role-owner"))
    assert (await store.moderators.all())[0].role is Role.OWNER
    other = telegram.person("Айгүл", language="ru")
    assert (await open_link(other, payload)).text == RU("invite-welcome", role=RU("role-editor"))
    welcome = await open_link(other, await link_from(boss, "chief"))
    assert welcome.text == RU("invite-welcome", role=RU("role-chief"))


@pytest.mark.usefixtures("desk")
async def test_a_bot_cannot_come_in_and_uses_nothing_up(telegram: Sandbox, boss: Person) -> None:
    payload = await link_from(boss, "editor")
    machine = telegram.person("Робот", language="ru")
    machine.user["is_bot"] = True
    assert (await open_link(machine, payload)).text == RU("invite-bot")
    person = telegram.person("Айгүл", language="ru")
    welcome = await open_link(person, payload)
    assert welcome.text == RU("invite-welcome", role=RU("role-editor"))


@pytest.mark.usefixtures("desk")
async def test_an_invented_link_is_unknown(
    telegram: Sandbox,
) -> None:
    person = telegram.person("Айгүл", language="ru")
    for payload in ("i-", "i-nosuch", "i-💥", "i-" + "a" * 62):
        assert (await open_link(person, payload)).text == RU("invite-unknown"), payload


@pytest.mark.usefixtures("desk")
async def test_cancelled_invitations_let_nobody_in(telegram: Sandbox, boss: Person) -> None:
    payload = await link_from(boss, "editor")
    listed = await boss.reply_to(await boss.send("/mods"))
    assert RU("mods-open-invites", number=1) in listed.text
    await boss.press(listed, RU("mods-button-cancel"))
    assert listed.text == RU("mods-ask-cancel")
    assert (await boss.press(listed, RU("mods-button-yes"))).text == RU("mods-cancelled")
    person = telegram.person("Айгүл", language="ru")
    assert (await open_link(person, payload)).text == RU("invite-unknown")


@pytest.mark.usefixtures("desk")
async def test_an_invitation_by_someone_who_was_removed_is_void(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    chief = await joined(telegram, boss, "Айгүл", "chief")
    payload = await link_from(chief, "editor")
    await store.moderators.set_role(2, None, was=Role.CHIEF, deed=Deed(1, NOON))
    person = telegram.person("Ерлан", language="ru")
    assert (await open_link(person, payload)).text == RU("invite-withdrawn")


@pytest.mark.parametrize(
    ("later", "answer"),
    [
        (48 * 3600 - 1, RU("invite-welcome", role=RU("role-editor"))),
        (48 * 3600, RU("invite-expired")),
        (-10 * 86_400, RU("invite-welcome", role=RU("role-editor"))),
    ],
    ids=["just in time", "late", "clock set back"],
)
async def test_an_invitation_lasts_two_days(
    telegram: Sandbox,
    desk_settings: Settings,
    boss: Person,
    running: Running,
    later: int,
    answer: str,
) -> None:
    clock = [NOON]
    async with running(desk_settings, lambda: clock[0]):
        payload = await link_from(boss, "editor")
        clock[0] += later
        person = telegram.person("Айгүл", language="ru")
        assert (await open_link(person, payload)).text == answer


@pytest.mark.usefixtures("desk")
async def test_the_store_holds_no_token_and_no_name(
    boss: Person, telegram: Sandbox, database: Path
) -> None:
    payload = await link_from(boss, "editor")
    await joined(telegram, boss, "Шынар Қасымқызы", "editor")
    for path in database.parent.glob("raspa.sqlite3*"):
        held = path.read_bytes()
        assert payload.removeprefix("i-").encode() not in held
        assert "Шынар".encode() not in held
        assert "Болат".encode() not in held


@pytest.mark.usefixtures("desk")
async def test_an_invitation_comes_as_terms_for_the_inviter_and_a_message_to_forward(
    boss: Person,
) -> None:
    payload = await link_from(boss, "editor")
    terms, forward = boss.received()[-2:]
    assert RU("mods-invite-link", role="editor") in terms.text
    assert RU("mods-invite-terms", hours=48) in terms.text
    assert payload not in terms.text
    assert forward.text.endswith(payload)
    assert RU("mods-invite-link", role="editor") not in forward.text


async def test_an_invitation_names_the_desk_that_the_settings_name(
    boss: Person, desk_settings: Settings, running: Running
) -> None:
    async with running(desk_settings.model_copy(update={"desk_name": "Тексеру"})):
        await link_from(boss, "editor")
    assert RU("invite-forward", desk="Тексеру") in boss.received()[-1].text
