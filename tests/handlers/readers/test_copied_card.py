"""Which pasted texts are cards of ours: by their very words, never by their headings."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Source, Statement, Verdict
from handlers.kit.answer import with_cards
from handlers.kit.card import card
from handlers.kit.markup import without_markup
from handlers.kit.texts import LANGUAGES, Texts
from handlers.readers.copied_card import cards_in, tells_a_verdict

TEXTS = Texts.load()
RU = TEXTS["ru"]
WATER = Debunk(
    "water",
    Verdict.FALSE,
    (
        Claim("ru", "С понедельника воду отключат во всём городе"),
        Claim("kk", "Дүйсенбіден бастап бүкіл қалада су өшіріледі"),
    ),
    date="2026-03-04",
    summary={
        "ru": "Водоканал это опроверг.\n\nВода есть везде.",
        "kk": "Су арнасы теріске шығарды.",
    },
    statements=(Statement({"ru": "Отключений нет."}, {"ru": "Водоканал"}, "2026-03-04"),),
    sources=(Source("Водоканал", "https://example.kz/water"),),
)
GAS = replace(WATER, id="gas", claims=(Claim("ru", "В пятницу отключат газ"),), statements=())
LONG = replace(WATER, summary={"ru": "Длинное объяснение того, как было. " * 200})


def shown(debunk: Debunk, lang: str = "ru", limit: int = 4096) -> str:
    return without_markup(card(debunk, TEXTS[lang], limit).content)


def of(text: str, *versions: Debunk, reasons: tuple[str, ...] = ()) -> list[str]:
    found = cards_in(text, versions or (WATER,), TEXTS, reasons)
    return [told.version.verdict for told in found]


CARD = shown(WATER)
HEAD = "\n\n".join(CARD.split("\n\n")[:2])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_card_is_ours_in_each_language(lang: str) -> None:
    assert of(shown(WATER, lang)) == [Verdict.FALSE]


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        CARD.replace("\n", " "),
        CARD.replace(" ", "\u00a0"),
        CARD.replace("воду", "во\u200bду"),
        CARD.replace("🔴 ", ""),
        f"Рас па?, [01.02.2026 10:15]\n{CARD}",
        f"[01.02.2026, 10:15:22] Рас па?: {CARD}",
        "\n".join(f"> {line}" for line in CARD.splitlines()),
        CARD.replace(RU("card-claim"), f"*{RU('card-claim')}*"),
        CARD[: CARD.index("везде")],
        CARD[: CARD.index("Отключений нет")],
        f"Смотрите, что бот ответил:\n\n{CARD}",
        f"{CARD}\n\nЭто правда?",
        without_markup(with_cards([WATER], RU, RU("denial")).content),
        f"{RU('told-answer')}\n\n{CARD}",
    ],
    ids=range(15),
)
def test_what_copying_changes_leaves_a_card_ours(text: str) -> None:
    assert of(text) == [Verdict.FALSE]


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("Неправда", "Правда"),
        CARD.replace("опроверг", "подтвердил"),
        CARD.replace("Отключений нет", "Отключения будут"),
        CARD.replace("в понедельник", "во вторник").replace("понедельника", "вторника"),
        CARD.replace("Что мы проверили:", "Что мы не проверили:"),
        CARD.split("\n\n", 1)[1],
        f"{CARD}\n\nНо школы всё равно закроют на карантин.",
        f"На самом деле вода ядовита, не пейте её ни в коем случае:\n\n{CARD}",
        f"Вот ответ: t.me/example/1\n\n{CARD}",
        CARD.replace("\n\nВода есть везде.", "\n\nВода есть везде. Купите фильтр."),
        f"{HEAD}\n\nВода есть",
        "🔴 Неправда\n\nЧто мы проверили: завтра конец света",
    ],
    ids=range(12),
)
def test_a_card_with_a_word_changed_or_added_is_a_strangers(text: str) -> None:
    assert of(text) == []


def test_of_versions_that_fit_alike_the_first_counts_and_else_the_one_that_fits() -> None:
    now = replace(WATER, verdict=Verdict.TRUE)
    assert of(shown(now), now, WATER) == [Verdict.TRUE]
    assert of(CARD, now, WATER) == [Verdict.FALSE]
    mended = replace(WATER, summary={"ru": "Другое объяснение."})
    assert cards_in(CARD, [mended, WATER], TEXTS)[0].version is WATER
    assert cards_in(HEAD, [mended, WATER], TEXTS)[0].version is mended


def test_a_heading_without_our_words_before_it_is_looked_up_nowhere() -> None:
    assert tells_a_verdict(CARD, TEXTS)
    assert tells_a_verdict(" ".join(CARD.split()), TEXTS)
    assert not tells_a_verdict(f"Мы разобрались.\n\n{RU('card-claim')} воду отключат", TEXTS)
    assert not tells_a_verdict("Воду отключат", TEXTS)


def test_two_cards_in_one_message_are_both_found() -> None:
    text = without_markup(with_cards([WATER, GAS], RU, RU("answer-two")).content)
    assert [told.version for told in cards_in(text, [GAS, WATER], TEXTS)] == [WATER, GAS]


@pytest.mark.parametrize("limit", [4096, 2000, 1500])
def test_a_card_that_was_too_long_is_ours_however_far_it_was_cut(limit: int) -> None:
    assert of(shown(LONG, "ru", limit), LONG) == [Verdict.FALSE]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_about_a_change_is_ours_with_the_desks_own_reason_only(lang: str) -> None:
    voice = TEXTS[lang]
    lines = [
        voice("told-correction"),
        voice(
            "told-new-verdict",
            old=f"🟢 {voice('verdict-true')}",
            new="🔴 " + voice("verdict-false"),
        ),
        voice("told-why", reason="Нашли ошибку"),
        voice("told-date", date=voice.date("2026-11-27")),
    ]
    letter = "\n".join(lines) + "\n\n" + shown(WATER, lang)
    assert of(letter, reasons=("Нашли ошибку",)) == [Verdict.FALSE]
    assert of(letter, reasons=("Другая причина",)) == []


def test_a_letter_about_a_retraction_tells_of_its_debunk_as_withdrawn() -> None:
    lines = [
        RU("told-retraction"),
        f"{RU('card-claim')} {WATER.claims[0].text}",
        RU("told-we-said", old=f"🔴 {RU('verdict-false')}"),
        RU("told-do-not-rely"),
    ]
    (told,) = cards_in("\n\n".join(lines), [WATER], TEXTS)
    assert told.withdrawn
