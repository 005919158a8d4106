"""Lines that are not debunks: every fault is named, none is an exception of Python's."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.interchange import LineError, format_line, parse_line
from tests.storage.samples import FULL


def faults(**changes: Any) -> tuple[str, ...]:
    with pytest.raises(LineError) as refused:
        parse_line(json.dumps(json.loads(format_line(FULL)) | changes))
    return refused.value.reasons


def line_faults(line: str) -> tuple[str, ...]:
    with pytest.raises(LineError) as refused:
        parse_line(line)
    return refused.value.reasons


@pytest.mark.parametrize("key", ["id", "verdict", "claims"])
def test_a_required_key_that_is_missing_is_named(key: str) -> None:
    line = json.loads(format_line(FULL))
    del line[key]
    (reason,) = line_faults(json.dumps(line))
    assert reason.startswith(f"{key} ")
    assert "missing" in reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"colour": 1}, 'unknown key "colour"'),
        ({"version": 3}, 'unknown key "version"'),
        (
            {"claims": [{"lang": "ru", "text": "a", "tone": ""}]},
            'unknown key "tone" in claims#1',
        ),
        (
            {"statements": [{"text": {"ru": "a"}}, {"text": {"ru": "a"}, "by": "b"}]},
            'unknown key "by" in statements#2',
        ),
        ({"sources": [{"title": "a", "link": "b"}]}, 'unknown key "link" in sources#1'),
        ({"id": 7}, "id is a number, not text"),
        ({"id": ""}, "id is empty"),
        ({"id": "a b"}, 'id "a b" has white space or unprintable characters'),
        ({"id": "a\u200bb"}, 'id "a\N{REPLACEMENT CHARACTER}b" has white space or'),
        ({"id": "a" * 129}, "id is longer than 128 characters"),
        ({"verdict": "lie"}, 'verdict "lie" is none of fake, false,'),
        ({"verdict": None}, "verdict is null, not text"),
        ({"status": "gone"}, 'status "gone" is none of draft, published, retracted'),
        ({"status": True}, "status is true or false, not text"),
        ({"date": "04.03.2022"}, 'date "04.03.2022" is not of the form YYYY'),
        ({"date": "2022-02-30"}, 'date "2022-02-30" is not a date of the calendar'),
        ({"date": "2022-13"}, 'date "2022-13" is not a date of the calendar'),
        ({"date": "0000"}, 'date "0000" is not a date of the calendar'),
        ({"date": "２０２２"}, 'date "２０２２" is not of the form YYYY'),
        ({"date": "2022\n"}, 'date "2022\N{REPLACEMENT CHARACTER}" is not of the form'),
        ({"date": 2022}, "date is a number, not text"),
        ({"claims": []}, "claims are missing: a debunk has one at least"),
        ({"claims": {"ru": "a"}}, "claims is an object, not a list"),
        ({"claims": ["a"]}, "claims#1 is text, not an object"),
        ({"claims": [{"lang": "ru"}]}, "claims#1.text is missing"),
        ({"claims": [{"lang": "RU", "text": "a"}]}, 'claims#1.lang "RU" is not a language code'),
        ({"claims": [{"lang": "ru", "text": " \n"}]}, "claims#1.text is empty"),
        ({"summary": "a"}, "summary is text, not an object of texts by language"),
        ({"summary": {"russian": "a"}}, 'summary "russian" is not a language code'),
        ({"summary": {"ru": ["a"]}}, "summary.ru is a list, not text"),
        ({"summary": {"ru": "a\0b"}}, "summary.ru has the control character U+0000 at place 2"),
        ({"summary": {"ru": "\ud83d"}}, "summary.ru has the control character U+D83D at place 1"),
        ({"summary": {"ru": "a\x9b"}}, "summary.ru has the control character U+009B at place 2"),
        ({"statements": [{"date": "2022"}]}, "statements#1.text is missing"),
        ({"statements": [{"text": {}}]}, "statements#1.text is missing"),
        (
            {"statements": [{"text": {"ru": "a"}, "authority": {"ru": "a\nb"}}]},
            "statements#1.authority.ru has the control character U+000A at place 2",
        ),
        (
            {"statements": [{"text": {"ru": "a"}, "url": "t.me/a"}]},
            'statements#1.url "t.me/a" is not an address that begins with http',
        ),
        ({"sources": [{}]}, "sources#1 has neither title nor url"),
        ({"sources": [{"url": "javascript:alert(1)"}]}, 'sources#1.url "javascript:alert(1)" is'),
        ({"sources": [{"url": "https://"}]}, 'sources#1.url "https://" is not an address'),
        ({"sources": [{"url": "http://[a"}]}, 'sources#1.url "http://[a" is not an address'),
        ({"sources": [{"url": "http://a b"}]}, 'sources#1.url "http://a b" is not an address'),
        ({"appearances": ["x"]}, 'appearances#1 "x" is not an address'),
        ({"appearances": [["x"]]}, "appearances#1 is a list, not text"),
        ({"topics": ["a", ""]}, "topics#2 is empty"),
    ],
)
def test_a_fault_is_named_with_its_place(changes: dict[str, Any], reason: str) -> None:
    (found,) = faults(**changes)
    assert found.startswith(reason)


def test_all_faults_of_a_line_are_named() -> None:
    assert len(faults(id=1, verdict="x", date="x", colour="x", topics=[1, 2])) == 6


def test_a_key_that_stands_twice_is_refused() -> None:
    line = '{"id": "a", "verdict": "fake", "claims": [{"lang": "ru", "text": "b", "lang": "kk"}]}'
    assert line_faults(line) == ('the key "lang" stands twice in one object',)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[]", "the line is a list, not an object"),
        ("null", "the line is null, not an object"),
        ("NaN", "the line is a number, not an object"),
        ("9" * 10_000, "the line is a number, not an object"),
        ("{'id': 1}", "is not JSON: Expecting property name enclosed in double quotes at"),
        ('{"id": "a', "is not JSON: Unterminated string starting at character 8"),
        ("{} {}", "is not JSON: Extra data at character 4"),
        ("[" * 100_000, "is not a debunk: brackets within brackets too many times"),
    ],
)
def test_a_line_that_is_no_json_object_is_refused(line: str, reason: str) -> None:
    (found,) = line_faults(line)
    assert found.startswith(reason)


def test_what_a_fault_quotes_cannot_reach_the_terminal_as_control_characters() -> None:
    (found,) = faults(**{"\x1b[31m" + "x" * 500: 1})
    assert found.isprintable()
    assert len(found) < 80


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.sampled_from(list(json.loads(format_line(FULL)))), _json)
def test_no_value_anywhere_is_more_than_a_fault(key: str, value: object) -> None:
    with contextlib.suppress(LineError):
        parse_line(json.dumps(json.loads(format_line(FULL)) | {key: value}))


@given(st.text())
def test_no_line_is_more_than_a_fault(line: str) -> None:
    with pytest.raises(LineError):
        parse_line(line)
