"""A role that ends, ends inside the transaction of whatever its holder is doing."""

import inspect
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from domain.case import State
from domain.debunk import Claim, Status
from domain.deed import Deed
from domain.moderator import Newcomer, Role
from formats.interchange import format_line
from formats.questions import Answers, FileName
from storage.cases.submissions import Submission
from storage.desk.drafts import WAITING, Draft
from storage.desk.invites import InviteExpired, InviteWithdrawn
from storage.desk.roles import NotAllowed
from storage.imports.uploads import Choices
from storage.store import Store
from tests.kit.samples import a_debunk
from tests.kit.stored_desk import a_reader, asked

AT = 1_795_000_000
OTHER = replace(a_debunk("one", "Мост рухнул"), version=1)
UNSEEN = a_debunk("unseen", "Кошка родила котят", status=Status.DRAFT)
Act = Callable[[Store, Deed], Awaitable[object]]


async def a_draft(store: Store) -> Draft:
    return next(iter(await store.drafts.open_of(1)))


async def waiting(store: Store) -> Draft:
    return next(iter(await store.drafts.waiting()))


LEARNED = Claim("ru", "Мост упал", learned=True)


async def _take_back(store: Store, deed: Deed) -> None:
    if (await store.cases.get(2, AT)) and deed.by == 1:
        await store.publishing.attach(2, "one", deed=deed)
    await store.publishing.take_back(2, deed=deed)


ANYONE: dict[str, Act] = {
    "drafts.begin": lambda s, d: s.drafts.begin(d, step="verdict", body="{}"),
    "drafts.drop": lambda s, d: s.drafts.drop(1, deed=d),
    "cases.take": lambda s, d: s.cases.take(1, deed=d),
    "cases.release": lambda s, d: s.cases.release(1, deed=d),
    "publishing.take_back": _take_back,
    "suggestions.refuse": lambda s, d: s.suggestions.refuse(1, 2, deed=d),
    "cases.close": lambda s, d: s.cases.close(1, State.SPAM, deed=d),
    "cases.reopen": lambda s, d: s.cases.reopen(3, deed=d),
    "cases.merge": lambda s, d: s.cases.merge(1, 2, deed=d),
    "cases.split": lambda s, d: s.cases.split(1, [1], deed=d),
    "publishing.attach": lambda s, d: s.publishing.attach(1, "one", LEARNED, deed=d),
    "publishing.learn": lambda s, d: s.publishing.learn("one", "ru", "Мост упал", deed=d),
    "publishing.unlearn": lambda s, d: s.publishing.unlearn("one", "выучено", deed=d),
}


async def _publish_all(store: Store, deed: Deed) -> None:
    draft = await store.debunks.get("unseen")
    assert draft is not None
    await store.publishing.publish_all([draft], deed=deed)


async def _ask_for_channel(store: Store, deed: Deed) -> None:
    shown = await store.debunks.get("one")
    assert shown is not None
    await store.channel_posts.ask(shown, ["ru"], "@desk_example", deed)


async def _follow_in_channel(store: Store, deed: Deed) -> None:
    if deed.by == 1:
        await _ask_for_channel(store, deed)
    await store.channel_posts.follow("one", deed)


CHIEFS: dict[str, Act] = {
    "channel_posts.ask": _ask_for_channel,
    "channel_posts.follow": _follow_in_channel,
    "publishing.add": lambda s, d: s.publishing.add(a_debunk(""), day="2026-11-22", deed=d),
    "publishing.save": lambda s, d: s.publishing.save(OTHER, base=1, deed=d),
    "publishing.publish_all": _publish_all,
    "publishing.retract": lambda s, d: s.publishing.retract("one", base=1, deed=d),
    "publishing.restore": lambda s, d: s.publishing.restore("two", 1, base=2, deed=d),
    "debunks.save_all": lambda s, d: s.debunks.save_all([a_debunk("new")], deed=d),
    "moderators.set_role": lambda s, d: s.moderators.set_role(3, None, was=Role.EDITOR, deed=d),
    "invites.add": lambda s, d: s.invites.add(b"x", Role.EDITOR, deed=d, expires=AT + 9),
    "invites.cancel": lambda s, d: s.invites.cancel(deed=d),
}


async def take_over(store: Store, deed: Deed) -> None:
    draft = await a_draft(store)
    await store.drafts.hand_over(draft, draft, deed)


async def give_back(store: Store, deed: Deed) -> None:
    await store.drafts.give_back(await waiting(store), deed=deed)


CHIEFS |= {"drafts.hand_over": take_over, "drafts.give_back": give_back}
# A refusal is written down also of someone who has no role any more.
OF_NOBODY = {"audit.note", "uploads.bring_in"}


def dump(path: Path) -> list[str]:
    """Return all that a store holds."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


async def someone(store: Store, role: Role, name: bytes) -> int:
    """Return the row of a new moderator, let in by the owner of row 1."""
    await store.invites.add(name, role, deed=Deed(1, AT), expires=AT + 1)
    return (await store.invites.accept(name, Newcomer(name, b"s", b"n"), AT))[0].id


@pytest.fixture
async def desk(fresh: Store) -> Store:
    """A store with debunks, cases, drafts and an owner; row 2 is a chief, row 3 an editor."""
    owner = Deed((await fresh.moderators.ensure_owner(Newcomer(b"o", b"s", b"n"), AT)).id, AT)
    await someone(fresh, Role.CHIEF, b"chief")
    await someone(fresh, Role.EDITOR, b"editor")
    for name in ("one", "two"):
        await fresh.publishing.save(a_debunk(name), base=None, deed=owner)
    await fresh.publishing.save(a_debunk("two", "Дамба цела"), base=1, deed=owner)
    await fresh.publishing.save(UNSEEN, base=None, deed=owner)
    await fresh.publishing.learn("one", "ru", "выучено", deed=owner)
    reader = await a_reader(fresh, "Дана")
    for number, words in enumerate(["Мост рухнул?", "Дамбу прорвало?", "Скидки!"], start=1):
        await asked(fresh, reader, number, text=words)
    await asked(fresh, reader, 4, case=1, text="Говорят, мост упал")
    like = Submission(reader, 5, "ru", "Дамба и мост", AT)
    await fresh.submissions.add(like, 1, like={2: 0.7})
    await fresh.cases.take(1, deed=owner)
    await fresh.invites.add(b"unused", Role.EDITOR, deed=owner, expires=AT + 9)
    await fresh.cases.close(3, State.SPAM, deed=owner)
    await fresh.drafts.begin(owner, step="claim-ru", body="{}")
    await fresh.drafts.begin(owner, step=WAITING, body="{}", debunk="one", base=1)
    return fresh


def test_every_deed_of_the_desk_is_tried_below(desk: Store) -> None:
    found = {
        f"{room}.{name}"
        for room, table in vars(desk).items()
        for name, method in inspect.getmembers(type(table), inspect.isfunction)
        if not name.startswith("_") and "deed" in inspect.signature(method).parameters
    }
    assert found - OF_NOBODY == {*ANYONE, *CHIEFS}


@pytest.mark.parametrize("name", [*ANYONE, *CHIEFS])
async def test_who_has_no_role_any_more_does_nothing(name: str, desk: Store, path: Path) -> None:
    await desk.moderators.set_role(2, None, was=Role.CHIEF, deed=Deed(1, AT))
    before = dump(path)
    act = (ANYONE | CHIEFS)[name]
    with pytest.raises(NotAllowed):
        await act(desk, Deed(2, AT))
    assert dump(path) == before
    if name != "cases.take":
        await act(desk, Deed(1, AT))
        assert dump(path) != before


@pytest.mark.parametrize("name", CHIEFS)
async def test_a_chief_who_is_an_editor_now_does_nothing_of_a_chief(
    name: str, desk: Store, path: Path
) -> None:
    await desk.moderators.set_role(2, Role.EDITOR, was=Role.CHIEF, deed=Deed(1, AT))
    before = dump(path)
    # There is nothing to cancel for who may invite nobody, which is no refusal.
    if name == "invites.cancel":
        assert await desk.invites.cancel(deed=Deed(2, AT)) == 0
    else:
        with pytest.raises(NotAllowed):
            await CHIEFS[name](desk, Deed(2, AT))
    assert dump(path) == before


async def test_drafts_stay_any_editors_to_change(desk: Store) -> None:
    editor = Deed(3, AT)
    mended = a_debunk("unseen", "Кошка родила двух котят", status=Status.DRAFT)
    await desk.publishing.save(mended, base=1, deed=editor)
    with pytest.raises(NotAllowed):
        await desk.publishing.save(replace(mended, status=Status.PUBLISHED), base=1, deed=editor)
    await desk.debunks.save_all([a_debunk("new", status=Status.DRAFT)], deed=_drafts(editor))
    with pytest.raises(NotAllowed):
        await desk.debunks.save_all([a_debunk("newer")], deed=editor)


def _drafts(deed: Deed) -> Deed:
    return replace(deed, tell=False, drafts_only=True)


async def test_an_import_under_way_ends_with_the_role(desk: Store, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("".join(f"{format_line(a_debunk(f'n{n}'))}\n" for n in range(3_000)))
    told = FileName(file.name)
    seen: list[int] = []

    async def end_the_role(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 2:
            await desk.moderators.set_role(2, None, was=Role.CHIEF, deed=Deed(1, AT))

    async def show_nothing(done: int, total: int) -> None:
        pass

    with await desk.uploads.open(file, told, Answers()) as reading:
        found = await desk.uploads.inspect(reading, show_nothing, Choices(), drafts_only=False)
    with await desk.uploads.open(file, told, Answers()) as reading, pytest.raises(NotAllowed):
        await desk.uploads.bring_in(reading, end_the_role, found, Deed(2, AT, tell=False))
    assert 3 < await desk.debunks.count() < 3_000


async def test_drafts_and_files_of_who_has_left_are_kept_as_they_are(
    desk: Store, path: Path
) -> None:
    draft = await desk.drafts.begin(Deed(2, AT), step="verdict", body="{}")
    file = await desk.pending.begin(2, body="{}", at=AT)
    await desk.moderators.set_role(2, None, was=Role.CHIEF, deed=Deed(1, AT))
    before = dump(path)
    with pytest.raises(NotAllowed):
        await desk.drafts.put(replace(draft, body='{"a": 1}'))
    with pytest.raises(NotAllowed):
        await desk.pending.begin(2, body="{}", at=AT)
    with pytest.raises(NotAllowed):
        await desk.pending.put(file, step="file", body='{"a": 1}', at=AT)
    with pytest.raises(NotAllowed):
        await desk.pending.drop(file)
    assert dump(path) == before


@pytest.mark.parametrize("fallen", [None, Role.EDITOR])
async def test_an_unused_invitation_ends_with_its_givers_role_and_stays_so(
    fallen: Role | None, desk: Store
) -> None:
    await desk.invites.cancel(deed=Deed(1, AT))
    await desk.invites.add(b"t", Role.EDITOR, deed=Deed(2, AT), expires=AT + 99)
    await desk.moderators.set_role(2, fallen, was=Role.CHIEF, deed=Deed(1, AT + 1))
    assert await desk.invites.count_open(AT + 2) == 0
    newcomer = Newcomer(b"new", b"s", b"n")
    with pytest.raises(InviteWithdrawn):
        await desk.invites.accept(b"t", newcomer, AT + 2)
    await desk.moderators.set_role(2, Role.CHIEF, was=fallen, deed=Deed(1, AT + 3))
    with pytest.raises(InviteExpired):
        await desk.invites.accept(b"t", newcomer, AT + 4)


async def test_an_owner_who_becomes_a_chief_keeps_only_what_a_chief_may_give(desk: Store) -> None:
    other = await someone(desk, Role.OWNER, b"owner")
    await desk.invites.cancel(deed=Deed(1, AT))
    for token, role in [(b"e", Role.EDITOR), (b"c", Role.CHIEF)]:
        await desk.invites.add(token, role, deed=Deed(other, AT), expires=AT + 99)
    await desk.moderators.set_role(other, Role.CHIEF, was=Role.OWNER, deed=Deed(1, AT + 1))
    assert await desk.invites.count_open(AT + 2) == 1
    assert await desk.invites.accept(b"e", Newcomer(b"new", b"s", b"n"), AT + 2)
