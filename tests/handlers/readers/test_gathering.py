"""Which messages are gathered into one ask, whoever else writes meanwhile."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Chat, Message, MessageOriginHiddenUser, PhotoSize, User

from handlers.kit.asked import asked
from handlers.kit.gathering import Gathering, Patience

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
NUMBERS = count(1)
LETTER = "Соседи, это надолго. " * 190
PHOTO = (PhotoSize("a", "b", 90, 67),)
RUMOUR = "Завтра во всём городе отключат воду и свет до самого понедельника"


def message(
    person: int,
    text: str = "",
    *,
    forwarded: bool = False,
    photo: bool = False,
    album: str | None = None,
    late: float = 0,
) -> Message:
    when = NOON + timedelta(seconds=late)
    return Message(
        next(NUMBERS),
        when,
        Chat(person, "private"),
        from_user=User(person, "Дана", is_bot=False),
        text=None if photo else text,
        caption=(text or None) if photo else None,
        photo=PHOTO if photo else (),
        forward_origin=MessageOriginHiddenUser(when, "Сосед") if forwarded else None,
        media_group_id=album,
    )


asides = st.sampled_from(
    ["рас па?", "это правда", "?", "Здравствуйте!", "is it true", "мынау шын ба"]
)
comments = st.sampled_from(
    ["Смотрите, что прислали", "Правда, что всё отключат?", "вот такое ходит"]
)


@st.composite
def one_ask(draw: st.DrawFn, person: int) -> list[Message]:
    """The messages of one ask, as a person's app sends them."""
    album = f"{person}"
    shape = draw(st.sampled_from(["question", "comment", "album", "letter", "typed", "floods"]))
    match shape:
        case "question":
            return [message(person, draw(asides)), message(person, RUMOUR, forwarded=True)]
        case "comment":
            forwards = draw(st.integers(1, 4))
            said = message(person, draw(comments))
            return [said, *(message(person, RUMOUR, forwarded=True) for _ in range(forwards))]
        case "album":
            before = [message(person, draw(asides))] if draw(st.booleans()) else []
            parts = draw(st.integers(1, 10))
            pictures = [message(person, RUMOUR, photo=True, album=album) for _ in range(parts)]
            after = [message(person, draw(asides))] if draw(st.booleans()) else []
            return [*before, *pictures, *after]
        case "letter":
            pieces = draw(st.integers(1, 3))
            forwarded = draw(st.booleans())
            full = [message(person, LETTER, forwarded=forwarded) for _ in range(pieces)]
            return [*full, message(person, RUMOUR, forwarded=forwarded)]
        case "typed":
            return [message(person, draw(asides)), message(person, RUMOUR)]
        case _:
            return [message(person, "?") for _ in range(draw(st.integers(1, 12)))]


async def gathered(messages: Sequence[Message]) -> list[list[Message]]:
    """Return what was handed on of messages that come in at once."""
    handed: list[list[Message]] = []

    async def take(parts: Sequence[Message]) -> None:
        await asyncio.sleep(0)
        handed.append(list(parts))

    # Longer than a busy machine may pause: what still waits at the end is handed on by `settle`.
    gathering = Gathering(
        Patience(album=3600, letter=3600, question=3600, forwards=3600, most=3600)
    )
    for one in messages:
        await gathering.take(one, take)
    await gathering.settle()
    return handed


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_however_two_people_s_messages_mix_each_ask_is_handed_on_once_and_whole(
    data: st.DataObject,
) -> None:
    one, two = data.draw(one_ask(1)), data.draw(one_ask(2))
    order = data.draw(st.permutations([1] * len(one) + [2] * len(two)))
    queues: dict[int, Iterator[Message]] = {1: iter(one), 2: iter(two)}
    handed = asyncio.run(gathered([next(queues[whose]) for whose in order]))
    assert sorted(handed, key=lambda parts: parts[0].chat_id) == [one, two]
    for parts in handed:
        assert asked(parts)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["?", RUMOUR, "Спасибо!", "вот такое ходит", LETTER]), max_size=12))
def test_nothing_is_lost_doubled_or_put_out_of_order(texts: list[str]) -> None:
    messages = [message(1, text) for text in texts]
    handed = asyncio.run(gathered(messages))
    assert [one for parts in handed for one in parts] == messages


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (message(5, RUMOUR), message(5, RUMOUR, forwarded=True)),
        (message(5, "рас па?"), message(5, RUMOUR, forwarded=True, late=60)),
        (message(5, "Правда, что всё отключат?"), message(5, RUMOUR)),
        (message(5, LETTER), message(5, RUMOUR, forwarded=True)),
        (message(5, RUMOUR, forwarded=True), message(5, RUMOUR, forwarded=True)),
        (
            message(5, RUMOUR, photo=True, album="a"),
            message(5, RUMOUR, photo=True, album="b"),
        ),
    ],
    ids=["post, forward", "a minute apart", "two typed", "letter, forward", "forwards", "albums"],
)
def test_what_is_not_one_ask_is_handed_on_apart(first: Message, second: Message) -> None:
    assert asyncio.run(gathered([first, second])) == [[first], [second]]


def test_an_ordinary_post_is_handed_on_before_the_next_update_is_taken() -> None:
    async def at_once() -> bool:
        handed = asyncio.Event()

        async def take(parts: Sequence[Message]) -> None:
            handed.set()

        await Gathering(Patience(question=3600, most=3600)).take(message(1, RUMOUR), take)
        return handed.is_set()

    assert asyncio.run(at_once())


def test_an_edited_message_that_still_waits_takes_the_old_one_s_place() -> None:
    async def edit() -> list[Sequence[Message]]:
        handed: list[Sequence[Message]] = []

        async def take(parts: Sequence[Message]) -> None:
            handed.append(parts)

        gathering = Gathering(Patience(question=3600, most=3600))
        first = message(1, "рас")
        await gathering.take(first, take)
        again = Message(
            first.message_id, NOON, first.chat, from_user=first.from_user, text="рас па?"
        )
        await gathering.take(again, take, edited=True)
        assert not handed
        await gathering.settle()
        return handed

    (parts,) = asyncio.run(edit())
    assert [part.text for part in parts] == ["рас па?"]


def test_a_flood_of_questions_waits_no_longer_than_all_may() -> None:
    async def flood() -> int:
        handed = 0

        async def take(parts: Sequence[Message]) -> None:
            nonlocal handed
            handed += 1

        gathering = Gathering(Patience(question=3600, most=0.01))
        while not handed:
            await gathering.take(message(1, "?"), take)
            await asyncio.sleep(0)
        return handed

    assert asyncio.run(flood()) == 1
