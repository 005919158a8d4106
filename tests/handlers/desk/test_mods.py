"""Who is on the desk: `/mods` and its changes, through the real bot on the sandbox."""

import pytest

from domain.deed import Deed
from domain.moderator import Role
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.staff import RU, TEXTS, enlisted

FORGED = (
    "mods.",
    "mods.set:2,none",
    "mods.set:2,king,editor",
    "mods.ask:99,owner",
    "mods.one:x",
    "mods.one:999999999999999999",
    "mods.link:king",
    "mods.nosuch:1",
    "mods.set:1,none,owner",
)
pytestmark = pytest.mark.usefixtures("at_work")


@pytest.fixture
async def at_work(desk: object, boss: Person) -> None:
    """The desk once the owner has written: by then their name is known."""
    await boss.reply_to(await boss.send("/mods"))


async def card_of(person: Person, name: str) -> Message:
    listed = await person.reply_to(await person.send("/mods"))
    await person.press(listed, name)
    return listed


async def change(person: Person, name: str, button: str) -> Message:
    card = await card_of(person, name)
    await person.press(card, button)
    await person.press(card, RU("mods-button-yes"))
    return card


async def test_the_owner_of_the_settings_sees_themselves_by_name(boss: Person) -> None:
    listed = await boss.reply_to(await boss.send("/mods"))
    assert listed.text == f"{RU('mods-title')}\n1. Болат ({RU('mods-you')}), {RU('role-owner')}"


async def test_a_promotion_is_asked_about_first_and_told_to_whom_it_is_given(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    card = await card_of(boss, "Айгүл")
    await boss.press(card, RU("mods-button-make", role="chief"))
    assert RU("mods-ask-role", role="chief") in card.text
    await boss.press(card, RU("mods-button-back"))
    assert f"2. Айгүл, {RU('role-editor')}" in card.text
    card = await card_of(boss, "Айгүл")
    await boss.press(card, RU("mods-button-make", role="chief"))
    assert (await editor.reply_to(await editor.send("/mods"))).text == RU(
        "desk-refused", role="chief"
    )
    done = await boss.press(card, RU("mods-button-yes"))
    assert done.text == RU("mods-done")
    assert f"Айгүл, {RU('role-chief')}" in card.text
    assert (await editor.next_reply()).text == RU("mods-told-role", role=RU("role-chief"))
    assert (await editor.reply_to(await editor.send("/mods"))).text.startswith(RU("mods-title"))


async def test_who_is_removed_is_a_reader_again_at_once(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    chief = await enlisted(telegram, store, "Айгүл", Role.CHIEF)
    listed = await chief.reply_to(await chief.send("/mods"))
    await change(boss, "Айгүл", RU("mods-button-remove"))
    assert (await chief.next_reply()).text == RU("mods-told-removed")
    assert (await chief.press(listed, RU("mods-button-invite"))).text == RU("stale-button")
    assert (await chief.reply_to(await chief.send("/mods"))).text == RU("unknown-command")


async def test_who_was_removed_can_be_invited_again(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    await change(boss, "Айгүл", RU("mods-button-remove"))
    listed = await boss.reply_to(await boss.send("/mods"))
    await boss.press(listed, RU("mods-button-invite"))
    await boss.press(listed, "Редактор")
    payload = boss.received()[-1].text.partition("?start=")[2].split()[0]
    await editor.reply_to(await editor.send(f"/start {payload}"))
    assert [one.role for one in await store.moderators.all()] == [Role.OWNER, Role.EDITOR]


async def test_an_owner_of_the_settings_cannot_be_changed_from_telegram(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    other = await enlisted(telegram, store, "Айгүл", Role.OWNER)
    card = await card_of(other, "Болат")
    assert RU("mods-one-setting") in card.text
    assert [button.text for row in card.buttons for button in row] == [RU("mods-button-back")]
    refused = await other.press_data(card, "mods.set:1,none,owner")
    assert refused.text == RU("mods-changed")
    assert (await boss.reply_to(await boss.send("/mods"))).text.startswith(RU("mods-title"))


async def test_a_chief_lets_editors_in_and_out_and_nobody_else(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    chief = await enlisted(telegram, store, "Айгүл", Role.CHIEF)
    await enlisted(telegram, store, "Ерлан", Role.EDITOR)
    card = await card_of(chief, "Ерлан")
    assert [button.text for row in card.buttons for button in row] == [
        RU("mods-button-remove"),
        RU("mods-button-back"),
    ]
    assert RU("mods-one-setting") in (await card_of(chief, "Болат")).text
    assert RU("mods-one-fixed") in (await card_of(chief, "Айгүл")).text
    listed = await chief.reply_to(await chief.send("/mods"))
    await chief.press(listed, RU("mods-button-invite"))
    assert [button.text for row in listed.buttons for button in row] == [
        "Редактор",
        RU("mods-button-back"),
    ]
    for data in ("mods.link:owner", "mods.set:1,none,owner"):
        assert (await chief.press_data(listed, data)).text == RU("desk-refused", role="owner")


async def test_a_change_that_was_overtaken_is_not_made(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    other = await enlisted(telegram, store, "Айгүл", Role.OWNER)
    await enlisted(telegram, store, "Ерлан", Role.EDITOR)
    card = await card_of(other, "Ерлан")
    await other.press(card, RU("mods-button-make", role="owner"))
    await change(boss, "Ерлан", RU("mods-button-make", role="chief"))
    late = await other.press(card, RU("mods-button-yes"))
    assert late.text == RU("mods-changed")
    assert f"Ерлан, {RU('role-chief')}" in card.text


async def test_a_change_that_is_pressed_twice_is_made_once(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    card = await change(boss, "Айгүл", RU("mods-button-remove"))
    gone = next(one for one in [await store.moderators.get(2)] if one)
    assert (await boss.press_data(card, "mods.set:2,none,editor")).text == RU("mods-changed")
    audit = await store.audit.of(f"moderator:{gone.id}")
    assert [entry.action for entry in audit] == ["moderator.role", "moderator.accepted"]


async def test_someone_else_s_buttons_are_out_of_date_for_a_reader(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    stranger = telegram.person("Чужой", language="ru", started=True)
    own = await stranger.reply_to(await stranger.send("/help"))
    for data in ("mods.set:2,owner,editor", "mods.link:owner", "mods.list", "mods.cancel"):
        assert (await stranger.press_data(own, data)).text == RU("stale-button")
    assert [one.role for one in await store.moderators.all()] == [Role.OWNER, Role.EDITOR]


async def test_forged_presses_change_nothing_and_are_answered(boss: Person, store: Store) -> None:
    listed = await boss.reply_to(await boss.send("/mods"))
    for data in FORGED:
        told = await boss.press_data(listed, data)
        assert told.text in {RU("stale-button"), RU("mods-changed")}, data
    assert [one.role for one in await store.moderators.all()] == [Role.OWNER]


async def test_the_last_owner_cannot_leave(telegram: Sandbox, boss: Person, store: Store) -> None:
    other = await enlisted(telegram, store, "Айгүл", Role.OWNER)
    await store.moderators.set_role(1, None, was=Role.OWNER, deed=Deed(2, 1))
    card = await card_of(other, "Айгүл")
    await other.press(card, RU("mods-button-remove"))
    assert (await other.press(card, RU("mods-button-yes"))).text == RU("mods-last-owner")


async def test_who_leaves_of_their_own_will_is_told_so(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    other = await enlisted(telegram, store, "Айгүл", Role.OWNER)
    card = await change(other, "Айгүл", RU("mods-button-remove"))
    assert card.text == RU("mods-told-removed")


async def test_names_that_hold_markup_or_are_very_long_are_shown_as_they_are(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    await enlisted(telegram, store, "<b>Ай</b> & Ко", Role.EDITOR)
    listed = await boss.reply_to(await boss.send("/mods"))
    assert f"<b>Ай</b> & Ко, {RU('role-editor')}" in listed.text


async def test_someone_who_changes_their_name_is_shown_by_the_new_one(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    editor.user["first_name"] = "Айгүл Смағұлова"
    await editor.reply_to(await editor.send("/mods"))
    listed = await boss.reply_to(await boss.send("/mods"))
    assert f"Айгүл Смағұлова, {RU('role-editor')}" in listed.text


async def test_a_moderator_is_answered_in_their_own_language(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    editor = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    offer = await editor.reply_to(await editor.send("/language"))
    await editor.press(offer, "Қазақша")
    await change(boss, "Айгүл", RU("mods-button-make", role="chief"))
    told = await editor.next_reply()
    while told.text != TEXTS["kk"]("mods-told-role", role=TEXTS["kk"]("role-chief")):
        told = await editor.next_reply()
