"""The cases that are over: listed, the last closed first."""

from telegram import InlineKeyboardMarkup

from domain.case import Case
from handlers.desk.queue.case_pages import PAGE, Rows, button, moment, state_in_words
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.markup import Html, bold, joined, plain, shortened

_LISTED = 160
_DEEPEST = 100_000


async def closed_page(page: int, act: Act) -> Answer:
    """Return a page of the cases that were answered, closed or merged; pages count from 0."""
    cases = act.services.store.cases
    start = max(0, min(page, _DEEPEST)) * PAGE
    found = await cases.closed(act.at, PAGE + 1, start)
    if not found and start:
        start = 0
        found = await cases.closed(act.at, PAGE + 1, start)
    back = [button(act.voice("case-button-queue"), "page", 0)]
    if not found:
        return Answer(plain(act.voice("queue-closed-empty")), InlineKeyboardMarkup([back]))
    parts = [bold(act.voice("queue-closed-title"))]
    rows: Rows = []
    for case in found[:PAGE]:
        parts.append(await _entry(case, act))
        label = act.voice("queue-button-case", case=str(case.id), readers=str(case.readers))
        rows.append([button(label, "case", case.id)])
    number = start // PAGE
    turn = [button("«", "closed", number - 1)] if number else []
    if len(found) > PAGE:
        turn.append(button("»", "closed", number + 1))
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup([*rows, *filter(None, [turn]), back]))


async def _entry(case: Case, act: Act) -> Html:
    newest = await act.services.store.cases.wordings(case.id, 1)
    text = " ".join(newest[0].text.split()) if newest else ""
    how = state_in_words(case, act.voice)
    when = moment(case.closed, act.services, act.voice) if case.closed else ""
    lines = [bold(f"№{case.id} · {when}"), plain(how)]
    # The words go some days after a case is closed.
    shown = shortened(text, _LISTED) or act.voice("queue-closed-wordless")
    return joined([*lines, plain(shown)])
