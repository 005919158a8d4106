"""Every fault that a file or the store names can be said in every language."""

import ast
from pathlib import Path

import pytest

from formats.faults import Fault, LineFault
from handlers.kit.faults import fault_in_words, line_in_words
from handlers.kit.texts import Texts

ROOMS = [Path(__file__).parents[2] / room for room in ("formats", "storage")]
TEXTS = Texts.load()
# Values that no text names: where a fault stands is said before it.
PLACE = {"place", "column"}
# Where the readers of formats take a fault's key, and its values as keywords.
SHORT = {"_fault": 1, "_warn": 1, "warn_whole": 0}


def faults() -> dict[str, set[str]]:
    """Return the keys of all faults that code finds, with the values that they come with."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for room in ROOMS for path in room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node) == "Fault":
                for key in _keys(node.args[0], path):
                    found.setdefault(key, set()).update(_values(node))
            elif isinstance(node, ast.Call) and len(node.args) > SHORT.get(_called(node), 99):
                given = node.args[SHORT[_called(node)]]
                if isinstance(given, ast.Constant):
                    names = {str(word.arg) for word in node.keywords}
                    found.setdefault(str(given.value), set()).update(names)
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _keys(node: ast.expr, path: Path) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_keys(node.body, path), *_keys(node.orelse, path)]
    assert isinstance(node, ast.Constant), f"{path}:{node.lineno}: the key is no constant"
    return [str(node.value)]


def _values(node: ast.Call) -> set[str]:
    if len(node.args) < 2 or not isinstance(node.args[1], ast.Dict):
        return set()
    return {str(key.value) for key in node.args[1].keys if isinstance(key, ast.Constant)}


@pytest.mark.parametrize("language", list(TEXTS))
def test_every_fault_of_the_store_has_its_words(language: str) -> None:
    found = faults()
    assert {"verdict", "date", "id-repeated", "draft-published"} <= set(found)
    for key, names in found.items():
        values = {name: "list" if name == "kind" else 5 for name in names - PLACE}
        assert fault_in_words(Fault(key, values), TEXTS[language]).strip(), key


@pytest.mark.parametrize("language", list(TEXTS))
@pytest.mark.parametrize("kind", ["null", "boolean", "number", "text", "list", "object"])
def test_what_stands_in_the_place_of_a_value_is_named(language: str, kind: str) -> None:
    voice = TEXTS[language]
    assert voice(f"kind-{kind}") in fault_in_words(Fault("not-text", {"kind": kind}), voice)


def test_a_fault_is_said_with_its_line_and_place() -> None:
    fault = LineFault(3, Fault("verdict", {"place": "verdict", "words": "lie"}))
    said = line_in_words(fault, TEXTS["ru"])
    assert said.startswith("строка 3: поле verdict: нет такого вердикта: «lie»")
    cell = fault_in_words(Fault("formula", {"words": "=1", "column": "Почему"}), TEXTS["ru"])
    assert cell.startswith("столбец «Почему»: ")
    whole = line_in_words(LineFault(0, Fault("not-csv")), TEXTS["en"])
    assert whole == TEXTS["en"]("fault-not-csv")
