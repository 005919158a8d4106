"""Everyday spellings of personal data go, ordinary posts stay, and no text takes long."""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import privacy
from evaluation.labelled import DATA
from evaluation.personal_data.measuring import Spelling, kept, leftover, posts, spellings
from privacy.marks import MARKS
from privacy.redaction import redacted

TAKEN_OUT = 0.97
CHANGED = 0.005
SPELLINGS = spellings("spellings.jsonl")
AFTERWARDS = spellings("spellings-afterwards.jsonl")
KINDS = sorted({(one.kind, one.language) for one in SPELLINGS})
POST = 4096
"""The longest post that Telegram lets people send, in characters."""

AT_LEAST_OF_A_KIND = 0.9


def taken_out(some: list[Spelling]) -> float:
    return sum(not leftover(one, redacted(one.text), MARKS) for one in some) / len(some)


def test_the_list_holds_both_languages_about_equally() -> None:
    russian = sum(one.language == "ru" for one in SPELLINGS)
    assert len(SPELLINGS) >= 320
    assert 0.45 <= russian / len(SPELLINGS) <= 0.55
    assert all(span in one.text for one in SPELLINGS for span in one.gone)
    assert not any(leftover(one, one.text, MARKS) == [] for one in SPELLINGS)


def test_of_everyday_spellings_at_most_three_in_a_hundred_are_left() -> None:
    assert taken_out(SPELLINGS) >= TAKEN_OUT


def test_nor_are_more_left_of_those_that_were_written_afterwards() -> None:
    assert len(AFTERWARDS) == 60
    assert taken_out(AFTERWARDS) >= TAKEN_OUT


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_no_kind_of_personal_data_is_left_in_either_language(kind: str, language: str) -> None:
    some = [one for one in SPELLINGS if (one.kind, one.language) == (kind, language)]
    assert taken_out(some) >= AT_LEAST_OF_A_KIND


def test_posts_without_personal_data_stay_as_they_are() -> None:
    texts = [text for _, _, text in kept()]
    assert len(texts) >= 120
    assert [text for text in texts if redacted(text) != text] == []


def test_hardly_any_of_the_posts_that_matching_is_measured_on_change() -> None:
    (texts,) = posts([DATA]).values()
    some = texts[::7]
    assert len(some) > 1000
    assert sum(redacted(text) != text for text in some) <= CHANGED * len(some)


FRAGMENTS = sorted(
    {word for one in SPELLINGS for word in re.findall(r"\w+|\W", one.text)} | set(MARKS)
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@example("[карта] 12/12 [карта] код 123 @abcd [телефон]")
@example("Абай көшесі 5-үй, 5 пәтер 6 пәтер тұрады")
def test_redacting_pieces_of_personal_data_twice_changes_nothing(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@given(st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=4), st.sampled_from(["\n", ". "]))
def test_what_is_beside_other_personal_data_goes_too(some: list[Spelling], joint: str) -> None:
    text = joint.join(one.text for one in some)
    whole = Spelling("all", "", text, tuple(span for one in some for span in one.gone))
    left = set(leftover(whole, redacted(text), MARKS))
    secrets = {word for span in whole.gone for word in re.findall(r"\d{5,}", span)}
    assert not left & secrets


@given(st.text(), st.lists(st.sampled_from(SPELLINGS), max_size=2))
@example("\ud800+7 701 345 67 82", [])
@example("\x00" * 9 + "87013456782", [])
@example("²³¹①②", [])
def test_any_text_at_all_is_redacted_without_a_fault(text: str, some: list[Spelling]) -> None:
    redacted(" ".join([text, *(one.text for one in some)]))


@given(st.sampled_from(SPELLINGS), st.text(max_size=20))
def test_no_digits_come_into_a_text_that_were_not_there(one: Spelling, after: str) -> None:
    text = f"{one.text} {after}"
    left = redacted(text)
    for mark in MARKS:
        left = left.replace(mark, "")
    assert not {each for each in left if each.isdecimal()} - set(text)


HARD_TEXTS = [
    "1", "1 ", "7\n", "8-", "+7", "a@", "a.", "@", "паспорт ", "KZ12 ", "A1 ", "тел 1-", "семь ",
    "сегіз жүз ", "ул. Абая 1, кв ", "Абай көшесі 1-", "1 кв ", "живёт ул. А 1 ", "мкр А, ",
    "Аа Аа ", "Иванова А.С. ", "[телефон] @abc ", "[карта] 12/", "ОО ", "7О1 ", "wa.me/",
    "instagram.com/", "a at mail ", "ИИН 1", "№ 1 паспорт ", "серия ", "t.me/+",
    "\u200b1", "(", "Қ-", "a_at_",
]  # fmt: skip


def calls_made(act: Callable[[], object]) -> int:
    """Return how many functions, in Python and in C, are called while something is done."""
    made = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("part", HARD_TEXTS)
def test_four_times_the_text_is_far_from_sixteen_times_the_work(part: str) -> None:
    short = (part * POST)[: POST // 4]
    long = (part * POST)[:POST]
    # Four times, and twice that where a cut word at the end of one makes it look once more.
    assert calls_made(lambda: redacted(long)) <= 9 * calls_made(lambda: redacted(short))


def patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for module in iter_modules(privacy.__path__):
        for name, value in vars(import_module(f"privacy.{module.name}")).items():
            some = value if isinstance(value, tuple) else (value,)
            for at, one in enumerate(some):
                if isinstance(one, re.Pattern):
                    found[f"{module.name}.{name}.{at}"] = one
    return found


_WITH_ONE_WITHIN = {_constants.SUBPATTERN, _constants.ASSERT, _constants.ASSERT_NOT}


def unbounded(parsed: Any, within: bool = False) -> bool:
    """Tell whether a pattern repeats something endlessly that is more than one run of characters.

    A single run, such as of digits, is read once; a repeat within a repeat can be read in as many
    ways as it can be cut.
    """
    for operation, argument in parsed:
        if operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            _, most, inner = argument
            endless = most is _constants.MAXREPEAT
            if endless and (within or len(inner) > 1):
                return True
            if unbounded(inner, within or endless):
                return True
        elif operation is _constants.BRANCH:
            if any(unbounded(branch, within) for branch in argument[1]):
                return True
        elif operation in _WITH_ONE_WITHIN and unbounded(argument[-1], within):
            return True
    return False


def test_no_pattern_repeats_without_end_what_can_be_cut_in_many_ways() -> None:
    found = patterns()
    assert len(found) > 30
    assert [name for name, one in found.items() if unbounded(_parser.parse(one.pattern))] == []
