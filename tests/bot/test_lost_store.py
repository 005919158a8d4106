"""The store is lost or damaged under the running bot: it says so, and pretends nothing."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest

from bot.application import open_store
from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Sandbox
from tests.kit.samples import FULL
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
NEW = "В субботу в Шымкенте закроют все аптеки и начнут продавать лекарства по талонам."
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
OWNER = 77_000_001


@pytest.mark.own_bot
async def test_a_store_that_is_deleted_under_the_bot_is_told_and_put_back_works_again(
    telegram: Sandbox, settings: Settings, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    reader, owner = (telegram.person(name, language="ru") for name in ("Дана", "Хозяйка"))
    await owner.send("/help")
    async with running(settings.model_copy(update={"owners": frozenset({owner.id})})):
        unknown = await reader.reply_to(await reader.send(NEW))
        home = settings.database.parent
        away = home.with_name(f"{home.name}-away")
        home.rename(away)
        said = await reader.press(unknown, RU("button-ask"))
        assert said.text == RU("ask-not-kept")
        assert (await reader.reply_to(await reader.send(RUMOUR))).text.startswith("🔴 Фейк")

        def told(key: str) -> Callable[[], bool]:
            words = {Texts.load()[lang](key) for lang in ("ru", "kk", "en")}
            return lambda: any(one.text in words for one in owner.received())

        await until(told("store-gone"))
        assert "DELETED, MOVED OR REPLACED" in caplog.text
        away.rename(home)
        await until(told("store-found"))
        assert (await reader.press(unknown, RU("button-ask"))).text == ""


@pytest.mark.own_bot
async def test_a_store_that_another_is_written_into_is_not_mixed_with_it(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader, owner = (telegram.person(name, language="ru") for name in ("Дана", "Хозяйка"))
    await owner.send("/help")
    other = tmp_path / "other.sqlite3"
    async with await open_store(other) as made:
        await made.debunks.save(FULL)
    owned = settings.model_copy(update={"owners": frozenset({owner.id})})
    async with running(owned) as stop:
        assert (await reader.reply_to(await reader.send(RUMOUR))).text.startswith("🔴 Фейк")
        with settings.database.open("r+b") as file:
            file.truncate()
            file.write(other.read_bytes())
        await until(stop.is_set)
        words = {Texts.load()[lang]("store-overwritten") for lang in ("ru", "kk", "en")}
        await until(lambda: any(one.text in words for one in owner.received()))
    assert "ANOTHER STORE WAS WRITTEN INTO" in caplog.text
    assert settings.database.read_bytes() == other.read_bytes()
    async with running(owned):
        answer = await reader.reply_to(await reader.send(FULL.claims[0].text))
        assert FULL.claims[0].text in answer.text


@pytest.mark.own_bot
async def test_readers_whose_rows_cannot_be_read_are_answered(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async with running(settings):
        await _answering(telegram)
        _damage(settings.database, "readers")
        reader = telegram.person("Дана", language="ru")
        answer = await reader.reply_to(await reader.send(RUMOUR))
        assert answer.text.startswith("🔴 Фейк")
        unknown = await reader.reply_to(await reader.send(NEW))
        assert (await reader.press(unknown, RU("button-ask"))).text == RU("ask-not-kept")


@pytest.mark.own_bot
async def test_posts_are_answered_where_nobody_can_tell_who_is_of_the_desk(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async with running(settings):
        await _answering(telegram)
        _damage(settings.database, "moderators")
        reader = telegram.person("Дана", language="ru")
        answer = await reader.reply_to(await reader.send(RUMOUR))
        assert answer.text.startswith("🔴 Фейк")


@pytest.mark.own_bot
@pytest.mark.parametrize("table", ["debunks", "phrasings", "meta"])
async def test_what_cannot_be_looked_up_is_said_so_and_the_operator_is_told_once(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    table: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader, owner = (telegram.person(name, language="ru") for name in ("Дана", "Хозяйка"))
    await owner.send("/help")
    async with running(settings.model_copy(update={"owners": frozenset({owner.id})})):
        await _answering(telegram)
        await reader.reply_to(await reader.send("/help"))
        _damage(settings.database, table)
        answers = [await reader.reply_to(await reader.send(RUMOUR)) for _ in range(2)]
        assert [one.text for one in answers] == [RU("store-unreadable")] * 2
        await reader.reply_to(await reader.send("/help"))
        words = {Texts.load()[lang]("store-damaged") for lang in ("ru", "kk", "en")}
        await until(lambda: any(one.text in words for one in owner.received()))
    assert caplog.text.count("THE STORE IS DAMAGED") == 1
    assert "Error " not in caplog.text
    assert sum(one.text in words for one in owner.received()) == 1


@pytest.mark.own_bot
@pytest.mark.parametrize("table", ["vectors", "inbox", "outbox"])
async def test_posts_are_answered_where_only_what_lies_beside_them_is_damaged(
    telegram: Sandbox, settings: Settings, running: Running, table: str
) -> None:
    async with running(settings):
        await _answering(telegram)
        reader = telegram.person("Дана", language="ru")
        await reader.reply_to(await reader.send("/help"))
        _damage(settings.database, table)
        answer = await reader.reply_to(await reader.send(RUMOUR))
        assert answer.text.startswith("🔴 Фейк")


async def _answering(telegram: Sandbox) -> None:
    """Wait until the bot has started: it would not start with a damaged store."""
    await telegram.call_of("getUpdates")


def _damage(path: Path, table: str) -> None:
    """Have every page of a table and of its indexes hold nothing that SQLite can read."""
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = store.execute("PRAGMA page_size").fetchone()
        pages = store.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", (table,)
        ).fetchall()
    with path.open("r+b") as file:
        for (page,) in pages:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
