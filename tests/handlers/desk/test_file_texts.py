"""A chief's file shows every word that it would publish, and loads nothing else."""

from dataclasses import replace

import pytest

from domain.debunk import Debunk, Status
from domain.deed import Deed
from formats.interchange import format_line
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.staff import RU, joined
from tests.kit.variations import WHOLE, variations
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk", "owner")
LOAD = RU("file-button-import")
PUBLIC = replace(WHOLE, status=Status.PUBLISHED)
VARIED = dict(variations(PUBLIC))


async def report_on(person: Person, *debunks: Debunk) -> Message:
    """Send a file and return its report, once it can be loaded."""
    content = "\n".join(map(format_line, debunks)).encode()
    page = await person.reply_to(await person.send_document(content=content, name="file.jsonl"))
    await until(lambda: page.buttons)
    return page


def texts_sent(person: Person, telegram: Sandbox) -> list[str]:
    """Return the files that the bot has sent this person."""
    sent = [one.raw["document"] for one in person.received() if "document" in one.raw]
    files = [telegram.world.files.get(one["file_id"]) for one in sent]
    return [one.content.decode() for one in files if one is not None]


async def lies(store: Store, debunk: Debunk) -> Debunk:
    await store.debunks.save_all([debunk], deed=Deed(1, AT, action="edited"))
    found = await store.debunks.get(debunk.id)
    assert found is not None
    return found


async def test_every_word_of_every_new_debunk_is_sent_before_a_file_is_loaded(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    others = [replace(PUBLIC, id=f"other-{number}", topics=(f"т{number}",)) for number in range(30)]
    page = await report_on(boss, PUBLIC, *others)
    (text,) = texts_sent(boss, telegram)
    words = [one.text for one in PUBLIC.claims] + list(PUBLIC.summary.values())
    for one in PUBLIC.statements:
        words += [*one.text.values(), *one.authority.values(), one.url or ""]
    words += [each or "" for one in PUBLIC.sources for each in (one.title, one.url)]
    words += [*PUBLIC.appearances, *PUBLIC.topics]
    assert [word for word in words if word not in text] == []
    assert all(f"т{number}" in text for number in range(30))
    await boss.press(page, LOAD)
    await until(lambda: store.debunks.get("whole"))


async def test_a_changed_debunk_of_a_file_is_sent_old_beside_new(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    await lies(store, PUBLIC)
    middle = "Слово35 и ещё"
    summary = {**PUBLIC.summary, "ru": PUBLIC.summary["ru"].replace(middle, "Подмена тут")}
    await report_on(boss, replace(PUBLIC, summary=summary))
    (text,) = texts_sent(boss, telegram)
    assert "Слово35" in text
    assert "Подмена" in text
    assert "Слово1 " not in text


@pytest.mark.parametrize("varied", VARIED)
async def test_each_part_of_a_held_debunk_that_is_another_now_refuses_the_file(
    boss: Person, telegram: Sandbox, store: Store, varied: str
) -> None:
    await lies(store, PUBLIC)
    page = await report_on(boss, replace(PUBLIC, topics=("из файла",)))
    data = page.button(LOAD).callback_data or ""
    assert len(data.rpartition(",")[2]) * 4 >= 128
    now = await lies(store, VARIED[varied])
    await boss.press_data(page, data)
    assert RU("file-changed-meanwhile") in page.text
    assert await store.debunks.get("whole") == now
    if now.topics != ("из файла",):
        assert len(texts_sent(boss, telegram)) == 2 or RU("file-ask-same-id") in page.text


async def test_an_editors_file_becomes_drafts_and_sends_no_texts(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    page = await report_on(editor, PUBLIC)
    await editor.press(page, RU("file-button-drafts"))
    await until(lambda: store.debunks.get("whole"))
    assert texts_sent(editor, telegram) == []
    assert await store.debunks.count(Status.DRAFT) == 1
