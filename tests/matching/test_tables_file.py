from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.search.tables_file import (
    Table,
    UnfitFileError,
    read_tables,
    words_of,
    words_table,
    write_tables,
)

WORDS = ["қар", "снег", "", "\ud800", "a b\n"]
NUMBERS = np.arange(5_000, dtype=np.int32).reshape(-1, 2)


def written(folder: Path) -> Path:
    path = folder / "tables"
    tables: list[Table] = [
        ("words", [words_table(WORDS)]),
        ("numbers", [NUMBERS[:7], NUMBERS[7:]]),
        ("none", [np.zeros((0, 3), np.float32)]),
    ]
    write_tables(path, {"version": 3}, tables)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    about, tables = read_tables(written(tmp_path))
    assert about == {"version": 3}
    assert words_of(tables["words"]) == WORDS
    assert tables["numbers"].tolist() == NUMBERS.tolist()
    assert tables["none"].shape == (0, 3)


def test_a_table_that_is_changed_in_memory_stays_as_it_is_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    _, tables = read_tables(path)
    tables["numbers"][0] = 7
    assert read_tables(path)[1]["numbers"].tolist() == NUMBERS.tolist()


def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    assert written(tmp_path).stat().st_mode & 0o777 == 0o600


@given(st.data())
def test_a_file_that_is_cut_longer_or_has_one_bit_changed_is_not_read(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder))
        whole = path.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        bit = 1 << data.draw(st.integers(0, 7))
        damaged = data.draw(
            st.sampled_from(
                [
                    whole[:at],
                    whole + bytes(at + 1),
                    whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :],
                ]
            )
        )
        path.write_bytes(damaged)
        with pytest.raises(UnfitFileError):
            read_tables(path)


def test_nothing_is_read_through_a_symbolic_link_nor_from_a_folder(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(written(tmp_path))
    for path in (link, tmp_path):
        with pytest.raises((OSError, UnfitFileError)):
            read_tables(path)


def test_of_a_writing_that_fails_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "tables"

    def failing() -> Iterator[Table]:
        yield "numbers", [NUMBERS]
        raise MemoryError

    with pytest.raises(MemoryError):
        write_tables(path, {}, failing())
    assert not path.exists()
