"""Cases that seem to be about one rumour: suggested on their pages, put together or kept apart."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from domain.case import Case, State
from handlers.kit.act import Act
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened

_DOOR = "queue"
_SHOWN = 200

Buttons = list[list[InlineKeyboardButton]]


async def suggested(case: Case, act: Act, limit: int) -> list[Case]:
    """Return the open cases that seem to be about the same as this one, the likeliest first."""
    if case.state is not State.OPEN:
        return []
    least = act.services.joining.suggestion
    found = await act.services.store.suggestions.of(case.id, least, limit)
    loaded = [await act.services.store.cases.get(one.case, act.at) for one in found]
    return [one for one in loaded if one is not None]


async def named(others: Sequence[Case], act: Act) -> list[Html]:
    """Return a line for each of these cases, with its newest words."""
    parts = []
    for other in others:
        newest = await act.services.store.cases.wordings(other.id, 1)
        words = shortened(" ".join(newest[0].text.split()), _SHOWN) if newest else ""
        line = bold(in_a_line(other, act))
        parts.append(joined([line, plain(words or act.voice("case-wordless"))]))
    return parts


def in_a_line(other: Case, act: Act) -> str:
    """Return that a case seems to be about the same as this one, and how many ask."""
    return act.voice("case-same-as", case=str(other.id), number=other.readers)


def buttons(case: Case, others: Sequence[Case], act: Act, page: int | None = None) -> Buttons:
    """Return, for each of these cases, a button that merges and one that keeps apart.

    The smaller goes into the larger, once both were shown. `page` is that of the queue which the
    buttons stand on, if they do.
    """
    rows = []
    for other in others:
        smaller, larger = sorted((case, other), key=lambda one: (one.readers, -one.id))
        back = () if page is None else (page,)
        pair = f"№{case.id} + №{other.id}"
        rows.append(
            [
                desk_button(
                    act.voice("case-button-same", pair=pair), _DOOR, "into", smaller.id, larger.id
                ),
                desk_button(
                    act.voice("case-button-differ"), _DOOR, "differ", case.id, other.id, *back
                ),
            ]
        )
    return rows


async def keep_apart(act: Act) -> str:
    """Take down that two cases are not about the same; return words that say so."""
    case, other = act.press.number(), act.press.number(1)
    if case is None or other is None:
        return act.voice("stale-button")
    done = await act.services.store.suggestions.refuse(case, other, deed=act.deed())
    key = "case-done-differ" if done else "case-not-suggested"
    return act.voice(key, case=str(case), other=str(other))
