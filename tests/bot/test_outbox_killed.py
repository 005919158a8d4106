"""The outbox against `kill -9`: the figure of `python -m benchmarks outbox`, in small."""

from benchmarks.outbox import Plan, measured
from handlers.mail.sender import MOST_ON_THEIR_WAY


async def test_killed_in_the_middle_the_bot_misses_nobody_and_keeps_to_the_pace() -> None:
    outcome = await measured(Plan(askers=80, kills=2, too_many=0.05, timeouts=0, round_trip=0.2))
    assert outcome.missed == 0
    assert outcome.doubled <= outcome.kills * MOST_ON_THEIR_WAY
    assert outcome.most_a_second <= 30
    assert outcome.told == 80 - outcome.blocked
    assert outcome.blocked
    assert outcome.refused
