"""A group chat of ordinary lines at the bot: the figure of `python -m benchmarks groups`."""

from benchmarks.groups.lines import Line
from benchmarks.groups.run import ChatPlan, measured
from matching.search.encoder import Encoder


async def test_5_000_ordinary_lines_get_no_word_and_no_wrong_mark() -> None:
    # By words alone, which takes a tenth of the time; what is marked takes the very words anyway.
    played = await measured(ChatPlan(count=5_000), None)
    nothing: list[Line] = []
    assert (played.lines, played.unasked, played.wrong) == (5_000, 0, nothing)
    assert played.kinds["around a claim"] > 1_000
    assert sum(number for kind, number in played.kinds.items() if kind.startswith("changed")) > 100
    # Not all of them are long enough for a mark.
    assert played.marked > 0.9 * played.exact > 100


async def test_with_the_encoder_too_no_mark_is_wrong(encoder: Encoder) -> None:
    played = await measured(ChatPlan(count=240, seed=2), encoder)
    nothing: list[Line] = []
    assert (played.unasked, played.wrong) == (0, nothing)
    assert played.marked > 0.9 * played.exact
