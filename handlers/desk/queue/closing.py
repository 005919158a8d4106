"""Closing many cases at once: chosen on a page, and closed after it is said who hears of it."""

from collections.abc import Sequence
from contextlib import suppress

from telegram import InlineKeyboardMarkup

from domain.case import Case, CaseError, State
from handlers.desk.queue.case_pages import Rows, button, queue_page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.markup import bold, joined, plain, shortened

_A_PAGE = 12
_A_ROW = 4
_LISTED = 120
_STATES = {"spams": State.SPAM, "closes": State.UNCHECKABLE}


async def answer(act: Act) -> str | None:
    """Choose cases of the queue's head, ask, or close the chosen ones."""
    chosen, stamp = act.press.number() or 0, act.press.number(1)
    cases = await act.services.store.cases.queue(act.at, _A_PAGE)
    if not cases:
        return await act.replace(await queue_page(0, act))
    if chosen >> _A_PAGE:
        return act.voice("stale-button")
    if act.press.verb == "pick" and stamp is None:
        return await act.replace(await _choose(cases, 0, act))
    if stamp != _stamp(cases):
        return await act.replace(await _choose(cases, 0, act), act.voice("case-changed"))
    picked = [case for place, case in enumerate(cases) if chosen >> place & 1]
    if act.press.verb == "pick" or not picked:
        return await act.replace(await _choose(cases, chosen, act))
    if act.press.verb == "asks":
        return await act.replace(await _ask(picked, chosen, cases, act))
    return await _close(picked, _STATES[act.press.verb], act)


async def _choose(cases: Sequence[Case], chosen: int, act: Act) -> Answer:
    parts = [bold(act.voice("queue-choose"))]
    marks = []
    for place, case in enumerate(cases):
        mark = "✅" if chosen >> place & 1 else "▫️"
        newest = await act.services.store.cases.wordings(case.id, 1)
        text = " ".join(newest[0].text.split()) if newest else ""
        shown = shortened(text, _LISTED) or act.voice("case-wordless")
        parts.append(joined([bold(f"{mark} №{case.id} · {case.readers}"), plain(shown)]))
        toggled = chosen ^ 1 << place
        marks.append(button(f"{mark} №{case.id}", "pick", toggled, _stamp(cases)))
    rows: Rows = [marks[at : at + _A_ROW] for at in range(0, len(marks), _A_ROW)]
    if chosen:
        number = chosen.bit_count()
        spam = act.voice("queue-button-spam-many", number=number)
        uncheckable = act.voice("queue-button-uncheckable-many", number=number)
        rows.append([button(spam, "spams", chosen, _stamp(cases))])
        rows.append([button(uncheckable, "asks", chosen, _stamp(cases))])
    rows.append([button(act.voice("case-button-queue"), "page", 0)])
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


async def _ask(picked: Sequence[Case], chosen: int, cases: Sequence[Case], act: Act) -> Answer:
    """Ask before readers of all these cases are told that they cannot be checked."""
    number = 0
    for case in picked:
        number += await act.services.store.answers.listeners(case.id)
    words = act.voice("case-ask-uncheckable", number=number)
    named = ", ".join(f"№{case.id}" for case in picked)
    yes = button(act.voice("case-button-uncheckable"), "closes", chosen, _stamp(cases))
    back = button(act.voice("case-button-queue"), "page", 0)
    content = joined([plain(named), bold(words)], "\n\n")
    return Answer(content, InlineKeyboardMarkup([[yes], [back]]))


async def _close(picked: Sequence[Case], state: State, act: Act) -> str | None:
    left, deed = 0, act.deed()
    for case in picked:
        try:
            await act.services.store.cases.close(case.id, state, deed=deed)
        except CaseError:
            # Someone else has it, or it was closed meanwhile.
            left += 1
    done = act.voice("queue-closed-many", number=len(picked) - left, left=left)
    if left == len(picked):
        return await act.replace(await queue_page(0, act), done)
    lines = [plain(done)]
    if state is State.UNCHECKABLE and act.services.desk.grace:
        lines.append(plain(act.voice("case-grace", seconds=act.services.desk.grace)))
    undo = button(act.voice("case-button-undo-closing"), "backs", deed.at)
    back = button(act.voice("case-button-queue"), "page", 0)
    return await act.replace(Answer(joined(lines), InlineKeyboardMarkup([[undo], [back]])), done)


async def take_back(act: Act) -> str | None:
    """Open again what this moderator has closed at once; those not told yet are not told."""
    cases, number = act.services.store.cases, 0
    for case in await cases.closed_by(act.actor.id, act.press.number() or 0):
        # Another may have opened it, or it has gone.
        with suppress(CaseError):
            await cases.reopen(case, deed=act.deed())
            number += 1
    done = act.voice("queue-reopened-many", number=number)
    return await act.replace(await queue_page(0, act), done)


def _stamp(cases: Sequence[Case]) -> int:
    """Return what differs where other cases stand on the page, or in another order."""
    stamp = 0
    for case in cases:
        stamp = (stamp * 1_000_003 + case.id) % 10**12
    return stamp
