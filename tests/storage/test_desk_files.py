"""Tables and ClaimReviews -> debunks."""

import json
from pathlib import Path

import pytest

from storage.claimreview import Reviews
from storage.debunk import Debunk, Source, Statement, Status, Verdict
from storage.lines import wrong_encoding
from storage.records import Records
from storage.tables import ColumnsWrong, Table

HEAD = "id,verdict,date,status,claim_ru,claim_kk,authority_ru,statement_ru,seen,topics,source_url"


def every(records: Records) -> list[Debunk]:
    found: list[Debunk] = []
    while (chunk := records.chunk()) is not None:
        found += chunk
    return found


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Table:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return Table(path)


def reviews(tmp_path: Path, *given: object, meanings: tuple[Verdict, ...] = ()) -> Reviews:
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(list(given), ensure_ascii=False), encoding="utf-8")
    return Reviews(path, meanings)


def a_review(rating: object, **parts: object) -> dict[str, object]:
    given = rating if isinstance(rating, dict) else {"alternateName": rating}
    return {
        "@type": "ClaimReview",
        "claimReviewed": "Мост рухнул",
        "url": f"https://check.example/{abs(hash(str(rating)))}",
        "reviewRating": given,
    } | parts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_is_a_debunk(tmp_path: Path, delimiter: str, encoding: str) -> None:
    row = '7,False,2026-03,draft,"Мост, говорят, рухнул",Көпір құлады,Акимат,Стоит,'
    row += "https://t.me/a/1 https://t.me/b/2,мост | город,https://check.example/1"
    text = f"{HEAD}\n{row}\n"
    if delimiter != ",":
        quoted = '"Мост, говорят, рухнул"'
        text = text.replace(quoted, "{}").replace(",", delimiter).replace("{}", quoted)
    [debunk] = every(table(tmp_path, text, encoding))
    assert (debunk.id, debunk.verdict, debunk.date) == ("7", Verdict.FALSE, "2026-03")
    assert debunk.status is Status.DRAFT
    assert [claim.text for claim in debunk.claims] == ["Мост, говорят, рухнул", "Көпір құлады"]
    assert debunk.statements == (Statement({"ru": "Стоит"}, {"ru": "Акимат"}),)
    assert debunk.appearances == ("https://t.me/a/1", "https://t.me/b/2")
    assert debunk.topics == ("мост", "город")
    assert debunk.sources == (Source(url="https://check.example/1"),)


def test_a_row_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    text = "verdict,claim_ru\nfake,Мост рухнул\n"
    [one], [two] = every(table(tmp_path, text)), every(table(tmp_path, text))
    assert one.id == two.id


def test_faults_name_the_line_in_which_a_row_begins(tmp_path: Path) -> None:
    text = 'verdict,claim_ru\nfake,"Две\nстроки"\nsome,Мост\nfake,\nfake,a,b\n'
    read = table(tmp_path, text)
    assert len(every(read)) == 1
    assert [fault.number for fault in read.faults] == [6, 4, 5]


def test_a_quotation_that_never_ends_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    read = table(tmp_path, 'verdict,claim_ru\nfake,"Мост')
    assert every(read) == []
    assert [fault.number for fault in read.faults] == [2]


def test_cells_that_begin_like_formulas_are_text_and_are_named(tmp_path: Path) -> None:
    read = table(tmp_path, 'verdict,claim_ru\nfake,"=HYPERLINK(""https://a"")"\nfake,Мост\n')
    assert every(read)[0].claims[0].text == '=HYPERLINK("https://a")'
    assert read.formulas == [2]


@pytest.mark.parametrize(
    "heading", ["verdict,text", "claim_ru,id", "verdict,claim_ru,claim_ru", ""]
)
def test_a_table_without_the_right_columns_is_refused(tmp_path: Path, heading: str) -> None:
    with pytest.raises(ColumnsWrong):
        every(table(tmp_path, f"{heading}\nfake,Мост\n"))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a\nмост".encode("cp1251"), 2),
        ("мост".encode("utf-16"), 1),
        ("мост".encode()[:-1], 1),
        ("мост\nрухнул".encode("utf-8-sig"), None),
        (b"", None),
    ],
)
def test_the_first_line_in_another_encoding_is_found(
    tmp_path: Path, content: bytes, line: int | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert wrong_encoding(path) == line


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("False", Verdict.FALSE),
        ("Ложь.", Verdict.FALSE),
        ("Жалған", Verdict.FALSE),
        ("Вводит в заблуждение", Verdict.MISLEADING),
        ({"ratingValue": "1", "worstRating": 1, "bestRating": 5}, Verdict.FALSE),
        ({"ratingValue": 5, "worstRating": 1, "bestRating": 5}, Verdict.TRUE),
    ],
)
def test_known_ratings_are_verdicts(tmp_path: Path, rating: object, verdict: Verdict) -> None:
    [debunk] = every(reviews(tmp_path, {"@graph": [a_review(rating)]}))
    assert debunk.verdict is verdict


def test_a_rating_that_nobody_knows_is_asked_about_in_order(tmp_path: Path) -> None:
    third = a_review("Pants on Fire", url="https://check.example/again")
    middle = a_review({"ratingValue": 3, "worstRating": 1, "bestRating": 5})
    given = a_review("Pants on Fire"), middle, third
    asked = reviews(tmp_path, *given)
    assert every(asked) == []
    assert list(asked.unknown.items()) == [("Pants on Fire", 2), ("3", 1)]
    told = reviews(tmp_path, *given, meanings=(Verdict.FAKE, Verdict.MISLEADING))
    assert [one.verdict for one in every(told)] == [
        Verdict.FAKE,
        Verdict.MISLEADING,
        Verdict.FAKE,
    ]


def test_a_review_tells_its_source_date_and_where_the_claim_was_seen(tmp_path: Path) -> None:
    review = a_review(
        "False",
        datePublished="2026-03-04T10:00:00+05:00",
        author={"@type": "Organization", "name": "Разбор"},
        itemReviewed={"appearance": [{"url": "https://t.me/a/1"}, {"url": "not an address"}]},
        inLanguage="ru-KZ",
    )
    [debunk] = every(reviews(tmp_path, review))
    assert debunk.date == "2026-03-04"
    assert debunk.sources[0].title == "Разбор"
    assert debunk.appearances == ("https://t.me/a/1",)
    assert debunk.claims[0].lang == "ru"


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '"ClaimReview"', "[[], 5, null]"])
def test_a_file_that_holds_no_review_breaks_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(content)
    assert every(Reviews(path)) == []
