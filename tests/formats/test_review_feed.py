"""Debunks as ClaimReviews: what we write, we read back; what others need is there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from formats.interchange import parse_line
from formats.review_feed import Reviewer, is_feed, review_feed
from handlers.kit.texts import LANGUAGES, Texts
from tests.conftest import EXAMPLES
from tests.formats.reading import read_text

TEXTS = Texts.load()
RATINGS = {lang: {one: TEXTS[lang](f"verdict-{one}") for one in Verdict} for lang in LANGUAGES}
DESK = Reviewer("Рас па", "https://raspa.example", RATINGS)
WATER = Debunk(
    "water",
    Verdict.FALSE,
    (
        Claim("ru", "С понедельника <воду> отключат & всё"),
        Claim("kk", "Дүйсенбіден бастап бүкіл қалада су өшіріледі"),
        Claim("ru", "слова читателя", learned=True),
    ),
    date="2026-11-22",
    summary={"ru": "Водоканал это опроверг.", "kk": "Су арнасы мұны жоққа шығарды."},
    statements=(
        Statement(
            {"ru": "Отключений не будет."},
            {"ru": "Водоканал", "kk": "Су арнасы"},
            "2026-11-21",
            "https://vodokanal.example/1",
        ),
    ),
    sources=(Source("Разбор", "https://raspa.example/water"),),
    appearances=("https://t.me/rumours/5", "https://t.me/rumours/6"),
    topics=("вода",),
)


def as_read(debunk: Debunk) -> tuple[object, ...]:
    """Return what a ClaimReview can say of a debunk: no statements, topics or names of pages."""
    return (
        debunk.verdict,
        debunk.own_claims,
        debunk.date,
        dict(debunk.summary),
        [one.url for one in debunk.sources if one.url][:1],
        debunk.appearances,
    )


def back(folder: Path, *debunks: Debunk) -> list[Debunk]:
    feed = review_feed(debunks, DESK, "2026-11-27")
    found = read_text(folder, json.dumps(feed, ensure_ascii=False), "feed.json")
    assert (found.faults, found.questions) == ([], [])
    return found.debunks


def test_a_debunk_comes_back_as_it_was(tmp_path: Path) -> None:
    (found,) = back(tmp_path, WATER)
    assert as_read(found) == as_read(WATER)


def test_the_examples_come_back_as_they_were(tmp_path: Path) -> None:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    debunks = [parse_line(line) for line in lines]
    published = [one for one in debunks if one.status is Status.PUBLISHED]
    assert len(published) >= 10
    assert list(map(as_read, back(tmp_path, *debunks))) == list(map(as_read, published))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_read_back_from_its_words(
    tmp_path: Path, verdict: Verdict, lang: str
) -> None:
    words = {"ru": "Воду в городе отключат", "kk": "Қалада су өшіріледі", "en": "No water in town"}
    one = replace(WATER, verdict=verdict, claims=(Claim(lang, words[lang]),), summary={})
    (found,) = back(tmp_path, one)
    assert as_read(found) == as_read(one)


def test_a_review_has_all_that_a_reader_of_feeds_asks_for() -> None:
    feed = review_feed([WATER], DESK, "2026-11-27")
    assert is_feed(feed)
    (item,) = feed["dataFeedElement"]
    (review,) = item["item"]
    assert review["@type"] == "ClaimReview"
    assert review["url"] == item["url"] == "https://raspa.example/water"
    assert review["author"] == {
        "@type": "Organization",
        "name": "Рас па",
        "url": "https://raspa.example",
    }
    assert review["datePublished"] == "2026-11-22"
    assert review["inLanguage"] == ["ru", "kk"]
    assert [one["@value"] for one in review["claimReviewed"]] == [
        one.text for one in WATER.own_claims
    ]
    appearances = [one["url"] for one in review["itemReviewed"]["appearance"]]
    assert appearances == list(WATER.appearances)
    rating = review["reviewRating"]
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (1, 5, 1)
    assert [one["@value"] for one in rating["alternateName"]] == ["Неправда", "Жалған"]
    assert review["citation"][0]["text"] == "Отключений не будет."


def test_what_is_learned_of_readers_drafts_and_what_was_taken_back_are_not_in_it() -> None:
    others = [replace(WATER, status=one) for one in (Status.DRAFT, Status.RETRACTED)]
    assert review_feed(others, DESK, "2026-11-27")["dataFeedElement"] == []
    assert "слова читателя" not in json.dumps(
        review_feed([WATER], DESK, "2026-11-27"), ensure_ascii=False
    )


def test_one_without_a_page_has_the_channels_post_or_is_left_out() -> None:
    one = replace(WATER, sources=(Source("Газета"),))
    assert review_feed([one], DESK, "2026-11-27")["dataFeedElement"] == []
    posted = replace(DESK, pages={"water": "https://t.me/raspa/7"})
    (item,) = review_feed([one], posted, "2026-11-27")["dataFeedElement"]
    assert item["url"] == item["item"][0]["url"] == "https://t.me/raspa/7"
