"""The glossary is true: its words are those of the code, the tables and the texts."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor as FluentVisitor

from handlers.kit.texts import LANGUAGES
from storage.engine.migrate import migrations
from tests.test_documents import ROOMS

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([a-z]+) \| .* \| (.*) \| (.*) \| (.*) \|$", GLOSSARY, re.MULTILINE)[1:]
PROGRAM = [room for room in ROOMS if room not in {"training", "evaluation", "benchmarks"}]
PATHS = [path for room in PROGRAM for path in sorted((ROOT / room).rglob("*.py"))]
# The sandbox speaks as Telegram does, whose people are users.
OURS = [path for path in PATHS if path.relative_to(ROOT).parts[0] != "sandbox"]
SCHEMA = "\n".join(step.sql for step in migrations())


def forbidden(sentence: str) -> set[str]:
    told = re.search(rf"{sentence}: (.*?)\.(?:\s|$)", GLOSSARY, re.DOTALL)
    return set(re.findall(r"`([\w ]+)`", told[1])) if told else set()


def names_of_functions(source: str) -> set[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)}


def words_of(name: str) -> set[str]:
    """Return the words of a name in either style."""
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


def names_of(source: str) -> set[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)}


@cache
def words_on_screen(lang: str) -> frozenset[str]:
    """Return the words of a language's texts, without comments, names and variables."""
    source = (ROOT / "locales" / f"{lang}.ftl").read_text(encoding="utf-8")

    class Said(FluentVisitor):
        words: set[str]

        def visit_TextElement(self, node: fluent.TextElement) -> None:  # noqa: N802
            self.words |= set(re.findall(r"\w+", node.value.lower()))

    said = Said()
    said.words = set()
    said.visit(FluentParser().parse(source))
    return frozenset(said.words)


def test_no_module_bears_a_name_that_the_glossary_forbids() -> None:
    words = forbidden("Of a module")
    assert len(words) > 10
    assert {path.stem for path in PATHS} & words == set()


def test_no_function_bears_a_name_that_the_glossary_forbids() -> None:
    words = forbidden("Of a function that does something")
    assert len(words) > 4
    for path in PATHS:
        assert names_of_functions(path.read_text(encoding="utf-8")) & words == set(), path


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_of_the_program_is_made_of_a_synonym(path: Path) -> None:
    synonyms = forbidden("In any name of a module, class, function, table or column")
    assert len(synonyms) > 10
    for name in {path.stem} | names_of(path.read_text(encoding="utf-8")):
        assert words_of(name) & synonyms == set(), name


def test_no_table_or_column_is_named_by_a_synonym() -> None:
    plain = re.sub(r"--.*|'[^']*'", "", SCHEMA)
    synonyms = forbidden("In any name of a module, class, function, table or column")
    assert words_of(plain) >= {"debunks", "phrasings"}
    assert words_of(plain) & (synonyms | {f"{one}s" for one in synonyms}) == set()


@pytest.mark.parametrize(
    ("lang", "named"), [("ru", "Russian"), ("kk", "Kazakh"), ("en", "English")]
)
def test_no_text_on_screen_holds_a_word_that_the_glossary_forbids(lang: str, named: str) -> None:
    words = forbidden(f"On screen in {named}")
    assert words
    found = {one for one in words_on_screen(lang) if one.startswith(tuple(words))}
    assert found == set()


def kazakh_texts(part_of_key: str) -> dict[str, str]:
    """Return the Kazakh texts whose key holds a part, as they are written, in small letters."""
    source = (ROOT / "locales" / "kk.ftl").read_text(encoding="utf-8")
    found = {}
    for entry in FluentParser(with_spans=False).parse(source).body:
        if isinstance(entry, fluent.Message) and re.search(part_of_key, entry.id.name):
            found[entry.id.name] = FluentSerializer().serialize_entry(entry).lower()
    return found


def test_no_button_in_kazakh_speaks_to_a_child_or_to_many() -> None:
    forms = forbidden("On a button in Kazakh, where all is impersonal .*? polite \\(`сақтаңыз`\\)")
    assert {"өшір", "беріңіздер"} <= forms
    buttons = kazakh_texts("button")
    assert len(buttons) > 100
    for key, text in buttons.items():
        assert set(re.findall(r"\w+", text.partition("=")[2])) & forms == set(), key


def test_no_text_of_a_retraction_in_kazakh_says_that_something_is_deleted() -> None:
    words = forbidden("Of a retraction in Kazakh, which deletes nothing")
    assert "алып таста" in words
    texts = kazakh_texts("retract(?!-draft)|withdrawn|^gone$")
    assert len(texts) > 10
    for key, text in texts.items():
        assert not [word for word in words if word in text], key


def test_a_synonym_is_noticed_in_either_style_of_names() -> None:
    assert words_of("UserHash") >= {"user"}
    assert words_of("fetch_user") >= {"user"}


def test_a_forbidden_name_is_noticed() -> None:
    assert names_of_functions("class A:\n    async def told(self): ...") == {"told"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_word_is_the_one_of_the_code_the_table_and_the_screen(
    row: tuple[str, str, str, str],
) -> None:
    _, screen, code, tables = row
    sources = [path.read_text(encoding="utf-8") for path in PATHS]
    for name in re.findall(r"`(\w+)`", code):
        assert any(re.search(rf"^class {name}\b", one, re.MULTILINE) for one in sources), name
    for table in re.findall(r"`(\w+)`", tables):
        assert re.search(rf"CREATE TABLE {table} \(|RENAME TO {table}\b", SCHEMA), table
    if screen != "–":
        for lang, word in zip(LANGUAGES, screen.split(", "), strict=True):
            # Kazakh and Russian put endings to words.
            assert any(one.startswith(word) for one in words_on_screen(lang)), word


def test_the_glossary_is_read() -> None:
    assert len(ROWS) > 15


def test_no_two_classes_of_the_program_share_a_name() -> None:
    bearing: dict[str, set[str]] = defaultdict(set)
    for path in PATHS:
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            bearing[name].add(path.relative_to(ROOT).as_posix())
    # What must be fulfilled, and what fulfils it, are one thing and go by one name.
    contracts = {"matching/search/candidates.py", "storage/engine/contract.py"}
    shared = {name: places - contracts for name, places in bearing.items()}
    assert {name: places for name, places in shared.items() if len(places) > 1} == {}
    assert len(bearing["Phrasings"]) == 2
