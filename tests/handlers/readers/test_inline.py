"""Search from any chat, through the real bot on the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Status, Verdict
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.store import Store
from tests.kit.waiting import until

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


RUMOUR = (
    "⚡️⚡️ Казахстан тайно собирается встать на сторону России! Минобороны РК уже ведёт переговоры "
    "с российскими военными об отправке наших солдат и техники в Украину. Таджикистан и Кыргызстан "
    "тоже «конфиденциально» согласились помочь. Россия давит на власти. Максимальный репост, пока "
    "не удалили, иначе никто ничего не узнает!!!"
)
UNCHECKED = (
    "В субботу с восьми утра в нашем дворе будут бесплатно раздавать саженцы яблонь, а отключат ли "
    "электричество на время праздника, пока никто не знает"
)


async def test_a_pasted_post_finds_what_a_forwarded_one_does_and_says_that_it_is_sure(
    telegram: Sandbox,
) -> None:
    assert len(RUMOUR) > 256
    page = await telegram.person("Дана", language="ru").inline(RUMOUR)
    first, *others = page.results
    assert first.id == "kz-2022-03-04"
    assert first.title == RU("inline-sure", verdict=f"🔴 {RU('verdict-fake')}")
    assert "Казахстан" in first.description
    assert not [one for one in others if RU("inline-sure", verdict="") in one.title]


async def test_a_question_in_whole_words_finds_what_it_asks_about(telegram: Sandbox) -> None:
    asked = "Қазақстан Ресей жағында соғысуға әскер жібермекші деп жатыр, рас па?"
    page = await telegram.person("Дана", language="kk").inline(asked)
    assert page.results[0].id == "kz-2022-03-04"


async def test_a_text_that_matching_is_not_sure_of_meets_no_verdict(telegram: Sandbox) -> None:
    verdicts = [RU(f"verdict-{verdict}") for verdict in Verdict]
    for text in (UNCHECKED, "Токаев отказался вмешиваться в конфликт между Россией и Украиной"):
        page = await telegram.person("Дана", language="ru").inline(text)
        unsure = [one for one in page.results if not one.title.startswith("Проверено")]
        for one in unsure:
            assert not [word for word in verdicts if word in f"{one.title} {one.description}"]


async def test_who_pastes_a_long_post_that_is_not_found_is_asked_for_all_of_it(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Дана", language="ru")
    for text, label in (
        ("Сегодня на рынке продавали яблоки и груши. " * 10, "inline-whole"),
        (RUMOUR, "inline-open"),
        ("абракадабра", "inline-nothing"),
    ):
        button = (await reader.inline(text)).button
        assert button
        assert button["text"] == RU(label)


async def test_a_post_that_telegram_cut_in_mid_word_finds_the_same(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    for cut in range(3):
        page = await reader.inline(f"{'!' * cut} {RUMOUR}")
        assert page.results[0].id == "kz-2022-03-04"


@pytest.mark.own_bot
async def test_a_picture_that_telegram_has_can_be_sent_from_any_chat(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    query = "#kz-2022-03-04"
    assert [one.id for one in (await reader.inline(query)).results] == ["kz-2022-03-04"]
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    await reader.press(card, RU("button-picture"))
    picture = await reader.reply_to(card)
    for words in (query, RUMOUR):
        results = (await reader.inline(words)).results
        assert [one.id for one in results][:2] == ["kz-2022-03-04", "kz-2022-03-04.light"]
        sent = await reader.choose(results[1])
        assert sent.raw["photo"] == picture.raw["photo"]
        assert sent.text == picture.text


@pytest.mark.own_bot
async def test_results_go_without_pictures_where_telegram_refuses_these(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    await reader.press(card, RU("button-picture"))
    telegram.fault("answerInlineQuery", status=400, description="Bad Request: wrong file")
    page = await reader.inline("#kz-2022-03-04")
    assert [one.id for one in page.results] == ["kz-2022-03-04"]


@pytest.mark.own_bot
async def test_of_a_corrected_debunk_no_old_picture_is_found(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    await reader.press(card, RU("button-picture"))
    debunk = await store.debunks.get("kz-2022-03-04")
    assert debunk
    await store.debunks.save(replace(debunk, verdict=Verdict.TRUE))
    page = await reader.inline("#kz-2022-03-04")
    assert [one.id for one in page.results] == ["kz-2022-03-04"]


@pytest.mark.own_bot
async def test_results_that_people_send_are_counted_by_their_form(
    telegram: Sandbox, store: Store
) -> None:
    telegram.inline_feedback = True
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    await reader.press(card, RU("button-picture"))
    for result in (await reader.inline("#kz-2022-03-04")).results:
        await reader.choose(result)

    async def counted() -> bool:
        counts = await store.counts.between("2000-01-01", "2999-01-01")
        return (counts.get("inline-card"), counts.get("inline-picture")) == (1, 1)

    await until(counted)


@pytest.mark.own_bot
async def test_who_types_on_does_not_wait_for_what_they_had_typed_before(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    telegram.fault("answerInlineQuery", hang=2, times=1)
    typed = [asyncio.create_task(reader.inline("Таджикистан"[:end])) for end in range(3, 11)]
    page = await typed[-1]
    assert [one.id for one in page.results] == ["kz-2022-03-04"]

    async def counted() -> bool:
        counts = await store.counts.between("2000-01-01", "2999-01-01")
        return counts.get("inline-stale", 0) > 0

    await until(counted)
    assert len(telegram.calls_of("answerInlineQuery")) < len(typed)
    for one in typed:
        one.cancel()
    await asyncio.gather(*typed, return_exceptions=True)


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


@pytest.mark.own_bot
@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
async def test_a_card_that_fills_a_message_is_found_though_it_is_old(
    telegram: Sandbox, store: Store, lang: str
) -> None:
    full = Debunk(
        "full",
        Verdict.FALSE,
        (Claim(lang, "Дамба абырвалг"),),
        date="2020-03-04",
        summary={lang: "Слово. " * 900},
    )
    await store.debunks.save(full)
    reader = telegram.person("Дана", language=lang)
    page = await reader.inline("абырвалг")
    assert [one.id for one in page.results] == ["full"]
    card = await reader.reply_to(await reader.send("/start d-full"))
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
