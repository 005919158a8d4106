"""Another program reads the store for long, so that the log cannot be folded into the file."""

from pathlib import Path

from storage.engine.sqlite_file import log_of
from storage.store import Store
from tests.kit.processes import start
from tests.kit.samples import FULL, INDEXING, a_debunk

READ_ON = """
other = sqlite3.connect(path, isolation_level=None)
other.execute("BEGIN")
print(other.execute("SELECT count(*) FROM debunks").fetchone()[0], flush=True)
sys.stdin.readline()
print(other.execute("SELECT count(*) FROM debunks").fetchone()[0], flush=True)
other.execute("ROLLBACK")
"""
KEPT_AT_MOST = 16 << 20


def size_of_log(path: Path) -> int:
    return log_of(path).stat().st_size


async def test_a_log_that_grew_while_another_program_read_shrinks_when_it_has_ended(
    path: Path,
) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save(FULL)
        reading = await start(READ_ON, path)
        assert reading.stdout
        assert await reading.stdout.readline() == b"1\n"
        saved = 0
        while size_of_log(path) <= KEPT_AT_MOST:
            saved += 1
            await database.debunks.save(a_debunk(f"one-{saved}", "Дамбу прорвало " * 200))
        assert await database.debunks.count() == 1 + saved
        assert database.in_place
        out, err = await reading.communicate(b"\n")
        assert (out, err) == (b"1\n", b"")
        for number in range(3):
            await database.debunks.save(a_debunk(f"after-{number}"))
        assert size_of_log(path) <= KEPT_AT_MOST
        assert await database.debunks.count() == 4 + saved
