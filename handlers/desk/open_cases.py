"""Open cases that published debunks seem to answer: offered however they were published."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from domain.case import Case, State
from domain.debunk import Debunk, Status
from domain.post import Post
from handlers.kit.act import Act
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened

_MOST = 6
_WORDING = 160
MOST_COMPARED = 60
"""Claims, and debunks, that are compared at once: each is encoded, which takes a while."""


async def offered(
    debunks: Sequence[Debunk], act: Act
) -> tuple[list[Html], list[list[InlineKeyboardButton]]]:
    """Return a list of the open cases that debunks seem to answer, and the ways to attach them.

    Both are empty where there is none.
    """
    services = act.services
    published = [one for one in debunks if one.status is Status.PUBLISHED]
    found = await answerable(published, services)
    if not found:
        return [], []
    nums = await services.store.debunks.nums(one.id for _, one in found)
    lines: list[Html] = [bold(act.voice("whole-answers"))]
    rows = []
    for case, debunk in found:
        newest = await services.store.cases.wordings(case.id, 1)
        words = " ".join(newest[0].text.split()) if newest else ""
        text = shortened(words, _WORDING) or act.voice("case-wordless")
        lines.append(plain(f"№{case.id}: {text}"))
        label = act.voice("queue-button-case", case=str(case.id), readers=str(case.readers))
        rows.append([desk_button(label, "queue", "attach", case.id, nums[debunk.id])])
    return [joined(lines)], rows


async def answerable(debunks: Sequence[Debunk], services: Services) -> list[tuple[Case, Debunk]]:
    """Return open cases with the debunk that each seems to be about, the most asked about first."""
    found: dict[int, Debunk] = {}
    asked = [(one, claim.text) for one in debunks for claim in one.own_claims][:MOST_COMPARED]
    for debunk, text in asked:
        for case in await services.joining.cases_of(Post(text, debunk.appearances)):
            found.setdefault(case, debunk)
    now = services.clock()
    cases = [(await services.store.cases.get(case, now), one) for case, one in found.items()]
    still = [(case, one) for case, one in cases if case and case.state is State.OPEN]
    return sorted(still, key=lambda pair: -pair[0].readers)[:_MOST]
