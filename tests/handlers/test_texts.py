import re
from pathlib import Path

import pytest

from handlers.commands import READER_COMMANDS
from handlers.texts import LANGUAGES, MissingTextError, Texts
from storage.debunk import Verdict

ROOT = Path(__file__).parents[2]


def test_every_key_that_the_code_asks_for_exists_and_every_key_is_asked_for() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("handlers", "bot")
        for path in (ROOT / room).glob("*.py")
    )
    asked = set(re.findall(r"""["']([a-z]+(?:-[a-z]+)*)["']""", code))
    asked |= {f"verdict-{verdict}" for verdict in Verdict}
    asked |= {f"language-{lang}" for lang in (*LANGUAGES, "other")}
    asked |= {f"command-{name}" for name in READER_COMMANDS}
    for lang in LANGUAGES:
        source = (ROOT / "locales" / f"{lang}.ftl").read_text(encoding="utf-8")
        held = set(re.findall(r"^([a-z-]+) =", source, flags=re.MULTILINE))
        assert held <= asked, f"{lang}: never asked for"
        for key in re.findall(r"""voice\(\s*["']([a-z-]+)["']""", code):
            assert key in held, f"{lang}: {key} is missing"


def test_a_text_that_is_not_there_is_an_error_and_not_an_empty_message() -> None:
    with pytest.raises(MissingTextError):
        Texts.load()["ru"]("no-such-text")


def test_a_forgotten_variable_is_an_error_and_not_a_hole_in_a_sentence() -> None:
    with pytest.raises(MissingTextError):
        Texts.load()["ru"]("try-again")


@pytest.mark.parametrize(
    ("lang", "written"),
    [("ru", "4 марта 2022 г."), ("kk", "2022 ж. 4 наурыз"), ("en", "4 March 2022")],
)
def test_a_date_is_written_as_people_write_it(lang: str, written: str) -> None:
    assert Texts.load()[lang].date("2022-03-04").replace("\u00a0", " ") == written


def test_a_partial_date_says_no_more_than_is_known() -> None:
    voice = Texts.load()["en"]
    assert voice.date("2022-03") == "March 2022"
    assert voice.date("2022") == "2022"
