"""`export --open` and `--claimreview`: what the desk has published, and nothing of its readers."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.application import open_store
from bot.cli import EXIT_SETTINGS, EXIT_STORE
from domain.debunk import Verdict
from domain.deed import Deed
from domain.moderator import Role
from storage.cases.submissions import Submission
from storage.groups.answers import GroupAnswer, SaidKind
from storage.mail.inbox import Arrival
from storage.readers.feedback import Vote
from storage.readers.subscriptions import Every, Periods
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.kit.stored_desk import AT, a_chief, corrected, published

OF_DEBUNKS = {
    *("debunks", "phrasings", "summaries", "statements", "statement_texts", "sources"),
    *("appearances", "topics", "authorities", "authority_names", "superseded", "channel_posts"),
    *("channel_notes", "publications", "vectors", "meta", "migrations", "debunk_words"),
    *("fingerprints", "pictures"),
}
"""The tables that hold what is published, and how it came about; all others are about people."""


async def _people(path: Path) -> None:
    """Put readers and moderators into every table that can hold something of them."""
    async with await open_store(path) as store:
        chief = await a_chief(store)
        cases = [await _a_reader(store, number) for number in range(12)]
        await store.drafts.begin(Deed(chief, AT), step="claim-ru", body='{"w": "planted-draft"}')
        await store.invites.add(b"planted-token", Role.EDITOR, deed=Deed(chief, AT), expires=AT)
        await store.unreadable.keep("json", b"planted-update", b"planted-person-1", AT)
        arrival = Arrival(1, b"planted-lane", b"planted-person-1", False, b"planted-sealed", AT)
        await store.inbox.put([arrival])
        await store.desk_letters.ask([1], AT, 60, chat=True)
        group = await store.groups.keep(b"planted-chat", b"planted-group")
        answer = GroupAnswer(SaidKind.ANSWER, b"planted-text", 5, 6, "planted-ref:1", 7, AT)
        await store.group_answers.note(group.id, answer)
        await store.counts.add("2026-11-27", "ask")
        await store.counts.add("2024-01-27", *["decided-answer"] * 3, *["decided-choose"] * 12)
        one = await published(store, "planted-one", case=cases[0])
        await store.publishing.learn(
            one.id, "ru", "planted-learned слова читателя", deed=Deed(chief, AT)
        )
        held = await store.debunks.get(one.id)
        assert held
        await corrected(store, held, Verdict.TRUE, "Нашли снимок")


async def _a_reader(store: Store, number: int) -> int:
    """Put a reader with all that can be kept of one into the store; return their case."""
    reader = await store.readers.keep(
        f"planted-person-{number}".encode(), f"planted-sealed-{number}".encode(), "ru"
    )
    await store.readers.set_sharing(reader, True)
    about = "kz-2022-03-04"
    await store.deliveries.note(reader, about, 1, "fake", 90_000 + number, AT)
    vote = Vote.NOT_MINE if number == 3 else Vote.HELPED
    words = f"planted-vote {number}"
    await store.feedback.vote(reader, [about], vote, lang="ru", text=words, at=AT)
    asked = Submission(
        reader, 80_000 + number, "ru", f"planted-words {number}", AT, ("t.me/planted/5",)
    )
    case = (await store.submissions.add(asked, None)).case
    await store.subscriptions.keep(reader, Every.DAY, Periods("2026-11-27", "2026-W48"))
    await store.subscriptions.turn(reader, f"planted-topic-{number}")
    return case


def held_of_people(path: Path) -> set[str]:
    """Return every text and blob of the tables that are about people, and every planted one."""
    found: set[str] = set()
    with closing(sqlite3.connect(path)) as plain:
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table in OF_DEBUNKS or table.startswith(("sqlite", "debunk_words")):
                continue
            rows = plain.execute(f'SELECT * FROM "{table}"').fetchall()
            assert rows or table in {"digests", "suggestions", "inbox_done"}, table
            for row in rows:
                found |= {one if isinstance(one, str) else repr(one) for one in row if one}
    return found


@pytest.fixture
def with_people(with_examples: Path) -> Path:
    asyncio.run(_people(with_examples))
    return with_examples


def test_no_value_of_any_table_about_people_is_in_what_everybody_gets(
    raspa: Raspa, with_people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_DESK_NAME", "Рас па")
    held = held_of_people(with_people)
    assert sum("planted" in one for one in held) >= 30
    # What both name, of people and of what is published.
    public = {"ru", "kk", "fake", "true", "published"}
    for words in (("export", "--open"), ("export", "--claimreview")):
        outcome = raspa(*words)
        assert outcome.code == 0, outcome.err
        told = json.loads(outcome.out)
        strings = set(every_string(told))
        assert strings & held <= public
        whole = outcome.out
        assert "planted-" not in whole.replace("planted-one", "")
        assert not any(str(number) in whole for number in (90_003, 80_003))


def every_string(value: object) -> list[str]:
    if isinstance(value, dict):
        return [one for each in value.values() for one in every_string(each)]
    if isinstance(value, list):
        return [one for each in value for one in every_string(each)]
    return [value] if isinstance(value, str) else []


def test_numbers_so_small_that_they_could_be_one_readers_are_left_out(
    raspa: Raspa, with_people: Path
) -> None:
    told = json.loads(raspa("export", "--open").out)
    # One vote of twelve was against: who cast it would be known to whoever knows the others.
    assert told["figures"]["votes"] is told["figures"]["precision"] is None
    assert told["months"]["2024-01"]["decided-answer"] is None
    assert told["months"]["2024-01"]["decided-choose"] == 12
    assert told["months"]["2024-01"]["ask"] == 0


def test_the_month_that_is_not_over_is_not_told_of(raspa: Raspa, with_people: Path) -> None:
    from datetime import UTC, datetime

    told = json.loads(raspa("export", "--open").out)
    assert datetime.now(UTC).date().isoformat()[:7] not in told["months"]


def test_changes_are_told_with_their_reasons_and_nobodys_name(
    raspa: Raspa, with_people: Path
) -> None:
    told = json.loads(raspa("export", "--open").out)
    (change,) = told["changes"]
    assert change["id"] == "planted-one"
    assert (change["version"], change["was"], change["verdict"]) == (2, "fake", "true")
    assert change["reason"] == "Нашли снимок"
    assert set(change) == {"id", "version", "date", "status", "verdict", "was", "reason"}


def test_the_debunks_of_open_data_are_read_by_import(
    raspa: Raspa, with_people: Path, tmp_path: Path
) -> None:
    told = json.loads(raspa("export", "--open").out)
    lines = [json.dumps(one, ensure_ascii=False) for one in told["debunks"]]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = raspa("import", "--dry-run", "lines.jsonl")
    assert f"0 new, 0 changed, {len(lines)} unchanged" in outcome.err


def test_reviews_need_the_desks_name_and_one_kind_of_export_is_asked_for(
    raspa: Raspa, with_examples: Path
) -> None:
    outcome = raspa("export", "--claimreview")
    assert outcome.code == EXIT_SETTINGS
    assert "RASPA_DESK_NAME" in outcome.err
    assert raspa("export", "--open", "--claimreview").code == EXIT_SETTINGS


@pytest.mark.parametrize("kind", ["--open", "--claimreview"])
def test_an_export_for_everybody_takes_the_place_of_its_own_kind_alone(
    raspa: Raspa, with_examples: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    monkeypatch.setenv("RASPA_DESK_NAME", "Рас па")
    for _ in range(2):
        assert raspa("export", kind, "out.json").code == 0
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o600
    other = "--claimreview" if kind == "--open" else "--open"
    for foreign in ("{}", '{"format": "raspa-open-1"}', "[]", "слова"):
        (tmp_path / "mine.json").write_text(foreign)
        assert raspa("export", kind, "mine.json").code == EXIT_STORE
        assert (tmp_path / "mine.json").read_text() == foreign
    assert raspa("export", other, "out.json").code == EXIT_STORE
