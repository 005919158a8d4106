"""Which debunk a command is about: the one that it names, or one that is picked by a button."""

import re
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, Message

from domain.debunk import Debunk, Status, ref_of
from handlers.desk.drafting.question_page import Row
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.searching import tries
from handlers.kit.texts import Voice

MOST_OFFERED = 10
_CLAIM = 160
_A_ROW = 5
_NUMBER = re.compile(r"(?:№|#|N)?\s?(\d{1,3})\.?")
_NUMBERS = "debunks by the numbers of the last list"
_COMMANDS = {"past": "history"}
"""The commands of doors whose names differ from them."""


def named(message: Message) -> str:
    """Return what follows a command, in one line."""
    return " ".join((message.text or "").split()[1:])


async def one_or_offer(
    act: Act, *, door: str, heading: str, statuses: Sequence[Status] = tuple(Status)
) -> Debunk | None:
    """Return the debunk that a command names: by its code, a list's number, or words.

    Where it names none or leaves several possible, offer a list; the buttons press `one` of the
    door. A number is that of the list which this moderator was shown last.
    """
    wanted = named(act.message)
    if not wanted:
        recent = await act.services.store.debunks.recent(MOST_OFFERED, statuses)
        await offer_list(act, recent, door=door, heading=heading)
        return None
    found = await _found(wanted, act, statuses)
    if len(found) == 1:
        return found[0]
    if found:
        await offer_list(act, found, door=door, heading=act.voice("find-found"))
    elif number_in(wanted) is not None:
        recent = await act.services.store.debunks.recent(MOST_OFFERED, statuses)
        key = "desk-no-number" if _shown(act) else "desk-no-list"
        await offer_list(act, recent, door=door, heading=act.voice(key, number=wanted[:20]))
    elif " " in wanted:
        await act.say(act.voice("find-nothing", words=shortened(wanted, 100)))
    else:
        await act.say(act.voice("desk-no-such", id=wanted[:100]))
    return None


async def _found(wanted: str, act: Act, statuses: Sequence[Status]) -> list[Debunk]:
    """Return what a command's words may mean: a code or number alone, or what a search finds."""
    debunks = act.services.store.debunks
    number = number_in(wanted)
    listed = _shown(act).get(number) if number is not None else None
    named_so = [
        await debunks.by_num(listed) if listed is not None else None,
        await debunks.get(wanted) or await debunks.by_ref(wanted),
    ]
    exact = list({one.id: one for one in named_so if one}.values())
    if exact or number is not None:
        return exact
    return await debunks.search_first(tries(wanted), MOST_OFFERED, statuses=statuses)


def number_in(words: str) -> int | None:
    """Return the number that stands alone in words, as `3` or `№ 3`, or None."""
    found = _NUMBER.fullmatch(words)
    return int(found[1]) if found else None


async def offer_list(act: Act, debunks: Sequence[Debunk], *, door: str, heading: str) -> None:
    """Send a numbered list of debunks, whose numbers can be typed behind commands from then on."""
    sent = await act.say(offered(debunks, act.voice, door=door, heading=heading))
    if sent and debunks:
        await keep_numbers(act, debunks)


async def keep_numbers(act: Act, debunks: Sequence[Debunk], first: int = 1) -> None:
    """Remember which debunks a moderator was shown under which numbers, until the next list.

    A number means what it stood beside, whatever has changed since; a restart forgets it.
    """
    nums = await act.services.store.debunks.nums([one.id for one in debunks])
    shown = {number: nums[one.id] for number, one in enumerate(debunks, first)}
    if act.context.user_data is not None:
        act.context.user_data[_NUMBERS] = shown


def _shown(act: Act) -> dict[int, int]:
    kept: dict[int, int] = (act.context.user_data or {}).get(_NUMBERS, {})
    return kept


async def picked(act: Act) -> Debunk | None:
    """Return the debunk that a button names first."""
    return await act.services.store.debunks.by_ref(act.press.args[0]) if act.press.args else None


def offered(debunks: Sequence[Debunk], voice: Voice, *, door: str, heading: str) -> Answer:
    """Return a numbered list of debunks with a button each."""
    if not debunks:
        return Answer(plain(voice("desk-none")))
    example = f"/{_COMMANDS.get(door, door)} {min(len(debunks), 3)}"
    lines = [*lines_of(debunks, voice), voice("desk-numbers", example=example)]
    return Answer(
        joined([bold(heading), *map(plain, lines)], "\n\n"),
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
