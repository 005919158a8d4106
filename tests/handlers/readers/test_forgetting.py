"""`/forget`, through the real bot on the sandbox."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from handlers.kit.texts import Texts
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.desk_room import PEOPLE, ask, publish
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)

UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь."


async def forget(reader: Person, button: str = "button-forget-all") -> Message:
    sure = await reader.reply_to(await reader.send("/forget"))
    assert sure.text == RU("forget-ask")
    await reader.press(sure, RU(button))
    return sure


@pytest.mark.usefixtures("bot")
async def test_everything_goes_and_is_named(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="kk")
    offer = await reader.reply_to(await reader.send("/language"))
    await reader.press(offer, "Русский")
    card = await reader.reply_to(await reader.send(RUMOUR))
    await reader.press(card, RU("button-helped"))
    answer = await reader.reply_to(await reader.send(UNCHECKED))
    await reader.press(answer, RU("button-ask"))
    told = await forget(reader)
    assert told.text.splitlines() == [
        RU("forget-done"),
        RU("forget-account"),
        RU("forget-language"),
        RU("forget-submissions", number=1),
        RU("forget-deliveries", number=1),
        RU("forget-feedback", number=1),
        "",
        RU("forget-chat"),
    ]
    assert await store.cases.queue(1 << 40, 10) == []
    again = await reader.reply_to(await reader.send("/forget"))
    assert again.text == Texts.load()["kk"]("forget-ask")


@pytest.mark.usefixtures("bot")
async def test_who_thinks_better_of_it_loses_nothing(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    await reader.reply_to(await reader.send(RUMOUR))
    assert (await forget(reader, "button-keep-all")).text == RU("forget-kept")
    assert (await forget(reader)).text.startswith(RU("forget-done"))


@pytest.mark.usefixtures("bot")
async def test_of_a_stranger_there_is_nothing_to_delete(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    told = await forget(reader)
    assert told.text == f"{RU('forget-nothing')}\n\n{RU('forget-chat')}"


@pytest.mark.usefixtures("bot")
async def test_a_forged_press_forgets_only_who_pressed(telegram: Sandbox, store: Store) -> None:
    reader, other = (telegram.person(name, language="ru") for name in ("Дана", "Чужой"))
    await reader.reply_to(await reader.send(RUMOUR))
    own = await other.reply_to(await other.send("/help"))
    for data in ("erase:yes", "erase:no", "erase:maybe", "erase:yes,yes"):
        await other.press_data(own, data)
    assert (await forget(reader)).text.startswith(RU("forget-done"))


@pytest.mark.usefixtures("desk")
async def test_a_moderator_is_told_that_their_role_stays(boss: Person) -> None:
    told = await forget(boss)
    assert RU("forget-moderator-setting") in told.text
    assert (await boss.reply_to(await boss.send("/mods"))).text.startswith(RU("mods-title"))


async def test_an_answer_that_was_due_does_not_come(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    case, _ = await ask(telegram, store, reader)
    await publish(store, case=case)
    forgotten = await store.readers.forget(PEOPLE.hash(reader.id), 1)
    assert forgotten.due == 1
    assert await store.outbox.next(1 << 40) is None


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores that hardly wait for another program's lock."""
    defaults = Store.open.__func__.__kwdefaults__  # type: ignore[attr-defined]
    monkeypatch.setitem(defaults, "busy_timeout", 0.05)


@pytest.fixture
def locked(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        yield connection


async def take(lock: sqlite3.Connection) -> None:
    """Hold the store's write lock as soon as the bot lets go of it."""

    def taken() -> bool:
        with suppress(sqlite3.OperationalError):
            lock.execute("BEGIN IMMEDIATE")
        return lock.in_transaction

    await until(taken)


@pytest.mark.usefixtures("impatient", "bot")
async def test_a_store_that_cannot_be_written_is_a_sentence(
    telegram: Sandbox, locked: sqlite3.Connection
) -> None:
    reader = telegram.person("Дана", language="ru")
    await reader.reply_to(await reader.send("/help"))
    await take(locked)
    told = await forget(reader)
    assert told.text == RU("forget-not-done")
    locked.execute("ROLLBACK")
    assert (await forget(reader)).text.startswith(RU("forget-nothing"))


@pytest.mark.usefixtures("bot")
async def test_no_file_of_the_store_holds_a_byte_of_what_the_reader_sent(
    telegram: Sandbox, database: Path
) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send(f"{RUMOUR} Zqxplanted"))
    await reader.press(card, RU("button-helped"))
    consent = await reader.next_reply()
    await reader.press(consent, RU("button-share-words"))
    asked = await reader.send(f"{UNCHECKED} Zqxplanted https://zqxplanted.example/news/1")
    await reader.press(await reader.reply_to(asked), RU("button-ask"))
    assert holds(database, b"zqxplanted")
    await forget(reader)
    assert not holds(database, b"zqxplanted")
    assert not holds(database, "саженц".encode())


def holds(database: Path, planted: bytes) -> bool:
    """Tell whether a word stands in a file of the store, in any case of its letters."""
    files = [path.read_bytes() for path in database.parent.glob(f"{database.name}*")]
    return any(planted in held.lower() or planted in held for held in files)
