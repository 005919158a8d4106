"""What is asked about a moderator's file before it is loaded."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Status, Verdict
from formats.interchange import format_line
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.handlers.desk.test_files import report
from tests.kit.desk_room import until_given
from tests.kit.draft_walk import press, say
from tests.kit.staff import RU, joined
from tests.kit.waiting import until

FISH = Debunk("fish", Verdict.FAKE, (Claim("ru", "В реке у Тасты поймали говорящего сома"),))
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


def feed(*claims: str, rating: Callable[[int], str] = lambda at: "False", page: int = 0) -> str:
    """Return ClaimReviews, each of a page of its own, or all of one."""
    return json.dumps(
        [
            {
                "@type": "ClaimReview",
                "url": f"https://check.example/{page or at + 1}",
                "claimReviewed": claim,
                "reviewRating": {"alternateName": rating(at)},
            }
            for at, claim in enumerate(claims)
        ]
    )


async def given(telegram: Sandbox, store: Store, debunk: Debunk, name: str) -> Person:
    """Save a debunk and let a reader be given it."""
    await store.debunks.save(debunk)
    reader = telegram.person(name, language="ru")
    await reader.reply_to(await reader.send(debunk.claims[0].text))
    await until_given(store, reader, debunk)
    return reader


async def take(person: Person, shown: Message) -> None:
    """Press what loads a file."""
    label = next(one.text for row in shown.buttons for one in row if "Загрузить" in one.text)
    await person.press(shown, label)


@pytest.mark.usefixtures("desk")
async def test_sixty_ratings_are_asked_one_by_one_and_some_can_be_left_out(
    boss: Person, store: Store
) -> None:
    names = [f"Слух номер {'абвгдежзиклмнопрстуф'[at % 20] * 3} {at}" for at in range(60)]
    before = await store.debunks.count()
    shown = await report(boss, "feed", feed(*names, rating=lambda at: f"Оценка {at} ягод"))
    assert RU("file-ask-verdict", words="Оценка 0 ягод", number=1) in shown.text
    assert names[0] in shown.text
    assert RU("file-left", number=60) in shown.text
    await press(boss, shown, "file-button-leave")
    await press(boss, shown, "add-button-back")
    assert RU("file-ask-verdict", words="Оценка 0 ягод", number=1) in shown.text
    old = shown.button("🔴 Фейк")
    for at in range(60):
        assert RU("file-ask-verdict", words=f"Оценка {at} ягод", number=1) in shown.text
        left_out = at % 3 == 0
        await boss.press(shown, RU("file-button-leave") if left_out else "🔴 Фейк")
    assert (await boss.press_data(shown, old.callback_data or "")).text == RU("add-answered")
    assert RU("file-report", fresh=40, changed=0, same=0) in shown.text
    await take(boss, shown)
    assert await store.debunks.count() == before + 40


@pytest.mark.usefixtures("desk")
async def test_a_column_that_nobody_knows_is_told_what_it_is(boss: Person, store: Store) -> None:
    shown = await report(boss, "a.csv", "verdict;claim_ru;Разбор\nfake;Слух;https://a.example/1\n")
    assert RU("file-ask-column", words="Разбор", number=1) in shown.text
    await press(boss, shown, "column-source-url")
    await press(boss, shown, "file-button-import")
    [debunk] = await store.debunks.recent(1)
    assert [source.url for source in debunk.sources] == ["https://a.example/1"]


@pytest.mark.usefixtures("desk")
async def test_a_mended_slip_updates_its_debunk_and_another_word_makes_a_new_one(
    boss: Person, store: Store
) -> None:
    head = "verdict;claim_ru\n"
    old = [
        "В Астане закроют Зелёный базаар",
        "В школах отменят русскую литератуу",
        "Воду отключат в июне",
    ]
    shown = await report(boss, "a.csv", head + "".join(f"fake;{one}\n" for one in old))
    await take(boss, shown)
    held = {debunk.claims[0].text: debunk.id for debunk in await store.debunks.recent(3)}
    new = [
        "В Астане закроют Зеленый базар!",
        "В школах отменят русскую литературу",
        "Воду отключат в июле",
    ]
    shown = await report(boss, "b.csv", head + "".join(f"fake;{one}\n" for one in new))
    assert RU("file-report", fresh=0, changed=0, same=0) in shown.text
    assert RU("file-same-old", id=held[old[0]], words=old[0]) in shown.text
    await press(boss, shown, "file-button-all-same", number="2")
    assert RU("file-same-differs", words="«июне» → «июле»") in shown.text
    await press(boss, shown, "file-button-other")
    assert RU("file-report", fresh=1, changed=2, same=0) in shown.text
    await take(boss, shown)
    now = {debunk.claims[0].text: debunk.id for debunk in await store.debunks.recent(4)}
    assert [now[new[0]], now[new[1]], now[old[2]]] == [held[one] for one in old]
    assert now[new[2]] not in held.values()


@pytest.mark.usefixtures("desk")
async def test_a_file_never_turns_one_debunk_into_another(boss: Person, store: Store) -> None:
    await store.debunks.save(FISH)
    other = replace(FISH, claims=(Claim("ru", "Мост через Ишим закрыли на ремонт"),))
    good = replace(FISH, id="good", claims=(Claim("ru", "Кошка родила котят"),))
    shown = await report(boss, "a", f"{format_line(other)}\n{format_line(good)}")
    fault = RU("fault-other-claim", words=FISH.claims[0].text)
    assert RU("paste-line", line=1, fault=fault) in shown.text
    await press(boss, shown, "file-button-import-good", number="1")
    assert await store.debunks.get("fish") == FISH
    assert await store.debunks.get("good") == good


@pytest.mark.usefixtures("desk")
async def test_corrections_are_shown_with_their_readers_and_go_out_with_a_reason(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    reader = await given(telegram, store, FISH, "Марат")
    await store.debunks.save(quiet := replace(FISH, id="quiet", claims=(Claim("ru", "Кит"),)))
    changed = [replace(FISH, verdict=Verdict.TRUE), replace(quiet, verdict=Verdict.TRUE)]
    shown = await report(boss, "a", "\n".join(map(format_line, changed)))
    old, new = RU("verdict-fake"), RU("verdict-true")
    assert FISH.claims[0].text in shown.text
    assert RU("file-correction", old=old, new=new, readers=1) in shown.text
    assert "Кит" not in shown.text
    assert (await say(boss, "x" * 501)).text == RU("add-fault-long", limit=500, length=501)
    shown = await say(boss, "Сома показали учёным")
    await until(lambda: shown.text != RU("file-reading"))
    assert RU("edit-reason", reason="Сома показали учёным") in shown.text
    assert (await store.debunks.get("fish")) == FISH
    await take(boss, shown)
    told = await reader.next_reply()
    while "Сома показали учёным" not in told.text:
        told = await reader.next_reply()
    assert RU("verdict-true") in told.text
    entry = (await store.audit.of("debunk:fish"))[0]
    assert entry.details["reason"] == "Сома показали учёным"
    assert (await say(boss, "Привет")).text != RU("file-over")


@pytest.mark.usefixtures("desk")
async def test_what_readers_would_be_told_can_be_left_out(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    await given(telegram, store, FISH, "Марат")
    new = replace(FISH, id="new", claims=(Claim("ru", "Кошка родила котят"),))
    retracted = replace(FISH, status=Status.RETRACTED)
    shown = await report(boss, "a", f"{format_line(retracted)}\n{format_line(new)}")
    assert RU("status-retracted") in shown.text
    await press(boss, shown, "file-button-quiet", number="1")
    assert RU("file-report", fresh=1, changed=0, same=0) in shown.text
    await take(boss, shown)
    assert await store.debunks.get("fish") == FISH


@pytest.mark.usefixtures("desk")
async def test_what_was_shown_is_what_is_loaded(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    await store.debunks.save(FISH)
    shown = await report(boss, "a", format_line(replace(FISH, verdict=Verdict.TRUE)))
    assert RU("file-report", fresh=0, changed=1, same=0) in shown.text
    take_it = shown.button(RU("file-button-import"))
    await given(telegram, store, FISH, "Марат")
    await boss.press(shown, take_it)
    assert RU("file-changed-meanwhile") in shown.text
    assert RU("file-ask-reason") in shown.text
    assert await store.debunks.get("fish") == FISH


@pytest.mark.usefixtures("desk")
async def test_a_file_is_its_moderators_own(boss: Person, telegram: Sandbox, store: Store) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    shown = await report(boss, "a", format_line(FISH))
    data = shown.button(RU("file-button-import")).callback_data or ""
    mine = await report(editor, "b", format_line(FISH))
    assert (await editor.press_data(mine, data)).text == RU("file-over")
    assert await store.debunks.get("fish") is None


@pytest.mark.usefixtures("desk")
async def test_a_forwarded_or_captioned_file_of_something_else_is_a_post(boss: Person) -> None:
    sent = await boss.send_document(content=b"\x89PNG\r\n\x1a\n", name="a.png", caption="Рас па?")
    told = await boss.reply_to(sent)
    assert RU("fault-refused-picture").lower() not in told.text.lower()
    sent = await boss.send_document(content=format_line(FISH).encode(), name="a", caption="вот")
    assert RU("file-ask") in (await boss.reply_to(sent)).text


async def test_answers_about_a_file_outlive_a_restart(
    boss: Person, desk_settings: Settings, database: Path, running: Running
) -> None:
    reviews = feed("Слух о ките", "Слух о соме", rating=lambda at: f"Оценка {at} ягод")
    async with running(desk_settings):
        shown = await report(boss, "feed", reviews)
        await boss.press(shown, "🔴 Фейк")
    async with running(desk_settings):
        assert RU("file-ask-verdict", words="Оценка 1 ягод", number=1) in shown.text
        await boss.press(shown, "🔴 Фейк")
        assert RU("file-report", fresh=2, changed=0, same=0) in shown.text
