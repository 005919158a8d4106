"""What is forgotten or too old is in no file of the store any more, byte by byte."""

import random
import re
from pathlib import Path

import pytest

from domain.case import State
from domain.debunk import Claim, Debunk, Status, Verdict
from domain.deed import Deed
from storage.cases.submissions import Submission
from storage.readers.feedback import Vote
from storage.store import Store
from storage.upkeep.retention import DAY
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, a_chief, a_reader, given, published

KEEP = 30
_MARK = re.compile(rb"(?i)planted\d{5}x")


def mark(number: int) -> str:
    return f"planted{number:05}x"


def marks(path: Path) -> set[str]:
    """Return the planted words that stand in any file of the store."""
    files = path.parent.glob(path.name + "*")
    return {one.decode().lower() for file in files for one in _MARK.findall(file.read_bytes())}


async def ask(store: Store, number: int, words: str) -> str:
    """Let a new reader send words with a mark of their own to the desk; return the mark."""
    reader = await a_reader(store, mark(number))
    addresses = (f"site.example/{mark(number)}",)
    new = Submission(reader, number, "ru", f"{mark(number)} {words}", AT, addresses)
    await store.submissions.add(new, None)
    return mark(number)


async def test_a_reader_who_is_forgotten_is_in_no_file_at_once(fresh: Store, path: Path) -> None:
    await ask(fresh, 1, "раздают саженцы")
    await ask(fresh, 2, "дорожает хлеб")
    reader = await fresh.readers.by_person(mark(1).encode())
    assert reader is not None
    await given(fresh, reader.id, await published(fresh))
    await fresh.feedback.vote(reader.id, ["one"], Vote.HELPED, "ru", mark(1), AT)
    await fresh.unreadable.keep("odd", mark(1).encode(), mark(1).encode(), AT)
    assert marks(path) == {mark(1), mark(2)}
    await fresh.readers.forget(mark(1).encode(), AT)
    assert marks(path) == {mark(2)}


async def test_words_that_a_reader_shares_no_longer_are_in_no_file(
    fresh: Store, path: Path
) -> None:
    reader = await a_reader(fresh, "Дана")
    await given(fresh, reader, await published(fresh))
    await fresh.readers.set_sharing(reader, True)
    await fresh.feedback.vote(reader, ["one"], Vote.HELPED, "ru", mark(1), AT)
    assert marks(path) == {mark(1)}
    await fresh.readers.set_sharing(reader, False)
    assert marks(path) == set()


# With these seeds SQLite leaves copies of rows in pages that it took them from.
@pytest.mark.parametrize("seed", [1, 9])
async def test_of_many_who_come_and_are_forgotten_only_those_who_stay_are_in_the_files(
    fresh: Store, path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    staying: list[str] = []
    for number in range(400):
        staying.append(await ask(fresh, number, f"{mark(number)} " * chance.randint(1, 60)))
        if chance.random() < 0.6:
            gone = staying.pop(chance.randrange(len(staying)))
            await fresh.readers.forget(gone.encode(), AT)
    assert await fresh.retention.erase()
    assert marks(path) == set(staying)


async def test_what_is_kept_for_long_enough_is_in_no_file_after_the_cleaning(
    fresh: Store, path: Path
) -> None:
    by = await a_chief(fresh)
    for number in range(20):
        await ask(fresh, number, "раздают саженцы " * number)
    for case in (await fresh.cases.queue(AT, 100))[:10]:
        await fresh.cases.close(case.id, State.SPAM, deed=Deed(by, AT))
    (reader,) = await fresh._sessions.rows("SELECT id FROM readers ORDER BY id LIMIT 1")
    await given(fresh, reader[0], await published(fresh))
    await fresh.readers.set_sharing(reader[0], True)
    await fresh.feedback.vote(reader[0], ["one"], Vote.HELPED, "ru", mark(99), AT)
    await fresh.retention.clean(AT + KEEP * DAY, KEEP)
    held = await fresh._sessions.rows("SELECT text FROM submissions")
    assert len(held) == 10
    assert marks(path) >= {text.split()[0] for (text,) in held} | {mark(99)}
    await fresh.retention.clean(AT + 365 * DAY, KEEP)
    assert mark(99) not in marks(path)
    people = await fresh._sessions.rows("SELECT person FROM readers")
    assert marks(path) == {person.decode() for (person,) in people}


async def test_words_taken_out_of_a_draft_leave_the_word_index_too(
    fresh: Store, path: Path
) -> None:
    deed = Deed(await a_chief(fresh), AT)
    for number in range(60):
        draft = Debunk(
            f"n{number}", Verdict.FAKE, (Claim("ru", mark(number)),), status=Status.DRAFT
        )
        saved = await fresh.publishing.save(draft, base=None, deed=deed)
        other = Debunk(f"n{number}", Verdict.FAKE, (Claim("ru", "Слух"),), status=Status.DRAFT)
        await fresh.publishing.save(other, base=saved.version, deed=deed)
    assert marks(path)
    await fresh.retention.clean(AT, KEEP)
    assert marks(path) == set()


async def test_where_another_program_reads_an_older_state_the_next_change_empties_the_log(
    fresh: Store, path: Path
) -> None:
    await ask(fresh, 1, "раздают саженцы")
    async with await Store.open(path, INDEXING) as other:
        async with other._sessions.lasting_snapshot() as reading:
            assert await reading.value("SELECT count(*) FROM readers") == 1
            await fresh.readers.forget(mark(1).encode(), AT)
            assert marks(path) == {mark(1)}
        await fresh.readers.set_language(b"somebody", "ru")
        assert marks(path) == set()


async def test_what_was_deleted_before_a_crash_is_erased_at_the_next_cleaning(
    fresh: Store, path: Path
) -> None:
    await ask(fresh, 1, "раздают саженцы")
    async with fresh._sessions.transaction() as connection:
        await connection.run("DELETE FROM readers")
    assert mark(1) in marks(path)
    async with await Store.open(path, INDEXING) as after:
        await after.retention.clean(AT, KEEP)
        assert marks(path) == set()


async def test_a_store_where_nothing_was_deleted_is_not_written_anew(fresh: Store) -> None:
    await ask(fresh, 1, "раздают саженцы")
    # SQLite counts it up whenever it writes a file anew.
    before = await fresh._sessions.rows("PRAGMA schema_version")
    await fresh.retention.clean(AT, KEEP)
    assert await fresh._sessions.rows("PRAGMA schema_version") == before
    await fresh.readers.forget(mark(1).encode(), AT)
    assert await fresh._sessions.rows("PRAGMA schema_version") != before
