"""Moderators' work in progress."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.moderator import Role
from storage.desk.drafts import ASIDE, WAITING
from storage.store import Store
from tests.kit.samples import INDEXING

AT = 1_795_000_000


@pytest.fixture
async def people(fresh: Store) -> tuple[int, int]:
    one = await fresh.moderators.ensure_owner(b"one", b"s", b"n", AT)
    two = await fresh.moderators.ensure_owner(b"two", b"s", b"n", AT)
    return one.id, two.id


async def test_what_a_moderator_types_goes_to_the_draft_touched_last(
    fresh: Store, people: tuple[int, int]
) -> None:
    first = await fresh.drafts.begin(people[0], step="claim-ru", body="{}", at=AT)
    second = await fresh.drafts.begin(people[0], step="verdict", body="{}", at=AT)
    await fresh.drafts.begin(people[1], step="verdict", body="{}", at=AT + 9)
    assert await fresh.drafts.awaiting(people[0]) == second
    await fresh.drafts.put(replace(first, changed=AT + 1))
    waiting = await fresh.drafts.awaiting(people[0])
    assert waiting is not None
    assert waiting.id == first.id


async def test_who_began_a_draft_and_who_threw_it_away_is_written_down(
    fresh: Store, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(people[0], step="verdict", body="{}", at=AT, debunk="x")
    assert await fresh.drafts.drop(draft.id, by=people[1], at=AT + 1)
    assert not await fresh.drafts.drop(draft.id, by=people[1], at=AT + 2)
    found = await fresh.audit.of(f"draft:{draft.id}")
    assert [(one.action, one.moderator, one.at, one.details) for one in found] == [
        ("draft.dropped", people[1], AT + 1, {}),
        ("draft.begun", people[0], AT, {"debunk": "x"}),
    ]


@pytest.mark.parametrize("step", [ASIDE, WAITING])
async def test_a_draft_put_aside_or_finished_awaits_no_words(
    fresh: Store, people: tuple[int, int], step: str
) -> None:
    await fresh.drafts.begin(people[0], step=step, body="{}", at=AT)
    assert await fresh.drafts.awaiting(people[0]) is None


async def test_drafts_are_there_when_the_store_is_opened_again(
    fresh: Store, path: Path, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(
        people[0], step="claim-kk", body='{"a": "әңгіме"}', at=AT, debunk="x", base=3
    )
    await fresh.close()
    async with await Store.open(path, INDEXING) as again:
        assert await again.drafts.get(draft.id) == draft


async def test_the_drafts_of_who_has_no_role_any_more_are_left_to_the_others(
    fresh: Store, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(people[1], step="claim-ru", body="{}", at=AT)
    assert await fresh.drafts.left() == []
    await fresh.moderators.set_role(people[1], None, was=Role.OWNER, by=people[0], at=AT)
    assert [one.id for one in await fresh.drafts.left()] == [draft.id]
    assert await fresh.drafts.hand_over(draft, people[0], step=draft.step, at=AT)
    assert await fresh.drafts.hand_over(draft, people[0], step=draft.step, at=AT) is None
    assert await fresh.drafts.left() == []
    waiting = await fresh.drafts.awaiting(people[0])
    assert waiting is not None
    assert waiting.id == draft.id


async def test_everybody_who_holds_a_draft_of_a_debunk_is_found(
    fresh: Store, people: tuple[int, int]
) -> None:
    for number in people:
        await fresh.drafts.begin(number, step="parts", body="{}", at=AT, debunk="x", base=1)
    assert {one.moderator for one in await fresh.drafts.holders("x")} == set(people)
    assert await fresh.drafts.waiting_for("x") is None
