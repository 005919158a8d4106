"""Lines that are not debunks: every fault is named, none is an exception of Python's."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.faults import Fault
from formats.interchange import LineError, format_line, parse_line
from tests.kit.samples import FULL


def faults(**changes: Any) -> tuple[Fault, ...]:
    with pytest.raises(LineError) as refused:
        parse_line(json.dumps(json.loads(format_line(FULL)) | changes))
    return refused.value.reasons


def line_faults(line: str) -> tuple[Fault, ...]:
    with pytest.raises(LineError) as refused:
        parse_line(line)
    return refused.value.reasons


@pytest.mark.parametrize("key", ["id", "verdict", "claims"])
def test_a_required_key_that_is_missing_is_named(key: str) -> None:
    line = json.loads(format_line(FULL))
    del line[key]
    (reason,) = line_faults(json.dumps(line))
    assert reason.values["place"] == key
    assert reason.key == ("no-claims" if key == "claims" else "missing")


@pytest.mark.parametrize(
    ("changes", "place", "fault"),
    [
        ({"colour": 1}, None, Fault("unknown-key", {"words": "colour"})),
        ({"version": 3}, None, Fault("unknown-key", {"words": "version"})),
        (
            {"claims": [{"lang": "ru", "text": "a", "tone": ""}]},
            "claims#1",
            Fault("unknown-key", {"words": "tone"}),
        ),
        (
            {"statements": [{"text": {"ru": "a"}}, {"text": {"ru": "a"}, "by": "b"}]},
            "statements#2",
            Fault("unknown-key", {"words": "by"}),
        ),
        (
            {"sources": [{"title": "a", "link": "b"}]},
            "sources#1",
            Fault("unknown-key", {"words": "link"}),
        ),
        ({"id": 7}, "id", Fault("not-text", {"kind": "number"})),
        ({"id": ""}, "id", Fault("empty")),
        ({"id": "a b"}, "id", Fault("id-characters", {"words": "a b"})),
        (
            {"id": "a\u200bb"},
            "id",
            Fault("id-characters", {"words": "a\N{REPLACEMENT CHARACTER}b"}),
        ),
        ({"id": "a" * 129}, "id", Fault("id-long", {"limit": 128})),
        ({"verdict": "lie"}, "verdict", Fault("verdict", {"words": "lie"})),
        ({"verdict": None}, "verdict", Fault("not-text", {"kind": "null"})),
        ({"status": "gone"}, "status", Fault("status", {"words": "gone"})),
        ({"status": True}, "status", Fault("not-text", {"kind": "boolean"})),
        ({"date": "04.03.2022"}, "date", Fault("date", {"words": "04.03.2022"})),
        ({"date": "2022-02-30"}, "date", Fault("date-calendar", {"words": "2022-02-30"})),
        ({"date": "2022-13"}, "date", Fault("date-calendar", {"words": "2022-13"})),
        ({"date": "0000"}, "date", Fault("date-calendar", {"words": "0000"})),
        ({"date": "２０２２"}, "date", Fault("date", {"words": "２０２２"})),
        ({"date": "2022\n"}, "date", Fault("date", {"words": "2022\N{REPLACEMENT CHARACTER}"})),
        ({"date": 2022}, "date", Fault("not-text", {"kind": "number"})),
        ({"claims": []}, "claims", Fault("no-claims")),
        ({"claims": {"ru": "a"}}, "claims", Fault("not-list", {"kind": "object"})),
        ({"claims": ["a"]}, "claims#1", Fault("not-object", {"kind": "text"})),
        ({"claims": [{"lang": "ru"}]}, "claims#1.text", Fault("missing")),
        (
            {"claims": [{"lang": "RU", "text": "a"}]},
            "claims#1.lang",
            Fault("language", {"words": "RU"}),
        ),
        ({"claims": [{"lang": "ru", "text": " \n"}]}, "claims#1.text", Fault("empty")),
        (
            {"claims": [{"lang": "ru", "text": "a", "learned": True}]},
            "claims",
            Fault("learned-claims"),
        ),
        (
            {"claims": [{"lang": "ru", "text": "a", "learned": 1}]},
            "claims#1.learned",
            Fault("not-boolean", {"kind": "number"}),
        ),
        ({"summary": "a"}, "summary", Fault("not-texts", {"kind": "text"})),
        ({"summary": {"russian": "a"}}, "summary", Fault("language", {"words": "russian"})),
        ({"summary": {"ru": ["a"]}}, "summary.ru", Fault("not-text", {"kind": "list"})),
        (
            {"summary": {"ru": "a\0b"}},
            "summary.ru",
            Fault("control", {"code": "U+0000", "at": 2}),
        ),
        (
            {"summary": {"ru": "\ud83d"}},
            "summary.ru",
            Fault("control", {"code": "U+D83D", "at": 1}),
        ),
        (
            {"summary": {"ru": "a\x9b"}},
            "summary.ru",
            Fault("control", {"code": "U+009B", "at": 2}),
        ),
        ({"statements": [{"date": "2022"}]}, "statements#1.text", Fault("missing")),
        ({"statements": [{"text": {}}]}, "statements#1.text", Fault("missing")),
        (
            {"statements": [{"text": {"ru": "a"}, "authority": {"ru": "a\nb"}}]},
            "statements#1.authority.ru",
            Fault("control", {"code": "U+000A", "at": 2}),
        ),
        (
            {"statements": [{"text": {"ru": "a"}, "url": "t.me/a"}]},
            "statements#1.url",
            Fault("address", {"words": "t.me/a"}),
        ),
        ({"sources": [{}]}, "sources#1", Fault("source-empty")),
        (
            {"sources": [{"url": "javascript:alert(1)"}]},
            "sources#1.url",
            Fault("address", {"words": "javascript:alert(1)"}),
        ),
        (
            {"sources": [{"url": "https://" + "a" * 2_048}]},
            "sources#1.url",
            Fault("address-long", {"limit": 2_048}),
        ),
        (
            {"sources": [{"url": "https://"}]},
            "sources#1.url",
            Fault("address", {"words": "https://"}),
        ),
        (
            {"sources": [{"url": "http://[a"}]},
            "sources#1.url",
            Fault("address", {"words": "http://[a"}),
        ),
        (
            {"sources": [{"url": "http://a b"}]},
            "sources#1.url",
            Fault("address", {"words": "http://a b"}),
        ),
        ({"appearances": ["x"]}, "appearances#1", Fault("address", {"words": "x"})),
        ({"appearances": [["x"]]}, "appearances#1", Fault("not-text", {"kind": "list"})),
        ({"topics": ["a", ""]}, "topics#2", Fault("empty")),
    ],
)
def test_a_fault_is_named_with_its_place(
    changes: dict[str, Any], place: str | None, fault: Fault
) -> None:
    there = {"place": place} if place else {}
    assert faults(**changes) == (Fault(fault.key, {**there, **fault.values}),)


def test_all_faults_of_a_line_are_named() -> None:
    assert len(faults(id=1, verdict="x", date="x", colour="x", topics=[1, 2])) == 6


def test_a_key_that_stands_twice_is_refused() -> None:
    line = '{"id": "a", "verdict": "fake", "claims": [{"lang": "ru", "text": "b", "lang": "kk"}]}'
    assert line_faults(line) == (Fault("repeated-key", {"words": "lang"}),)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[]", Fault("not-object", {"kind": "list"})),
        ("null", Fault("not-object", {"kind": "null"})),
        ("NaN", Fault("not-object", {"kind": "number"})),
        ("9" * 10_000, Fault("not-object", {"kind": "number"})),
        ("{'id': 1}", Fault("not-json", {"at": 2})),
        ('{"id": "a', Fault("not-json", {"at": 8})),
        ("{} {}", Fault("not-json", {"at": 4})),
        ("[" * 100_000, Fault("too-deep")),
    ],
)
def test_a_line_that_is_no_json_object_is_refused(line: str, fault: Fault) -> None:
    assert line_faults(line) == (fault,)


def test_what_a_fault_quotes_cannot_reach_the_terminal_as_control_characters() -> None:
    (found,) = faults(**{"\x1b[31m" + "x" * 500: 1})
    words = str(found.values["words"])
    assert words.isprintable()
    assert len(words) < 80


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
