"""Moderators' work in progress."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.deed import Deed
from domain.moderator import Newcomer, Role
from storage.desk.drafts import ASIDE, WAITING
from storage.store import Store
from tests.kit.samples import INDEXING

AT = 1_795_000_000


@pytest.fixture
async def people(fresh: Store) -> tuple[int, int]:
    one = await fresh.moderators.ensure_owner(Newcomer(b"one", b"s", b"n"), AT)
    two = await fresh.moderators.ensure_owner(Newcomer(b"two", b"s", b"n"), AT)
    return one.id, two.id


async def test_what_a_moderator_types_goes_to_the_draft_touched_last(
    fresh: Store, people: tuple[int, int]
) -> None:
    first = await fresh.drafts.begin(Deed(people[0], AT), step="claim-ru", body="{}")
    second = await fresh.drafts.begin(Deed(people[0], AT), step="verdict", body="{}")
    await fresh.drafts.begin(Deed(people[1], AT + 9), step="verdict", body="{}")
    assert await fresh.drafts.awaiting(people[0]) == second
    await fresh.drafts.put(replace(first, changed=AT + 1))
    waiting = await fresh.drafts.awaiting(people[0])
    assert waiting is not None
    assert waiting.id == first.id


async def test_who_began_a_draft_and_who_threw_it_away_is_written_down(
    fresh: Store, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(Deed(people[0], AT), step="verdict", body="{}", debunk="x")
    assert await fresh.drafts.drop(draft.id, deed=Deed(people[1], AT + 1))
    assert not await fresh.drafts.drop(draft.id, deed=Deed(people[1], AT + 2))
    found = await fresh.audit.of(f"draft:{draft.id}")
    assert [(one.action, one.moderator, one.at, one.details) for one in found] == [
        ("draft.dropped", people[1], AT + 1, {}),
        ("draft.begun", people[0], AT, {"debunk": "x"}),
    ]


@pytest.mark.parametrize("step", [ASIDE, WAITING])
async def test_a_draft_put_aside_or_finished_awaits_no_words(
    fresh: Store, people: tuple[int, int], step: str
) -> None:
    await fresh.drafts.begin(Deed(people[0], AT), step=step, body="{}")
    assert await fresh.drafts.awaiting(people[0]) is None


async def test_drafts_are_there_when_the_store_is_opened_again(
    fresh: Store, path: Path, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(
        Deed(people[0], AT), step="claim-kk", body='{"a": "әңгіме"}', debunk="x", base=3
    )
    await fresh.close()
    async with await Store.open(path, INDEXING) as again:
        assert await again.drafts.get(draft.id) == draft


async def test_the_drafts_of_who_has_no_role_any_more_are_left_to_the_others(
    fresh: Store, people: tuple[int, int]
) -> None:
    draft = await fresh.drafts.begin(Deed(people[1], AT), step="claim-ru", body="{}")
    assert await fresh.drafts.left() == []
    await fresh.moderators.set_role(people[1], None, was=Role.OWNER, deed=Deed(people[0], AT))
    assert [one.id for one in await fresh.drafts.left()] == [draft.id]
    assert await fresh.drafts.hand_over(draft, draft, Deed(people[0], AT))
    assert await fresh.drafts.hand_over(draft, draft, Deed(people[0], AT)) is None
    assert await fresh.drafts.left() == []
    waiting = await fresh.drafts.awaiting(people[0])
    assert waiting is not None
    assert waiting.id == draft.id


async def test_everybody_who_holds_a_draft_of_a_debunk_is_found(
    fresh: Store, people: tuple[int, int]
) -> None:
    for number in people:
        await fresh.drafts.begin(Deed(number, AT), step="parts", body="{}", debunk="x", base=1)
    assert {one.moderator for one in await fresh.drafts.holders("x")} == set(people)
    assert await fresh.drafts.waiting_for("x") is None
