"""What keeps a moderator from dealing with a case, in words."""

from domain.case import (
    Case,
    CaseError,
    CaseHeld,
    CaseNotOpen,
    NoSuchCase,
    NothingToSplit,
    NotPublished,
    SameCase,
    State,
)
from handlers.desk.queue.case_pages import holder_of, moment, state_in_words
from handlers.kit.act import Act
from handlers.kit.names import name_of


async def load(case: int | None, act: Act) -> Case:
    """Return a case as it is now. Raises NoSuchCase."""
    services = act.services
    found = await services.store.cases.get(case, act.at) if case is not None else None
    if found is None:
        raise NoSuchCase
    return found


async def free(case: int | None, act: Act) -> Case:
    """Return a case that this moderator may deal with now.

    Raises NoSuchCase, CaseNotOpen, and CaseHeld where someone else has it.
    """
    found = await load(case, act)
    if found.state is not State.OPEN:
        raise CaseNotOpen(found)
    held = await holder_of(found, act.services)
    if held is not None and held.id != act.actor.id:
        raise CaseHeld(found)
    return found


async def in_words(trouble: CaseError, act: Act) -> str:
    """Return what is in the way, short enough for a note above the chat."""
    match trouble:
        case CaseNotOpen():
            return state_in_words(trouble.case, act.voice)
        case CaseHeld():
            services = act.services
            held = await holder_of(trouble.case, services)
            since = moment(trouble.case.held or 0, services, act.voice)
            return act.voice(
                "case-held-since", name=name_of(held, services, act.voice), since=since
            )
        case SameCase():
            return act.voice("case-same")
        case NotPublished():
            return act.voice("case-not-published")
        case NothingToSplit():
            return act.voice("case-nothing-to-split")
        case _:
            return act.voice("case-gone")
