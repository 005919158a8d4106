"""The index beside the store: whatever became of either, posts are decided as without it."""

import asyncio
import json
import random
import shutil
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.application import open_store
from bot.encoding import make_vectors
from bot.kept_index import index_of
from domain.debunk import Claim, Debunk, Status
from domain.post import Post
from formats.interchange import parse_line
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.encoder import Encoder
from matching.search.kept_library import OFTEN_SECONDS, KeptLibrary
from storage.engine.errors import StoreError
from storage.engine.sqlite_copy import copy_store
from storage.store import Store
from tests.kit.processes import start

DATA = Path(__file__).parents[2] / "evaluation" / "our_posts" / "a"
DEBUNKS = [
    parsed
    for line in (DATA / "debunks.jsonl").read_text(encoding="utf-8").splitlines()
    if isinstance(parsed := parse_line(line), Debunk)
]
POSTS = [
    json.loads(line)["text"]
    for line in (DATA / "forwards.jsonl").read_text(encoding="utf-8").splitlines()
]


def kept(path: Path, store: Store, **more: float) -> KeptLibrary:
    seconds = more.get("seconds", 0.0)
    return KeptLibrary(index_of(path), store.index_marks, least=1, clock=lambda: seconds)


def begun(path: Path, store: Store, encoder: Encoder | None) -> Matcher:
    """A matcher as a start of the bot makes it."""
    return Matcher(store.phrasings, SHIPPED, encoder, kept(path, store))


async def same(one: Matcher, other: Matcher, posts: Sequence[str]) -> None:
    """Fail unless both decide on the posts alike, for the same reasons to the last digit."""
    for text in posts:
        assert await one.explain(Post(text)) == await other.explain(Post(text)), text


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Store]:
    async with await open_store(path) as store:
        yield store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raspa.sqlite3"


@pytest.fixture
async def store(path: Path, encoder: Encoder) -> AsyncIterator[Store]:
    """A store of 55 debunks with all their vectors."""
    async with opened(path) as made:
        await made.debunks.save_all(DEBUNKS)
        await make_vectors(made, encoder)
        yield made


async def test_with_the_file_all_posts_are_decided_as_without_it(
    path: Path, store: Store, encoder: Encoder
) -> None:
    fresh = Matcher(store.phrasings, SHIPPED, encoder)
    await begun(path, store, encoder).keep()
    again = begun(path, store, encoder)
    await same(again, fresh, POSTS[:150])
    assert path.with_name("raspa.sqlite3.index").stat().st_mode & 0o777 == 0o600


async def test_without_an_encoder_too(path: Path, store: Store) -> None:
    await begun(path, store, None).keep()
    await same(begun(path, store, None), Matcher(store.phrasings), POSTS[:60])


async def test_the_phrasings_are_not_read_again(
    path: Path, store: Store, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(path, store, encoder).keep()
    asked: list[int] = []
    changes = store.phrasings.changes

    def noted(since: int, name: str | None = None) -> object:
        asked.append(since)
        return changes(since, name)

    monkeypatch.setattr(store.phrasings, "changes", noted)
    await begun(path, store, encoder).follow()
    assert asked == [await store.version()]


@pytest.mark.parametrize("seed", range(3))
async def test_after_whatever_was_done_to_store_and_file(
    path: Path, encoder: Encoder, seed: int
) -> None:
    dice = random.Random(seed)
    copy = path.with_name("copy")
    for _ in range(5):
        async with opened(path) as store:
            matcher = begun(path, store, encoder)
            for _ in range(dice.randint(1, 5)):
                await dice.choice([_publish, _publish, _edit, _retract, _import])(store, dice)
                if dice.random() < 0.8:
                    await make_vectors(store, encoder)
                if dice.random() < 0.5:
                    await matcher.keep()
            posts = dice.sample(POSTS, 12)
            await same(
                begun(path, store, encoder), Matcher(store.phrasings, SHIPPED, encoder), posts
            )
            if dice.random() < 0.5:
                copy.unlink(missing_ok=True)
                await asyncio.to_thread(copy_store, path, copy)
        index = index_of(path)
        befallen = dice.choice(["nothing", "nothing", "an older store", "torn", "gone", "begun"])
        if befallen == "an older store" and copy.exists():
            for one in (
                path,
                path.with_name(path.name + "-wal"),
                path.with_name(path.name + "-shm"),
            ):
                one.unlink(missing_ok=True)
            shutil.copyfile(copy, path)
        if befallen == "torn" and index.exists():
            index.write_bytes(index.read_bytes()[: dice.randint(0, index.stat().st_size)])
        if befallen == "gone":
            index.unlink(missing_ok=True)
        if befallen == "begun":
            index.with_name(index.name + ".new").write_bytes(b"raspa")


async def _publish(store: Store, dice: random.Random) -> None:
    await store.debunks.save(dice.choice(DEBUNKS))


async def _edit(store: Store, dice: random.Random) -> None:
    one, other = dice.choice(DEBUNKS), dice.choice(DEBUNKS)
    await store.debunks.save(
        replace(one, claims=(*one.claims[:1], Claim("ru", other.claims[0].text)))
    )


async def _retract(store: Store, dice: random.Random) -> None:
    await store.debunks.save(replace(dice.choice(DEBUNKS), status=Status.RETRACTED))


async def _import(store: Store, dice: random.Random) -> None:
    await store.debunks.save_all(dice.sample(DEBUNKS, 8))


async def test_an_older_store_that_came_to_the_same_version_otherwise_is_told_apart(
    path: Path, encoder: Encoder
) -> None:
    copy = path.with_name("copy")
    first, second, third = DEBUNKS[:3]
    async with opened(path) as store:
        await store.debunks.save(first)
        await make_vectors(store, encoder)
        await begun(path, store, encoder).keep()
        await asyncio.to_thread(copy_store, path, copy)
        await store.debunks.save(second)
        await make_vectors(store, encoder)
        await begun(path, store, encoder).keep()
        version = await store.version()
    shutil.move(copy, path)
    async with opened(path) as store:
        await store.debunks.save(third)
        await make_vectors(store, encoder)
        assert await store.version() == version
        claims = [one.claims[0].text for one in (first, second, third)]
        fresh = Matcher(store.phrasings, SHIPPED, encoder)
        await same(begun(path, store, encoder), fresh, claims)


async def test_a_file_of_another_encoder_or_store_is_not_used(
    path: Path, store: Store, encoder: Encoder
) -> None:
    await begun(path, store, encoder).keep()
    await same(begun(path, store, None), Matcher(store.phrasings), POSTS[:10])
    other = path.with_name("other.sqlite3")
    shutil.copyfile(index_of(path), index_of(other))
    async with opened(other) as its:
        assert await begun(other, its, encoder).compare(POSTS[0])
        assert not index_of(other).exists()


async def test_where_the_mark_cannot_be_kept_the_former_file_stays_of_use(
    path: Path, store: Store, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = begun(path, store, encoder)
    await matcher.keep()
    before = index_of(path).read_bytes()
    await store.debunks.save_all([replace(one, id=f"again-{one.id}") for one in DEBUNKS])
    await make_vectors(store, encoder)

    async def full(_: str) -> None:
        raise StoreError("full")

    with monkeypatch.context() as patch:
        patch.setattr(store.index_marks, "put", full)
        with pytest.raises(StoreError):
            await matcher.keep()
    assert index_of(path).read_bytes() == before
    assert not list(path.parent.glob("*.new"))
    await same(begun(path, store, encoder), Matcher(store.phrasings, SHIPPED, encoder), POSTS[:10])


async def test_one_change_is_kept_after_a_day_and_many_at_once(
    path: Path, store: Store, encoder: Encoder
) -> None:
    now = 0.0
    file = KeptLibrary(index_of(path), store.index_marks, least=1, clock=lambda: now)
    matcher = Matcher(store.phrasings, SHIPPED, encoder, file)
    await matcher.keep()
    sizes = [index_of(path).stat().st_mtime_ns]
    await store.debunks.save(replace(DEBUNKS[0], status=Status.RETRACTED))
    await matcher.keep()
    # One of 54 is more than a fiftieth of them only by two.
    assert index_of(path).stat().st_mtime_ns == sizes[0]
    now = OFTEN_SECONDS
    await matcher.keep()
    sizes.append(index_of(path).stat().st_mtime_ns)
    assert sizes[1] > sizes[0]
    await store.debunks.save_all([replace(one, status=Status.RETRACTED) for one in DEBUNKS[1:9]])
    await matcher.keep()
    assert index_of(path).stat().st_mtime_ns > sizes[1]


async def test_a_small_store_has_no_file_nor_keeps_one(
    path: Path, store: Store, encoder: Encoder
) -> None:
    file = KeptLibrary(index_of(path), store.index_marks)
    await Matcher(store.phrasings, SHIPPED, encoder, file).keep()
    assert not index_of(path).exists()
    await begun(path, store, encoder).keep()
    assert index_of(path).exists()
    await Matcher(store.phrasings, SHIPPED, encoder, file).keep()
    assert not index_of(path).exists()


_WRITING = """
from bot.application import open_store
from bot.kept_index import index_of
from dataclasses import replace
from matching.matcher import Matcher
from matching.search.kept_library import KeptLibrary
async with await open_store(path) as store:
    one = await store.debunks.get("kz002")
    for turn in range(10_000):
        kept = KeptLibrary(index_of(path), store.index_marks, least=1)
        matcher = Matcher(store.phrasings, kept=kept)
        await store.debunks.save(replace(one, id=f"turn-{turn}"))
        await matcher.keep()
        print(turn, flush=True)
"""


async def test_killed_while_it_writes_over_and_over(path: Path, store: Store) -> None:
    dice = random.Random(1)
    for _ in range(3):
        program = await start(_WRITING, path)
        assert program.stdout is not None
        for _ in range(dice.randint(1, 6)):
            await program.stdout.readline()
        await asyncio.sleep(0)
        with suppress(ProcessLookupError):
            program.send_signal(signal.SIGKILL)
        _, complaints = await program.communicate()
        assert not complaints, complaints.decode()
        await same(begun(path, store, None), Matcher(store.phrasings), POSTS[:5])
