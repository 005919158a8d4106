"""What a page showed becomes public, and nothing else: with one thing changed it is refused."""

import asyncio
from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Status
from domain.deed import Deed
from handlers.desk.drafting.body import Body, body_of
from handlers.desk.drafting.parts import parts_of
from handlers.kit.desk_presses import parse_desk_press
from sandbox import Message, Person, Sandbox
from storage.desk.drafts import WAITING, Draft
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.draft_walk import say
from tests.kit.reading import read_through
from tests.kit.staff import RU, joined
from tests.kit.variations import WHOLE, variations
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk", "owner")
PUBLISH = RU("add-button-publish")
EVERY = dict(variations(WHOLE))
BARE = replace(WHOLE, claims=WHOLE.own_claims)


async def put(store: Store, debunk: Debunk) -> Debunk:
    """Let the store hold this, whatever it held under the id."""
    held = await store.debunks.get(debunk.id)
    if held is None:
        await store.debunks.save_all([debunk], deed=Deed(1, AT))
    else:
        # What was learned goes with an import that brings some of its own.
        marked = debunk if debunk.own_claims != debunk.claims else with_learned(debunk)
        await store.debunks.save_all([marked], deed=Deed(1, AT))
        for claim in marked.claims[len(debunk.claims) :]:
            await store.publishing.unlearn(debunk.id, claim.text, deed=Deed(1, AT))
    found = await store.debunks.get(debunk.id)
    assert found is not None
    return found


def with_learned(debunk: Debunk) -> Debunk:
    return replace(debunk, claims=(*debunk.claims, Claim("ru", "на минуту", learned=True)))


async def on_the_last_page(person: Person, command: str, label: str = PUBLISH) -> Message:
    page = await say(person, command)
    await read_through(person, page, label)
    return page


async def refused(person: Person, page: Message, label: str = PUBLISH) -> str:
    """Press and be refused; return all of the newer page that stands there then."""
    said = await person.press(page, label)
    assert said.text == RU("publish-changed")
    return await read_through(person, page, label)


async def test_each_part_of_a_draft_that_is_another_now_refuses_its_publication(
    boss: Person, store: Store
) -> None:
    for path, other in EVERY.items():
        await put(store, WHOLE)
        page = await say(boss, "/publish whole")
        before = await read_through(boss, page, PUBLISH)
        after = await put(store, other)
        now = await refused(boss, page)
        assert now != before, path
        found = await store.debunks.get("whole")
        assert (found, after.status) == (after, Status.DRAFT), path


async def test_each_part_of_one_draft_that_is_another_now_refuses_the_publication_of_all(
    boss: Person, store: Store
) -> None:
    few = [path for at, path in enumerate(EVERY) if at % 4 == 0]
    others = [replace(BARE, id=f"other-{number}") for number in range(2)]
    label = RU("publish-button-many", number=3)
    for path in few:
        await put(store, WHOLE)
        for one in others:
            await put(store, one)
        page = await say(boss, "/publish")
        await boss.press(page, RU("publish-button-look-through", number=3))
        before = await read_through(boss, page, label)
        await put(store, EVERY[path])
        now = await refused(boss, page, label)
        assert now != before, path
        assert await store.debunks.count(Status.DRAFT) == 3


async def proposal(store: Store, after: Debunk, **said: object) -> Draft:
    """A change of the published debunk that waits for a chief."""
    was = await store.debunks.get("whole")
    assert was is not None
    for old in await store.drafts.holders("whole"):
        await store.drafts.drop(old.id, deed=Deed(1, AT))
    body = Body(parts_of(after), was=was, **said)  # type: ignore[arg-type]
    return await store.drafts.begin(
        Deed(1, AT), step=WAITING, body=body.text(), debunk="whole", base=was.version
    )


async def test_each_part_of_a_waiting_change_that_is_another_now_refuses_it(
    boss: Person, store: Store
) -> None:
    published = await put(store, replace(WHOLE, status=Status.PUBLISHED))
    proposed = replace(published, topics=("другая",))
    for path, other in variations(proposed):
        if parts_of(other) == parts_of(proposed):
            continue
        draft = await proposal(store, proposed, reason="Уточнили", tell=False)
        page = await say(boss, "/publish whole")
        before = await read_through(boss, page, PUBLISH)
        body = replace(body_of(draft), parts=parts_of(other))
        assert await store.drafts.put(replace(draft, body=body.text()))
        now = await refused(boss, page)
        assert now != before, path
        assert await store.debunks.get("whole") == published, path


async def test_another_reason_another_wish_and_other_learned_words_refuse_a_waiting_change(
    boss: Person, store: Store
) -> None:
    published = await put(store, replace(WHOLE, status=Status.PUBLISHED))
    proposed = replace(published, topics=("другая",))
    for said in ({"reason": "Ошиблись"}, {"tell": False}):
        draft = await proposal(store, proposed, reason="Уточнили")
        page = await on_the_last_page(boss, "/publish whole")
        body = replace(body_of(draft), **said)
        assert await store.drafts.put(replace(draft, body=body.text()))
        await refused(boss, page)
    await proposal(store, proposed)
    page = await on_the_last_page(boss, "/publish whole")
    await store.publishing.learn("whole", "ru", "совсем новые слова", deed=Deed(1, AT))
    assert "совсем новые слова" in await refused(boss, page)
    assert (await store.debunks.get("whole")) != proposed


async def review_of(person: Person, draft: Draft) -> Message:
    """Open a draft that rests at its last page."""
    listed = await say(person, "/add")
    await person.press_data(listed, f"add.goon:{draft.id}")
    return await person.reply_to(listed)


async def test_each_part_of_a_new_debunk_that_is_another_now_refuses_its_publication(
    boss: Person, store: Store
) -> None:
    draft = await store.drafts.begin(Deed(1, AT), step="review", body=Body(parts_of(BARE)).text())
    for path, other in variations(BARE):
        if parts_of(other) == parts_of(BARE):
            continue
        assert await store.drafts.put(replace(draft, body=Body(parts_of(BARE)).text()))
        page = await review_of(boss, draft)
        before = await read_through(boss, page, PUBLISH)
        assert await store.drafts.put(replace(draft, body=Body(parts_of(other)).text()))
        now = await refused(boss, page)
        assert now != before, path
    assert await store.debunks.get("2026-11-27-1") is None


async def test_a_retraction_is_refused_when_its_reason_or_its_debunk_is_another_now(
    boss: Person, store: Store
) -> None:
    label = RU("retract-button-yes")
    published = await put(store, replace(WHOLE, status=Status.PUBLISHED))
    body = Body(parts_of(published), was=published, retract=True, reason="Ошиблись")
    draft = await store.drafts.begin(
        Deed(1, AT), step="review", body=body.text(), debunk="whole", base=published.version
    )
    page = await review_of(boss, draft)
    said = await read_through(boss, page, label)
    assert "Ошиблись" in said
    assert all(claim.text in said for claim in published.claims)
    await store.drafts.put(replace(draft, body=replace(body, reason="Не то").text()))
    assert "Не то" in await refused(boss, page, label)
    await store.publishing.learn("whole", "ru", "совсем новые слова", deed=Deed(1, AT))
    assert "совсем новые слова" in await refused(boss, page, label)
    await boss.press(page, label)
    found = await store.debunks.get("whole")
    assert found is not None
    assert found.status is Status.RETRACTED


async def test_each_part_of_a_debunk_that_is_another_now_refuses_to_bring_back_a_version(
    boss: Person, store: Store
) -> None:
    published = replace(WHOLE, status=Status.PUBLISHED)
    await put(store, published)
    label = RU("history-button-restore")
    for path, other in list(variations(published))[::3]:
        now = await put(store, replace(published, topics=("другая",)))
        page = await say(boss, "/history whole")
        await boss.press(page, RU("history-button-version", version=now.version - 1))
        page = await boss.reply_to(page)
        await boss.press(page, label)
        await read_through(boss, page, label)
        after = await put(store, other)
        assert after != now
        await refused(boss, page, label)
        assert await store.debunks.get("whole") == after, path


async def test_a_page_shows_every_word_of_a_draft_in_messages_that_telegram_takes(
    boss: Person, store: Store
) -> None:
    await put(store, WHOLE)
    page = await say(boss, "/publish whole")
    said = "".join((await read_through(boss, page, PUBLISH)).split())
    words = [claim.text for claim in WHOLE.claims]
    words += [*WHOLE.topics, *WHOLE.appearances]
    words += [each for one in WHOLE.sources for each in (one.title, one.url) if each]
    words += [one.url for one in WHOLE.statements if one.url]
    words += [name for one in WHOLE.statements for name in one.authority.values()]
    for word in words:
        assert "".join(word.split()) in said, word
    # A long text goes over pages: each of its words is there.
    texts = [*WHOLE.summary.values(), *(t for one in WHOLE.statements for t in one.text.values())]
    for text in texts:
        assert all(word in said for word in text.split())
    assert "Болат" in said


async def test_what_nobody_sees_is_made_visible_before_it_is_published(
    boss: Person, store: Store
) -> None:
    hidden = replace(WHOLE, topics=("ры\u200bба", "\u202eаткоп"))
    await put(store, hidden)
    page = await say(boss, "/publish whole")
    said = await read_through(boss, page, PUBLISH)
    assert "ры⟦U+200B⟧ба" in said
    assert "⟦U+202E⟧аткоп" in said
    assert "\u202e" not in said


async def test_every_press_that_makes_something_public_names_what_was_shown_in_128_bits(
    boss: Person, store: Store
) -> None:
    await put(store, WHOLE)
    draft = await store.drafts.begin(Deed(1, AT), step="review", body=Body(parts_of(BARE)).text())
    pages = [(await say(boss, "/publish whole"), PUBLISH)]
    pages.append((await review_of(boss, draft), RU("add-button-publish-anyway")))
    for page, label in pages:
        await read_through(boss, page, label)
        data = page.button(label).callback_data or ""
        asked = parse_desk_press(data)
        assert asked is not None
        assert len(asked.args[-1]) == 22
        last = "A" if data[-1] != "A" else "B"
        for forged in (data[:-1] + last, data[:-23], data[:-1]):
            assert (await boss.press_data(page, forged)).text == RU("publish-changed")
    assert await store.debunks.count(Status.DRAFT) == 1


async def test_of_two_chiefs_who_press_at_once_one_publishes_and_the_other_is_told(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    other = await joined(telegram, boss, "Айгүл", "chief")
    await put(store, WHOLE)
    pages = [await on_the_last_page(one, "/publish whole") for one in (boss, other)]
    told = await asyncio.gather(
        *(one.press(page, PUBLISH) for one, page in zip((boss, other), pages, strict=True))
    )
    entries = await store.audit.of("debunk:whole")
    assert [one.action for one in entries].count("published") == 1
    assert sum(bool(one.text) for one in told) == 1


async def test_many_drafts_are_published_with_what_was_shown_and_their_author_is_told(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    ids = [f"draft-{number}" for number in range(12)]
    for one in ids:
        new = replace(BARE, id=one, summary={}, statements=())
        await store.publishing.save(new, base=None, deed=Deed(2, AT))
    page = await say(boss, "/publish")
    await boss.press(page, RU("file-button-after"))
    assert ids[0] in page.text
    assert ids[11] not in page.text
    await boss.press(page, RU("file-button-before"))
    await boss.press(page, RU("publish-button-look-through", number=10))
    said = await read_through(boss, page, RU("publish-button-many", number=10))
    assert "Айгүл" in said
    assert RU("whole-lacks-why") in said
    await boss.press(page, RU("publish-button-many", number=10))
    assert RU("published-many", number=10) in page.text
    assert await store.debunks.count(Status.DRAFT) == 2
    told = RU("author-published", id=ids[5], name="Болат")
    await until(lambda: told in [one.text for one in editor.received()])
