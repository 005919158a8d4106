"""People: a row under a keyed hash, and nothing after they ask to be forgotten."""

from pathlib import Path

from storage.cases.submissions import Submission
from storage.readers.readers import Forgotten
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, asked, given, published

ANYA, BAUYRZHAN = b"anya" * 8, b"bauy" * 8


async def test_a_language_is_kept_for_each_person(fresh: Store) -> None:
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.set_language(BAUYRZHAN, "kk")
    await fresh.readers.set_language(ANYA, "en")
    assert await fresh.readers.language(ANYA) == "en"
    assert await fresh.readers.language(BAUYRZHAN) == "kk"


async def test_a_stranger_has_no_language(fresh: Store) -> None:
    assert await fresh.readers.language(ANYA) is None


async def test_a_language_outlives_the_process(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.readers.set_language(ANYA, "kk")
    async with await Store.open(path, INDEXING) as database:
        assert await database.readers.language(ANYA) == "kk"


async def test_forgetting_the_language_forgets_who_had_chosen_nothing_else(
    fresh: Store,
) -> None:
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.forget_language(ANYA)
    assert await fresh.readers.by_person(ANYA) is None


async def test_forgetting_the_language_leaves_the_rest(fresh: Store) -> None:
    number = await fresh.readers.keep(ANYA, b"sealed", "kk")
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.forget_language(ANYA)
    reader = await fresh.readers.get(number)
    assert reader is not None
    assert (reader.lang, reader.voice) == (None, "kk")


async def test_a_reader_keeps_their_row_however_often_they_write(fresh: Store) -> None:
    number = await fresh.readers.keep(ANYA, b"sealed once", "ru")
    assert await fresh.readers.keep(ANYA, b"sealed again", "ru") == number
    assert await fresh.readers.keep(ANYA, b"sealed again", "kk") == number
    reader = await fresh.readers.get(number)
    assert reader is not None
    assert (reader.sealed, reader.spoken, reader.updates) == (b"sealed once", "kk", True)
    assert (reader.reachable, reader.sharing) == (True, None)


async def test_who_had_only_chosen_a_language_is_the_same_reader_later(fresh: Store) -> None:
    await fresh.readers.set_language(ANYA, "en")
    reader = await fresh.readers.get(await fresh.readers.keep(ANYA, b"sealed", "ru"))
    assert reader is not None
    assert (reader.sealed, reader.voice) == (b"sealed", "en")


async def test_who_writes_again_can_be_reached_again(fresh: Store) -> None:
    number = await fresh.readers.keep(ANYA, b"sealed", "ru")
    await fresh.readers.mark_unreachable(number)
    assert not getattr(await fresh.readers.get(number), "reachable", True)
    await fresh.readers.keep(ANYA, b"sealed", "ru")
    assert getattr(await fresh.readers.get(number), "reachable", False)


async def test_wishes_are_kept(fresh: Store) -> None:
    number = await fresh.readers.keep(ANYA, b"sealed", "ru")
    await fresh.readers.set_updates(number, False)
    await fresh.readers.set_sharing(number, True)
    reader = await fresh.readers.get(number)
    assert reader is not None
    assert (reader.updates, reader.sharing) == (False, True)


async def test_who_asks_is_forgotten_and_others_are_not(fresh: Store) -> None:
    await fresh.readers.set_language(ANYA, "ru")
    await fresh.readers.set_language(BAUYRZHAN, "kk")
    assert await fresh.readers.forget(ANYA, AT) == Forgotten(language=True)
    assert not (await fresh.readers.forget(ANYA, AT)).anything
    assert await fresh.readers.language(ANYA) is None
    assert await fresh.readers.language(BAUYRZHAN) == "kk"


async def test_everything_of_a_forgotten_reader_goes_and_is_counted(fresh: Store) -> None:
    anya = await fresh.readers.keep(ANYA, b"sealed", "ru")
    other = await fresh.readers.keep(BAUYRZHAN, b"sealed", "ru")
    case = await asked(fresh, anya, 1, text="Первый слух, о котором спросила одна Аня")
    shared = await asked(fresh, anya, 2, text="Второй слух, о котором спросили двое")
    await asked(fresh, other, 3, shared, text="Второй слух, о котором спросили и другие")
    debunk = await published(fresh)
    await given(fresh, anya, debunk)
    await fresh.submissions.add(Submission(anya, 4, "ru", "Третий", AT), None)
    forgotten = await fresh.readers.forget(ANYA, AT)
    assert forgotten == Forgotten(account=True, submissions=3, deliveries=1)
    assert await fresh.readers.get(anya) is None
    queue = {one.id: one.readers for one in await fresh.cases.queue(AT, 10)}
    assert queue == {shared: 1}
    assert (await fresh.audit.of(f"case:{case}"))[0].action == "case.emptied"


def all_files_of(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


async def test_the_file_holds_nothing_of_what_was_deleted(path: Path) -> None:
    words = "Слух, который должен исчезнуть " * 200
    async with await Store.open(path, INDEXING) as database:
        anya = await database.readers.keep(ANYA, b"sealed for Anya", "ru")
        await asked(database, anya, 1, text=words)
    assert "исчезнуть".encode() in all_files_of(path.parent)
    async with await Store.open(path, INDEXING) as database:
        await database.readers.forget(ANYA, AT)
    held = all_files_of(path.parent)
    assert "исчезнуть".encode() not in held
    assert ANYA not in held
    assert b"sealed for Anya" not in held


async def test_what_is_due_to_a_forgotten_reader_is_cancelled(fresh: Store) -> None:
    anya = await fresh.readers.keep(ANYA, b"sealed", "ru")
    case = await asked(fresh, anya, 1)
    await published(fresh, case=case)
    forgotten = await fresh.readers.forget(ANYA, AT)
    assert forgotten.due == 1
    assert await fresh.outbox.next(AT + 1) is None


async def test_matching_notices_that_a_forgotten_reader_s_words_are_gone(
    fresh: Store,
) -> None:
    anya = await fresh.readers.keep(ANYA, b"sealed", "ru")
    await asked(fresh, anya, 1)
    before = await fresh.case_wordings.version()
    await fresh.readers.forget(ANYA, AT)
    changes = [one async for one in fresh.case_wordings.changes(before)]
    assert [change.phrasings for part in changes for change in part.debunks] == [()]
