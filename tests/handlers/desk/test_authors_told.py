"""Whoever wrote a draft or a change hears what became of it, by whom, and why."""

from dataclasses import replace

import pytest

from domain.debunk import Debunk, Status
from domain.deed import Deed
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, FISH, current, proposed
from tests.kit.draft_walk import press, say
from tests.kit.reading import read_through
from tests.kit.staff import RU, joined
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk", "owner")
PUBLISH = RU("add-button-publish")
ID, BOSS = {"id": "fish"}, {"name": "Болат"}


@pytest.fixture
async def editor(telegram: Sandbox, boss: Person, owner: int) -> Person:
    assert owner == 1
    return await joined(telegram, boss, "Айгүл", "editor")


@pytest.fixture
async def written(store: Store, editor: Person) -> Debunk:
    """A draft that the editor has written."""
    assert editor.id
    new = replace(FISH, status=Status.DRAFT)
    return await store.publishing.save(new, base=None, deed=Deed(2, AT))


async def hears(person: Person, words: str) -> None:
    await until(lambda: words in [one.text for one in person.received()])


async def test_that_their_draft_is_published(boss: Person, editor: Person, written: Debunk) -> None:
    page = await say(boss, f"/publish {written.id}")
    assert RU("whole-authors", names="Айгүл") in await read_through(boss, page, PUBLISH)
    await boss.press(page, PUBLISH)
    await hears(editor, RU("author-published", **ID, **BOSS))


async def test_that_their_change_is_published(boss: Person, editor: Person, store: Store) -> None:
    await store.publishing.save(FISH, base=None, deed=Deed(1, AT))
    await proposed(editor)
    page = await say(boss, "/publish fish")
    assert "Айгүл" in page.text
    await boss.press(page, PUBLISH)
    await hears(editor, RU("author-published", **ID, **BOSS))


async def test_that_the_chief_finished_it_and_then_published_it(
    boss: Person, editor: Person, store: Store
) -> None:
    await store.publishing.save(FISH, base=None, deed=Deed(1, AT))
    await proposed(editor)
    page = await say(boss, "/publish fish")
    await press(boss, page, "publish-button-over")
    await hears(editor, RU("author-taken-over", **ID, **BOSS))
    review = await boss.reply_to(page)
    assert "Айгүл" in review.text
    await boss.press(review, PUBLISH)
    await hears(editor, RU("author-published", **ID, **BOSS))


async def test_that_their_draft_is_dropped_and_why(
    boss: Person, editor: Person, written: Debunk, store: Store
) -> None:
    page = await say(boss, f"/publish {written.id}")
    await press(boss, page, "publish-button-drop")
    await hears(editor, RU("author-dropped", **ID, **BOSS))
    prompt = await boss.next_reply()
    assert RU("drop-ask-why") in prompt.text
    told = await boss.reply_to(await boss.send("Это уже было", reply_to=prompt))
    assert told.text == RU("drop-why-told")
    await hears(editor, RU("author-why-dropped", **ID, **BOSS, reason="Это уже было"))
    assert (await current(store)).status is Status.RETRACTED


async def test_a_change_goes_back_with_fit_words_alone(
    boss: Person, editor: Person, store: Store
) -> None:
    await store.publishing.save(FISH, base=None, deed=Deed(1, AT))
    await proposed(editor)
    page = await say(boss, "/publish fish")
    await press(boss, page, "publish-button-refuse")
    prompt = await boss.next_reply()
    assert RU("give-back-ask") in prompt.text
    await boss.reply_to(await boss.send("а" * 501, reply_to=prompt))
    assert await store.drafts.waiting_for("fish") is not None
    good = await boss.reply_to(await boss.send("Нет источника", reply_to=prompt))
    assert good.text == RU("publish-given-back")
    again = await boss.reply_to(await boss.send("И ещё раз", reply_to=prompt))
    assert again.text == RU("draft-gone")


async def test_who_publishes_what_they_wrote_themselves_is_not_written_to(
    boss: Person, store: Store
) -> None:
    new = replace(FISH, status=Status.DRAFT)
    await store.publishing.save(new, base=None, deed=Deed(1, AT))
    page = await say(boss, "/publish fish")
    await boss.press(page, PUBLISH)
    await say(boss, "/show fish")
    assert RU("author-published", **ID, **BOSS) not in [one.text for one in boss.received()]


async def test_what_readers_would_miss_is_said_before_it_is_published(
    boss: Person, store: Store
) -> None:
    bare = replace(FISH, status=Status.DRAFT, summary={}, sources=())
    await store.publishing.save(bare, base=None, deed=Deed(1, AT))
    page = await say(boss, "/publish fish")
    lacks = ", ".join(RU(f"whole-lacks-{one}") for one in ("why", "statement", "source"))
    assert RU("whole-lacks", what=lacks) in page.text
    await boss.press(page, PUBLISH)
    assert (await current(store)).status is Status.PUBLISHED


async def test_though_telegram_fails_at_that_moment(
    telegram: Sandbox, boss: Person, editor: Person, written: Debunk
) -> None:
    page = await say(boss, f"/publish {written.id}")
    await read_through(boss, page, PUBLISH)
    fault = telegram.fault("sendMessage", chat_id=editor.id, status=500, times=2)
    await boss.press(page, PUBLISH)
    await hears(editor, RU("author-published", **ID, **BOSS))
    assert fault.struck == 2
