"""Search from any chat, through the real bot on the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Status, Verdict
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.store import Store

TEXTS = Texts.load()
RU = TEXTS["ru"]
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
async def many(store: Store) -> int:
    """Enough debunks for three pages."""

    async def invented() -> AsyncIterator[Debunk]:
        for number in range(120):
            claim = f"Водоканал отключит воду на {number} дней"
            yield Debunk(f"water-{number}", Verdict.FALSE, (Claim("ru", claim),), date="2026-01-01")

    await store.debunks.save_all(invented())
    return 120


async def test_the_first_word_finds(telegram: Sandbox) -> None:
    page = await telegram.person("Дана", language="ru").inline("Таджикистан")
    assert [result.id for result in page.results] == ["kz-2022-03-04"]


async def test_an_unfinished_word_finds(telegram: Sandbox) -> None:
    page = await telegram.person("Дана", language="ru").inline("таджи")
    assert [result.id for result in page.results] == ["kz-2022-03-04"]
    page = await telegram.person("Дана", language="ru").inline("тад")
    assert "kz-2022-03-04" in [result.id for result in page.results]


@pytest.mark.parametrize("words", ["вода", "война", "Украина война"])
async def test_a_short_word_finds_in_any_of_its_forms(
    telegram: Sandbox, store: Store, words: str
) -> None:
    claim = Claim("ru", "Из-за войны в Украине отключат воду")
    await store.debunks.save(Debunk("forms", Verdict.FALSE, (claim,)))
    page = await telegram.person("Дана", language="ru").inline(words)
    assert "forms" in [result.id for result in page.results]


async def test_a_question_finds_what_its_content_words_find(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    expected = {
        "правда ли что отключат электричество": "invented-three-dark-days",
        "это правда отключат свет?": "invented-three-dark-days",
        "Здравствуйте! скажите пожалуйста, неужели свет отключ": "invented-three-dark-days",
        "отключат электричество прав": "invented-three-dark-days",
        "су уланды": "invented-tap-water",
        "рас па су уланды": "invented-tap-water",
        "bul ras pa su ulandy": "invented-tap-water",
        "is it true that the water is poisoned": "invented-tap-water",
        "ланчбокс": "invented-lunch-boxes",
        "ланчбоксы запретили это фейк?": "invented-lunch-boxes",
    }
    for query, debunk_id in expected.items():
        page = await reader.inline(query)
        assert [result.id for result in page.results] == [debunk_id], query


async def test_a_question_without_content_shows_the_newest(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    newest = [debunk.id for debunk in await store.debunks.newest(50)]
    for query in ("рас па", "это правда?", "is it tru", "привет", "?"):
        page = await reader.inline(query)
        assert [result.id for result in page.results] == newest, query


async def test_one_of_two_words_finds_nothing_that_was_not_meant(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    for query in ("шын ба мектептер жабылады", "is it true that schools close", "отключат газ"):
        assert (await reader.inline(query)).results == [], query


async def test_a_result_names_the_claim_the_verdict_and_the_authority(telegram: Sandbox) -> None:
    result = (await telegram.person("Дана", language="ru").inline("Таджикистан")).results[0]
    assert "Казахстан" in result.title
    assert "Фейк" in result.description
    assert "Министерство обороны РК" in result.description


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
async def test_results_speak_the_asker_s_language(telegram: Sandbox, lang: str) -> None:
    page = await telegram.person("Дана", language=lang).inline("")
    words = [TEXTS[lang](f"verdict-{verdict}") for verdict in Verdict]
    assert all(any(word in result.description for word in words) for result in page.results)


async def test_choosing_a_result_sends_the_same_card_as_the_private_chat(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    page = await reader.inline("Таджикистан")
    assert (await reader.choose(page.results[0])).text == card.text


async def test_the_share_button_finds_exactly_its_debunk(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    share = next(
        button.value
        for row in card.buttons
        for button in row
        if button.action == "switch_inline_query_chosen_chat"
    )
    page = await reader.inline(share["query"])
    assert [result.id for result in page.results] == ["kz-2022-03-04"]


async def test_an_empty_query_shows_the_newest_first(telegram: Sandbox, store: Store) -> None:
    page = await telegram.person("Дана", language="ru").inline("")
    newest = await store.debunks.newest(50)
    assert [result.id for result in page.results] == [debunk.id for debunk in newest]


@pytest.mark.own_bot
@pytest.mark.parametrize("words", ["", "водоканал"])
async def test_pages_of_fifty_follow_one_another_without_a_gap(
    telegram: Sandbox, many: int, words: str
) -> None:
    reader = telegram.person("Дана", language="ru")
    seen: list[str] = []
    offset = ""
    for _ in range(5):
        page = await reader.inline(words, offset=offset)
        assert len(page.results) <= 50
        seen += [result.id for result in page.results]
        offset = page.next_offset
        if not offset:
            break
    assert len(seen) == len(set(seen))
    assert len([found for found in seen if found.startswith("water-")]) == many


async def test_nothing_found_offers_the_private_chat(telegram: Sandbox) -> None:
    page = await telegram.person("Дана", language="ru").inline("абракадабра")
    assert page.results == []
    assert page.button
    assert page.button["text"] == RU("inline-nothing")
    assert page.button["start_parameter"]


@pytest.mark.own_bot
async def test_a_correction_shows_at_once(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    await reader.inline("Таджикистан")
    debunk = await store.debunks.get("kz-2022-03-04")
    assert debunk
    await store.debunks.save(replace(debunk, verdict=Verdict.TRUE))
    page = await reader.inline("Таджикистан")
    assert RU("verdict-true") in page.results[0].description
    assert page.cache_time <= 5


@pytest.mark.own_bot
async def test_drafts_and_withdrawn_debunks_are_never_found(
    telegram: Sandbox, store: Store
) -> None:
    debunk = await store.debunks.get("kz-2022-03-04")
    assert debunk
    for status in (Status.DRAFT, Status.RETRACTED):
        await store.debunks.save(replace(debunk, status=status))
        reader = telegram.person("Дана", language="ru")
        for words in ("Таджикистан", "#kz-2022-03-04"):
            assert (await reader.inline(words)).results == []
        everything = await reader.inline("")
        assert debunk.id not in [result.id for result in everything.results]


@pytest.mark.parametrize(
    "words",
    [
        "*",
        "NEAR",
        '"',
        '"Россия',
        "NEAR(Россия, Украина)",
        "Россия*",
        "a AND b OR NOT c",
        "claims:x",
        "^Россия",
        "((",
        "-- ;",
        "' OR 1=1",
        "#",
        "#💥",
        "Россия " * 36,
        "ы" * 256,
        "🔴" * 128,
    ],
)
async def test_no_search_syntax_leaks_and_no_query_breaks_the_search(
    telegram: Sandbox, words: str
) -> None:
    page = await telegram.person("Дана", language="ru").inline(words[:256])
    assert page.button
    assert len(page.results) <= 50


@pytest.mark.parametrize("offset", ["-1", "many", "٣", "9" * 60])
async def test_a_forged_offset_breaks_nothing(telegram: Sandbox, offset: str) -> None:
    page = await telegram.person("Дана", language="ru").inline("", offset=offset)
    assert page.button
