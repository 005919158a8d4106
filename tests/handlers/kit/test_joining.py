"""Submissions into cases, with the real encoder on a real store."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.case import State
from domain.deed import Deed
from domain.post import Post
from handlers.kit.joining import Joining
from matching.search.encoder import Encoder, Floats
from matching.search.kept_vectors import KeepingVectors
from sandbox.pulse import PATIENCE
from storage.cases.submissions import Received
from storage.store import Store

AT = 1_800_000_000
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
DATA = Path(__file__).parents[3] / "evaluation" / "our_posts"


@pytest.fixture
def joining(store: Store, encoder: Encoder) -> Joining:
    return Joining(store.submissions, store.case_wordings, encoder)


async def submitted(joining: Joining, store: Store, number: int, text: str) -> int:
    reader = await store.readers.keep(str(number).encode(), b"sealed", "ru")
    return (await joining.submit(Post(text), reader=reader, message=number, at=AT)).case


def chatter(most: int) -> list[str]:
    """Short posts of the evaluation sets that are about no rumour of theirs, each once."""
    found: dict[str, None] = {}
    for name in ("a", "b", "c"):
        for line in (DATA / name / "forwards.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            if one["kind"] in {"chatter", "near_news"} and 20 < len(one["text"]) < 110:
                found[one["text"]] = None
    return list(found)[:most]


@pytest.mark.parametrize(
    "again",
    [
        POST.upper(),
        f"{POST} 😱😱😱",
        f"Мама прислала\n{POST}\n\nПерешлите всем!",
        POST.replace("бесплатно", "беспалтно").replace("яблонь", "яблооонь"),
    ],
)
async def test_a_copy_with_the_marks_of_travelling_joins(
    joining: Joining, store: Store, again: str
) -> None:
    first = await submitted(joining, store, 1, POST)
    assert await submitted(joining, store, 2, again) == first


async def test_a_copy_of_a_long_post_joins(joining: Joining, store: Store) -> None:
    lines = map(json.loads, (DATA / "b" / "forwards.jsonl").read_text("utf-8").splitlines())
    text = next(one["text"] for one in lines if one["id"] == "fb0079")
    copies = [text, f"Срочно!!!\n{text}\n\nПерешлите всем!", text.upper()]
    cases = [await submitted(joining, store, number, copy) for number, copy in enumerate(copies)]
    assert len(set(cases)) == 1


async def test_what_only_the_asking_is_shared_by_stays_apart(
    joining: Joining, store: Store
) -> None:
    cases = [
        await submitted(joining, store, number, f"Мама прислала, это правда?\n{text}")
        for number, text in enumerate([POST, "С марта запретят самокаты в Шымкенте"])
    ]
    assert len(set(cases)) == 2


async def test_many_at_one_moment_open_one_case(joining: Joining, store: Store) -> None:
    cases = await asyncio.gather(*(submitted(joining, store, number, POST) for number in range(20)))
    assert len(set(cases)) == 1


class Held:
    """The real encoder, which does not come to an end with some posts until it may."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.passages = encoder.passages
        self._encoder = encoder
        self.may_end = threading.Event()
        self.begun = threading.Event()

    def queries(self, texts: Sequence[str]) -> Floats:
        if any("яблонь" in text for text in texts):
            self.begun.set()
            assert self.may_end.wait(PATIENCE)
        return self._encoder.queries(texts)


async def test_an_ask_does_not_wait_until_another_has_been_encoded(
    store: Store, encoder: Encoder
) -> None:
    held = Held(encoder)
    joining = Joining(store.submissions, store.case_wordings, KeepingVectors(held))
    await submitted(joining, store, 1, "Завтра в школах отменят уроки из-за мороза")
    slow = asyncio.create_task(submitted(joining, store, 2, POST))
    await asyncio.to_thread(held.begun.wait, PATIENCE)
    quick = submitted(joining, store, 3, "В Караганде подорожает проезд в автобусе")
    assert await asyncio.wait_for(quick, PATIENCE / 2)
    assert not slow.done()
    held.may_end.set()
    assert await slow


async def test_a_desk_without_the_encoder_joins_by_words(store: Store) -> None:
    joining = Joining(store.submissions, store.case_wordings)
    first = await submitted(joining, store, 1, POST)
    assert await submitted(joining, store, 2, POST + " Скиньте в чат") == first
    assert await submitted(joining, store, 3, "Завтра в школах отменят уроки") != first


async def test_two_hundred_unrelated_posts_do_not_melt_into_one_case(
    joining: Joining, store: Store
) -> None:
    texts = chatter(200)
    cases = Counter(
        [await submitted(joining, store, number, text) for number, text in enumerate(texts)]
    )
    assert len(texts) == 200
    assert max(cases.values()) <= 5
    assert len(cases) >= 180


TWO_WORDINGS = (
    "Кто хочет яблоню даром? Сосед говорит, привезут на машине, каждому по деревцу",
    f"{POST} Кто хочет яблоню даром? Сосед говорит, привезут на машине, каждому по деревцу",
)


async def test_a_submission_that_fits_two_cases_joins_one_and_suggests_that_they_are_one(
    joining: Joining, store: Store
) -> None:
    first = await submitted(joining, store, 1, POST)
    second = await submitted(joining, store, 2, TWO_WORDINGS[0])
    third = await submitted(joining, store, 3, TWO_WORDINGS[1])
    assert first != second
    assert third in {first, second}
    assert {case.id for case in await store.cases.queue(AT, 5)} == {first, second}
    assert [one.case for one in await store.suggestions.of(first, joining.suggestion)] == [second]


PAGE = "https://kupony.example/yablonya"
ELSEWHERE = "В Шымкенте с марта запретят электросамокаты, штраф двадцать тысяч тенге"


async def linked(joining: Joining, store: Store, number: int, text: str) -> Received:
    reader = await store.readers.keep(str(number).encode(), b"sealed", "ru")
    post = Post(f"{text} {PAGE}".strip())
    return await joining.submit(post, reader=reader, message=number, at=AT)


async def test_an_open_case_is_joined_by_the_page_that_it_names(
    joining: Joining, store: Store
) -> None:
    first = (await linked(joining, store, 1, POST)).case
    assert (await linked(joining, store, 2, "")).case == first


@pytest.mark.parametrize("state", [State.SPAM, State.UNCHECKABLE])
async def test_a_closed_case_swallows_no_other_words_for_a_page_that_both_name(
    joining: Joining, store: Store, state: State
) -> None:
    closed = (await linked(joining, store, 1, POST)).case
    await store.cases.close(closed, state, deed=Deed(at=AT))
    assert (await linked(joining, store, 2, f"{POST} 😱")).state is state
    for number, text in enumerate([ELSEWHERE, ""], start=3):
        received = await linked(joining, store, number, text)
        assert (received.state, received.case != closed) == (State.OPEN, True)


async def test_a_signature_s_link_joins_no_cases(joining: Joining, store: Store) -> None:
    footer = "Подписаться: https://t.me/kostanay_example/1"
    cases = [
        await submitted(joining, store, number, f"{text}\n\n{footer}")
        for number, text in enumerate([POST, ELSEWHERE])
    ]
    assert len(set(cases)) == 2


async def test_posts_about_other_things_are_not_merged_by_a_list_of_both(
    joining: Joining, store: Store
) -> None:
    other = "С первого марта в Шымкенте запретят электросамокаты на всех улицах города."
    cases = [await submitted(joining, store, 1, POST), await submitted(joining, store, 2, other)]
    await submitted(joining, store, 3, "Новости: самокаты, саженцы, погода и курс тенге")
    assert {case.id for case in await store.cases.queue(AT, 5)} >= set(cases)
