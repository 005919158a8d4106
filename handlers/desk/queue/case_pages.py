"""The queue and its cases as moderators see them."""

from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.case import Case, CaseWording, State
from domain.debunk import Debunk, ref_of
from domain.moderator import Moderator
from handlers.desk.debunks.picking import keep_numbers
from handlers.desk.queue import same
from handlers.desk.similar import like_wordings
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, verdict_line
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, quotation, shortened
from handlers.kit.names import name_of
from handlers.kit.texts import Voice
from storage.cases.suggestions import MOST

NAME = "queue"
PAGE = 5
WORDINGS = 5
_LISTED = 160
_SHOWN = 450
_SHOWN_SHORT = 250
_CLAIM = 200
_ADDRESS = 150
_DEEPEST = 100_000

Rows = list[list[InlineKeyboardButton]]


async def queue_page(page: int, act: Act) -> Answer:
    """Return a page of the open cases; pages count from 0."""
    services = act.services
    start = max(0, min(page, _DEEPEST)) * PAGE
    total = await services.store.cases.count_open()
    if start >= total:
        start = max(0, (total - 1) // PAGE) * PAGE
    cases = await services.store.cases.queue(act.at, PAGE, start)
    closed = button(act.voice("queue-button-closed"), "closed", 0)
    if not cases:
        return Answer(plain(act.voice("queue-empty")), InlineKeyboardMarkup([[closed]]))
    parts = [bold(act.voice("queue-title", number=total))]
    rows: Rows = []
    number = start // PAGE
    paired: set[tuple[int, int]] = set()
    for case in cases:
        like = await same.suggested(case, act, 1)
        lines = [plain(same.in_a_line(other, act)) for other in like]
        parts.append(joined([await _entry(case, act), *lines]))
        label = act.voice("queue-button-case", case=str(case.id), readers=str(case.readers))
        rows.append([button(label, "case", case.id)])
        # Each pair has its buttons once, below the first of the two.
        new = [other for other in like if (other.id, case.id) not in paired]
        paired |= {(case.id, other.id) for other in new}
        rows += same.buttons(case, new, act, number)
    turn = [button("«", "page", number - 1)] if number else []
    if start + PAGE < total:
        turn.append(button("»", "page", number + 1))
    last = [closed]
    if total > 1:
        last.insert(0, button(act.voice("queue-button-choose"), "pick", 0))
    rows += [turn, last] if turn else [last]
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


async def case_page(case: Case, act: Act) -> Answer:
    """Return a case with what its readers sent, what is like it, and what can be done now."""
    services = act.services
    wordings = await services.store.cases.wordings(case.id, WORDINGS)
    seen = await services.store.cases.addresses(case.id, 3)
    parts = [bold(_heading(case, act.voice)), plain("\n".join(await _facts(case, act)))]
    for place, one in enumerate(wordings):
        parts.append(shown(one, act.voice, _SHOWN_SHORT if place else _SHOWN))
    if seen:
        addresses = [shortened(one, _ADDRESS) for one in seen]
        parts.append(plain("\n".join([act.voice("case-seen"), *addresses])))
    held = await holder_of(case, services)
    if case.state is not State.OPEN:
        return Answer(joined(parts, "\n\n"), keyboard(await _ways_on(case, act), case, act.voice))
    if held is not None and held.id != act.actor.id:
        over = button(act.voice("case-button-over"), "over", case.id, held.id)
        return Answer(joined(parts, "\n\n"), keyboard([[over]], case, act.voice))
    texts = [wording.text for wording in wordings[:3]]
    similar = await like_wordings(texts, act.services)
    like = await same.suggested(case, act, MOST)
    told, rows = await offered(case, similar, act)
    parts += [*await same.named(like, act), *told]
    rows = [*same.buttons(case, like, act), *rows]
    rows += _actions(case, act.voice, mine=held is not None)
    return Answer(joined(parts, "\n\n"), keyboard(rows, case, act.voice))


async def offered(case: Case, debunks: Sequence[Debunk], act: Act) -> tuple[list[Html], Rows]:
    """Return a numbered list of debunks, and a row of buttons that attach the case to one."""
    if not debunks:
        return [], []
    nums = await act.services.store.debunks.nums(debunk.id for debunk in debunks)
    await keep_numbers(act, debunks)
    parts = [plain(act.voice("case-similar"))]
    buttons = []
    for number, debunk in enumerate(debunks, start=1):
        claim = shortened(claim_in(debunk, act.voice.lang), _CLAIM)
        parts.append(joined([bold(f"{number}. {claim}"), plain(verdict_line(debunk, act.voice))]))
        label = act.voice("case-button-attach", number=str(number))
        buttons.append(button(label, "attach", case.id, nums[debunk.id]))
    return parts, [buttons[:3], buttons[3:]] if len(buttons) > 3 else [buttons]


async def holder_of(case: Case, services: Services) -> Moderator | None:
    """Return who has a case; one without a role any more has nothing."""
    if case.holder is None:
        return None
    found = await services.store.moderators.get(case.holder)
    return found if found and found.role is not None else None


def shown(wording: CaseWording, voice: Voice, limit: int = _SHOWN) -> Html:
    """Return a wording as a quotation, with how many sent it."""
    text = shortened(wording.text, limit) or voice("case-wordless")
    return quotation(plain(f"{text}\n{voice('case-wording-readers', number=wording.readers)}"))


def moment(at: int, services: Services, voice: Voice) -> str:
    """Return a time as the desk's clock shows it."""
    when = datetime.fromtimestamp(at, services.desk.zone)
    return f"{voice.date(when.date().isoformat())}, {when:%H:%M}"


def _heading(case: Case, voice: Voice) -> str:
    return voice("case-heading", case=str(case.id), number=case.readers)


async def _entry(case: Case, act: Act) -> Html:
    services = act.services
    newest = await services.store.cases.wordings(case.id, 1)
    text = shortened(" ".join(newest[0].text.split()), _LISTED) if newest else ""
    lines = [bold(_heading(case, act.voice)), plain(_growth(case, act.voice))]
    if held := await holder_of(case, services):
        lines.append(plain(act.voice("case-held-by", name=name_of(held, services, act.voice))))
    return joined([*lines, plain(text or act.voice("case-wordless"))])


def _growth(case: Case, voice: Voice) -> str:
    return voice("case-growth", recent=case.recent, before=case.before)


async def _facts(case: Case, act: Act) -> list[str]:
    facts = [_growth(case, act.voice)]
    if case.first is not None and case.last is not None:
        times = {"first": moment(case.first, act.services, act.voice)}
        facts.append(
            act.voice("case-times", last=moment(case.last, act.services, act.voice), **times)
        )
    if case.state is not State.OPEN:
        facts.append(state_in_words(case, act.voice))
        if seconds := await seconds_to_undo(case, act):
            facts.append(act.voice("case-grace", seconds=seconds))
    elif held := await holder_of(case, act.services):
        since = moment(case.held or 0, act.services, act.voice)
        if held.id == act.actor.id:
            facts.append(act.voice("case-yours", since=since))
        else:
            name = name_of(held, act.services, act.voice)
            facts.append(act.voice("case-held-since", name=name, since=since))
    return facts


def state_in_words(case: Case, voice: Voice) -> str:
    """Return how a case was closed, in a sentence."""
    if case.state is State.MERGED and case.merged_into is not None:
        return voice("case-merged", into=str(case.merged_into))
    if case.state is State.ANSWERED and case.debunk is not None:
        return voice("case-answered", debunk=case.debunk)
    return voice("case-closed", state=str(case.state))


async def seconds_to_undo(case: Case, act: Act) -> int:
    """Return for how long those who asked do not hear yet how a case was closed; 0 if they may."""
    if case.state not in {State.ANSWERED, State.UNCHECKABLE} or case.closed is None:
        return 0
    left = case.closed + act.services.desk.grace - act.at
    heard = left <= 0 or not await act.services.store.answers.listeners(case.id)
    return 0 if heard else left


async def _ways_on(case: Case, act: Act) -> Rows:
    """Return the buttons that open a closed case again, or lead to what it became."""
    rows: Rows = []
    if case.state in {State.UNCHECKABLE, State.SPAM}:
        early = await seconds_to_undo(case, act)
        label = "case-button-undo-closing" if early else "case-button-reopen"
        rows.append([button(act.voice(label), "reopen", case.id)])
    if case.state is State.ANSWERED and case.readers and act.may(act.services.desk.attach_role):
        rows.append([button(act.voice("case-button-undo"), "undo", case.id)])
    if case.state is State.ANSWERED and case.debunk is not None:
        shows = desk_button(act.voice("desk-button-show"), "show", "new", ref_of(case.debunk))
        rows.append([shows])
    if case.state is State.MERGED and case.merged_into is not None:
        rows.append([button(f"№{case.merged_into}", "case", case.merged_into)])
    return rows


def _actions(case: Case, voice: Voice, *, mine: bool) -> Rows:
    hold = button(voice("case-button-take"), "take", case.id)
    if mine:
        hold = button(voice("case-button-release"), "release", case.id)
    return [
        [
            button(voice("case-button-find"), "find", case.id),
            button(voice("case-button-write"), "write", case.id),
        ],
        [
            button(voice("case-button-merge"), "merge", case.id),
            button(voice("case-button-split"), "split", case.id),
        ],
        [button(voice("case-button-spam"), "spam", case.id), hold],
        # What writes to readers stands apart from what does not, and asks first.
        [button(voice("case-button-uncheckable-ask"), "close", case.id)],
    ]


def keyboard(rows: Rows, case: Case, voice: Voice) -> InlineKeyboardMarkup:
    """Return rows of buttons and, below them, the texts and the ways back to case and queue."""
    whole = [button(voice("case-button-texts"), "texts", case.id, 0)] if case.readers else []
    last = [
        button(voice("case-button-fresh"), "case", case.id),
        button(voice("case-button-queue"), "page", 0),
    ]
    return InlineKeyboardMarkup([*rows, whole, last] if whole else [*rows, last])


def button(label: str, verb: str, *args: int | str) -> InlineKeyboardButton:
    """Return a button of this door."""
    return desk_button(label, NAME, verb, *args)
