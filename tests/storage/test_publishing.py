"""The desk's changes of debunks: versions, what they replace, the audit, what they cause."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.case import CaseNotOpen, State
from domain.debunk import Claim, Debunk, Status
from domain.deed import Deed
from domain.moderator import Newcomer
from formats.interchange import format_line
from storage.debunks.former_states import NotADraft
from storage.debunks.publishing import (
    ChangedMeanwhile,
    DraftGone,
    NoClaim,
    NoSuchDebunk,
    Shown,
)
from storage.engine.errors import StoreError
from storage.imports.transfer import import_file
from storage.store import Store
from tests.kit.samples import FULL, a_debunk, wordings
from tests.kit.stored_desk import a_reader, asked
from tests.kit.variations import WHOLE, variations

AT = 1_795_000_000
VARIATIONS = dict(variations(WHOLE))
OTHER = a_debunk("one", "Мост рухнул")
REWORDED = a_debunk("one", "Прорвало дамбу")
DRAFT = a_debunk("one", status=Status.DRAFT)


@pytest.fixture
async def chief(fresh: Store) -> int:
    return (await fresh.moderators.ensure_owner(Newcomer(b"p", b"s", b"n"), AT)).id


async def actions(fresh: Store, debunk_id: str = "one") -> list[str]:
    return [entry.action for entry in await fresh.audit.of(f"debunk:{debunk_id}")]


async def test_a_new_debunk_gets_an_id_of_its_day_and_the_next_free_number(
    fresh: Store, chief: int
) -> None:
    found = [
        (await fresh.publishing.add(a_debunk(""), day="2026-11-22", deed=Deed(chief, AT))).id
        for _ in range(2)
    ]
    other = await fresh.publishing.add(a_debunk(""), day="2026-11-23", deed=Deed(chief, AT))
    assert [*found, other.id] == ["2026-11-22-1", "2026-11-22-2", "2026-11-23-1"]


async def test_a_published_change_keeps_what_it_replaces_and_who_made_it(
    fresh: Store, chief: int
) -> None:
    first = await fresh.publishing.save(a_debunk("one"), base=None, deed=Deed(chief, AT))
    saved = await fresh.publishing.save(OTHER, base=1, deed=Deed(chief, AT + 5, reason="Уточнили"))
    assert saved.version == 2
    assert await fresh.history.versions("one") == [1]
    former = await fresh.history.get("one", 1)
    assert former is not None
    assert former.debunk == first
    newest, oldest = await fresh.audit.of("debunk:one")
    assert (newest.action, newest.moderator, newest.at) == ("edited", chief, AT + 5)
    assert newest.details["reason"] == "Уточнили"
    assert oldest.action == "published"


async def test_a_case_is_attached_and_its_wording_learned_together_or_not_at_all(
    fresh: Store, chief: int
) -> None:
    await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    case = await asked(fresh, await a_reader(fresh, "one"), 10)
    attach = partial(
        fresh.publishing.attach, case, "one", Claim("ru", "Моста нет"), deed=Deed(chief, AT)
    )
    async with fresh._sessions.transaction() as connection:
        await connection.run(
            "CREATE TRIGGER full BEFORE INSERT ON phrasings WHEN NEW.learned "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    with pytest.raises(StoreError):
        await attach()
    found = await fresh.cases.get(case, AT)
    assert found is not None
    assert found.state is State.OPEN
    assert await fresh.outbox.next(AT) is None
    async with fresh._sessions.transaction() as connection:
        await connection.run("DROP TRIGGER full")
    await fresh.cases.close(case, State.SPAM, deed=Deed(chief, AT))
    with pytest.raises(CaseNotOpen):
        await attach()
    assert await fresh.debunks.get("one") == OTHER
    await fresh.cases.reopen(case, deed=Deed(chief, AT))
    assert await attach() == 1
    learned = Claim("ru", "Моста нет", learned=True)
    assert await fresh.debunks.get("one") == replace(OTHER, claims=(*OTHER.claims, learned))


async def test_a_draft_leaves_no_older_version(fresh: Store, chief: int) -> None:
    await fresh.publishing.save(DRAFT, base=None, deed=Deed(chief, AT))
    await fresh.publishing.save(replace(OTHER, status=Status.DRAFT), base=1, deed=Deed(chief, AT))
    published = await fresh.publishing.save(OTHER, base=1, deed=Deed(chief, AT))
    assert published.version == 1
    assert await fresh.history.versions("one") == []
    assert await actions(fresh) == ["published", "drafted", "drafted"]


async def test_who_began_on_an_older_version_is_told_what_it_is_now(
    fresh: Store, chief: int
) -> None:
    await fresh.publishing.save(a_debunk("one"), base=None, deed=Deed(chief, AT))
    now = await fresh.publishing.save(OTHER, base=1, deed=Deed(chief, AT))
    with pytest.raises(ChangedMeanwhile) as told:
        await fresh.publishing.save(a_debunk("one", "Ещё"), base=1, deed=Deed(chief, AT))
    assert told.value.current == now
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.save(a_debunk("one", "Ещё"), base=None, deed=Deed(chief, AT))


async def test_two_who_change_one_draft_are_told_although_its_version_does_not_grow(
    fresh: Store, chief: int
) -> None:
    was = await fresh.publishing.save(DRAFT, base=None, deed=Deed(chief, AT))
    mine, theirs = (replace(was, claims=(Claim("ru", text),)) for text in ("Моё", "Её"))
    await fresh.publishing.save(theirs, base=1, deed=Deed(chief, AT), shown=Shown(was))
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.save(mine, base=1, deed=Deed(chief, AT), shown=Shown(was))


async def test_a_debunk_without_a_claim_of_the_desks_own_is_not_saved(
    fresh: Store, chief: int
) -> None:
    for claims in [(), (Claim("ru", "Слова", learned=True),)]:
        with pytest.raises(NoClaim):
            await fresh.publishing.save(
                replace(OTHER, claims=claims), base=None, deed=Deed(chief, AT)
            )
    assert await fresh.debunks.count() == 0


async def test_a_retracted_debunk_can_be_published_again_as_a_newer_version(
    fresh: Store, chief: int
) -> None:
    await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    gone = await fresh.publishing.retract("one", base=1, deed=Deed(chief, AT, reason="Ошиблись"))
    assert (gone.status, gone.version) == (Status.RETRACTED, 2)
    back = await fresh.publishing.save(OTHER, base=2, deed=Deed(chief, AT))
    assert (back.status, back.version) == (Status.PUBLISHED, 3)
    assert await actions(fresh) == ["published", "retracted", "published"]


async def test_an_older_version_comes_back_as_the_newest(fresh: Store, chief: int) -> None:
    await fresh.publishing.save(a_debunk("one"), base=None, deed=Deed(chief, AT))
    await fresh.publishing.save(OTHER, base=1, deed=Deed(chief, AT))
    back = await fresh.publishing.restore("one", 1, base=2, deed=Deed(chief, AT))
    assert (back.version, back.claims) == (3, a_debunk("one").claims)
    assert await fresh.history.versions("one") == [2, 1]
    assert (await actions(fresh))[0] == "restored"
    with pytest.raises(NoSuchDebunk):
        await fresh.publishing.restore("one", 7, base=3, deed=Deed(chief, AT))
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.restore("one", 2, base=2, deed=Deed(chief, AT))


async def test_a_learned_wording_is_matched_and_raises_no_version(fresh: Store, chief: int) -> None:
    saved = await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    before = await fresh.version()
    await fresh.publishing.learn("one", "ru", "мост обвалился вчера", deed=Deed(chief, AT))
    await fresh.publishing.learn("one", "ru", "мост обвалился вчера", deed=Deed(chief, AT))
    now = await fresh.debunks.get("one")
    assert now is not None
    assert now.version == saved.version
    assert now.claims == (*OTHER.claims, Claim("ru", "мост обвалился вчера", learned=True))
    assert await fresh.version() == before + 1
    assert ("мост", "обвал", "вчера") in [one.terms for one in await wordings(fresh)]
    assert await actions(fresh) == ["learned", "published"]
    assert await fresh.history.versions("one") == []


async def test_what_is_learned_leads_to_nobody(fresh: Store, chief: int) -> None:
    await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    await fresh.publishing.learn("one", "ru", "звоните +7 701 555 12 34", deed=Deed(chief, AT))
    now = await fresh.debunks.get("one")
    assert now is not None
    assert "555" not in now.claims[1].text


async def test_learned_wordings_outlive_changes_and_files_and_can_be_taken_away(
    fresh: Store, chief: int, tmp_path: Path
) -> None:
    await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    await fresh.publishing.learn("one", "ru", "мост обвалился", deed=Deed(chief, AT))
    changed = await fresh.publishing.save(a_debunk("one"), base=1, deed=Deed(chief, AT))
    learned = Claim("ru", "мост обвалился", learned=True)
    assert changed.claims[-1] == learned
    file = tmp_path / "one.jsonl"
    file.write_text(format_line(REWORDED), encoding="utf-8")
    await import_file(fresh, file, dry_run=False)
    assert (await import_file(fresh, file, dry_run=True)).unchanged == 1
    now = await fresh.debunks.get("one")
    assert now is not None
    assert now.claims == (*REWORDED.claims, learned)
    await fresh.publishing.unlearn("one", "мост обвалился", deed=Deed(chief, AT))
    last = await fresh.debunks.get("one")
    assert last is not None
    assert last.claims == REWORDED.claims


async def test_a_learned_wording_is_not_found_by_search(fresh: Store, chief: int) -> None:
    await fresh.publishing.save(OTHER, base=None, deed=Deed(chief, AT))
    await fresh.publishing.learn("one", "ru", "путепровод", deed=Deed(chief, AT))
    assert await fresh.debunks.search(["путеп"], [], 5) == []
    assert len(await fresh.debunks.search(["мост"], [], 5)) == 1


async def test_drafts_are_found_by_search_only_when_asked_for(fresh: Store, chief: int) -> None:
    await fresh.publishing.save(DRAFT, base=None, deed=Deed(chief, AT))
    assert await fresh.debunks.search(["дамбу"], [], 5) == []
    found = await fresh.debunks.search(["дамбу"], [], 5, statuses=Status)
    assert [one.id for one in found] == ["one"]
    assert await fresh.debunks.recent(5, (Status.PUBLISHED,)) == []
    assert len(await fresh.debunks.recent(5)) == 1


async def test_a_file_keeps_older_versions_too_and_says_that_a_command_did_it(
    fresh: Store, tmp_path: Path
) -> None:
    file = tmp_path / "one.jsonl"
    for debunk in (a_debunk("one"), REWORDED):
        file.write_text(format_line(debunk), encoding="utf-8")
        await import_file(fresh, file, dry_run=False)
    assert await fresh.history.versions("one") == [1]
    entries = await fresh.audit.of("debunk:one")
    assert [(entry.action, entry.moderator) for entry in entries] == [("imported", None)] * 2


async def test_a_draft_goes_with_what_it_becomes_and_only_once(fresh: Store, chief: int) -> None:
    draft = await fresh.drafts.begin(Deed(chief, AT), step="review", body="{}")
    await fresh.publishing.add(
        a_debunk(""), day="2026-11-22", deed=Deed(chief, AT), shown=Shown(draft=draft)
    )
    assert await fresh.drafts.get(draft.id) is None
    with pytest.raises(DraftGone):
        await fresh.publishing.add(
            a_debunk(""), day="2026-11-22", deed=Deed(chief, AT), shown=Shown(draft=draft)
        )
    assert await fresh.debunks.count() == 1


async def test_authorities_are_offered_by_the_beginning_of_a_word_in_any_case(
    fresh: Store, chief: int
) -> None:
    await fresh.publishing.save(FULL, base=None, deed=Deed(chief, AT))
    for beginning in ("минист", "ОБОРОНЫ", "қорғ", ""):
        found = await fresh.names.authorities(beginning, 5)
        assert [one.names["ru"] for one in found] == ["Министерство обороны РК"], beginning
    for nobody in ("нистер", "*", "[м]инист", "минист?рство"):
        assert await fresh.names.authorities(nobody, 5) == []
    assert await fresh.names.authorities("минист", 0) == []
    assert await fresh.names.topics(5) == ["army", "армия"]


async def test_what_was_published_meanwhile_is_not_for_an_editors_file(
    fresh: Store, chief: int
) -> None:
    first = await fresh.publishing.save(a_debunk("one"), base=None, deed=Deed(chief, AT))
    deed = Deed(chief, AT, drafts_only=True)
    with pytest.raises(NotADraft):
        await fresh.debunks.save_all([DRAFT], deed=deed)
    assert await fresh.debunks.get("one") == first
    await fresh.debunks.save_all([replace(DRAFT, id="two")], deed=deed)


async def test_a_debunk_answers_every_case_that_it_was_written_for(
    fresh: Store, chief: int
) -> None:
    cases = [await asked(fresh, await a_reader(fresh, name), 1) for name in ("a", "b")]
    for case in cases:
        draft = await fresh.drafts.begin(Deed(chief, AT), step="review", body="{}", case=case)
        base = None if case == cases[0] else 1
        await fresh.publishing.save(
            DRAFT, base=base, deed=Deed(chief, AT), case=case, shown=Shown(draft=draft)
        )
    assert await fresh.drafts.waiting() == []
    await fresh.publishing.save(a_debunk("one"), base=1, deed=Deed(chief, AT))
    states = [found.state for case in cases if (found := await fresh.cases.get(case, AT))]
    assert states == [State.ANSWERED, State.ANSWERED]
    assert (await fresh.statistics.between(0, 1)).due == 2
    assert await fresh.drafts.holders("one") == []


async def test_a_draft_that_is_dropped_answers_nobody(fresh: Store, chief: int) -> None:
    case = await asked(fresh, await a_reader(fresh, "a"), 1)
    draft = await fresh.drafts.begin(Deed(chief, AT), step="review", body="{}", case=case)
    await fresh.publishing.save(
        DRAFT, base=None, deed=Deed(chief, AT), case=case, shown=Shown(draft=draft)
    )
    with pytest.raises(DraftGone):
        await fresh.publishing.add(
            DRAFT, day="d", deed=Deed(chief, AT), case=case, shown=Shown(draft=draft)
        )
    dropped = replace(DRAFT, status=Status.RETRACTED)
    await fresh.publishing.save(dropped, base=1, deed=Deed(chief, AT))
    found = await fresh.cases.get(case, AT)
    assert found is not None
    assert found.state is State.OPEN
    assert await fresh.drafts.holders("one") == []


async def _lies_as(fresh: Store, debunk: Debunk) -> Debunk:
    """Let the store hold this under its id, learned phrasings and all."""
    # An import would leave what was learned.
    await fresh.debunks.save_all([debunk], deed=Deed(1, AT, action="edited"))
    found = await fresh.debunks.get(debunk.id)
    assert found is not None
    return found


@pytest.mark.parametrize("varied", VARIATIONS)
async def test_nothing_slips_in_between_what_was_shown_and_what_is_written(
    fresh: Store, chief: int, varied: str
) -> None:
    shown = await _lies_as(fresh, WHOLE)
    now = await _lies_as(fresh, VARIATIONS[varied])
    assert now.version == shown.version
    deed, after = Deed(chief, AT), replace(shown, status=Status.PUBLISHED)
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.save(after, base=shown.version, deed=deed, shown=Shown(shown))
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.publish_all([shown], deed=deed)
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.restore(
            shown.id, 1, base=shown.version, deed=deed, shown=Shown(shown)
        )
    assert await fresh.debunks.get(shown.id) == now


async def test_what_was_learned_or_taken_out_meanwhile_was_not_shown(
    fresh: Store, chief: int
) -> None:
    deed = Deed(chief, AT)
    shown = await _lies_as(fresh, WHOLE)
    after = replace(shown, status=Status.PUBLISHED)
    await fresh.publishing.learn(shown.id, "ru", "сом болтает", deed=deed)
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.save(after, base=1, deed=deed, shown=Shown(shown))
    await fresh.publishing.unlearn(shown.id, "сом болтает", deed=deed)
    await fresh.publishing.save(after, base=1, deed=deed, shown=Shown(shown))


async def test_of_many_none_is_published_where_one_is_not_as_it_was_shown(
    fresh: Store, chief: int
) -> None:
    shown = [await _lies_as(fresh, replace(WHOLE, id=one)) for one in ("a", "b", "c")]
    await _lies_as(fresh, replace(shown[2], topics=("иное",)))
    with pytest.raises(ChangedMeanwhile):
        await fresh.publishing.publish_all(shown, deed=Deed(chief, AT))
    assert await fresh.debunks.count(Status.PUBLISHED) == 0
    assert await fresh.publishing.publish_all(shown[:2], deed=Deed(chief, AT)) == [
        replace(one, status=Status.PUBLISHED) for one in shown[:2]
    ]


@pytest.mark.parametrize("other", [{"body": "{1}"}, {"step": "aside"}, {"changed": AT + 9}])
async def test_a_draft_that_is_another_now_becomes_nothing(
    fresh: Store, chief: int, other: dict[str, Any]
) -> None:
    read = await fresh.drafts.begin(Deed(chief, AT), step="review", body="{}")
    assert await fresh.drafts.put(replace(read, **other))
    with pytest.raises(DraftGone):
        await fresh.publishing.add(
            a_debunk(""), day="2026-11-22", deed=Deed(chief, AT), shown=Shown(draft=read)
        )
    assert await fresh.debunks.count() == 0
    assert await fresh.drafts.get(read.id) is not None
