"""`python -m bot export --feedback`, and that `calibrate` reads what it writes."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.application import open_store
from bot.commands.labels import read_labels
from storage.readers.feedback import Vote
from tests.bot.conftest import Raspa
from tests.kit.labels import Row, chatter, claims


async def _vote(database: Path, rows: list[Row], *, sharing: bool) -> None:
    """Let a reader a post say of it what its label says."""
    async with await open_store(database) as store:
        for number, row in enumerate(rows):
            person = f"{row['id']} {number} {sharing}".encode()
            reader = await store.readers.keep(person, b"sealed", "ru")
            await store.readers.set_sharing(reader, sharing)
            about = row["debunk_id"] or "kz-2022-03-04"
            await store.deliveries.note(reader, about, 1, "fake", 1, 0)
            vote = Vote.HELPED if row["debunk_id"] else Vote.NOT_MINE
            await store.feedback.vote(reader, [about], vote, row["lang"], row["text"], number)


@pytest.mark.usefixtures("with_examples")
def test_votes_become_labelled_posts_that_calibrate_reads(
    raspa: Raspa, database: Path, tmp_path: Path
) -> None:
    said = [*claims(), *chatter(3)]
    asyncio.run(_vote(database, said, sharing=True))
    outcome = raspa("export", "--feedback", "votes.jsonl")
    assert outcome.code == 0, outcome.err
    assert f"{len(said)} labelled posts written" in outcome.err
    labels = read_labels(tmp_path / "votes.jsonl")
    assert {(one.text, one.debunk_id) for one in labels} == {
        (row["text"], row["debunk_id"]) for row in said
    }
    assert {one.about_id for one in labels if not one.debunk_id} == {"kz-2022-03-04"}
    # So few are refused, by their number as calibrate read it.
    assert "no debunk answers (there are 3)" in raspa("calibrate", "votes.jsonl").err


@pytest.mark.usefixtures("with_examples")
def test_what_readers_do_not_share_is_not_written(raspa: Raspa, database: Path) -> None:
    asyncio.run(_vote(database, list(chatter(3)), sharing=False))
    outcome = raspa("export", "--feedback")
    assert (outcome.code, outcome.out) == (0, "")


@pytest.mark.usefixtures("with_examples")
def test_nothing_in_a_line_leads_to_a_reader(raspa: Raspa, database: Path) -> None:
    asyncio.run(_vote(database, [*chatter(1)], sharing=True))
    (line,) = raspa("export", "--feedback").out.splitlines()
    assert set(json.loads(line)) == {"id", "text", "lang", "kind", "debunk_id", "about_id"}
    assert json.loads(line)["id"] == "feedback-1"
