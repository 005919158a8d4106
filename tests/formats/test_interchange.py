"""Lines that are debunks."""

import json

import pytest
from hypothesis import given

from domain.debunk import Debunk, Status
from formats.interchange import format_line, parse_line
from tests.kit.samples import FULL, debunks


@given(debunks)
def test_a_debunk_written_and_read_is_the_same(debunk: Debunk) -> None:
    line = format_line(debunk)
    assert "\n" not in line
    assert parse_line(line) == debunk


@given(debunks)
def test_a_line_read_and_written_is_the_same_object(debunk: Debunk) -> None:
    line = format_line(debunk)
    assert json.loads(format_line(parse_line(line))) == json.loads(line)


def test_only_id_verdict_and_one_claim_are_required() -> None:
    line = '{"id": "a", "verdict": "true", "claims": [{"lang": "kk-latn", "text": "Su tasydy"}]}'
    debunk = parse_line(line)
    assert debunk.status is Status.PUBLISHED
    assert debunk.claims[0].lang == "kk-latn"
    assert (debunk.date, debunk.summary, debunk.statements, debunk.topics) == (None, {}, (), ())


def test_empty_lists_and_objects_count_as_left_out() -> None:
    line = json.loads(format_line(FULL))
    for key in ("summary", "statements", "sources", "appearances", "topics"):
        line[key] = type(line[key])()
    assert parse_line(json.dumps(line)).sources == ()


def test_keys_stand_in_the_order_of_the_description_and_letters_stay_letters() -> None:
    line = format_line(FULL)
    assert list(json.loads(line)) == [
        *("id", "verdict", "date", "status", "claims", "summary"),
        *("statements", "sources", "appearances", "topics", "pictures"),
    ]
    assert list(json.loads(line)["statements"][0]) == ["authority", "date", "url", "text"]
    assert "Министерство обороны РК" in line


@pytest.mark.parametrize("date", ["2022", "2022-03", "2022-03-04", "2024-02-29"])
def test_a_date_may_be_partial(date: str) -> None:
    line = json.loads(format_line(FULL)) | {"date": date}
    assert parse_line(json.dumps(line)).date == date


@pytest.mark.parametrize(
    "link", ["t.me/a/1", "T.me/a", "telegram.me/a", "http://a.kz", "https://қаз.kz/жол?a=1#b"]
)
def test_an_appearance_is_an_address_and_telegrams_may_lack_the_scheme(link: str) -> None:
    line = json.loads(format_line(FULL)) | {"appearances": [link]}
    assert parse_line(json.dumps(line)).appearances == (link,)
