"""Verdicts' signs beside what is found from any chat, where the desk has a place for them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from bot.settings import Settings
from domain.debunk import Verdict
from handlers.kit.texts import Texts
from sandbox import Sandbox
from tests.handlers.readers.test_inline import RUMOUR, UNCHECKED

RU = Texts.load()["ru"]
NAMES_OF_SIGNS = {f"{verdict}.png" for verdict in Verdict}


async def test_a_sign_stands_only_where_the_verdict_does(
    telegram: Sandbox, settings: Settings, running: Callable[..., AbstractAsyncContextManager[Any]]
) -> None:
    signs = "https://example.kz/signs"
    async with running(settings.model_copy(update={"signs_url": signs})):
        reader = telegram.person("Дана", language="ru")
        for text in ("Таджикистан", RUMOUR, UNCHECKED, "#kz-2022-03-04"):
            for one in (await reader.inline(text)).results:
                unsure = one.description == RU("inline-maybe")
                thumb = one.raw.get("thumbnail_url", "")
                assert thumb.startswith(f"{signs}/") is not unsure
                assert not thumb or thumb.removeprefix(f"{signs}/") in NAMES_OF_SIGNS
