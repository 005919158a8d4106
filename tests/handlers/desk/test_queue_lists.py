"""The queue's lists: what is over, by number, word for word, and many closed at once."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from domain.case import State
from domain.deed import Deed
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.parts import parts_of
from sandbox import Message, Person, Sandbox
from storage.cases.submissions import Submission
from storage.store import Store
from tests.kit.draft_walk import say
from tests.kit.questions import APPLES, NOW, OTHER, POST, RU, asked, opened, state

_ENDS = ("первый", "второй", "третий")
THIRD = "Всем пенсионерам Актобе с декабря будут выдавать бесплатный газ в баллонах."


@pytest.mark.usefixtures("desk")
async def test_a_case_is_found_by_its_number_however_it_was_closed(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    case = await opened(boss, 2)
    await boss.press(case, RU("case-button-spam"))
    for words in ("2", "№2", "# 2"):
        found = await say(boss, f"/queue {words}")
        assert OTHER in found.text
        assert RU("case-closed", state="spam") in found.text
    assert (await say(boss, "/queue 99")).text == RU("case-gone")
    assert (await say(boss, "/queue рыба")).text == RU("queue-which")
    assert await state(store, 2) is State.SPAM


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("word", ["closed", "Закрытые", "жабық"])
async def test_what_is_over_is_listed_the_last_closed_first(
    word: str, telegram: Sandbox, boss: Person
) -> None:
    assert RU("queue-closed-empty") in (await say(boss, f"/queue {word}")).text
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    for number in (1, 2):
        await boss.press(await opened(boss, number), RU("case-button-spam"))
    listed = await say(boss, f"/queue {word}")
    assert listed.text.startswith(RU("queue-closed-title"))
    assert POST[:40] in listed.text
    assert OTHER[:40] in listed.text
    await boss.press(listed, RU("queue-button-case", case="1", readers="1"))
    assert RU("case-button-reopen") in [one.text for row in listed.buttons for one in row]


@pytest.mark.usefixtures("desk")
async def test_the_whole_text_of_every_submission_can_be_read(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    long = f"{POST} " + " ".join(f"слово{number}" for number in range(500)) + " КОНЕЦ"
    await asked(telegram, "Айгүл", POST)
    async with store._sessions.snapshot() as connection:
        reader = await connection.value("SELECT id FROM readers")
    for number in range(3):
        words = Submission(reader, 900 + number, "ru", f"{long} {_ENDS[number]}", NOW)
        await store.submissions.add(words, 1)
    page = await opened(boss)
    assert "КОНЕЦ" not in page.text
    await boss.press(page, RU("case-button-texts"))
    read = page.text
    while "»" in [one.text for row in page.buttons for one in row]:
        await boss.press(page, "»")
        read += page.text
    assert [f"КОНЕЦ {one}" in read for one in _ENDS] == [True] * 3
    assert all(f"слово{number}" in read for number in range(500))


async def marked(boss: Person, *numbers: int) -> Message:
    """Choose cases on the queue's page."""
    page = await say(boss, "/queue")
    await boss.press(page, RU("queue-button-choose"))
    for number in numbers:
        await boss.press(page, f"▫️ №{number}")
    return page


@pytest.mark.usefixtures("desk")
async def test_several_cases_are_closed_at_once_and_readers_are_counted_first(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    for name, words in [("Айгүл", POST), ("Марат", OTHER), ("Ольга", THIRD)]:
        await asked(telegram, name, words)
    page = await marked(boss, 1, 3)
    await boss.press(page, RU("queue-button-uncheckable-many", number=2))
    assert RU("case-ask-uncheckable", number=2) in page.text
    assert await state(store, 1) is State.OPEN
    told = await boss.press(page, RU("case-button-uncheckable"))
    assert told.text == RU("queue-closed-many", number=2, left=0)
    states = [await state(store, number) for number in (1, 2, 3)]
    assert states == [State.UNCHECKABLE, State.OPEN, State.UNCHECKABLE]


@pytest.mark.usefixtures("desk")
async def test_an_older_page_closes_nothing_that_it_did_not_show(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    for name, words in [("Айгүл", POST), ("Марат", OTHER)]:
        await asked(telegram, name, words)
    page = await marked(boss, 1)
    await asked(telegram, "Ольга", THIRD)
    told = await boss.press(page, RU("queue-button-spam-many", number=1))
    assert told.text == RU("case-changed")
    assert [await state(store, number) for number in (1, 2, 3)] == [State.OPEN] * 3


@pytest.mark.usefixtures("desk")
async def test_what_another_has_stays_open_and_is_counted(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    for name, words in [("Айгүл", POST), ("Марат", OTHER)]:
        await asked(telegram, name, words)
    page = await marked(boss, 1, 2)
    await store.cases.close(2, State.SPAM, deed=Deed(1, NOW))
    await store.cases.reopen(2, deed=Deed(1, NOW))
    async with store._sessions.transaction() as connection:
        await connection.run(
            "INSERT INTO moderators (person, sealed, name, role, since) "
            "VALUES (?1, ?1, ?1, 'editor', 0)",
            b"other",
        )
        await connection.run("UPDATE cases SET holder = 2, held = 0 WHERE id = 2")
    told = await boss.press(page, RU("queue-button-spam-many", number=2))
    assert told.text == RU("queue-closed-many", number=1, left=1)
    assert await state(store, 2) is State.OPEN


async def test_one_reader_opens_only_so_many_cases_a_day_and_still_joins_others(
    telegram: Sandbox,
    store: Store,
    desk_settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[object]],
) -> None:
    now = [NOW]
    limited = desk_settings.model_copy(update={"cases_a_day": 1})
    async with running(limited, lambda: now[0]):
        await asked(telegram, "Марат", THIRD)
        reader = await asked(telegram, "Айгүл", POST)
        answer = await reader.reply_to(await reader.send(OTHER))
        told = await reader.press(answer, RU("button-ask"))
        assert told.text == RU("ask-enough", number=1)
        assert RU("button-ask") in [one.text for row in answer.buttons for one in row]
        joins = await reader.reply_to(await reader.send(THIRD))
        await reader.press(joins, RU("button-ask"))
        found = await store.cases.get(1, NOW)
        assert found is not None
        assert found.readers == 2
        now[0] += 86_401
        await reader.press(answer, RU("button-ask"))
        assert await state(store, 3) is State.OPEN


async def test_many_that_were_closed_at_once_are_taken_back_at_once_and_unsent(
    telegram: Sandbox,
    store: Store,
    boss: Person,
    desk_settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[object]],
) -> None:
    waits = desk_settings.model_copy(update={"grace_seconds": 120})
    async with running(waits, lambda: NOW):
        readers = [await asked(telegram, *one) for one in [("Айгүл", POST), ("Марат", OTHER)]]
        page = await marked(boss, 1, 2)
        await boss.press(page, RU("queue-button-uncheckable-many", number=2))
        await boss.press(page, RU("case-button-uncheckable"))
        assert RU("case-grace", seconds=120) in page.text
        told = await boss.press(page, RU("case-button-undo-closing"))
        assert told.text == RU("queue-reopened-many", number=2)
        assert [await state(store, number) for number in (1, 2)] == [State.OPEN] * 2
        for reader in readers:
            assert await reader.silence()
        assert await store.outbox.next(NOW + 999) is None


async def test_a_case_closed_as_uncheckable_says_how_long_it_can_be_undone_unsent(
    telegram: Sandbox,
    store: Store,
    boss: Person,
    desk_settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[object]],
) -> None:
    now = [NOW]
    waits = desk_settings.model_copy(update={"grace_seconds": 120})
    async with running(waits, lambda: now[0]):
        await asked(telegram, "Айгүл", POST)
        page = await opened(boss)
        await boss.press(page, RU("case-button-uncheckable-ask"))
        await boss.press(page, RU("case-button-uncheckable"))
        now[0] += 20
        page = await opened(boss)
        assert RU("case-grace", seconds=100) in page.text
        await boss.press(page, RU("case-button-undo-closing"))
        assert await state(store) is State.OPEN
        assert await store.outbox.next(NOW + 999) is None


@pytest.mark.usefixtures("desk")
async def test_a_case_that_is_over_leads_to_what_it_became(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    await store.cases.merge(2, 1, deed=Deed(1, NOW))
    merged = await opened(boss, 2)
    await boss.press(merged, "№1")
    assert POST[:40] in merged.text
    await store.debunks.save(APPLES)
    await store.publishing.attach(1, "apples", deed=Deed(1, NOW))
    answered = await opened(boss)
    await boss.press(answered, RU("desk-button-show"))
    assert APPLES.claims[0].text in (await boss.reply_to(answered)).text


async def test_a_case_answered_by_publishing_is_undone_from_the_confirmation(
    telegram: Sandbox,
    store: Store,
    boss: Person,
    desk_settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[object]],
) -> None:
    waits = desk_settings.model_copy(update={"grace_seconds": 120})
    async with running(waits, lambda: NOW):
        reader = await asked(telegram, "Айгүл", POST)
        body = Body(parts_of(APPLES)).text()
        draft = await store.drafts.begin(Deed(1, NOW), step="review", body=body, case=1)
        listed = await say(boss, "/add")
        await boss.press_data(listed, f"add.goon:{draft.id}")
        page = await boss.next_reply()
        publish = RU("add-button-publish-anyway")
        labels = [one.text for row in page.buttons for one in row]
        await boss.press(page, publish if publish in labels else RU("add-button-publish"))
        assert RU("case-attached", case="1", number=1) in page.text
        assert RU("case-grace", seconds=120) in page.text
        await boss.press(page, f"№1: {RU('case-button-undo')}")
        assert await state(store) is State.OPEN
        assert await reader.silence()
