"""Who has to wait is told once: by what is before them and how fast that moves."""

from datetime import UTC, datetime

from telegram import Chat, Message, Update, User

from bot.crowd import MOST_OF_A_CHAT, Crowd
from bot.intake.lanes import Item
from handlers.flood import FloodingChat, LongQueue


def item(chat: int) -> Item:
    person = User(chat, "Айгүл", is_bot=False)
    message = Message(1, datetime.now(UTC), Chat(chat, "private"), person)
    return Item(str(chat).encode(), (Update(1, message=message),), False, 0, 0.0)


async def test_a_short_queue_is_not_worth_a_word() -> None:
    said: list[object] = []
    crowd = Crowd(said.append)
    for chat in range(100):
        crowd.note(item(chat), 0, chat)
    assert said == []


async def test_whoever_comes_when_hundreds_wait_is_told_so_once() -> None:
    said: list[object] = []
    crowd = Crowd(said.append)
    for chat in range(600):
        crowd.note(item(chat), 0, chat)
    crowd.note(item(599), 1, 600)
    told = [one.private_chat for one in said if isinstance(one, LongQueue)]
    assert len(told) == len(said) == len(set(told))
    assert 599 in told
    assert 0 not in told


async def test_one_chat_that_floods_makes_others_no_longer_queue() -> None:
    said: list[object] = []
    crowd = Crowd(said.append)
    for number in range(2_000):
        crowd.note(item(1), number, number)
    crowd.note(item(2), 0, 2_000)
    assert [type(one) for one in said] == [FloodingChat]


async def test_who_floods_is_told_again_only_after_all_was_answered() -> None:
    said: list[object] = []
    crowd = Crowd(said.append)
    many = MOST_OF_A_CHAT + 10
    for _ in range(2):
        for number in range(many):
            crowd.note(item(1), number, number)
        assert len(said) == 1
        for _ in range(many - 1):
            crowd.done(b"1")
        crowd.note(item(1), MOST_OF_A_CHAT, MOST_OF_A_CHAT)
        assert len(said) == 1
        crowd.done(b"1")
        crowd.done(b"1")
        said.clear()
        crowd.note(item(1), 0, 0)
        crowd.done(b"1")
