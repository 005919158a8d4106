"""The webhook is kept what it should be, whoever else changes it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.connection import unlimited_bot
from bot.intake.registration import Registration, Wanted
from sandbox import Sandbox
from tests.kit.waiting import until

OURS = "https://bot.example.kz/hook"
KINDS = ("message", "callback_query")


@asynccontextmanager
async def kept(telegram: Sandbox, *, quiet: bool = False) -> AsyncIterator[None]:
    """A webhook that is ours, and what keeps it, which looks all the time, or if it is quiet."""
    async with unlimited_bot(telegram.token, f"{telegram.url}/bot") as bot:

        async def announce() -> object:
            return await bot.set_webhook(OURS, allowed_updates=KINDS)

        await announce()
        registration = Registration(
            bot, Wanted(OURS, KINDS, announce), lambda: 1_000.0 if quiet else 0.0
        )
        every = 1_000.0 if quiet else 0.01
        keeping = asyncio.create_task(registration.run(every, 0.02))
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)


async def say(telegram: Sandbox, method: str, **values: object) -> object:
    """Call Telegram as another program with the same token."""
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{telegram.url}/bot{telegram.token}/{method}"
        return (await client.post(url, json=values)).json()["result"]


async def address(telegram: Sandbox) -> str:
    info = await say(telegram, "getWebhookInfo")
    assert isinstance(info, dict)
    return str(info["url"])


@pytest.mark.parametrize(
    ("method", "url"),
    [("deleteWebhook", ""), ("setWebhook", "https://other.example/x")],
)
async def test_a_webhook_that_another_program_takes_away_or_changes_is_set_again(
    telegram: Sandbox, caplog: pytest.LogCaptureFixture, method: str, url: str
) -> None:
    async def ours_again() -> bool:
        return await address(telegram) == OURS

    async with kept(telegram):
        await say(telegram, method, **({"url": url} if url else {}))
        await until(ours_again)
    assert "another program uses this bot's token" in caplog.text
    assert "other.example" not in caplog.text


async def test_a_webhook_that_stands_is_left_alone(telegram: Sandbox) -> None:
    async with kept(telegram):
        await until(lambda: len(telegram.calls_of("getWebhookInfo")) > 3)
    assert len(telegram.calls_of("setWebhook")) == 1


async def test_kinds_of_updates_that_went_missing_are_asked_for_again(telegram: Sandbox) -> None:
    async with kept(telegram):
        await say(telegram, "setWebhook", url=OURS, allowed_updates=["message"])
        await until(lambda: len(telegram.calls_of("setWebhook")) == 3)


async def test_a_telegram_that_does_not_answer_is_asked_again(telegram: Sandbox) -> None:
    async with kept(telegram):
        telegram.fault("getWebhookInfo", status=502, times=3)
        await say(telegram, "deleteWebhook")
        await until(lambda: len(telegram.calls_of("setWebhook")) == 2)


async def test_what_telegram_met_at_the_webhook_is_logged_once_in_words_of_ours(
    telegram: Sandbox, caplog: pytest.LogCaptureFixture, unused_port: int
) -> None:
    async with kept(telegram):
        wrong = f"http://127.0.0.1:{unused_port}/nobody"
        await say(telegram, "setWebhook", url=wrong)
        await telegram.person("Дана", language="ru").send("/help")
        await until(lambda: "could not deliver" in caplog.text)
    assert str(unused_port) not in caplog.text


async def test_telegram_is_asked_when_it_has_been_quiet(telegram: Sandbox) -> None:
    async with kept(telegram, quiet=True):
        await until(lambda: len(telegram.calls_of("getWebhookInfo")) > 1)
