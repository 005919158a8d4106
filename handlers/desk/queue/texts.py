"""All that readers sent in a case, word for word, over as many pages as it takes."""

from domain.case import Case
from handlers.desk.queue.case_pages import Rows, button, keyboard, moment
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.markup import bold, joined, plain
from handlers.kit.pages import Passage, paged, passage

_MOST = 500
"""Wordings that are shown, the newest first."""


async def texts_page(case: Case, page: int, act: Act) -> Answer:
    """Return a page of a case's wordings in full; pages count from 0."""
    voice = act.voice
    passages: list[Passage] = []
    for one in await act.services.store.cases.wordings(case.id, _MOST):
        when = moment(one.last, act.services, voice)
        label = f"{when} · {voice('case-wording-readers', number=one.readers)}"
        passages.append(passage(label, one.text or voice("case-wordless")))
    seen = await act.services.store.cases.addresses(case.id, _MOST)
    if seen:
        passages.append(passage(voice("case-seen"), "\n".join(seen)))
    if not passages:
        return Answer(plain(voice("queue-closed-wordless")), keyboard([], case, voice))
    pages = paged(passages)
    number = max(0, min(page, len(pages) - 1))
    heading = voice("case-texts", case=str(case.id), page=number + 1, pages=len(pages))
    turn = [button("«", "texts", case.id, number - 1)] if number else []
    if number + 1 < len(pages):
        turn.append(button("»", "texts", case.id, number + 1))
    rows: Rows = [turn] if turn else []
    return Answer(joined([bold(heading), pages[number]], "\n\n"), keyboard(rows, case, voice))
