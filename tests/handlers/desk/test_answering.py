"""Answering readers' questions with a debunk: said to how many, undone, put right."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from domain.case import State
from domain.moderator import Role
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.questions import APPLES, KK, NOW, POST, RU, asked, opened, state
from tests.kit.staff import joined

Running = Callable[..., AbstractAsyncContextManager[object]]


async def attached(boss: Person, store: Store, *, learn: bool = False) -> Message:
    """Answer the case of row 1 with a debunk of apples; return the page that says so."""
    await store.debunks.save(APPLES)
    num = (await store.debunks.nums(["apples"]))["apples"]
    page = await opened(boss)
    await boss.press_data(page, f"queue.attach:1,{num}")
    await boss.press(page, RU(f"case-button-{'learn' if learn else 'plain'}"))
    return page


@pytest.mark.usefixtures("desk")
async def test_before_readers_are_written_to_it_is_said_to_how_many(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    for name in ("Айгүл", "Марат"):
        await asked(telegram, name, POST)
    await store.debunks.save(APPLES)
    num = (await store.debunks.nums(["apples"]))["apples"]
    page = await opened(boss)
    await boss.press_data(page, f"queue.attach:1,{num}")
    assert RU("case-will-tell", number=2) in page.text
    assert await state(store) is State.OPEN


async def test_where_many_asked_a_second_press_is_needed(
    telegram: Sandbox,
    boss: Person,
    store: Store,
    desk_settings: Settings,
    running: Running,
) -> None:
    async with running(desk_settings.model_copy(update={"ask_above": 1}), lambda: NOW):
        for name in ("Айгүл", "Марат"):
            await asked(telegram, name, POST)
        page = await attached(boss, store)
        assert RU("case-ask-many", number=2) in page.text
        assert await state(store) is State.OPEN
        await boss.press(page, RU("case-button-send", number=2))
        assert await state(store) is State.ANSWERED


async def test_an_answer_is_taken_back_unsent_within_its_grace(
    telegram: Sandbox,
    boss: Person,
    store: Store,
    desk_settings: Settings,
    running: Running,
) -> None:
    async with running(desk_settings.model_copy(update={"grace_seconds": 120}), lambda: NOW):
        reader = telegram.person("Айгүл", language="ru")
        answer = await reader.reply_to(await reader.send(POST))
        await reader.press(answer, RU("button-ask"))
        page = await attached(boss, store, learn=True)
        assert RU("case-grace", seconds=120) in page.text
        told = await boss.press(page, RU("case-button-undo"))
        assert told.text == RU("case-done-undo", unsent=1, told=0)
        assert await state(store) is State.OPEN
        found = await store.debunks.get("apples")
        assert found is not None
        assert found.claims == APPLES.claims
        assert await reader.silence()


@pytest.mark.usefixtures("desk")
async def test_who_was_told_hears_that_the_answer_was_not_about_their_message(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    reader = telegram.person("Айгүл", language="kk")
    post = await reader.send("Сенбіде аулада барлық тұрғынға алма көшетін тегін таратады.")
    await reader.press(await reader.reply_to(post), KK("button-ask"))
    page = await attached(boss, store)
    assert (await reader.next_reply()).reply_to_message_id == post.message_id
    await boss.press(page, RU("case-button-undo"))
    assert RU("case-ask-undo", number=1) in page.text
    await boss.press(page, RU("case-button-undo-told", number=1))
    told = await reader.next_reply()
    assert (told.text, told.reply_to_message_id) == (KK("told-mistaken"), post.message_id)
    assert await state(store) is State.OPEN
    await boss.press_data(page, "queue.undone:1")
    assert await reader.silence()


async def test_only_the_role_that_the_settings_name_answers_readers(
    telegram: Sandbox,
    boss: Person,
    store: Store,
    desk_settings: Settings,
    running: Running,
) -> None:
    chiefs = desk_settings.model_copy(update={"attach_role": Role.CHIEF})
    async with running(chiefs, lambda: NOW):
        editor = await joined(telegram, boss, "Сәуле", "editor")
        await asked(telegram, "Айгүл", POST)
        await store.debunks.save(APPLES)
        num = (await store.debunks.nums(["apples"]))["apples"]
        page = await opened(editor)
        for verb in ("attach", "plain", "learn", "surep", "surel"):
            told = await editor.press_data(page, f"queue.{verb}:1,{num}")
            assert told.text == RU("desk-refused", role="chief")
        assert await state(store) is State.OPEN
        await attached(boss, store)
        told = await editor.press_data(page, "queue.undo:1")
        assert told.text == RU("desk-refused", role="chief")
        assert await state(store) is State.ANSWERED


@pytest.mark.usefixtures("desk")
async def test_a_wording_that_was_not_shown_is_not_learned(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await store.debunks.save(APPLES)
    num = (await store.debunks.nums(["apples"]))["apples"]
    page = await opened(boss)
    await boss.press_data(page, f"queue.attach:1,{num}")
    shown = page.button(RU("case-button-learn")).value
    await asked(telegram, "Марат", POST.upper())
    told = await boss.press_data(page, shown)
    assert told.text == RU("case-changed")
    assert POST.upper() in page.text
    assert await state(store) is State.OPEN
