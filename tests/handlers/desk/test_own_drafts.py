"""A draft from message to message: whose it is, when it is kept, how it is found again."""

import asyncio
import re
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    suppress,
)

import pytest

from bot.settings import Settings
from domain.deed import Deed
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.draft_walk import begin, press, say, skip_to
from tests.kit.staff import RU, joined
from tests.kit.waiting import until

CLAIM = "В реке у посёлка Тасты поймали говорящего сома"
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


async def test_a_draft_outlives_a_restart_and_takes_the_next_answer(
    boss: Person, desk_settings: Settings, store: Store, running: Running
) -> None:
    async with running(desk_settings):
        await begin(boss)
        await say(boss, CLAIM)
    async with running(desk_settings):
        page = await say(boss, "Тастыда сөйлейтін жайын ұсталыпты")
        assert CLAIM in page.text
        assert "Тастыда сөйлейтін жайын" in page.text


@pytest.mark.usefixtures("desk")
async def test_open_drafts_are_offered_to_go_on_with(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await press(boss, page, "add-button-aside")
    reader_s = await say(boss, "Правда ли, что во дворе раздают саженцы яблонь?")
    assert reader_s.text == RU("unknown")
    page = await begin(boss)
    assert "/add" not in page.text
    await say(boss, "Другой слух про реку")
    listed = await boss.reply_to(await boss.send("/add"))
    assert RU("add-drafts") in listed.text
    await boss.press(listed, "В реке у посёлка")
    page = await boss.reply_to(listed)
    assert CLAIM in page.text
    assert "Другой слух" not in page.text


@pytest.mark.usefixtures("desk")
async def test_two_moderators_write_at_once_without_mixing(boss: Person, telegram: Sandbox) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await asyncio.gather(begin(boss), begin(editor))
    one, two = await asyncio.gather(say(boss, "Слух первый"), say(editor, "Слух второй"))
    assert "первый" in one.text
    assert "второй" not in one.text
    assert "второй" in two.text


@pytest.mark.usefixtures("desk")
async def test_a_draft_is_thrown_away_only_after_a_question(boss: Person, store: Store) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await press(boss, page, "add-button-cancel")
    await press(boss, page, "desk-button-no")
    page = await boss.reply_to(page)
    assert CLAIM in page.text
    await press(boss, page, "add-button-cancel")
    await press(boss, page, "desk-button-yes")
    assert page.text == RU("add-dropped")
    assert await store.drafts.open_of(1) == []


@pytest.mark.usefixtures("desk")
async def test_a_button_pressed_twice_saves_once(boss: Person, store: Store) -> None:
    before = await store.debunks.count()
    await begin(boss)
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-ask-review"))
    publish = page.button(RU("add-button-publish"))
    await boss.press(page, publish)
    again = await boss.press(page, publish)
    assert again.text == RU("draft-gone")
    assert await store.debunks.count() == before + 1


@pytest.mark.usefixtures("desk")
async def test_a_button_under_an_answered_question_says_so(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    skip = page.button(RU("add-button-skip"))
    await boss.press(page, skip)
    assert (await boss.press(page, skip)).text == RU("add-answered")


@pytest.mark.usefixtures("desk")
async def test_another_persons_press_changes_nothing(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await begin(boss)
    page = await say(boss, CLAIM)
    own = await begin(editor)
    for verb in ("skip", "dropped", "save", "goon"):
        data = f"add.{verb}:1,claim-kk" if verb == "skip" else f"add.{verb}:1"
        told = await editor.press_data(own, data)
        assert told.text == RU("draft-gone")
    stranger = telegram.person("Марат", language="ru")
    hello = await stranger.reply_to(await stranger.send("/help"))
    assert (await stranger.press_data(hello, "add.dropped:1")).text == RU("stale-button")
    draft = await store.drafts.get(1)
    assert draft is not None
    assert draft.step == "claim-kk"
    assert CLAIM in page.text


@pytest.mark.usefixtures("desk")
async def test_who_is_removed_in_the_middle_is_turned_away_and_the_chief_gets_the_draft(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await begin(editor)
    page = await say(editor, CLAIM)
    found = await store.moderators.get(2)
    assert found is not None
    await store.moderators.set_role(2, None, was=found.role, deed=Deed(1, 1_795_000_000))
    told = await editor.press(page, RU("add-button-skip"))
    assert told.text == RU("stale-button")
    as_reader = await say(editor, "Саженцы яблонь раздают во дворе")
    assert as_reader.text == RU("unknown")
    waiting = await boss.reply_to(await boss.send("/publish"))
    assert RU("publish-left") in waiting.text
    await boss.press(waiting, "В реке у посёлка")
    taken = await boss.reply_to(waiting)
    assert CLAIM in taken.text
    assert CLAIM in (await say(boss, "Тастыда сөйлейтін жайын ұсталыпты")).text


@pytest.mark.usefixtures("desk")
async def test_who_edits_an_answer_is_told_to_type_it_again_and_no_post_is_checked(
    boss: Person, store: Store
) -> None:
    await begin(boss)
    typed = await boss.send(CLAIM)
    await boss.reply_to(typed)
    await boss.edit(typed, f"{CLAIM}!")
    assert (await boss.next_reply()).text == RU("add-edited")
    (draft,) = await store.drafts.open_of(1)
    await store.drafts.drop(draft.id, deed=Deed(1, 0))
    await boss.edit(typed, "Саженцы яблонь раздают во дворе")
    assert (await boss.next_reply()).text == RU("unknown")


@contextmanager
def connections() -> Iterator[list[sqlite3.Connection]]:
    """Collect the connections that SQLite opens meanwhile, by Python's own audit of that."""
    opened: list[sqlite3.Connection] = []
    listening = True

    def listen(event: str, args: tuple[object, ...]) -> None:
        if listening and event == "sqlite3.connect/handle":
            opened.extend(one for one in args if isinstance(one, sqlite3.Connection))

    sys.addaudithook(listen)
    try:
        yield opened
    finally:
        # A hook stays for the life of the program.
        listening = False


@asynccontextmanager
async def traced(
    running: Running, settings: Settings, boss: Person
) -> AsyncIterator[tuple[Message, list[str]]]:
    """Run the bot with a draft begun; give its first page, and what SQLite runs from then on."""
    run: list[str] = []
    with connections() as opened:
        async with running(settings):
            page = await begin(boss)
            for connection in opened:
                # One that only looked into the file is closed by now.
                with suppress(sqlite3.ProgrammingError):
                    connection.set_trace_callback(run.append)
            yield page, run


def of_drafts(run: list[str]) -> tuple[int, int]:
    """Return how often a draft's row was loaded and how often one was written, and forget."""
    loads = [one for one in run if one.startswith("SELECT id, moderator, debunk, base")]
    writes = [one for one in run if re.match(r"\s*(INSERT INTO|UPDATE|DELETE FROM) drafts\b", one)]
    run.clear()
    return len(loads), len(writes)


async def test_a_typed_answer_loads_its_draft_once_and_keeps_it_once(
    boss: Person, desk_settings: Settings, running: Running
) -> None:
    async with traced(running, desk_settings, boss) as (_, run):
        for text in (CLAIM, "Тастыда сөйлейтін жайын ұсталыпты", "A talking catfish"):
            page = await say(boss, text)
            assert of_drafts(run) == (1, 1)
        await boss.press(page, "🔴 Фейк")
        assert of_drafts(run) == (1, 1)
        # What is done after the page is out belongs to the answer too.
        await say(boss, "/help")
        assert of_drafts(run) == (0, 0)


async def test_a_faulty_answer_keeps_nothing(
    boss: Person, desk_settings: Settings, running: Running
) -> None:
    async with traced(running, desk_settings, boss) as (_, run):
        await say(boss, "я" * 4000)
        assert of_drafts(run) == (1, 0)


@pytest.mark.usefixtures("desk")
async def test_the_page_before_is_taken_away_when_the_next_question_is_asked(boss: Person) -> None:
    first = await begin(boss)
    second = await say(boss, CLAIM)
    third = await say(boss, "Тастыда сөйлейтін жайын ұсталыпты")
    await until(lambda: second.deleted)
    assert (first.deleted, third.deleted) == (True, False)
