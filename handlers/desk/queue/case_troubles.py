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
from domain.moderator import Moderator
from handlers.desk.people.names import name_of
from handlers.desk.queue.case_pages import holder_of, moment, state_in_words
from handlers.kit.context import Context
from handlers.kit.texts import Voice


async def loaded(case: int | None, context: Context) -> Case:
    """Return a case as it is now. Raises NoSuchCase."""
    services = context.services
    found = await services.store.cases.get(case, services.clock()) if case is not None else None
    if found is None:
        raise NoSuchCase
    return found


async def free(case: int | None, context: Context, by: Moderator) -> Case:
    """Return a case that this moderator may deal with now.

    Raises NoSuchCase, CaseNotOpen, and CaseHeld where someone else has it.
    """
    found = await loaded(case, context)
    if found.state is not State.OPEN:
        raise CaseNotOpen(found)
    held = await holder_of(found, context.services)
    if held is not None and held.id != by.id:
        raise CaseHeld(found)
    return found


async def in_words(trouble: CaseError, context: Context, voice: Voice) -> str:
    """Return what is in the way, short enough for a note above the chat."""
    match trouble:
        case CaseNotOpen():
            return state_in_words(trouble.case, voice)
        case CaseHeld():
            services = context.services
            held = await holder_of(trouble.case, services)
            since = moment(trouble.case.held or 0, services, voice)
            return voice("case-held-since", name=name_of(held, services, voice), since=since)
        case SameCase():
            return voice("case-same")
        case NotPublished():
            return voice("case-not-published")
        case NothingToSplit():
            return voice("case-nothing-to-split")
        case _:
            return voice("case-gone")
