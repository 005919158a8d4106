"""Which submissions belong together: taking over, merging and splitting of cases."""

from domain.case import Case, CaseNotOpen, NothingToSplit, SameCase, State
from handlers.desk.queue.case_pages import button, case_page, holder_of, keyboard, moment, shown
from handlers.desk.queue.case_troubles import free, load
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.markup import bold, joined, plain, quotation, shortened
from handlers.kit.names import name_of

_SUGGESTED = 5
_LISTED = 200
_WORDINGS = 12
_SIDE = 700


async def ask_to_take_over(case: int, act: Act) -> Answer:
    """Ask whether to take a case from whoever has it. Raises CaseError."""
    services = act.services
    found = await load(case, act)
    held = await holder_of(found, services)
    if found.state is not State.OPEN:
        raise CaseNotOpen(found)
    if held is None or held.id == act.actor.id:
        return await case_page(found, act)
    since = moment(found.held or 0, services, act.voice)
    words = act.voice("case-ask-over", name=name_of(held, services, act.voice), since=since)
    yes = button(act.voice("mods-button-yes"), "grab", found.id, held.id)
    return Answer(plain(words), keyboard([[yes]], found, act.voice))


async def answer(act: Act) -> str | None:
    """Suggest, ask about or do a merge or a split. Raises CaseError."""
    case = await free(act.press.number(), act)
    match act.press.verb, len(act.press.args):
        case "merge", 1:
            return await act.replace(await _suggest(case, act))
        case (("into" | "join"), 2):
            return await _merge(case, act)
        case "split", 1:
            return await act.replace(await _choose(case, 0, act))
        case (("split" | "apart"), 3):
            return await _split(case, act)
        case _:
            return act.voice("stale-button")


async def _suggest(case: Case, act: Act) -> Answer:
    services = act.services
    ranked: dict[int, None] = {}
    for wording in await services.store.cases.wordings(case.id, 3):
        ranked |= dict.fromkeys(await services.joining.similar(wording.text))
    ranked.pop(case.id, None)
    parts = [bold(act.voice("case-merge-title", case=str(case.id)))]
    row = []
    for number in ranked:
        other = await services.store.cases.get(number, act.at)
        if other is None or other.state is not State.OPEN or not other.readers:
            continue
        label = f"№{other.id} · {other.readers}"
        parts.append(joined([bold(label), plain(await _newest(other, _LISTED, act))]))
        row.append(button(f"№{other.id}", "into", case.id, other.id))
        if len(row) == _SUGGESTED:
            break
    if not row:
        parts.append(plain(act.voice("case-merge-none")))
    return Answer(joined(parts, "\n\n"), keyboard([row] if row else [], case, act.voice))


async def _merge(case: Case, act: Act) -> str | None:
    services = act.services
    if act.press.number(1) == case.id:
        raise SameCase
    other = await free(act.press.number(1), act)
    if act.press.verb == "join":
        await services.store.cases.merge(case.id, other.id, deed=act.deed())
        merged = await load(other.id, act)
        done = act.voice("case-merged", into=str(other.id))
        return await act.replace(await case_page(merged, act), done)
    sides = [
        joined([bold(f"№{one.id}"), quotation(plain(await _newest(one, _SIDE, act)))])
        for one in (case, other)
    ]
    question = act.voice("case-ask-merge", case=str(case.id), into=str(other.id))
    yes = button(act.voice("case-button-join"), "join", case.id, other.id)
    content = joined([*sides, plain(question)], "\n\n")
    return await act.replace(Answer(content, keyboard([[yes]], case, act.voice)))


async def _choose(case: Case, chosen: int, act: Act) -> Answer:
    """Ask which wordings go into a new case; bit n of `chosen` is the wording n, the oldest 0."""
    wordings = await act.services.store.cases.wordings(case.id, _WORDINGS, oldest=True)
    if len(wordings) < 2:
        raise NothingToSplit
    stamp = sum(one.key for one in wordings)
    parts = [bold(act.voice("case-split-title", case=str(case.id)))]
    marks = []
    for place, wording in enumerate(wordings):
        mark = "✅" if chosen >> place & 1 else "▫️"
        parts.append(joined([bold(f"{mark} {place + 1}"), shown(wording, act.voice, _LISTED)]))
        toggled = chosen ^ 1 << place
        marks.append(button(f"{mark} {place + 1}", "split", case.id, toggled, stamp))
    rows = [marks[start : start + 4] for start in range(0, len(marks), 4)]
    if chosen:
        rows.append([button(act.voice("case-button-apart"), "apart", case.id, chosen, stamp)])
    return Answer(joined(parts, "\n\n"), keyboard(rows, case, act.voice))


async def _split(case: Case, act: Act) -> str | None:
    services = act.services
    chosen, stamp = act.press.number(1), act.press.number(2)
    wordings = await services.store.cases.wordings(case.id, _WORDINGS, oldest=True)
    current = [one.key for one in wordings]
    if chosen is None or chosen >> _WORDINGS:
        return act.voice("stale-button")
    if stamp != sum(current):
        return await act.replace(await _choose(case, 0, act), act.voice("case-changed"))
    if act.press.verb == "split":
        return await act.replace(await _choose(case, chosen, act))
    keys = [key for place, key in enumerate(current) if chosen >> place & 1]
    new = await services.store.cases.split(case.id, keys, deed=act.deed())
    done = act.voice("case-split-done", case=str(new))
    return await act.replace(await case_page(await load(new, act), act), done)


async def _newest(case: Case, limit: int, act: Act) -> str:
    newest = await act.services.store.cases.wordings(case.id, 1)
    return shortened(newest[0].text if newest else "", limit) or act.voice("case-wordless")
