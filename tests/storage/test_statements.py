"""Every SQL statement of the store, read from its source: two engines can run it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OF_SQLITE = re.compile(r"storage/(?:engine/sqlite\w*|search/sqlite)\.py")
OWNED = ("audit", "cases", "drafts", "outbox", "submissions")

_SQL = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|FROM|PRAGMA|BEGIN|ATTACH|VACUUM)\b"
    r"|\b(?:WHERE|ORDER BY|GROUP BY|VALUES|RETURNING|ON CONFLICT)\b|(?<!\()\?\d"
)
_REFUSED = {
    "a parameter without a number": r"\?(?!\d)|\$\d|%s",
    "a list that is not `= ANY (?1)`": (
        r"(?<!= )\bANY\b|\bANY\b(?! \(\?\d+\))|\bALL \(|json_each|unnest|\bIN \(\?"
        r"|\bIN \(SELECT value FROM"
    ),
    "a JSON function": r"json_?\w*\(|->",
    "SQLite's row id": r"\b_?rowid_?\b|\boid\b|last_insert_rowid|sqlite_sequence|changes\(",
    "a comparison of SQLite's": r"\bGLOB\b|\bREGEXP\b|\bCOLLATE\b|==",
    "a conflict of SQLite's": r"\b(?:INSERT|UPDATE) OR\b|\bREPLACE INTO\b",
    "IS between values": r"\bIS (?!NULL\b|NOT\b|DISTINCT\b)|\bIS NOT (?!NULL\b|DISTINCT\b)",
    "a function of one engine": (
        r"\b(?:instr|ifnull|iif|total|group_concat|printf|typeof|unixepoch|julianday|strftime"
        r"|datetime|greatest|least|strpos|string_agg|now)\("
    ),
    "full-text search": r"\bMATCH\b|\bbm25\b|\brank\b|\bfts5|tsvector|@@",
    "the engine itself": r"\bPRAGMA\b|sqlite_|pg_|\bBEGIN\b|\bATTACH\b|\bVACUUM\b|INDEXED BY",
    "PostgreSQL's own": r"::|\bILIKE\b|DISTINCT ON|FOR UPDATE|~",
    "a cross join with a condition": r"\bCROSS JOIN \w+(?: \w+)? ON\b",
    "an id of our making": r"\b1 \+ (?:coalesce\()?max\(|\bmax\((?:\w+\.)?(?:id|num)\)\S{0,4} \+ 1",
}


def strings(source: str) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings; what an f-string fills in is `_`."""
    tree = ast.parse(source)
    parts = {
        id(one) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for one in each.values
    }
    docs = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            yield "".join(
                str(one.value) if isinstance(one, ast.Constant) else "_" for one in each.values
            )
        elif (
            isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and id(each) not in parts | docs
        ):
            yield each.value


def statements(source: str) -> list[str]:
    return [" ".join(each.split()) for each in strings(source) if _SQL.search(each)]


def faults(statement: str) -> list[str]:
    plain = re.sub(r"'[^']*'", "''", statement)
    found = [name for name, words in _REFUSED.items() if re.search(words, plain, re.IGNORECASE)]
    if any(_commas(plain[match.end() :]) for match in re.finditer(r"\b(?:max|min)\(", plain)):
        found.append("max or min of several values")
    _, _, setting = plain.partition("DO UPDATE SET ")
    for name, value in re.findall(r"(\w+) = (.*?)(?=, \w+ = | RETURNING | WHERE |$)", setting):
        if re.search(rf"(?<![.\w]){name}\b", value):
            found.append("a column of two rows")
    return found


def _commas(rest: str) -> bool:
    """Tell whether a comma stands between the brackets that are open at the beginning."""
    depth = 0
    for letter in rest:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0 or (letter == "," and not depth):
            return letter == ","
    return False


def modules() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text("utf-8"))
        for path in sorted((ROOT / "storage").rglob("*.py"))
    ]


def test_every_statement_is_one_that_two_engines_read() -> None:
    found = [
        (name, statement, faults(statement))
        for name, source in modules()
        if not OF_SQLITE.fullmatch(name)
        for statement in statements(source)
    ]
    assert len(found) > 150
    assert [each for each in found if each[2]] == []


def test_parameters_are_numbered_in_the_rooms_of_one_engine_too() -> None:
    kept = [
        each
        for name, source in modules()
        if OF_SQLITE.fullmatch(name)
        for each in statements(source)
    ]
    numbered = "a parameter without a number"
    assert [each for each in kept if numbered in faults(each) and "mode=" not in each] == []


@pytest.mark.parametrize(
    "planted",
    [
        "SELECT num FROM debunks WHERE id = ?",
        "SELECT num FROM debunks WHERE id = $1",
        "SELECT num FROM debunks WHERE id IN (SELECT value FROM json_each(?1))",
        "SELECT num FROM debunks WHERE id IN (?1, ?2)",
        "SELECT num FROM debunks WHERE id <> ALL (?1)",
        "SELECT num FROM debunks WHERE id = ANY(?1)",
        "SELECT num FROM debunks WHERE id = ANY (SELECT unnest(?1))",
        "SELECT json_extract(body, '$.reason') FROM outbox",
        "UPDATE outbox SET body = json_set(body, '$.at', ?1)",
        "SELECT rowid FROM debunks",
        "SELECT last_insert_rowid()",
        "SELECT changes()",
        "SELECT id FROM debunks WHERE id GLOB ?1",
        "SELECT id FROM debunks WHERE id = ?1 COLLATE NOCASE",
        "INSERT OR IGNORE INTO seen (canonical) VALUES (?1)",
        "UPDATE OR IGNORE outbox SET once = ?1",
        "REPLACE INTO seen (canonical) VALUES (?1)",
        "SELECT id FROM cases WHERE holder IS ?1",
        "SELECT id FROM cases WHERE holder IS NOT held",
        "UPDATE cases SET opened = max(opened, ?1)",
        "SELECT id FROM cases ORDER BY min(coalesce(held, 0), ?1)",
        "INSERT INTO drafts (changed) VALUES (datetime('now'))",
        "SELECT id FROM superseded WHERE instr(body, ?1) > 0",
        "SELECT num FROM debunk_words WHERE debunk_words MATCH ?1 ORDER BY rank",
        "SELECT count(*) FROM sqlite_master",
        "PRAGMA user_version",
        "BEGIN IMMEDIATE",
        "SELECT 1 + coalesce(max(num), 0) FROM debunks",
        "SELECT max(id) + 1 FROM statements",
        "SELECT id::text FROM cases",
        "SELECT s.id FROM submissions s CROSS JOIN cases c ON c.id = s.reader",
        "INSERT INTO counts (n) VALUES (1) ON CONFLICT (day) DO UPDATE SET n = n + 1",
        "moderator = ? AND step <> 'file' ORDER BY id",
    ],
)
@pytest.mark.parametrize(
    "form", ["A = {!r}\n", "run({!r}, 1)\n", "A = f{!r} + rest\n", "A = ({!r},)\n"]
)
def test_a_planted_statement_of_one_engine_is_seen(planted: str, form: str) -> None:
    (found,) = statements(form.format(planted))
    assert faults(found) != []


def test_what_the_store_asks_is_not_taken_for_one_engine_s() -> None:
    assert (
        faults("SELECT max(id), min(at) FROM cases WHERE id = ANY (?1) AND held IS NOT NULL") == []
    )
    assert (
        faults("INSERT INTO cases (at) VALUES (?1) ON CONFLICT (at) DO NOTHING RETURNING id") == []
    )


def owners(sources: list[tuple[str, str]]) -> Counter[str]:
    return Counter(
        table
        for _, source in sources
        for table in {
            table
            for statement in statements(source)
            for table in re.findall(r'INSERT INTO "?(\w+)', statement)
        }
    )


def test_the_rows_of_a_table_are_inserted_in_one_module() -> None:
    found = owners(modules())
    assert {table: found[table] for table in OWNED} == dict.fromkeys(OWNED, 1)


def test_a_second_owner_of_a_table_is_seen() -> None:
    planted = ("storage/other.py", "A = '''\nINSERT INTO outbox (kind) VALUES (?1)\n'''\n")
    assert owners([*modules(), planted])["outbox"] == 2


def test_only_the_engine_and_the_store_name_the_engine_s_own_types() -> None:
    named = {
        (name, each.module)
        for name, source in modules()
        if not name.startswith("storage/engine/") and name != "storage/store.py"
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("storage.engine")
    }
    assert {module for _, module in named} == {"storage.engine.contract", "storage.engine.errors"}
