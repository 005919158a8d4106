import re
from pathlib import Path

import pytest

from handlers.kit.texts import LANGUAGES, MissingTextError, Texts

ROOT = Path(__file__).parents[3]


def code_of(*rooms: str) -> str:
    paths = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def asked_for(key: str, code: str, values: set[str]) -> bool:
    """Tell whether the code names a key, or an f-string makes it of its own words and values."""
    if re.search(rf"""["']{key}["']""", code):
        return True
    for made in re.findall(r"""f"((?:[a-z-]|\{[^{}]*\})+)\"""", code):
        words = re.split(r"\{[^{}]*\}", made)
        found = re.fullmatch("(.*)".join(map(re.escape, words)), key) if words[0] else None
        if found and all(value in values for value in found.groups()):
            return True
    return False


def test_every_key_that_the_code_asks_for_exists_and_every_key_is_asked_for() -> None:
    code = code_of("handlers", "bot")
    named = re.findall(
        r"""["'](-?[a-z]+(?:[-_][a-z]+)*)["']""", code + code_of("domain", "formats", "storage")
    )
    values = {value.replace("_", "-") for value in named}
    for lang in LANGUAGES:
        source = (ROOT / "locales" / f"{lang}.ftl").read_text(encoding="utf-8")
        held = set(re.findall(r"^([a-z-]+) =", source, flags=re.MULTILINE))
        unused = sorted(key for key in held if not asked_for(key, code, {*values, ""}))
        assert not unused, f"{lang}: never asked for"
        for key in re.findall(r"""voice\(\s*["']([a-z-]+)["']""", code):
            assert key in held, f"{lang}: {key} is missing"


def test_a_key_that_nothing_asks_for_is_noticed() -> None:
    code = 'voice("card-claim"); voice(f"status-{one}"); voice(f"send{suffix}")'
    code += 'voice(f"take-{what}-now")'
    values = {"draft", "-anyway", ""}
    keys: tuple[str, ...] = (
        "card-claim",
        "status-draft",
        "send-anyway",
        "send",
        "status-lost",
        "card",
        "draft",
    )
    keys += ("take-draft-now", "take-lost-now")
    asked = [key for key in keys if asked_for(key, code, values)]
    assert asked == ["card-claim", "status-draft", "send-anyway", "send", "take-draft-now"]


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
