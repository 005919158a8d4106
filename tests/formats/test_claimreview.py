"""ClaimReview as fact checkers publish it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.debunk import Source, Verdict
from formats import Answers
from tests.formats.reading import DATA, Read, read, read_text, refused

CLAIM = "Выдуманный слух: в Тестово закрывают поликлинику на полгода"
Review = dict[str, Any]


def a_review(**parts: object) -> Review:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "Мост рухнул",
        "url": "https://check.example/1",
        "reviewRating": {"alternateName": "Фейк"},
    } | parts


def reviews(folder: Path, *given: object, **more: Any) -> Read:
    return read_text(folder, json.dumps(list(given), ensure_ascii=False), **more)


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(DATA.iterdir()) if path.name[:2] in {"03", "05", "06"}],
)
def test_a_claim_is_read_in_whatever_shape_it_was_published(name: str) -> None:
    found = read(DATA / name)
    assert found.claims == [CLAIM]
    assert found.debunks[0].verdict is Verdict.FAKE
    assert not found.faults


@pytest.mark.parametrize(
    ("letter", "verdict"),
    [
        ("a", Verdict.FALSE),
        ("f", Verdict.TRUE),
        *((letter, Verdict.FAKE) for letter in "hijk"),
        ("l", Verdict.FALSE),
        ("m", Verdict.FALSE),
    ],
)
def test_a_rating_in_words_is_the_verdict_whatever_its_number(
    letter: str, verdict: Verdict
) -> None:
    assert [one.verdict for one in read(DATA / f"08{letter}-rating.json").debunks] == [verdict]


@pytest.mark.parametrize(
    ("letter", "label", "scale"),
    [
        ("b", "1", "?..5"),
        ("c", "1", "?..?"),
        ("d", "5", "5..1"),
        ("e", "0", "1..5"),
        ("g", "1", "1..5"),
    ],
)
def test_a_bare_number_is_asked_with_its_scale_and_a_claim(
    letter: str, label: str, scale: str
) -> None:
    found = read(DATA / f"08{letter}-rating.json")
    assert not found.debunks
    [asked] = found.questions
    assert (asked.label, asked.scale, asked.example) == (label, scale, CLAIM)


def test_the_same_number_on_two_scales_is_two_questions(tmp_path: Path) -> None:
    one, two = (
        a_review(reviewRating={"ratingValue": 2, "worstRating": worst, "bestRating": best})
        for worst, best in ((1, 5), ("5,0", "1,0"))
    )
    assert [ask.scale for ask in reviews(tmp_path, one, two).questions] == ["1..5", "5..1"]


def test_spellings_of_one_label_are_one_question_with_its_count() -> None:
    found = read(DATA / "10-many-labels.json")
    assert [(ask.label, ask.count) for ask in found.questions][-1] == ("Mostly False", 4)
    assert len(found.questions) == 5


def test_all_labels_are_asked_and_all_answers_heard() -> None:
    path = DATA / "14-sixty-labels.json"
    asked = read(path).questions
    assert len(asked) == 60
    told = Answers({ask.key: Verdict.FALSE if at % 2 else None for at, ask in enumerate(asked)})
    found = read(path, told)
    assert len(found.debunks) == 30
    assert not found.questions


def test_a_label_that_explains_is_not_lost(tmp_path: Path) -> None:
    said = a_review(reviewRating={"alternateName": "Это неверно. Ролик снят в 2019 году."})
    [asked] = reviews(tmp_path, said).questions
    [debunk] = reviews(tmp_path, said, answers=Answers({asked.key: Verdict.OUTDATED})).debunks
    assert debunk.summary == {"ru": "Это неверно. Ролик снят в 2019 году."}


def test_words_that_name_two_verdicts_are_asked(tmp_path: Path) -> None:
    [asked] = reviews(tmp_path, a_review(reviewRating=["False", "True"])).questions
    assert asked.label == "False / True"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("09a-appearance-string-two", {"https://t.me/invented_a/1", "https://t.me/invented_b/2"}),
        ("09b-content-url", {"https://t.me/invented_a/1", "https://archive.is/pZn8v"}),
        (
            "09c-archive",
            {
                "https://web.archive.org/web/20260301101010/https://t.me/invented_a/1",
                "https://archive.today/2026.03.01-101010/https://t.me/invented_b/2",
            },
        ),
        ("09e-item-list", {"https://t.me/invented_a/1"}),
    ],
)
def test_every_place_where_a_claim_was_seen_is_kept(name: str, seen: set[str]) -> None:
    [debunk] = read(DATA / f"{name}.json").debunks
    assert set(debunk.appearances) == seen


def test_body_and_explanation_become_the_summary() -> None:
    [debunk] = read(DATA / "15-explanation.json").debunks
    assert debunk.summary["ru"].splitlines() == [
        "Рынок работает, акимат показал договор аренды до 2030 года.",
        "Договор аренды действует до 2030 года.",
    ]


def test_a_long_body_is_cut_at_a_sentence_and_told(tmp_path: Path) -> None:
    found = reviews(tmp_path, a_review(reviewBody="Это проверено нами. " * 400))
    summary = found.debunks[0].summary["ru"]
    assert len(summary) <= 3_000
    assert summary.endswith("нами.")
    assert found.warnings == [(1, "summary-cut")]


def test_markup_becomes_text(tmp_path: Path) -> None:
    said = a_review(
        claimReviewed="<em>Мост</em> &#8220;рухнул&#8221;&nbsp;вчера", author=["А &amp; Б"]
    )
    [debunk] = reviews(tmp_path, said).debunks
    assert debunk.claims[0].text == "Мост “рухнул” вчера"
    assert debunk.sources == (Source("А & Б", "https://check.example/1"),)


def test_nodes_that_refer_to_each_other_are_joined(tmp_path: Path) -> None:
    graph = [
        {"@id": "#desk", "@type": "s:Organization", "s:name": "Разбор"},
        {
            "@id": "#claim",
            "@type": "s:Claim",
            "s:text": "Рынок закроют",
            "s:appearance": "t.me/a/1",
        },
        {
            "@type": ["Article", "s:ClaimReview"],
            "s:author": {"@id": "#desk"},
            "s:itemReviewed": [{"@id": "#claim"}],
            "s:mainEntityOfPage": {"@id": "https://check.example/2"},
            "s:datePublished": {"@value": "4 марта 2026 г."},
            "s:reviewRating": {"s:alternateName": {"@value": "Неправда", "@language": "ru"}},
            "s:inLanguage": {"@type": "Language", "alternateName": "ru-RU"},
        },
    ]
    [debunk] = reviews(tmp_path, {"@context": {"s": "http://schema.org/"}, "@graph": graph}).debunks
    assert debunk.claims[0].text == "Рынок закроют"
    assert debunk.sources == (Source("Разбор", "https://check.example/2"),)
    assert debunk.appearances == ("https://t.me/a/1",)
    assert (debunk.date, debunk.verdict) == ("2026-03-04", Verdict.FALSE)


def test_one_page_in_three_spellings_is_one_debunk() -> None:
    found = read(DATA / "13-one-review-three-url-spellings.json")
    assert len(found.debunks) == 1
    assert found.warnings == [(2, "claim-again"), (3, "claim-again")]


def test_two_claims_on_one_page_are_two_debunks(tmp_path: Path) -> None:
    found = reviews(tmp_path, a_review(), a_review(claimReviewed="Рынок закрыт"))
    assert len({debunk.id for debunk in found.debunks}) == 2


def test_one_claim_with_two_verdicts_is_told_by_the_claim(tmp_path: Path) -> None:
    found = reviews(tmp_path, a_review(), a_review(reviewRating="Правда"))
    assert [debunk.verdict for debunk in found.debunks] == [Verdict.FAKE]
    assert found.faults == [(2, "claim-twice")]


def test_a_list_of_claims_is_one_debunk_with_several_wordings(tmp_path: Path) -> None:
    claims = [{"@value": "Мост рухнул", "@language": "ru"}, "Көпір құлады"]
    [debunk] = reviews(tmp_path, a_review(claimReviewed=claims)).debunks
    assert [(one.lang, one.text) for one in debunk.claims] == [
        ("ru", "Мост рухнул"),
        ("kk", "Көпір құлады"),
    ]


def test_a_bad_item_is_named_and_the_good_ones_are_read(tmp_path: Path) -> None:
    found = reviews(
        tmp_path,
        a_review(claimReviewed=" "),
        a_review(claimReviewed="РџСЂРёРІРµС‚ РјРёСЂ"),
        a_review(reviewRating={}),
        a_review(datePublished="31.02.2026", itemReviewed={"appearance": "Facebook, t.me/a/1"}),
    )
    assert found.claims == ["Мост рухнул"]
    assert found.faults == [(1, "no-claims"), (2, "mojibake"), (3, "no-rating")]
    assert found.warnings == [(4, "date-unread"), (4, "not-address")]
    assert found.debunks[0].date is None


def test_an_address_that_is_no_post_is_warned_about(tmp_path: Path) -> None:
    said = a_review(itemReviewed={"appearance": ["https://t.me/channel", "https://t.me/a/1"]})
    found = reviews(tmp_path, said, is_post=lambda address: address.count("/") > 1)
    assert found.warnings == [(1, "not-post")]


def test_reviews_one_a_line_are_told_by_their_lines(tmp_path: Path) -> None:
    lines = [json.dumps(a_review(claimReviewed=claim)) for claim in ("Один", "", "Два")]
    found = read_text(tmp_path, "\n".join(lines), "reviews.jsonl")
    assert found.claims == ["Один", "Два"]
    assert found.faults == [(2, "no-claims")]


def test_a_page_gives_its_reviews_its_address_and_names_what_is_broken(tmp_path: Path) -> None:
    said = json.dumps(a_review(url="/77"), ensure_ascii=False)
    page = (
        '<html><head><link rel="canonical" href="https://check.example/77">'
        f'<script type="application/ld+json">//<![CDATA[\n{said};\n//]]></script>'
        '<script type="application/ld+json">{broken</script></head><body>x</body></html>'
    )
    found = read_text(tmp_path, page, "page.html")
    assert found.debunks[0].sources == (Source(url="https://check.example/77"),)
    assert found.warnings == [(0, "script-broken")]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["claimReviewed", "itemReviewed", "reviewRating", "author", "url", "datePublished"],
) | st.sampled_from(["@type", "inLanguage", "reviewBody", "appearance", "@id", "@graph"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=KEYS, value=JSON)
def test_whatever_one_review_holds_the_next_is_read_as_it_is(
    tmp_path: Path, key: str, value: object
) -> None:
    sound = a_review(claimReviewed="Сосед в порядке", url="https://check.example/2")
    alone = reviews(tmp_path, sound).debunks
    assert reviews(tmp_path, a_review(**{key: value}), sound).debunks[-1:] == alone


def test_an_answer_of_the_fact_check_api_is_read(tmp_path: Path) -> None:
    review = {
        "publisher": {"name": "Разбор", "site": "check.example"},
        "url": "https://check.example/1",
        "reviewDate": "2026-03-04T00:00:00Z",
        "textualRating": "Фейк",
        "languageCode": "ru",
    }
    answer = {"claims": [{"text": "Мост рухнул", "claimReview": [review]}], "nextPageToken": "x"}
    for indent in (None, 1):
        [debunk] = read_text(tmp_path, json.dumps(answer, indent=indent)).debunks
        assert (debunk.verdict, debunk.date) == (Verdict.FAKE, "2026-03-04")
    assert debunk.sources == (Source("Разбор", "https://check.example/1"),)


def test_a_desks_own_pages_of_the_fact_check_tools_are_read(tmp_path: Path) -> None:
    markup = {
        "claimReviewed": "Мост рухнул",
        "rating": {"ratingValue": 1, "bestRating": 5, "textualRating": "Фейк"},
        "claimFirstAppearance": "https://t.me/kanal/11",
        "claimAppearances": ["https://t.me/kanal/12"],
    }
    page = {"pageUrl": "https://check.example/1", "publishDate": "2026-03-04"}
    listed = {"claimReviewMarkupPages": [{**page, "claimReviewMarkups": [markup, "x"]}]}
    [debunk] = read_text(tmp_path, json.dumps(listed)).debunks
    assert (debunk.verdict, debunk.date) == (Verdict.FAKE, "2026-03-04")
    assert debunk.sources == (Source(url="https://check.example/1"),)
    assert set(debunk.appearances) == {"https://t.me/kanal/11", "https://t.me/kanal/12"}


def test_a_review_that_lost_its_type_is_known_by_claim_and_rating(tmp_path: Path) -> None:
    bare = {key: part for key, part in a_review().items() if not key.startswith("@")}
    assert reviews(tmp_path, bare).claims == ["Мост рухнул"]
    lines = "\n".join(json.dumps(bare | {"url": f"https://check.example/{n}"}) for n in (1, 2))
    assert len(read_text(tmp_path, lines).debunks) == 2


def test_an_outlet_that_is_called_by_its_address_keeps_its_name(tmp_path: Path) -> None:
    named = a_review(author={"name": "Factcheck.example"})
    linked = a_review(url="https://check.example/2", author="https://check.example/about")
    found = reviews(tmp_path, named, linked).debunks
    assert [one.sources[0].title for one in found] == ["Factcheck.example", None]


def test_a_date_that_is_understood_elsewhere_is_not_warned_about(tmp_path: Path) -> None:
    found = reviews(tmp_path, a_review(datePublished="давно", dateModified="2026-03-05"))
    assert (found.debunks[0].date, found.warnings) == ("2026-03-05", [])
    assert reviews(tmp_path, a_review(datePublished="давно", dateModified="тогда")).warnings == [
        (1, "date-unread")
    ]


def test_a_broken_item_is_named_and_the_whole_ones_are_read(tmp_path: Path) -> None:
    given = [a_review(url=f"https://check.example/{n}") for n in range(4)]
    text = json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": [one]} for one in given]})
    spoilt = text.replace("example/2", 'example/"2')
    found = read_text(tmp_path, spoilt)
    assert [one.sources[0].url for one in found.debunks] == [
        f"https://check.example/{n}" for n in (0, 1, 3)
    ]
    assert set(found.faults) == {(0, "json-broken")}
    cut = read_text(tmp_path, text[: text.index("example/3")])
    assert len(cut.debunks) == 3
    assert cut.faults


@pytest.mark.parametrize("spoilt", ['[{"claims":"', "/*aaaa", '{"a":{"b":"', "<table><tr><td>"])
def test_what_is_broken_again_and_again_is_given_up(tmp_path: Path, spoilt: str) -> None:
    beginning = "<html>" if spoilt.startswith("<") else '{"a":"'
    assert refused(tmp_path, (beginning + spoilt * 50_000).encode())


def test_markup_with_its_quotation_marks_escaped_is_read(tmp_path: Path) -> None:
    escaped = json.dumps(a_review()).replace('"', "&quot;")
    page = f'<html><script type="application/ld+json">{escaped}</script></html>'
    assert read_text(tmp_path, page).claims == ["Мост рухнул"]


@pytest.mark.parametrize(
    ("claim", "told", "lang"),
    [
        ("Алматыда су өшіріледі екен деген хабар", None, "kk"),
        ("Алматыда мектеп жабылады деген хабар", "ru-RU", "kk"),
        ("Тоқаев подписал закон о налогах", None, "ru"),
        ("Тоқаев подписал закон", None, "ru"),
        ("Pigs fly over Astana every morning", "ru-RU", "en"),
    ],
)
def test_a_claim_is_in_the_language_of_its_words(
    tmp_path: Path, claim: str, told: str | None, lang: str
) -> None:
    [debunk] = reviews(tmp_path, a_review(claimReviewed=claim, inLanguage=told)).debunks
    assert debunk.claims[0].lang == lang
