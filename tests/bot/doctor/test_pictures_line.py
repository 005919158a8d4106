"""`doctor` on what reads words in pictures."""

from pathlib import Path

import pytest

from bot.doctor.finding import Mark
from bot.doctor.pictures import check_pictures


def stand_in(folder: Path, *languages: str) -> str:
    path = folder / "tesseract"
    listed = "\\n".join(languages)
    path.write_text(f'#!/bin/sh\nprintf "List of languages:\\n{listed}\\n"\n')
    path.chmod(0o755)
    return str(path)


def test_this_machine_s_own_reads_all() -> None:
    (line,) = check_pictures()
    assert line.mark is Mark.OK, line


def test_without_tesseract_the_line_says_what_to_install(tmp_path: Path) -> None:
    (line,) = check_pictures(str(tmp_path / "none"))
    assert line.mark is Mark.LOOK
    for package in ("tesseract-ocr-kaz", "tesseract-ocr-rus", "tesseract-ocr-script-latn"):
        assert package in line.remedy


@pytest.mark.parametrize("missing", ["kaz", "rus", "Latin"])
@pytest.mark.parametrize("prefix", ["", "script/"])
def test_a_language_that_is_missing_is_named_with_its_package(
    tmp_path: Path, missing: str, prefix: str
) -> None:
    known = [one if one != "Latin" else prefix + one for one in ("kaz", "rus", "Latin")]
    program = stand_in(tmp_path, *(one for one in known if not one.endswith(missing)))
    (line,) = check_pictures(program)
    assert line.mark is Mark.LOOK
    assert missing in line.found
    assert line.remedy.count("tesseract-ocr-") == 1


def test_a_tesseract_that_says_nothing_is_told_of(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    (line,) = check_pictures(str(program))
    assert line.mark is Mark.LOOK
    assert "not read" in line.found
