"""Excel's files: read in a program apart, bounded."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from domain.debunk import Verdict
from formats import FileRefused
from tests.formats.reading import read
from tests.formats.workbooks import Cell, Formula, workbook

ROWS: dict[int, list[Cell]] = {
    1: ["Проверки за март"],
    3: ["Вердикт", "Дата", "Утверждение", "Где видели", "№"],
    4: ["Фейк", (46085,), "Мост рухнул", "t.me/a/1", 1],
    5: [False, 46085.0, "Рынок закроют", "t.me/b/2; https://vk.com/wall-1_2", 2.0],
    6: ["Правда", "4 марта 2026", "#NAME?", None, 3],
    7: ["Правда", "2026", "Небо голубое", "#REF!", 4],
}


def test_typed_cells_are_read_and_errors_named_by_the_row_that_people_see(tmp_path: Path) -> None:
    sheets: dict[str, dict[int, list[Cell]]] = {
        "Справка": {1: ["Инструкция"]},
        "Март": ROWS,
        "Старое": {1: ["x"]},
    }
    found = read(workbook(tmp_path / "file", sheets, hidden="Старое"))
    assert found.claims == ["Мост рухнул", "Рынок закроют"]
    assert [one.verdict for one in found.debunks] == [Verdict.FAKE, Verdict.FALSE]
    assert {one.date for one in found.debunks} == {"2026-03-04"}
    assert found.debunks[1].appearances == ("https://t.me/b/2", "https://vk.com/wall-1_2")
    assert found.faults == [(6, "cell-error"), (7, "cell-error")]
    assert found.warnings == [(0, "other-sheets")]
    assert not found.questions


def test_a_cell_at_the_far_end_of_a_sheet_breaks_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "file", {"Март": ROWS})
    with ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        others = {name: packed.read(name) for name in packed.namelist() if "sheet1" not in name}
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in others.items():
            packed.writestr(name, content)
        packed.writestr("xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", far))
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.fault.key == "refused-damaged"


def test_a_file_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "file", {"Март": ROWS})
    with ZipFile(path, "a", ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/big.bin", bytes(310_000_000))
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.fault.key == "refused-big"


def test_a_formula_that_nothing_has_computed_is_named_and_its_link_read(tmp_path: Path) -> None:
    link = 'HYPERLINK("https://t.me/kanal/5","пост")'
    rows: dict[int, list[Cell]] = {
        1: ["Вердикт", "Утверждение", "Где видели"],
        2: ["Фейк", "Мост рухнул", Formula(link, "пост")],
        3: ["Фейк", Formula('"Мост "&"продали"')],
        4: ["Фейк", Formula('"Мост "&"сдали"', "Мост сдали"), Formula(link)],
    }
    found = read(workbook(tmp_path / "file", {"Лист1": rows}))
    assert found.claims == ["Мост рухнул", "Мост сдали"]
    assert [one.appearances for one in found.debunks] == [("https://t.me/kanal/5",)] * 2
    assert found.faults == [(3, "formula")]


def test_days_are_counted_from_where_the_workbook_begins(tmp_path: Path) -> None:
    rows: dict[int, list[Cell]] = {
        1: ["Вердикт", "Утверждение", "Дата"],
        2: ["Фейк", "Мост рухнул", 44623.0],
        3: ["Фейк", "Мост продали", (44623,)],
    }
    path = workbook(tmp_path / "file", {"Лист1": rows}, since_1904=True)
    assert [one.date for one in read(path).debunks] == ["2026-03-04"] * 2
