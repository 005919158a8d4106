"""Telegram's names of cards' pictures: one a debunk, language and look, of the state drawn last."""

from dataclasses import replace

from domain.debunk import Claim, Debunk, Verdict
from storage.debunks.pictures import PictureName
from storage.store import Store

NAME = PictureName("kz-2022-03-04", "ru", "light", "first")


async def test_a_name_is_found_for_its_own_state_alone(store: Store) -> None:
    await store.pictures.keep(NAME, "file")
    assert await store.pictures.file_id(NAME) == "file"
    for other in (
        replace(NAME, state="second"),
        replace(NAME, lang="kk"),
        replace(NAME, theme="dark"),
        replace(NAME, debunk_id="nobody"),
    ):
        assert await store.pictures.file_id(other) is None


async def test_a_newer_state_takes_the_place_of_the_one_before(store: Store) -> None:
    newer = replace(NAME, state="second")
    await store.pictures.keep(NAME, "file")
    await store.pictures.keep(newer, "other")
    assert await store.pictures.file_id(NAME) is None
    assert await store.pictures.file_id(newer) == "other"


async def test_what_telegram_has_lost_is_forgotten_and_nothing_newer_with_it(store: Store) -> None:
    newer = replace(NAME, state="second")
    await store.pictures.keep(newer, "other")
    await store.pictures.drop(NAME)
    assert await store.pictures.file_id(newer) == "other"
    await store.pictures.drop(newer)
    assert await store.pictures.file_id(newer) is None


async def test_the_picture_of_a_debunk_that_is_gone_is_kept_by_nobody(store: Store) -> None:
    await store.pictures.keep(replace(NAME, debunk_id="nobody"), "file")
    assert await store.pictures.file_id(replace(NAME, debunk_id="nobody")) is None
    await store.debunks.save(Debunk("one", Verdict.TRUE, (Claim("ru", "Мост закроют"),)))
    await store.pictures.keep(replace(NAME, debunk_id="one"), "file")
    assert await store.pictures.file_id(replace(NAME, debunk_id="one")) == "file"
