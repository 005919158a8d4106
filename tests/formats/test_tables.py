"""Tables as desks keep them."""

from pathlib import Path

import pytest

from domain.debunk import Source, Statement, Status, Verdict
from formats import Answers, FileName, FileRefused
from tests.formats.reading import DATA, read, read_text, refused

HEAD = "id,verdict,date,status,claim_ru,claim_kk,authority_ru,statement_ru,seen,topics,source_url"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_is_a_debunk(tmp_path: Path, delimiter: str, encoding: str) -> None:
    row = '7,False,2026-03,draft,"Мост, говорят, рухнул",Көпір құлады,Акимат,Стоит,'
    row += "https://t.me/a/1 https://t.me/b/2,мост | город,https://check.example/1"
    text = f"{HEAD}\n{row}\n"
    if delimiter != ",":
        quoted = '"Мост, говорят, рухнул"'
        text = text.replace(quoted, "{}").replace(",", delimiter).replace("{}", quoted)
    [debunk] = read_text(tmp_path, text.encode(encoding)).debunks
    assert (debunk.id, debunk.verdict, debunk.date) == ("7", Verdict.FALSE, "2026-03")
    assert debunk.status is Status.DRAFT
    assert [claim.text for claim in debunk.claims] == ["Мост, говорят, рухнул", "Көпір құлады"]
    assert debunk.statements == (Statement({"ru": "Стоит"}, {"ru": "Акимат"}),)
    assert debunk.appearances == ("https://t.me/a/1", "https://t.me/b/2")
    assert debunk.topics == ("мост", "город")
    assert debunk.sources == (Source(url="https://check.example/1"),)


@pytest.mark.parametrize(
    "name",
    [
        path.name
        for path in sorted(DATA.iterdir())
        if path.name[:2] in {"20", "21", "25", "27", "28", "31", "37", "38"}
    ],
)
def test_three_rows_are_read_from_every_dialect(name: str) -> None:
    found = read(DATA / name)
    assert [claim[-1] for claim in found.claims] == ["1", "2", "3"]
    assert found.debunks[0].verdict is Verdict.FAKE
    assert found.debunks[0].appearances == ("https://t.me/invented_1/1",)
    assert not found.faults


def test_a_row_with_a_total_is_left_out_and_named() -> None:
    assert read(DATA / "38-total-row.csv").warnings == [(5, "total-row")]


def test_a_column_that_is_not_known_is_asked_about_once_and_can_be_left_out() -> None:
    path = DATA / "28-extra-column.csv"
    [asked] = read(path).questions
    assert (asked.kind, asked.label, asked.count) == ("column", "Комментарий", 3)
    left_out = read(path, Answers(columns={asked.key: None}))
    assert not left_out.questions
    mapped = read(path, Answers(columns={asked.key: "topics"}))
    assert mapped.debunks[0].topics == ("для себя",)


def test_another_tools_export_is_read_once_its_columns_are_mapped() -> None:
    path = DATA / "50-check-export.csv"
    before = read(path)
    assert not before.debunks
    assert not before.faults
    meant = {"Fact-check title": "claim", "Fact-check URL": "source_url", "Updated at": "date"}
    told = Answers(columns={ask.key: meant.get(ask.label) for ask in before.questions})
    [debunk] = read(path, told).debunks
    assert debunk.claims[0].text == "В Тестово не закрывают рынок"
    assert (debunk.verdict, debunk.date) == (Verdict.FALSE, "2026-03-04")


def test_the_same_claim_twice_is_told_by_the_claim() -> None:
    found = read(DATA / "29-same-claim-twice.csv")
    assert len(found.debunks) == 1
    assert found.faults == [(3, "claim-twice")]


def test_several_addresses_stand_in_one_cell() -> None:
    [debunk] = read(DATA / "34-seen-comma.csv").debunks
    assert debunk.appearances == ("https://t.me/invented_a/1", "https://t.me/invented_b/2")


def test_a_signature_pasted_along_with_an_address_is_left_out_and_named(tmp_path: Path) -> None:
    cell = "https://t.me/a/17; Подписаться: https://t.me/a/1; Жазылыңыз: https://t.me/a/2"
    found = read_text(tmp_path, f"verdict\tclaim_ru\tseen\nfake\tМост рухнул\t{cell}\n")
    assert found.debunks[0].appearances == ("https://t.me/a/17",)
    assert found.warnings == [(2, "signature")]


def test_an_address_without_a_scheme_gets_one() -> None:
    [debunk] = read(DATA / "35-url-no-scheme.csv").debunks
    assert debunk.sources == (Source(url="https://www.desk.example/1"),)
    assert debunk.appearances == ("https://vk.com/wall-1_2",)


def test_a_short_row_lacks_only_what_it_lacks() -> None:
    assert len(read(DATA / "36-only-last-column-short.csv").debunks) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "Вердикт;Утверждение (рус);Дата проверки;Где видели",
        "ҮКІМ;Тұжырым (орысша);Күні;Қайда көрдік",
        "Verdict *;CLAIM_RU;Дата (дд.мм.гггг);Where seen",
        " вердикт ;Утверждение на русском языке;Дата;Ссылка на пост",
    ],
)
def test_headings_are_known_in_three_languages(tmp_path: Path, heading: str) -> None:
    row = "Жалған;Мост рухнул;4 наурыз 2026;t.me/a/1;;"
    text = f"sep=;\r\nПроверки;;;\r\n\r\n{heading};;\r\n{row}\r\n"
    found = read_text(tmp_path, text)
    assert not found.questions
    [debunk] = found.debunks
    assert debunk.claims[0].lang == "ru"
    assert (debunk.verdict, debunk.date) == (Verdict.FALSE, "2026-03-04")
    assert debunk.appearances == ("https://t.me/a/1",)


def test_what_is_wrong_is_named_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        "verdict;claim_ru;date;seen",
        "fake;#ИМЯ?;;",
        "fake;=A1+B2;;",
        "fake;РџСЂРёРІРµС‚ РјРёСЂ;;",
        'fake;"Две\nстроки";46085;"=HYPERLINK(""https://t.me/a/1"";""пост"")"',
        "fake;Без даты;31.02.2026;WhatsApp",
        ";Без вердикта;;",
        "fake;;;",
        "fake;Лишнее;;;;x",
        'fake;"Кавычка" тут;;',
        "true;+7 701 000 00 00 звонят мошенники;;",
    ]
    found = read_text(tmp_path, "\n".join(rows))
    assert found.claims == ["Две\nстроки", "Без даты", "+7 701 000 00 00 звонят мошенники"]
    assert found.debunks[0].appearances == ("https://t.me/a/1",)
    assert found.faults == [
        (2, "cell-error"),
        (3, "formula"),
        (4, "mojibake"),
        (8, "missing"),
        (9, "no-claims"),
        (10, "cells"),
        (11, "not-csv"),
    ]
    assert found.warnings == [(7, "date-unread"), (7, "not-address")]


def test_a_verdict_that_is_not_sure_is_asked_and_can_be_left_out(tmp_path: Path) -> None:
    text = "verdict,claim_ru\nMostly false,Мост\nMOSTLY FALSE!,Рынок\n2,Небо\nfake,Луна\n"
    found = read_text(tmp_path, text)
    assert [(ask.label, ask.count, ask.scale) for ask in found.questions] == [
        ("Mostly false", 2, None),
        ("2", 1, "?..?"),
    ]
    words, number = (ask.key for ask in found.questions)
    told = Answers({words: Verdict.MISLEADING, number: None})
    assert read_text(tmp_path, text, answers=told).claims == ["Мост", "Рынок", "Луна"]


def test_headings_that_are_repeated_are_no_debunk(tmp_path: Path) -> None:
    text = "Вердикт;Утверждение\nҮкім;Тұжырым\nФейк;Мост\nВердикт;Утверждение\nИСТИНА;Небо\n"
    found = read_text(tmp_path, text)
    assert [one.verdict for one in found.debunks] == [Verdict.FAKE, Verdict.TRUE]
    assert not found.faults


def test_a_made_id_is_of_the_claim_and_not_of_its_spelling(tmp_path: Path) -> None:
    head = "verdict,claim_ru\n"
    [one] = read_text(tmp_path, f"{head}fake,Мост рухнул").debunks
    [two] = read_text(tmp_path, f"{head}fake,«МОСТ  рухнул»!").debunks
    assert one.id == two.id


def test_a_table_in_a_page_is_read(tmp_path: Path) -> None:
    page = "<html><table><tr><th>Вердикт<th>Утверждение<tr><td>Фейк<td>Мост рухнул</table></html>"
    assert read_text(tmp_path, page, "export.xls").claims == ["Мост рухнул"]


@pytest.mark.parametrize("text", ["verdict,id\nfake,1\n", "вердикт;дата\nфейк;2026\n"])
def test_a_table_without_claims_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text.encode()) == "columns"


@pytest.mark.parametrize(
    "told",
    [
        FileName(None, "text/csv"),
        FileName("Проверки — Лист1", "text/comma-separated-values"),
        FileName("checks.csv (1)"),
        FileName("check.jsonld"),
        FileName("page.html"),
    ],
)
def test_a_file_is_taken_by_its_content(told: FileName) -> None:
    assert len(read(DATA / "25-verdict-as-bot-shows.csv", told=told).debunks) == 3
    assert len(read(DATA / "06c-page.html", told=told).debunks) == 1
    assert len(read(DATA / "41b-list-of-debunks.json", told=told).debunks) == 2


def test_a_table_of_unknown_headings_is_asked_about_only_if_it_is_called_a_table(
    tmp_path: Path,
) -> None:
    text = "Что;Как\nМост рухнул;Фейк\n"
    assert len(read_text(tmp_path, text, told=FileName("x.csv")).questions) == 2
    with pytest.raises(FileRefused):
        read_text(tmp_path, text, told=FileName("x.txt"))


def test_lines_that_are_drawn_are_no_debunks(tmp_path: Path) -> None:
    text = "| verdict | claim_ru |\n|---|:--:|\n| fake | Мост рухнул |\n| — | … |\n"
    found = read_text(tmp_path, text)
    assert (found.claims, found.faults) == (["Мост рухнул"], [])


def test_a_claim_without_a_letter_is_none(tmp_path: Path) -> None:
    found = read_text(tmp_path, "verdict;claim\nfake;—\nfake;???\n")
    assert found.faults == [(2, "no-claims"), (3, "no-claims")]


def test_the_name_of_a_verdict_is_no_summary(tmp_path: Path) -> None:
    [debunk] = read_text(tmp_path, "verdict;claim\n🟠 Вводит в заблуждение;Мост\n").debunks
    assert (debunk.verdict, debunk.summary) == (Verdict.MISLEADING, {})


def test_a_second_column_for_one_thing_is_asked_about_and_a_cell_too_many_named(
    tmp_path: Path,
) -> None:
    text = "verdict;claim;date;дата публикации\nfake;Мост рухнул;04.03.2026;05.03.2026\n"
    found = read_text(tmp_path, text)
    [question] = found.questions
    assert (question.label, found.debunks[0].date) == ("дата публикации", "2026-03-04")
    both = read_text(tmp_path, text, answers=Answers(columns={question.key: "date"}))
    assert both.warnings == [(2, "two-cells")]
    assert not read_text(tmp_path, text, answers=Answers(columns={question.key: None})).warnings


def test_a_table_that_begins_with_a_debunk_has_no_headings(tmp_path: Path) -> None:
    told = FileName("checks.csv", "text/csv")
    with pytest.raises(FileRefused):
        read_text(tmp_path, "fake,Мост рухнул\nfalse,Мост продали\n", told=told)


def test_a_soft_line_end_parts_words(tmp_path: Path) -> None:
    found = read_text(tmp_path, "verdict;claim\nfake;Мост\x0bрухнул\x85вчера\n")
    assert found.claims == ["Мост\nрухнул\nвчера"]
