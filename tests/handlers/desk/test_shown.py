"""Nothing is published unseen: pages show all of it, and a press stands for what they showed."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.deed import Deed
from handlers.desk.drafting.body import body_of
from handlers.desk.shown import Shown, changes, mark_of, page, visible, whole
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import plain, without_markup
from handlers.kit.texts import Texts
from sandbox import Message, Person
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.draft_walk import say
from tests.kit.staff import RU

FISH = Debunk(
    "fish",
    Verdict.FAKE,
    (
        Claim("ru", "В реке поймали говорящего сома"),
        Claim("ru", "Сом заговорил по-человечески"),
        Claim("kk", "Сөйлейтін жайын ұсталыпты"),
        Claim("uz", "Balıq gapirdi"),
        Claim("ru", "выученное про сома", learned=True),
    ),
    date="2026-11-20",
    status=Status.DRAFT,
    summary={"ru": "Сомы не говорят.", "kk": "Жайын сөйлемейді.", "en": "Catfish do not talk."},
    statements=(
        Statement(
            {"ru": "Сом молчит", "kk": "Жайын үндемейді"},
            {"ru": "Минрыба", "kk": "Балық министрлігі"},
            "2026-11-19",
            "https://fish.example/1",
        ),
        Statement({"en": "No comment"}, {"en": "River board"}, "2026-11", "https://fish.example/2"),
    ),
    sources=(Source("Разбор", "https://check.example/1"), Source(None, "https://check.example/2")),
    appearances=("https://t.me/tasty_example/5", "https://t.me/tasty_example/6"),
    topics=("рыба", "реки"),
)
OTHER: dict[str, Callable[[Debunk], Debunk]] = {
    "verdict": lambda d: replace(d, verdict=Verdict.SATIRE),
    "claims": lambda d: replace(d, claims=(*d.claims, Claim("kk", "Тағы бір жайын"))),
    "date": lambda d: replace(d, date="2026-11-21"),
    "summary": lambda d: replace(d, summary={**d.summary, "kk": "Жайын сөйлейді."}),
    "statements": lambda d: replace(
        d, statements=(replace(d.statements[0], text={"ru": "Сом запел"}), *d.statements[1:])
    ),
    "sources": lambda d: replace(d, sources=(Source("Другой", "https://evil.example/1"),)),
    "appearances": lambda d: replace(d, appearances=("https://t.me/other_example/7",)),
    "topics": lambda d: replace(d, topics=("политика",)),
}
NOT_SHOWN = {"id", "status", "version"}


def words_in(pages: Shown) -> str:
    return " ".join(map(without_markup, pages.pages))


def every_word(debunk: Debunk) -> list[str]:
    """Return all that readers or matching get of a debunk, dates apart."""
    found = [one.text for one in debunk.claims] + list(debunk.summary.values())
    for one in debunk.statements:
        found += [*one.text.values(), *one.authority.values(), one.url or ""]
    for source in debunk.sources:
        found += [source.title or "", source.url or ""]
    return [*found, *debunk.appearances, *debunk.topics]


def labels_of(shown: Message) -> list[str]:
    return [one.text for row in shown.buttons for one in row]


async def all_pages(person: Person, shown: Message) -> str:
    """Go through the pages to the last one; return all their words."""
    words = [shown.text]
    while RU("shown-button-next") in labels_of(shown):
        await person.press(shown, RU("shown-button-next"))
        words.append(shown.text)
    return "\n".join(words)


@pytest.fixture
async def draft(store: Store, owner: int) -> Debunk:
    assert owner == 1
    await store.debunks.save(FISH)
    found = await store.debunks.get("fish")
    assert found is not None
    return found


def test_each_field_of_a_debunk_is_tried_below() -> None:
    assert {field.name for field in fields(Debunk)} == {*OTHER, *NOT_SHOWN}


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_the_pages_show_every_word_in_every_language(lang: str) -> None:
    shown = words_in(whole(FISH, Texts.load()[lang]))
    assert [word for word in every_word(FISH) if word not in shown] == []


@pytest.mark.parametrize("name", OTHER)
def test_the_mark_differs_where_any_field_does(name: str) -> None:
    voice = RU
    assert whole(FISH, voice).mark != whole(OTHER[name](FISH), voice).mark
    # 22 signs of 6 bits hold 128.
    assert len(whole(FISH, voice).mark) == 22


@pytest.mark.parametrize("name", OTHER)
def test_a_change_shows_what_comes_and_what_goes(name: str) -> None:
    before, after = FISH, OTHER[name](FISH)
    shown = words_in(changes(before, after, RU))
    gone = [word for word in every_word(before) if word not in every_word(after)]
    come = [word for word in every_word(after) if word not in every_word(before)]
    assert shown
    assert [word for word in gone + come for part in word.split() if part not in shown] == []


def test_a_change_deep_inside_a_long_text_is_shown_where_it_is() -> None:
    words = [f"слово{number}" for number in range(600)]
    before = replace(FISH, summary={"ru": " ".join(words)})
    words[299], words[550] = "НОВОЕ", "ИНОЕ"
    shown = words_in(changes(before, replace(before, summary={"ru": " ".join(words)}), RU))
    for word in ("слово299", "НОВОЕ", "слово550", "ИНОЕ", "слово298", "слово551"):
        assert word in shown
    assert "слово100 " not in shown
    assert len(shown) < 1_000


@given(st.text(alphabet="аб \n😀<&\u200b", max_size=9_000))
def test_no_page_is_too_long_and_none_of_the_words_is_left_out(text: str) -> None:
    shown = whole(replace(FISH, summary={"ru": text}), RU)
    assert all(len(without_markup(one).encode("utf-16-le")) < 8_000 for one in shown.pages)
    told = "".join(words_in(shown).split())
    assert "".join(visible(text).split()) in told


def test_signs_that_nobody_sees_are_written_out() -> None:
    assert visible("да\u200bнет\u202e") == "да⟨U+200B⟩нет⟨U+202E⟩"
    assert visible("👩‍🔬\nда") == "👩‍🔬\nда"


@given(st.lists(st.text(), min_size=2, max_size=4), st.data())
def test_a_mark_tells_its_parts_apart(parts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(parts) - 1))
    moved = [*parts[: at - 1], parts[at - 1] + parts[at], *parts[at + 1 :]]
    assert mark_of(*parts) != mark_of(*moved)


@given(st.integers(1, 9), st.integers(-3, 12))
def test_only_the_last_page_has_the_button_that_decides(total: int, number: int) -> None:
    pages = Shown(tuple(plain(f"{n}") for n in range(total)), "m")
    decide = desk_button("!", "publish", "yes", 1)

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return desk_button(label, "publish", "look", 1, to)

    shown = page(pages, number, RU, turn, lambda: ([], [[decide]]))
    assert shown.keyboard is not None
    labels = [one.text for row in shown.keyboard.inline_keyboard for one in row]
    assert ("!" in labels) == (max(0, number) >= total - 1)


Way = Callable[[Person, Store], Awaitable[tuple[Message, str]]]


async def by_publish(boss: Person, store: Store) -> tuple[Message, str]:
    return await say(boss, "/publish fish"), "add-button-publish"


async def by_retraction_undone(boss: Person, store: Store) -> tuple[Message, str]:
    current = await store.debunks.get("fish")
    assert current is not None
    published = replace(current, status=Status.PUBLISHED)
    saved = await store.publishing.save(published, base=current.version, deed=Deed(1, AT))
    await store.publishing.retract("fish", base=saved.version, deed=Deed(1, AT))
    return await say(boss, "/publish fish"), "add-button-publish"


async def by_history(boss: Person, store: Store) -> tuple[Message, str]:
    current = await store.debunks.get("fish")
    assert current is not None
    published = replace(current, status=Status.PUBLISHED)
    first = await store.publishing.save(published, base=current.version, deed=Deed(1, AT))
    other = replace(published, topics=("рыба",))
    await store.publishing.save(other, base=first.version, deed=Deed(1, AT))
    listed = await say(boss, "/history fish")
    await boss.press(listed, RU("history-button-version", version=first.version))
    shown = await boss.reply_to(listed)
    await boss.press(shown, RU("history-button-restore"))
    return shown, "history-button-restore"


WAYS: dict[str, Way] = {
    "publish": by_publish,
    "publish again": by_retraction_undone,
    "restore": by_history,
}


@pytest.mark.parametrize("way", [by_publish, by_retraction_undone], ids=["draft", "again"])
async def test_every_word_stands_on_the_pages_before_the_button(
    way: Way, boss: Person, store: Store, draft: Debunk
) -> None:
    shown, button = await way(boss, store)
    words = await all_pages(boss, shown)
    assert [word for word in every_word(draft) if word not in words] == []
    assert RU(button) in labels_of(shown)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("name", OTHER)
async def test_what_differs_from_what_was_shown_is_not_published(
    name: str, way: Way, boss: Person, store: Store, draft: Debunk
) -> None:
    shown, button = await way(boss, store)
    await all_pages(boss, shown)
    pressed = shown.button(RU(button)).value
    current = await store.debunks.get("fish")
    assert current is not None
    changed = OTHER[name](replace(current, topics=("реки",)))
    now = await store.publishing.save(changed, base=current.version, deed=Deed(1, AT))
    told = await boss.press_data(shown, pressed)
    assert told.text == RU("publish-changed")
    assert await store.debunks.get("fish") == now


@pytest.mark.parametrize("name", OTHER)
async def test_a_draft_that_differs_from_its_page_is_not_saved(
    name: str, boss: Person, store: Store, draft: Debunk
) -> None:
    page_before = await say(boss, "/edit fish")
    (open_draft,) = await store.drafts.open_of(1)
    body = body_of(open_draft)
    review = replace(open_draft, step="review", body=replace(body, reason="Уточнили").text())
    await store.drafts.put(review)
    await say(boss, "/add")
    listed = await boss.reply_to(await boss.send("/add"))
    label = next(one for one in labels_of(listed) if one.startswith("✎"))
    await boss.press(listed, label)
    shown = await boss.reply_to(listed)
    await all_pages(boss, shown)
    data = shown.button(RU("add-button-publish")).value
    parts = replace(body.parts, **{name: getattr(_own(OTHER[name](FISH)), name)})
    kept = await store.drafts.get(open_draft.id)
    assert kept is not None
    await store.drafts.put(replace(kept, body=replace(body, parts=parts, reason="Уточнили").text()))
    told = await boss.press_data(shown, data)
    assert told.text == RU("publish-changed")
    assert await store.debunks.get("fish") == draft
    assert page_before


def _own(debunk: Debunk) -> Debunk:
    return replace(debunk, claims=debunk.own_claims)
