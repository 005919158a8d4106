"""A whole debunk typed into one message: its labels, however they are spelt, and its faults."""

import re
from datetime import date

import pytest

from domain.debunk import Source, Statement, Verdict
from handlers.desk.drafting.labels import label_of, unknown_label
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.template import TemplateFault, is_template, read_template
from handlers.kit.texts import LANGUAGES, Voice
from tests.kit.staff import RU, TEXTS

TODAY = date(2026, 11, 27)
WHOLE = """Утверждение: В реке поймали говорящего сома
Вердикт: неправда
Почему: Сомы не говорят.
Заявление | Рыбнадзор | 4.03.2026 | https://fish.example/1
Такого улова не было.
Источник: Разбор https://check.example/1
Темы: рыба, река
Где видели: https://t.me/tasty_example/5
Дата проверки: 5.03.2026"""


def read(text: str) -> tuple[Parts, list[TemplateFault]]:
    return read_template(text, TEXTS.values(), TODAY)


def labels_shown(voice: Voice) -> dict[str, str]:
    """Return every label that a page, a template or a table of the bot shows, and its kind."""
    shown = {
        voice(f"part-{part}", language=voice(f"{form}-{lang}")): part
        for part in ("claim", "summary")
        for form in ("desk-in", "language")
        for lang in LANGUAGES
    }
    shown |= {voice("part-statement", number=number): "statement" for number in (1, 2, 12)}
    for part in ("verdict", "source", "topics", "seen", "date"):
        shown[voice(f"part-{part}")] = part
    for column in ("verdict", "claim", "summary", "statement", "seen", "topics", "date"):
        shown[voice(f"column-{column}")] = column
    shown[voice("column-authority")] = "who"
    shown[voice("column-statement-date")] = "when"
    shown[voice("column-statement-url")] = "where"
    shown[voice("column-source-title")] = "source"
    shown[voice("column-source-url")] = "source-url"
    shown |= {voice("card-claim"): "claim", voice("card-source"): "source"}
    shown |= {voice("card-statement-plain"): "statement", voice("show-seen"): "seen"}
    shown[voice("card-checked", date="").rstrip()] = "date"
    kinds = iter(_kinds_of_the_template(voice))
    for line in voice("add-template").splitlines():
        if found := re.match(r"([^:|]+)[:|]", line):
            shown[found[1].strip()] = next(kinds)
    return shown


def _kinds_of_the_template(voice: Voice) -> list[str]:
    claims = 3 if voice.lang == "en" else 2
    return ["claim"] * claims + ["verdict", "summary", "statement", "source", "topics", "seen"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_that_the_bot_shows_is_understood(lang: str) -> None:
    for label, kind in labels_shown(TEXTS[lang]).items():
        bare = label.rstrip(": ")
        for typed in (f"{bare}: так", f"✓ {bare}: так", f"{bare.upper()} : так"):
            found = label_of(typed)
            assert found is not None, typed
            assert (found.kind, found.rest) == (kind, "так"), typed
        alone = label_of(bare)
        assert alone is not None, bare
        assert alone.kind == kind, bare


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_goes_to_the_language_that_its_label_names(lang: str) -> None:
    for voice in TEXTS.values():
        label = voice("part-claim", language=voice(f"desk-in-{lang}"))
        parts, faults = read(f"{label}: Пик 2030\n{voice('part-verdict')}: фейк")
        assert (faults, parts.languages) == ([], (lang,)), label


@pytest.mark.parametrize(
    "spelt",
    [
        *("{}: так", "{} : так", "{}:так", "{}：так", "{}﹕ так", "{}∶ так", "{}ː так"),
        *("**{}:** так", "**{}**: так", "*{}*: так", "__{}__: так", "_{}_ : так", "`{}`: так"),
        *("«{}»: так", "“{}”: так", "„{}“: так", '"{}": так', "‘{}’: так"),
        *("{} — так", "{} – так", "{} - так", "{}— так", "{}- так", "{} -так"),
        *("1. {}: так", "• {}: так", "✓ {}: так", "- {}: так", "  {}: так", "\u200b{}:\u00a0так"),
        *("{}\nтак", "{}:\nтак", "{}:\n\nтак", "**{}**\nтак", "{} —\nтак"),
    ],
)
@pytest.mark.parametrize("label", ["Почему", "Неге", "Why", "Неге олай (қазақша)"])
def test_a_label_is_understood_as_phones_spell_it(spelt: str, label: str) -> None:
    parts, faults = read(f"Утверждение: Сом\nВердикт: фейк\n{spelt.format(label)}")
    assert faults == []
    assert list(parts.summary.values()) == ["так"]


def test_bold_letters_of_another_alphabet_are_letters() -> None:
    bold = "".join(chr(0x1D5D4 + ord(c) - 65) if c.isupper() else c for c in "CLAIM")
    found = label_of(f"{bold}: so")
    assert found is not None
    assert found.kind == "claim"


def test_every_value_may_stand_on_the_line_below_its_label() -> None:
    lines = WHOLE.replace("Заявление | Рыбнадзор", "Заявление: Рыбнадзор").splitlines()
    below = "\n".join(line.replace(": ", ":\n", 1) for line in lines)
    assert read(below) == read(WHOLE)
    assert read(WHOLE)[1] == []


def test_commas_do_as_well_as_bars_between_who_when_and_where() -> None:
    comma = "Заявление: Рыбнадзор, 4 марта 2026, https://fish.example/1"
    bars = "Заявление | Рыбнадзор | 4.03.2026 | https://fish.example/1"
    assert read(WHOLE.replace(bars, comma)) == read(WHOLE)


def test_the_parts_of_a_statement_and_a_source_may_have_labels_of_their_own() -> None:
    for voice in TEXTS.values():
        parts, faults = read(
            f"{voice('column-claim')}: Сом заговорил\n{voice('column-verdict')}: фейк\n"
            f"{voice('column-authority')}: Рыбнадзор\n{voice('column-statement')}: Не было.\n"
            f"{voice('column-statement-date')}: 4.03.2026\n"
            f"{voice('column-statement-url')}: https://fish.example/1\n"
            f"{voice('column-source-title')}: Разбор\n"
            f"{voice('column-source-url')}: https://check.example/1\n"
            f"{voice('column-date')}: 5.03.2026"
        )
        said = Statement(
            {"ru": "Не было."}, {"ru": "Рыбнадзор"}, "2026-03-04", "https://fish.example/1"
        )
        assert faults == []
        assert parts.statements == (said,)
        assert parts.sources == (Source("Разбор", "https://check.example/1"),)
        assert (parts.verdict, parts.date) == (Verdict.FAKE, "2026-03-05")


@pytest.mark.parametrize(
    "unknown",
    [
        "Примечание",
        "Автор",
        "Комментарий редакции",
        "Ескерту",
        "Note",
        "**Автор**",
        "📌 Автор",
        "2. Автор",
    ],
)
def test_an_unknown_label_is_a_fault_of_its_own_line_wherever_it_stands(unknown: str) -> None:
    lines = WHOLE.splitlines()
    for place in range(len(lines) + 1):
        text = "\n".join([*lines[:place], f"{unknown}: что-то", *lines[place:]])
        _, faults = read(text)
        assert (place + 1, "label") in [(one.line, one.key) for one in faults]
        assert next(one for one in faults if one.key == "label").shown == unknown.strip("*📌2. ")


@pytest.mark.parametrize(
    "text",
    [
        " Внимание: это не так.",
        "«Внимание: это не так».",
        "https://fish.example/2",
        "Сообщаем в 12:30, что это не так.",
        "Отвечаем всем, кто об этом спрашивал: это не так.",
        "/publish: это не команда",
        "Почему-то всё не так.",
    ],
)
def test_what_is_no_label_is_text(text: str) -> None:
    parts, faults = read(WHOLE.replace("Сомы не говорят.", f"Сомы не говорят.\n{text}"))
    assert faults == []
    assert parts.summary == {"ru": f"Сомы не говорят.\n{text.strip()}"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_command_is_never_a_label(lang: str) -> None:
    for label in labels_shown(TEXTS[lang]):
        word = label.rstrip(": ")
        assert label_of(f"/{word}: так") is None
        assert label_of(f" /{word}") is None
        assert unknown_label(f"/{word}: так") is None
    commands = "\n".join(f"/{name}: так" for name in ("claim", "verdict", "date", "source"))
    assert not is_template(commands)


def test_a_fault_names_the_line_that_its_value_stands_on() -> None:
    faulty = (
        "Утверждение: Сом\n\nВердикт:\n\nтак себе\nИсточник: Разбор\nhttps://b.kz https://c.kz\n"
        "Где видели:\nhttps://t.me/gorod/1\nhttps://t.me/gorod"
    )
    _, faults = read(faulty)
    assert [(one.line, one.key) for one in faults] == [
        *((5, "verdict"), (7, "source"), (10, "no-post")),
    ]


def test_who_stated_something_without_its_words_is_told_so() -> None:
    _, faults = read("Утверждение: Сом\nВердикт: фейк\nКто заявил: Рыбнадзор")
    assert [(one.line, one.key) for one in faults] == [(3, "wordless")]


def test_the_text_for_each_fault_is_there() -> None:
    for key in ("label", "unedited"):
        assert "сом" in RU(f"paste-fault-{key}", words="сом")


@pytest.mark.parametrize("label", ["Утверждение", "Вердикт", "Почему", "Источник", "Темы"])
def test_a_template_with_a_misspelt_label_is_a_template_with_a_fault(label: str) -> None:
    text = WHOLE.replace(f"{label}:", f"{label[:-2]}щщ:")
    assert is_template(text)
    line = next(at for at, one in enumerate(WHOLE.splitlines(), 1) if one.startswith(label))
    assert (line, "label") in [(one.line, one.key) for one in read(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Сомы не говорят.\nИсточник: газета\nДата: 4 марта",
        "Почему? Потому что так.",
        "Утверждение: сом заговорил",
        "Вердикт суда: виновен. Источник: суд.",
    ],
)
def test_an_answer_with_a_label_or_two_in_it_is_no_template(text: str) -> None:
    assert not is_template(text)
