"""What was read in a picture goes to the desk as what was typed does."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.store import Store
from tests.kit.pictures import picture_of, saved

RU = Texts.load()["ru"]
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям города."
CONTACT = "Звоните по номеру +7 701 123 45 67, спросите дежурного."

Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


async def kept(store: Store) -> str:
    (case,) = await store.cases.queue(10**10, 5)
    (wording,) = await store.cases.wordings(case.id, 5)
    return wording.text


@pytest.mark.usefixtures("bot")
async def test_the_words_of_a_picture_are_redacted_before_they_are_kept(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    picture = saved(picture_of(f"{POST}\n{CONTACT}"))
    answer = await reader.reply_to(await reader.send_photo(content=picture))
    await reader.press(answer, RU("button-ask"))
    text = await kept(store)
    assert text.startswith(POST)
    assert "701" not in text


async def test_a_picture_is_read_anew_for_a_button_that_is_pressed_after_a_restart(
    telegram: Sandbox, settings: Settings, store: Store, running: Running
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    async with running(settings):
        picture = saved(picture_of(POST))
        answer = await reader.reply_to(await reader.send_photo(content=picture))
    async with running(settings):
        await reader.press(answer, RU("button-ask"))
    assert await kept(store) == POST


@pytest.mark.usefixtures("bot")
async def test_a_picture_and_the_same_words_typed_are_one_case(
    telegram: Sandbox, store: Store
) -> None:
    for number, shown in enumerate((True, False)):
        reader = telegram.person(f"Айгүл {number}", language="ru")
        if shown:
            told = await reader.send_photo(content=saved(picture_of(POST)))
        else:
            told = await reader.send(POST)
        await reader.press(await reader.reply_to(told), RU("button-ask"))
    assert [case.readers for case in await store.cases.queue(10**10, 5)] == [2]
