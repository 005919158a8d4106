"""The ways to read an ask -> the one that matching knows something of, and what it says."""

from collections.abc import Sequence

from domain.decision import Decision, DecisionKind
from handlers.kit.asked import CarriedPost, compared
from handlers.kit.context import Context


async def decided(ways: Sequence[CarriedPost], context: Context) -> tuple[CarriedPost, Decision]:
    """Decide on the first way of reading an ask that is answered, else the first that is known.

    `ways` are at least one. Raises what the store raises.
    """
    found: list[tuple[CarriedPost, Decision]] = []
    for told in ways:
        decision = await context.services.matcher.decide(compared(told.post))
        if decision.kind is DecisionKind.ANSWER:
            return told, decision
        found.append((told, decision))
    return next((one for one in found if one[1].kind is not DecisionKind.UNKNOWN), found[0])
