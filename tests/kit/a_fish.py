"""A debunk of a talking fish, and what a moderator does to it."""

from domain.debunk import Claim, Debunk, Source, Verdict
from sandbox import Message, Person
from storage.store import Store
from tests.kit.draft_walk import press, say
from tests.kit.staff import RU

AT = 1_795_000_000
CLAIM = "В реке у посёлка Тасты поймали говорящего сома"
FISH = Debunk(
    "fish",
    Verdict.FAKE,
    (Claim("ru", CLAIM), Claim("kk", "Тастыда сөйлейтін жайын ұсталыпты")),
    summary={"ru": "Сомы не говорят."},
    sources=(Source("Разбор", "https://check.example/1"),),
    appearances=("https://t.me/tasty_example/5",),
)


async def current(store: Store) -> Debunk:
    found = await store.debunks.get("fish")
    assert found is not None
    return found


async def summary_changed(person: Person, words: str) -> Message:
    """Begin an edit of the fish and change its summary; return the overview's page."""
    page = await say(person, "/edit fish")
    if RU("edit-ask-anyway") in page.text:
        await press(person, page, "edit-button-anyway")
        page = await person.reply_to(page)
    await person.press(page, RU("part-summary", language=RU("desk-in-ru")))
    return await say(person, words)


async def proposed(editor: Person) -> Message:
    """Change the summary of the published fish and hand it to the chief; return the last page."""
    page = await summary_changed(editor, "Рыбы молчат.")
    await press(editor, page, "add-button-done")
    await press(editor, page, "add-button-skip")
    await press(editor, page, "add-button-tell-nobody")
    await press(editor, page, "add-button-send")
    return page
