"""What people's numbers and accounts leave behind after a day at the desk: nothing."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest

from bot.commands.transfer import take_out, take_out_feedback
from bot.settings import Settings
from domain.debunk import Claim, Debunk, Verdict
from sandbox import Channel, Person, Sandbox
from storage.store import Store
from tests.kit.staff import RU, joined

Running = Callable[..., AbstractAsyncContextManager[object]]

RUMOUR = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
CHECKED = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
PLANTED = (
    "+7 701 234 56 78",
    "8(747)765-43-21",
    "87771112233",
    "+998 90 123 45 67",
    "900101 300 017",
    "4400 4301 2345 6789",
    "5169497158112346",
    "KZ86 125K ZT50 0410 0100",
    "gulnara.k@mail.example",
    "N12345678",
    "123 ABC 02",
    "А123ВС77",
)
LINKS = ("https://wa.me/77051112244", "https://t.me/+SecretInvite12", "tg://user?id=799000111")
DESK = Debunk("apples", Verdict.FALSE, (Claim("ru", "Жителям раздают деревья даром"),))


def with_numbers(text: str) -> str:
    told = f"{text} Звоните {PLANTED[0]}, ИИН {PLANTED[4]}, карта {PLANTED[5]}."
    return told + " Ещё: " + "; ".join((*PLANTED, *LINKS))


async def asked(reader: Person, text: str) -> None:
    answer = await reader.reply_to(await reader.send(with_numbers(text)))
    await reader.press(answer, RU("button-ask"))


async def a_day(telegram: Sandbox, boss: Person, store: Store) -> list[Person]:
    """Let readers ask, vote and share, and the desk answer, refuse, invite and correct."""
    editor = await joined(telegram, boss, "Шынар Қасымқызы", "editor")
    await editor.reply_to(await editor.send("/mods"))
    readers = [telegram.person(name, language="ru") for name in ("Дана", "Ерлан", "Ольга", "Ким")]
    await asked(readers[0], RUMOUR)
    await asked(readers[1], RUMOUR + " Передайте всем!")
    source = Channel("Слухи", username="rumours_example", message_id=5)
    post = await readers[2].forward(with_numbers(CHECKED), origin=source)
    card = await readers[2].reply_to(post)
    await readers[2].press(card, RU("button-helped"))
    while not card.text.startswith(RU("consent-ask")[:20]):
        card = await readers[2].next_reply()
    await readers[2].press(card, RU("button-share-words"))
    await asked(readers[3], "С первого марта в Шымкенте запретят электросамокаты на всех улицах.")
    sure = await readers[3].reply_to(await readers[3].send("/forget"))
    await readers[3].press(sure, RU("button-forget-all"))
    await store.debunks.save(DESK)
    case = await boss.reply_to(await boss.send("/start case-1"))
    number = (await store.debunks.nums([DESK.id]))[DESK.id]
    offer = await boss.press_data(case, f"queue.attach:1,{number}")
    assert not offer.text
    await boss.press(case, RU("case-button-learn"))
    for reader in readers[:2]:
        answer = await reader.next_reply()
        while "раздают деревья" not in answer.text:
            answer = await reader.next_reply()
    await boss.reply_to(await boss.send("/stats"))
    return [boss, editor, *readers]


def everything_in(database: Path) -> str:
    """Return every cell of every table, as text."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        rows = [
            row
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')
        ]
    return "\n".join(str(cell) for row in rows for cell in row if not isinstance(cell, bytes))


def forms_of(person: Person) -> list[bytes]:
    number = person.id
    return [
        str(number).encode(),
        number.to_bytes(8, "big").lstrip(b"\0"),
        number.to_bytes(8, "little").rstrip(b"\0"),
        str(person.user["first_name"]).encode(),
    ]


async def test_nothing_that_leads_to_a_person_is_left_in_store_log_or_exports(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    database: Path,
    store: Store,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    boss = telegram.person("Болат Серікұлы", language="ru", started=True)
    caplog.set_level(logging.INFO)
    for chatty in ("httpx", "tornado", "asyncio"):
        caplog.set_level(logging.WARNING, logger=chatty)
    async with running(settings.model_copy(update={"owners": (boss.id,)})):
        people = await a_day(telegram, boss, store)
        files = [path.read_bytes() for path in database.parent.glob("raspa.sqlite3*")]
    debunks, feedback = tmp_path / "debunks.jsonl", tmp_path / "feedback.jsonl"
    await asyncio.to_thread(take_out, database, debunks)
    await asyncio.to_thread(take_out_feedback, database, feedback)
    assert "саженцы" in debunks.read_text(encoding="utf-8")
    assert "Минобороны" in feedback.read_text(encoding="utf-8")
    held = everything_in(database)
    assert held.count("[телефон]") >= 3
    texts = [held, caplog.text, debunks.read_text(encoding="utf-8"),
             feedback.read_text(encoding="utf-8")]  # fmt: skip
    everything = b"\0".join([*files, *(text.encode() for text in texts)])
    for planted in (*PLANTED, *LINKS):
        assert planted.encode() not in everything, planted
        compact = "".join(filter(str.isalnum, planted))
        assert compact.encode() not in everything, planted
    for text in texts:
        run = "".join(filter(str.isdigit, text))
        for planted in PLANTED:
            number = "".join(filter(str.isdigit, planted))
            assert len(number) < 10 or number not in run, planted
    for person in people:
        for form in forms_of(person):
            assert form not in everything, person.user["first_name"]
