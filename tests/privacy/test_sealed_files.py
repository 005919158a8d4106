"""Whatever is not the whole file, in its order, under its key, does not open."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import sealed_files
from privacy.sealed_files import HEADER_BYTES, SealedFileError, seal, unseal

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))
CHUNK = 64
SEALED_CHUNK = CHUNK + 16


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> object:
    """Chunks so small that some bytes are many of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_files, "CHUNK_BYTES", CHUNK)
        yield


def sealed(content: bytes, key: bytes = KEY, piece: int = 50) -> bytes:
    out = BytesIO()
    seal((content[at : at + piece] for at in range(0, len(content), piece)), out, key)
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unseal(BytesIO(data), key))


@given(content=st.binary(max_size=1_000), piece=st.integers(1, 400))
def test_what_was_sealed_opens_as_it_was(content: bytes, piece: int) -> None:
    assert opened(sealed(content, piece=piece)) == content


@given(content=st.binary(max_size=400), data=st.data())
def test_a_file_cut_short_at_any_byte_does_not_open(content: bytes, data: st.DataObject) -> None:
    whole = sealed(content)
    at = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(SealedFileError):
        opened(whole[:at])


@given(content=st.binary(max_size=400), data=st.data())
def test_a_file_with_any_bit_changed_does_not_open(content: bytes, data: st.DataObject) -> None:
    whole = bytearray(sealed(content))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealedFileError):
        opened(bytes(whole))


@given(more=st.binary(min_size=1, max_size=200))
def test_a_file_with_something_behind_it_does_not_open(more: bytes) -> None:
    with pytest.raises(SealedFileError):
        opened(sealed(b"a" * 300) + more)


def chunks(data: bytes) -> list[bytes]:
    body = data[HEADER_BYTES:]
    return [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]


@given(order=st.permutations(range(5)))
def test_chunks_in_another_order_do_not_open(order: list[int]) -> None:
    data = sealed(b"a" * CHUNK * 5)
    parts = chunks(data)
    moved = data[:HEADER_BYTES] + b"".join(parts[number] for number in order)
    if order == list(range(5)):
        assert opened(moved) == b"a" * CHUNK * 5
    else:
        with pytest.raises(SealedFileError):
            opened(moved)


@pytest.mark.parametrize("number", range(4))
def test_another_file_s_chunk_does_not_open_in_its_place(number: int) -> None:
    one, other = sealed(b"a" * CHUNK * 4), sealed(b"a" * CHUNK * 4)
    parts = chunks(one)
    parts[number] = chunks(other)[number]
    with pytest.raises(SealedFileError):
        opened(one[:HEADER_BYTES] + b"".join(parts))


def test_another_key_and_another_file_are_told_apart_from_damage() -> None:
    with pytest.raises(SealedFileError, match="another RASPA_BACKUP_KEY"):
        opened(sealed(b"a"), OTHER)
    with pytest.raises(SealedFileError, match="no backup"):
        opened(b"something else that is longer than a header would be" * 4)
    with pytest.raises(SealedFileError, match="damaged or cut short"):
        opened(sealed(b"a" * 300)[:-1])


def test_nothing_of_the_content_or_the_key_stands_in_the_file() -> None:
    data = sealed(b"what a reader wrote " * 20)
    assert b"reader" not in data
    assert KEY not in data
