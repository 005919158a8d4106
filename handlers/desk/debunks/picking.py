"""Which debunk a command is about: the one that it names, or one that is picked by a button."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message

from domain.debunk import Debunk, Status, ref_of
from handlers.desk.drafting.question_page import Row
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.texts import Voice

MOST_OFFERED = 10
_CLAIM = 160
_A_ROW = 5


def named(message: Message) -> str:
    """Return what follows a command, in one line."""
    return " ".join((message.text or "").split()[1:])


async def one_or_offer(
    act: Act, *, door: str, heading: str, statuses: Sequence[Status] = tuple(Status)
) -> Debunk | None:
    """Return the debunk that a command names; else offer the recent ones, or say that it is none.

    The buttons press `one` of the door.
    """
    wanted = named(act.message)
    debunks = act.services.store.debunks
    if wanted:
        found = await debunks.get(wanted) or await debunks.by_ref(wanted)
        if found is None:
            await act.say(act.voice("desk-no-such", id=wanted[:100]))
        return found
    recent = await debunks.recent(MOST_OFFERED, statuses)
    await act.say(offered(recent, act.voice, door=door, heading=heading))
    return None


async def picked(act: Act) -> Debunk | None:
    """Return the debunk that a button names first."""
    return await act.services.store.debunks.by_ref(act.press.args[0]) if act.press.args else None


def offered(debunks: Sequence[Debunk], voice: Voice, *, door: str, heading: str) -> Answer:
    """Return a numbered list of debunks with a button each."""
    if not debunks:
        return Answer(plain(voice("desk-none")))
    return Answer(
        joined([bold(heading), *(plain(line) for line in lines_of(debunks, voice))], "\n\n"),
        InlineKeyboardMarkup(numbered(debunks, door)),
    )


def lines_of(debunks: Sequence[Debunk], voice: Voice, first: int = 1) -> list[str]:
    """Return a numbered line for each debunk: verdict's sign, claim, id, status."""
    return [
        f"{number}. {sign_of(one.verdict)} {shortened(claim_in(one, voice.lang), _CLAIM)}\n"
        f"{shortened(one.id, _CLAIM)} · {voice(f'status-{one.status}')}"
        for number, one in enumerate(debunks, first)
    ]


def numbered(debunks: Sequence[Debunk], door: str, first: int = 1) -> list[Row]:
    """Return a numbered button for each debunk that presses `one` of a door."""
    buttons = [
        desk_button(str(number), door, "one", ref_of(one.id))
        for number, one in enumerate(debunks, first)
    ]
    return [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]
