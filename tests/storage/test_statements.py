"""Every statement of the store keeps to what SQLite and PostgreSQL share, but in SQLite's rooms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STORAGE = Path(__file__).parents[2] / "storage"
OF_SQLITE = ("engine/", "search/sqlite.py")
"""The rooms where SQLite's own words may stand."""
A_STATEMENT = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b|.*(?:\b(?:WHERE|VALUES|LIMIT)\b|\?\d)", re.S
)
WORDS = {
    "a parameter without a number": r"\?(?!\d)",
    "a list that is not `= ANY (?1)`": r"\bIN \(SELECT value\b|\bjson_each\b",
    "JSON": r"\bjson_\w+\(|->>",
    "the number of a row": r"\browid\b|\blast_insert_rowid\b|\boid\b",
    "a pattern of SQLite's": r"\bGLOB\b|\bREGEXP\b|\bMATCH\b|\bbm25\b",
    "a conflict clause of SQLite's": r"\b(?:INSERT|UPDATE) OR\b|\bREPLACE INTO\b",
    "the greatest or least of several values": r"\b(?:max|min)\((?:[^()]|\([^()]*\))*,",
    "its catalog or its settings": r"\bPRAGMA\b|\bsqlite_\w+",
    "a comparison of SQLite's": r"\bIS (?:NOT )?\?|\bNOCASE\b|\bCOLLATE\b",
    "a function of SQLite's": r"\b(?:ifnull|instr|unixepoch|strftime|datetime|changes|total)\(",
}
OWNERS = {
    "outbox": {"mail/notices.py"},
    "audit": {"desk/audit.py"},
    "submissions": {"cases/submissions.py"},
    "deliveries": {"mail/deliveries.py"},
    "moderators": {"desk/moderators.py"},
    "invites": {"desk/invites.py"},
    "feedback": {"readers/feedback.py"},
    "counts": {"readers/counts.py"},
    "readers": {"readers/readers.py"},
}
"""The modules that insert rows into a table."""


def texts_in(source: str) -> Iterator[str]:
    """Yield every string of a module that is no docstring; of an f-string what stands in it."""
    tree = ast.parse(source)
    parts = {
        id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values
    }
    documented = {
        id(one.body[0].value)
        for one in ast.walk(tree)
        if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(one.body[0], ast.Expr)
    }
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            yield "".join(
                str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else "1"
                for part in one.values
            )
        elif (
            isinstance(one, ast.Constant)
            and isinstance(one.value, str)
            and id(one) not in parts | documented
        ):
            yield one.value


def statements() -> Iterator[tuple[str, str]]:
    for path in sorted(STORAGE.rglob("*.py")):
        place = path.relative_to(STORAGE).as_posix()
        for text in texts_in(path.read_text(encoding="utf-8")):
            if A_STATEMENT.match(text) and text.upper() != text.lower():
                yield place, text


def faults(text: str) -> set[str]:
    return {name for name, words in WORDS.items() if re.search(words, text)}


def test_no_statement_speaks_sqlite_outside_of_its_rooms() -> None:
    found = list(statements())
    assert len(found) > 150
    spoken = {
        (place, fault)
        for place, text in found
        if not place.startswith(OF_SQLITE)
        for fault in faults(text)
    }
    assert spoken == set()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a FROM b WHERE c = ?",
        "SELECT a FROM b WHERE c IN (SELECT value FROM json_each(?1))",
        "SELECT json_extract(a, '$.x') FROM b",
        "DELETE FROM a WHERE rowid = ?1",
        "SELECT a FROM b WHERE a GLOB 'x*'",
        "INSERT OR IGNORE INTO a (b) VALUES (?1)",
        "UPDATE OR REPLACE a SET b = ?1",
        "UPDATE a SET b = max(b, coalesce(c, 1))",
        "SELECT seq FROM sqlite_sequence WHERE name = 'a'",
        "SELECT a FROM b WHERE c IS NOT ?1",
    ],
)
def test_a_statement_that_only_sqlite_takes_is_noticed(text: str) -> None:
    assert faults(text)
    assert A_STATEMENT.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT max(a), count(*) FROM b WHERE c = ANY (?1) AND d <> ALL (?2)",
        "INSERT INTO a (b) VALUES (?1) ON CONFLICT (b) DO UPDATE SET b = excluded.b RETURNING b",
    ],
)
def test_a_statement_that_both_take_is_let_through(text: str) -> None:
    assert not faults(text)


@pytest.mark.parametrize("table", OWNERS)
def test_rows_of_a_table_are_inserted_in_one_place(table: str) -> None:
    inserting = {
        place for place, text in statements() if re.search(rf"\bINSERT INTO {table}\b", text)
    }
    assert inserting == OWNERS[table]
