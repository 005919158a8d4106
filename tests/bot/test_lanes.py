"""Whose turn it is: each chat in its order, chats in turn, presses before posts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.intake.lanes import Item, Lanes


def item(lane: str, number: int = 0, *, urgent: bool = False) -> Item:
    return Item(lane.encode(), (number,), urgent, 0, 0.0, number)


def drained(lanes: Lanes, most: int = 1) -> list[Item]:
    """Take one after the other, each done before the next is taken."""
    order: list[Item] = []
    while taken := lanes.take(most):
        order += taken
        for one in taken:
            lanes.free(one.lane)
    return order


def test_chats_take_turns() -> None:
    lanes = Lanes()
    for number in range(3):
        lanes.put(item("many", number))
    lanes.put(item("one", 9))
    assert [one.number for one in drained(lanes)] == [0, 9, 1, 2]


def test_of_a_chat_one_is_handled_at_a_time() -> None:
    lanes = Lanes()
    for number in range(3):
        lanes.put(item("chat", number))
    assert [one.number for one in lanes.take(10)] == [0]
    assert lanes.take(10) == []
    lanes.free(b"chat")
    assert [one.number for one in lanes.take(10)] == [1]


def test_a_press_goes_before_all_posts_that_wait() -> None:
    lanes = Lanes()
    for number in range(3):
        lanes.put(item("a", number))
        lanes.put(item("b", 10 + number))
    lanes.put(item("b", 99, urgent=True))
    assert drained(lanes)[0].number == 99


def test_a_chat_that_rests_holds_up_no_other() -> None:
    lanes = Lanes()
    first = item("a", 1)
    lanes.put(first)
    lanes.put(item("a", 2))
    lanes.put(item("b", 3))
    (taken,) = lanes.take(1)
    lanes.rest(taken.lane)
    lanes.put_back([taken])
    lanes.free(taken.lane)
    assert [one.number for one in drained(lanes)] == [3]
    lanes.wake(b"a")
    assert [one.number for one in drained(lanes)] == [1, 2]
    assert lanes.waiting == 0


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=40),
    st.integers(1, 4),
)
def test_everything_comes_out_once_and_each_chat_in_its_order(
    puts: list[tuple[str, bool]], most: int
) -> None:
    lanes = Lanes()
    for number, (lane, urgent) in enumerate(puts):
        lanes.put(item(lane, number, urgent=urgent))
    order = drained(lanes, most)
    assert sorted(one.number or 0 for one in order) == list(range(len(puts)))
    for lane in "abc":
        for urgent in (True, False):
            own = [
                one.number or 0
                for one in order
                if one.lane == lane.encode() and one.urgent is urgent
            ]
            assert own == sorted(own)
    assert lanes.waiting == 0
