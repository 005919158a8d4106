"""Which submissions belong together: taking over, merging and splitting of cases."""

from domain.case import Case, CaseNotOpen, NothingToSplit, SameCase, State
from domain.moderator import Moderator
from handlers.desk.people.names import name_of
from handlers.desk.queue.case_pages import button, case_page, holder_of, keyboard, moment, shown
from handlers.desk.queue.case_troubles import free, loaded
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress
from handlers.kit.markup import bold, joined, plain, quotation, shortened
from handlers.kit.texts import Voice

_SUGGESTED = 5
_LISTED = 200
_WORDINGS = 12
_SIDE = 700


async def ask_to_take_over(case: int, context: Context, by: Moderator, voice: Voice) -> Answer:
    """Ask whether to take a case from whoever has it. Raises CaseError."""
    services = context.services
    found = await loaded(case, context)
    held = await holder_of(found, services)
    if found.state is not State.OPEN:
        raise CaseNotOpen(found)
    if held is None or held.id == by.id:
        return await case_page(found, context, by, voice)
    since = moment(found.held or 0, services, voice)
    words = voice("case-ask-over", name=name_of(held, services, voice), since=since)
    yes = button(voice("mods-button-yes"), "grab", found.id, held.id)
    return Answer(plain(words), keyboard([[yes]], found, voice))


async def answer(
    asked: DeskPress, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Suggest, ask about or do a merge or a split. Raises CaseError."""
    case = await free(asked.number(), context, by)
    match asked.verb, len(asked.args):
        case "merge", 1:
            return await _suggest(case, context, voice), None
        case (("into" | "join"), 2):
            return await _merge(asked, case, context, by, voice)
        case "split", 1:
            return await _choose(case, 0, context, voice), None
        case (("split" | "apart"), 3):
            return await _split(asked, case, context, by, voice)
        case _:
            return None, voice("stale-button")


async def _suggest(case: Case, context: Context, voice: Voice) -> Answer:
    services = context.services
    ranked: dict[int, None] = {}
    for wording in await services.store.cases.wordings(case.id, 3):
        ranked |= dict.fromkeys(await services.joining.similar(wording.text))
    ranked.pop(case.id, None)
    parts = [bold(voice("case-merge-title", case=str(case.id)))]
    row = []
    for number in ranked:
        other = await services.store.cases.get(number, services.clock())
        if other is None or other.state is not State.OPEN or not other.readers:
            continue
        label = f"№{other.id} · {other.readers}"
        parts.append(joined([bold(label), plain(await _newest(other, context, _LISTED, voice))]))
        row.append(button(f"№{other.id}", "into", case.id, other.id))
        if len(row) == _SUGGESTED:
            break
    if not row:
        parts.append(plain(voice("case-merge-none")))
    return Answer(joined(parts, "\n\n"), keyboard([row] if row else [], case, voice))


async def _merge(
    asked: DeskPress, case: Case, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    services = context.services
    if asked.number(1) == case.id:
        raise SameCase
    other = await free(asked.number(1), context, by)
    if asked.verb == "join":
        await services.store.cases.merge(case.id, other.id, by=by.id, at=services.clock())
        merged = await loaded(other.id, context)
        done = voice("case-merged", into=str(other.id))
        return await case_page(merged, context, by, voice), done
    sides = [
        joined([bold(f"№{one.id}"), quotation(plain(await _newest(one, context, _SIDE, voice)))])
        for one in (case, other)
    ]
    question = voice("case-ask-merge", case=str(case.id), into=str(other.id))
    yes = button(voice("case-button-join"), "join", case.id, other.id)
    content = joined([*sides, plain(question)], "\n\n")
    return Answer(content, keyboard([[yes]], case, voice)), None


async def _choose(case: Case, chosen: int, context: Context, voice: Voice) -> Answer:
    """Ask which wordings go into a new case; bit n of `chosen` is the wording n, the oldest 0."""
    wordings = await context.services.store.cases.wordings(case.id, _WORDINGS, oldest=True)
    if len(wordings) < 2:
        raise NothingToSplit
    stamp = sum(one.key for one in wordings)
    parts = [bold(voice("case-split-title", case=str(case.id)))]
    marks = []
    for place, wording in enumerate(wordings):
        mark = "✅" if chosen >> place & 1 else "▫️"
        parts.append(joined([bold(f"{mark} {place + 1}"), shown(wording, voice, _LISTED)]))
        toggled = chosen ^ 1 << place
        marks.append(button(f"{mark} {place + 1}", "split", case.id, toggled, stamp))
    rows = [marks[start : start + 4] for start in range(0, len(marks), 4)]
    if chosen:
        rows.append([button(voice("case-button-apart"), "apart", case.id, chosen, stamp)])
    return Answer(joined(parts, "\n\n"), keyboard(rows, case, voice))


async def _split(
    asked: DeskPress, case: Case, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    services = context.services
    chosen, stamp = asked.number(1), asked.number(2)
    wordings = await services.store.cases.wordings(case.id, _WORDINGS, oldest=True)
    current = [one.key for one in wordings]
    if chosen is None or chosen >> _WORDINGS:
        return None, voice("stale-button")
    if stamp != sum(current):
        return await _choose(case, 0, context, voice), voice("case-changed")
    if asked.verb == "split":
        return await _choose(case, chosen, context, voice), None
    keys = [key for place, key in enumerate(current) if chosen >> place & 1]
    new = await services.store.cases.split(case.id, keys, by=by.id, at=services.clock())
    done = voice("case-split-done", case=str(new))
    return await case_page(await loaded(new, context), context, by, voice), done


async def _newest(case: Case, context: Context, limit: int, voice: Voice) -> str:
    newest = await context.services.store.cases.wordings(case.id, 1)
    return shortened(newest[0].text if newest else "", limit) or voice("case-wordless")
