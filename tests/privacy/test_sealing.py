"""Hashing and sealing of Telegram ids and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.sealing import People, SealError

PEOPLE = People(bytes(range(32)))
ids = st.integers(0, 2**52 - 1)


@given(ids)
def test_a_sealed_id_opens_again_and_is_not_there_to_read(user_id: int) -> None:
    sealed = PEOPLE.seal(user_id)
    assert PEOPLE.unseal(sealed, PEOPLE.hash(user_id)) == user_id
    assert PEOPLE.seal(user_id) != sealed
    assert user_id.to_bytes(8, "big") not in sealed


@given(st.text())
def test_a_sealed_name_opens_again(name: str) -> None:
    person = PEOPLE.hash(1)
    told = PEOPLE.unseal_name(PEOPLE.seal_name(name, person), person)
    assert told == name.encode("utf-8", "replace").decode()


def test_another_key_opens_nothing() -> None:
    other = People(bytes(32))
    with pytest.raises(SealError):
        other.unseal(PEOPLE.seal(7), PEOPLE.hash(7))
    with pytest.raises(SealError):
        other.unseal_name(PEOPLE.seal_name("Айгүл", PEOPLE.hash(7)), PEOPLE.hash(7))


def test_what_was_sealed_for_one_person_does_not_open_as_another_s() -> None:
    with pytest.raises(SealError):
        PEOPLE.unseal(PEOPLE.seal(7), PEOPLE.hash(8))


def test_an_id_does_not_open_as_a_name() -> None:
    with pytest.raises(SealError):
        PEOPLE.unseal_name(PEOPLE.seal(7), PEOPLE.hash(7))


@given(st.binary(max_size=64))
def test_bytes_that_nobody_sealed_do_not_open(damaged: bytes) -> None:
    with pytest.raises(SealError):
        PEOPLE.unseal(damaged, PEOPLE.hash(7))


def test_a_person_keeps_the_hash_that_earlier_versions_stored() -> None:
    expected = "91346556592bd2e42df2adb1fbd0f134511872bca9f2ef2860792b4c7d7eaf43"
    assert PEOPLE.hash(777000777).hex() == expected
