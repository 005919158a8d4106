"""What a file would do to a store: identity, corrections, and that only what was shown is done."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.deed import Deed
from formats import Answers, FileName
from formats.interchange import format_line
from storage.debunks.former_states import Unannounced
from storage.imports.transfer import Terms, import_file
from storage.imports.uploads import Choices, Inspection
from storage.store import Store
from tests.kit import stored_desk
from tests.kit.samples import a_debunk

PAGE = "https://check.example/7"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def nobody(_done: int, _total: int) -> None:
    return None


def review(claim: str, page: str = PAGE, rating: str = "False") -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "url": page,
        "claimReviewed": claim,
        "inLanguage": "ru",
        "reviewRating": {"alternateName": rating},
    }


async def inspected(
    store: Store, file: Path, choices: Choices | None = None, *, drafts_only: bool = False
) -> Inspection:
    chosen = choices or Choices()
    with await store.uploads.open(file, FileName(), Answers()) as reading:
        return await store.uploads.inspect(reading, nobody, chosen, drafts_only=drafts_only)


async def test_a_review_is_found_again_under_the_id_of_an_older_recipe(
    fresh: Store, file: Path
) -> None:
    claim = Claim("ru", "Мост рухнул")
    old = Debunk("cr-0123456789ab", Verdict.FALSE, (claim,), sources=(Source(url=PAGE),))
    await fresh.debunks.save(old)
    put(file, json.dumps([review("Мост рухнул")]))
    report = await import_file(fresh, file, dry_run=False)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    assert await fresh.debunks.count() == 1


async def test_two_reviews_of_one_page_are_two_debunks(fresh: Store, file: Path) -> None:
    put(file, json.dumps([review("Мост рухнул"), review("Мост продали")]))
    assert (await import_file(fresh, file, dry_run=False)).new == 2
    assert (await import_file(fresh, file, dry_run=False)).unchanged == 2
    put(file, json.dumps([review("Мост продали"), review("Кошка родила котят")]))
    report = await import_file(fresh, file, dry_run=False)
    assert (report.new, report.unchanged) == (1, 1)


async def test_a_mended_review_keeps_id_and_learned_wordings(fresh: Store, file: Path) -> None:
    put(file, json.dumps([review("В Алматы рухнул старый мосст")]))
    await import_file(fresh, file, dry_run=False)
    [before] = await fresh.debunks.recent(1)
    learned = Claim("ru", "мост обвалился", learned=True)
    await fresh.debunks.save(replace(before, claims=(*before.claims, learned)))
    put(file, json.dumps([review("В Алматы рухнул старый мост")]))
    [asked] = (await inspected(fresh, file)).likely
    assert asked.slip
    assert (asked.held_id, asked.old) == (before.id, "В Алматы рухнул старый мосст")
    yes = Terms(Choices(same={asked.debunk_id: True}))
    assert not (await import_file(fresh, file, dry_run=False)).written
    assert (await import_file(fresh, file, dry_run=False, terms=yes)).changed == 1
    now = await fresh.debunks.get(before.id)
    assert now is not None
    assert [claim.text for claim in now.claims] == ["В Алматы рухнул старый мост", learned.text]
    assert await fresh.debunks.count() == 1


async def test_the_same_id_with_much_or_a_number_changed_is_asked_about(
    fresh: Store, file: Path
) -> None:
    before = a_debunk("one", "Штраф за шум вырастет до 20000 тенге")
    await fresh.debunks.save(before)
    put(file, format_line(a_debunk("one", "Штраф за шум вырастет до 30000 тенге")))
    found = await inspected(fresh, file)
    assert [(one.kind, one.slip) for one in found.likely] == [("id", False)]
    assert (found.loadable, found.left) == (0, 1)
    assert (await inspected(fresh, file, Choices(same={"one": True}))).counts.changed == 1
    left = await inspected(fresh, file, Choices(same={"one": False}))
    assert (left.likely, left.loadable, left.left) == ([], 0, 1)


async def test_another_claim_under_an_id_is_a_fault_whatever_is_answered(
    fresh: Store, file: Path
) -> None:
    await fresh.debunks.save(a_debunk("one", "Мост рухнул"))
    put(file, format_line(a_debunk("one", "Кошка родила котят")))
    report = await import_file(
        fresh, file, dry_run=False, terms=Terms(Choices(same={"one": True}), faulty=True)
    )
    assert [fault.reason.key for fault in report.faults] == ["other-claim"]
    assert await fresh.debunks.get("one") == a_debunk("one", "Мост рухнул")


async def test_a_claim_in_another_language_is_known_by_the_page(fresh: Store, file: Path) -> None:
    before = replace(a_debunk("one", "Мост рухнул"), sources=(Source(url=PAGE),))
    await fresh.debunks.save(before)
    kazakh = replace(before, claims=(Claim("kk", "Көпір құлады"),))
    put(file, format_line(kazakh))
    assert (await inspected(fresh, file)).counts.changed == 1
    put(file, format_line(replace(kazakh, sources=())))
    assert len((await inspected(fresh, file)).likely) == 1


async def given(store: Store, debunk: Debunk) -> None:
    """Save a debunk and note that a reader has it."""
    await store.debunks.save(debunk)
    await stored_desk.given(store, await stored_desk.a_reader(store, "Дана"), debunk)


async def test_corrections_need_a_reason_and_name_their_readers(fresh: Store, file: Path) -> None:
    before = a_debunk("one", "Мост рухнул")
    await given(fresh, before)
    put(file, format_line(replace(before, verdict=Verdict.TRUE)))
    report = await import_file(fresh, file, dry_run=False)
    [correction] = report.found.corrections
    assert (correction.before, correction.readers) == (before, 1)
    assert not report.written
    assert await fresh.debunks.get("one") == before
    quiet = await import_file(fresh, file, dry_run=False, terms=Terms(Choices(quiet=True)))
    assert (quiet.written, quiet.changed, quiet.found.left) == (True, 0, 1)
    told = await import_file(fresh, file, dry_run=False, terms=Terms(reason="Ошиблись"))
    assert (told.written, told.changed) == (True, 1)
    [entry] = [one for one in await fresh.audit.of("debunk:one") if "reason" in one.details]
    assert entry.details["reason"] == "Ошиблись"


async def test_readers_are_told_of_nothing_that_was_not_shown(fresh: Store, file: Path) -> None:
    before = a_debunk("one", "Мост рухнул")
    await fresh.debunks.save(before)
    put(file, format_line(replace(before, verdict=Verdict.TRUE)))
    found = await inspected(fresh, file)
    assert found.corrections == []
    await given(fresh, before)
    reading = await fresh.uploads.open(file, FileName(), Answers())
    with reading, pytest.raises(Unannounced):
        await fresh.uploads.bring_in(reading, nobody, found, Deed(at=1))
    assert await fresh.debunks.get("one") == before
    assert (await inspected(fresh, file)).mark != found.mark


async def test_an_editors_file_may_not_become_what_is_published_under_another_id(
    fresh: Store, file: Path
) -> None:
    put(file, json.dumps([review("В Алматы рухнул старый мосст")]))
    await import_file(fresh, file, dry_run=False)
    put(file, json.dumps([review("В Алматы рухнул старый мост")]))
    [asked] = (await inspected(fresh, file, drafts_only=True)).likely
    found = await inspected(fresh, file, Choices(same={asked.debunk_id: True}), drafts_only=True)
    assert [fault.reason.key for fault in found.faults] == ["not-yours"]
    assert found.loadable == 0


async def test_what_an_answer_leaves_out_is_counted(fresh: Store, file: Path) -> None:
    ratings = ["Half true", "Spin", "False"]
    given = [review(f"Мост номер {n}", f"{PAGE}{n}", one) for n, one in enumerate(ratings)]
    put(file, json.dumps(given))
    with await fresh.uploads.open(file, FileName(), Answers()) as reading:
        asked = (
            await fresh.uploads.inspect(reading, nobody, Choices(), drafts_only=False)
        ).questions
    answers = Answers(ratings={asked[0].key: None})
    for choices, left in ((Choices(), 2), (Choices(answers), 2)):
        with await fresh.uploads.open(file, FileName(), choices.answers) as reading:
            found = await fresh.uploads.inspect(reading, nobody, choices, drafts_only=False)
        assert (found.counts.new, found.untaken) == (1, left)


async def test_a_row_is_found_again_under_the_id_of_an_older_recipe(
    fresh: Store, file: Path
) -> None:
    await fresh.debunks.save(Debunk("t-0123456789ab", Verdict.FALSE, (Claim("ru", "Мост рухнул"),)))
    put(file, "verdict;claim\nfalse;«Мост рухнул!»\n")
    found = await inspected(fresh, file)
    assert (found.counts.changed, found.likely) == (1, [])


async def test_what_a_review_leaves_out_of_a_held_debunk_stays(fresh: Store, file: Path) -> None:
    put(file, json.dumps([review("Мост рухнул")]))
    await import_file(fresh, file, dry_run=False)
    (held,) = [debunk async for debunk in fresh.debunks.every()]
    said = Statement({"ru": "Мост цел."}, {"ru": "Акимат"}, "2026-03-04", None)
    kazakh = Claim("kk", "Көпір құлады")
    added = replace(held, claims=(*held.claims, kazakh), statements=(said,), topics=("мост",))
    await fresh.debunks.save(added)

    report = await import_file(fresh, file, dry_run=False)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)

    put(file, json.dumps([review("Мост рухнул", rating="True")]))
    await import_file(fresh, file, dry_run=False)
    (after,) = [debunk async for debunk in fresh.debunks.every()]
    assert after.verdict is Verdict.TRUE
    assert (after.claims, after.statements, after.topics) == (
        added.claims,
        added.statements,
        added.topics,
    )


async def test_a_row_takes_the_place_of_the_likest_wording_and_of_what_it_fills_in(
    fresh: Store, file: Path
) -> None:
    claims = (
        Claim("ru", "Мост упал в реку"),
        Claim("kk", "Көпір құлады"),
        Claim("ru", "Мосту конец"),
    )
    held = Debunk("a", Verdict.FALSE, claims, summary={"ru": "Цел", "kk": "Орнында"})
    await fresh.debunks.save(held)
    put(file, "id,verdict,claim_ru,summary_ru\na,false,Мост упал в реки,Стоит\n")

    await import_file(fresh, file, dry_run=False)
    after = await fresh.debunks.get("a")
    assert after
    assert after.claims == (Claim("ru", "Мост упал в реки"), *claims[1:])
    assert after.summary == {"ru": "Стоит", "kk": "Орнында"}


@pytest.mark.parametrize(("column", "status"), [("", Status.RETRACTED), ("published", "published")])
async def test_a_file_brings_back_what_was_retracted_only_if_it_says_so(
    fresh: Store, file: Path, column: str, status: str
) -> None:
    held = Debunk("a", Verdict.FALSE, (Claim("ru", "Мост упал"),), status=Status.RETRACTED)
    await fresh.debunks.save(held)
    put(file, f"id,verdict,claim_ru,status\na,false,Мост упал,{column}\n")

    found = await inspected(fresh, file)
    keys = [warning.reason.key for warning in found.warnings]
    assert keys == ([] if column else ["stays-retracted"])
    await import_file(fresh, file, dry_run=False)
    after = await fresh.debunks.get("a")
    assert after
    assert after.status == status


async def test_the_interchange_format_tells_all_of_a_debunk(fresh: Store, file: Path) -> None:
    held = Debunk("a", Verdict.FALSE, (Claim("ru", "Мост упал"),), summary={"ru": "Цел"})
    await fresh.debunks.save(held)
    put(file, format_line(replace(held, summary={})))

    await import_file(fresh, file, dry_run=False)
    after = await fresh.debunks.get("a")
    assert after
    assert after.summary == {}
