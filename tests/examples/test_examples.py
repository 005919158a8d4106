"""The debunks that a fresh checkout comes with."""

from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from domain.debunk import Debunk, Source, Verdict, ref_of
from formats.interchange import format_line, parse_line

FILE = Path(__file__).parents[2] / "examples" / "debunks.jsonl"
LINES = FILE.read_text(encoding="utf-8").splitlines()
DEBUNKS = [parse_line(line) for line in LINES]
INVENTED = [debunk for debunk in DEBUNKS if debunk.id.startswith("invented-")]
MARKS = {"ru": "Выдуманный пример.", "kk": "Ойдан шығарылған мысал.", "en": "Invented example."}
MARK_WORDS = {"ru": "выдуман", "kk": "ойдан шығарылған", "en": "invented"}
MINISTRY_WORDS = (
    "Переговоры по данному вопросу Министерство обороны Казахстана не проводит. Вместе с тем "
    "мероприятия по повышению боеготовности и боевой подготовки Вооруженных сил Казахстана, "
    "связанные с перемещением, обучением, тренировкой личного состава, проводятся в плановом "
    "порядке"
)
every = pytest.mark.parametrize("debunk", DEBUNKS, ids=lambda debunk: debunk.id)
every_invented = pytest.mark.parametrize("debunk", INVENTED, ids=lambda debunk: debunk.id)


def spoken(debunk: Debunk, language: str) -> list[str]:
    return [claim.text for claim in debunk.claims if claim.lang == language]


def test_ids_differ_and_can_stand_in_a_button_or_a_deep_link() -> None:
    ids = [debunk.id for debunk in DEBUNKS]
    assert len(set(ids)) == len(ids)
    assert [ref_of(name) for name in ids] == ids


def test_the_file_is_written_as_export_writes_it() -> None:
    assert [format_line(debunk) for debunk in DEBUNKS] == LINES


@every
def test_a_debunk_has_phrasings_in_russian_and_kazakh(debunk: Debunk) -> None:
    assert spoken(debunk, "ru")
    assert spoken(debunk, "kk")


def test_the_first_debunk_is_the_article_that_the_project_starts_from() -> None:
    first = DEBUNKS[0]
    assert (first.id, first.date) == ("kz-2022-03-04", "2022-03-04")
    assert first.verdict is Verdict.FAKE
    assert first.sources == (Source(title="StopFake", url="https://stopfake.kz/"),)


def test_the_ministry_is_quoted_word_for_word_and_in_no_translation() -> None:
    [statement] = DEBUNKS[0].statements
    assert statement.text == {"ru": MINISTRY_WORDS}
    assert statement.date == "2022-03-04"
    assert statement.authority == {
        "ru": "Министерство обороны РК",
        "kk": "Қазақстан Республикасының Қорғаныс министрлігі",
        "en": "Ministry of Defence of Kazakhstan",
    }


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_first_debunk_is_complete_in_each_language(language: str) -> None:
    claims = spoken(DEBUNKS[0], language)
    assert len(claims) == 4
    stems = {
        "ru": ("тайно", "переговоры", "Таджикистан", "давит"),
        "kk": ("жасырын", "келіссөз", "Тәжікстан", "қысым"),
        "en": ("secretly", "talks", "Tajikistan", "pressure"),
    }[language]
    assert all(stem in claim for stem, claim in zip(stems, claims, strict=True))
    assert DEBUNKS[0].summary[language]


def test_the_invented_debunks_are_a_dozen_over_all_verdicts() -> None:
    assert len(INVENTED) >= 12
    assert len(INVENTED) == len(DEBUNKS) - 1
    assert {debunk.verdict for debunk in INVENTED} == set(Verdict)


@every_invented
def test_an_invented_debunk_says_so_in_every_summary(debunk: Debunk) -> None:
    assert debunk.summary
    for language, text in debunk.summary.items():
        assert text.startswith(MARKS[language])


@every_invented
def test_an_invented_statement_names_an_invented_authority(debunk: Debunk) -> None:
    for statement in debunk.statements:
        for language, name in statement.authority.items():
            assert MARK_WORDS[language] in name.casefold()


def test_the_examples_hold_the_awkward_cases_too() -> None:
    summaries = [set(debunk.summary) for debunk in INVENTED]
    assert {"ru"} in summaries
    assert {"kk"} in summaries
    assert any(not debunk.statements for debunk in INVENTED)
    assert any(debunk.appearances for debunk in INVENTED)
    assert any(debunk.date and len(debunk.date) < len("2022-03-04") for debunk in INVENTED)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_no_two_debunks_can_be_taken_for_one_another(language: str) -> None:
    for one, other in combinations(DEBUNKS, 2):
        for here in spoken(one, language):
            for there in spoken(other, language):
                assert fuzz.token_set_ratio(here, there) < 60, (here, there)
