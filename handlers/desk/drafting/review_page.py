"""The last page of a draft: all that it holds, what is like it already, and the ways to save it."""

from collections.abc import Sequence

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.authors import hands_of, named
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.parts import Parts, parts_of
from handlers.desk.drafting.question_page import NAME, Row, button, cancel_label
from handlers.desk.drafting.whole import lacking, learned_in, of_parts, whole
from handlers.desk.reading_through import Reading, Turning, page
from handlers.desk.similar import like_claims
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.hidden import visible
from handlers.kit.marks import mark_of
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.pages import Passage, passage
from handlers.kit.texts import Voice

_CLAIM = 200


def missing(parts: Parts, voice: Voice) -> list[str]:
    """Return what must still be written before anything can be saved, in words."""
    faults = [] if parts.claims else [voice("add-missing-claim")]
    return faults if parts.verdict else [*faults, voice("add-missing-verdict")]


async def current_of(dialogue: Dialogue, services: Services) -> Debunk | None:
    """Return the debunk that a draft changes, as the store holds it now."""
    debunk_id = dialogue.draft.debunk
    return await services.store.debunks.get(debunk_id) if debunk_id else None


def mark_for(dialogue: Dialogue, current: Debunk | None) -> str:
    """Return the mark of all that saving a draft would make of a debunk that stands so now."""
    draft, body = dialogue.draft, dialogue.body
    said = body.reason, body.tell, body.retract
    return mark_of(draft.id, draft.debunk, draft.case, current, body.was, body.parts, *said)


async def review(dialogue: Dialogue, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of all that a draft holds; of a change old beside new."""
    draft, body, parts = dialogue.draft, dialogue.body, dialogue.body.parts
    services, voice = act.services, act.voice
    current = await current_of(dialogue, services)
    turning = Turning(NAME, "see", draft.id, mark_for(dialogue, current))
    if body.retract and body.was:
        reading = await _retraction(dialogue, current or body.was, turning, act)
        return page(reading, at, voice)
    passages = _passages(body, current, draft.debunk or "new", voice)
    closing = await _consequences(dialogue, current, act)
    doing: list[Row] = []
    if lacks := missing(parts, voice):
        closing.append(bold("\n".join(lacks)))
    else:
        claims = [claim.text for claim in parts.claims]
        near = await like_claims(claims, services, draft.debunk)
        if near:
            closing += [bold(voice("add-similar")), _listed(near, voice)]
            doing += _opening(near, voice)
        closing.append(bold(voice("add-ask-review")))
        if body.was is None or body.changed or body.was.status is Status.DRAFT:
            doing += _savings(dialogue, act, turning.mark, anyway=bool(near))
    aside = [
        [
            button(voice("add-button-parts"), "parts", draft),
            button(voice("add-button-preview"), "view", draft, draft.step),
        ],
        [
            button(voice("add-button-aside"), "aside", draft),
            button(voice(cancel_label(dialogue.body)), "drop", draft),
        ],
    ]
    heading = await _heading(dialogue, act)
    return page(Reading(heading, passages, turning, closing, doing, aside), at, voice)


def _passages(body: Body, current: Debunk | None, debunk_id: str, voice: Voice) -> list[Passage]:
    """Return what is to be read: old and new of what differs, and all of what nobody sees yet."""
    parts, was = body.parts, body.was
    passages: list[Passage] = []
    if body.note:
        passages.append(passage(voice("whole-note"), body.note))
    if was:
        changes = differences(parts_of(was), parts, voice)
        passages += changes or [passage(voice("edit-unchanged"), "")]
    if body.reason:
        passages.append(passage(voice("whole-reason"), body.reason))
    if was and was.status is Status.PUBLISHED:
        return passages + (learned_in(current, voice) if current else [])
    if was:
        passages.append(passage(voice("whole-all"), ""))
    if missing(parts, voice):
        return passages + of_parts(parts, voice)
    passages += whole(parts.debunk(debunk_id, Status.PUBLISHED), voice)
    return passages + (learned_in(current, voice) if current else [])


async def _consequences(dialogue: Dialogue, current: Debunk | None, act: Act) -> list[Html]:
    """Return the lines that say who will be written to, and what readers would miss."""
    draft, body, voice = dialogue.draft, dialogue.body, act.voice
    store, parts = act.services.store, dialogue.body.parts
    lines: list[Html] = []
    if any(not one.text for one in parts.statements):
        lines.append(plain(voice("add-wordless")))
    if not missing(parts, voice):
        after = parts.debunk(draft.debunk or "new", Status.PUBLISHED)
        if lacks := lacking(after, voice):
            lines.append(bold(voice("whole-lacks", what=lacks)))
    if body.was and body.was.status is not Status.DRAFT and body.changed:
        told = body.tell or parts.verdict is not body.was.verdict
        number = await store.names.listeners(body.was.id) if told else 0
        lines.append(plain(voice("whole-told", number=number)))
    if draft.case is not None and (case := await store.cases.get(draft.case, act.at)):
        number = await store.answers.listeners(case.id)
        lines.append(plain(voice("whole-case", case=str(case.id), number=number)))
    return lines


async def _heading(dialogue: Dialogue, act: Act) -> Html:
    """Return what is looked at and, where others had a hand in it, whose it is."""
    draft, services = dialogue.draft, act.services
    lines = [bold(draft.debunk or act.voice("whole-new"))]
    hands = await hands_of(draft, services)
    if hands != [act.actor.id]:
        names = await named(hands, services, act.voice)
        lines.append(plain(act.voice("whole-authors", names=names)))
    return joined(lines)


async def _retraction(dialogue: Dialogue, debunk: Debunk, turning: Turning, act: Act) -> Reading:
    draft, reason, voice = dialogue.draft, dialogue.body.reason, act.voice
    passages = [passage(voice("whole-reason"), reason)] if reason else []
    number = await act.services.store.names.listeners(debunk.id)
    return Reading(
        bold(voice("retract-ask", id=debunk.id)),
        [*passages, *whole(debunk, voice)],
        turning,
        [plain(voice("retract-told", number=number))],
        [[button(voice("retract-button-yes"), "save", draft, "retract", turning.mark)]],
        [
            [button(voice("add-button-back"), "back", draft, draft.step)],
            [button(voice(cancel_label(dialogue.body)), "drop", draft)],
        ],
    )


def _savings(dialogue: Dialogue, act: Act, mark: str, *, anyway: bool) -> list[Row]:
    draft, was, voice = dialogue.draft, dialogue.body.was, act.voice
    suffix = "-anyway" if anyway else ""
    if not act.may(Role.CHIEF):
        return [[button(voice(f"add-button-send{suffix}"), "save", draft, "draft", mark)]]
    publish = [button(voice(f"add-button-publish{suffix}"), "save", draft, "publish", mark)]
    if was is None or was.status is Status.DRAFT:
        return [publish, [button(voice("add-button-draft"), "save", draft, "draft", mark)]]
    if was.status is Status.RETRACTED:
        keep = button(voice("edit-button-keep-retracted"), "save", draft, "keep", mark)
        return [publish, [keep]]
    return [publish]


def _opening(near: Sequence[Debunk], voice: Voice) -> list[Row]:
    opening = [
        desk_button(voice("add-button-open", number=number), "show", "new", ref_of(one.id))
        for number, one in enumerate(near, 1)
    ]
    return [opening[at : at + 2] for at in range(0, len(opening), 2)]


def _listed(debunks: list[Debunk], voice: Voice) -> Html:
    lines = []
    for number, debunk in enumerate(debunks, 1):
        claim = shortened(visible(claim_in(debunk, voice.lang)), _CLAIM)
        status = voice(f"status-{debunk.status}")
        lines.append(plain(f"{number}. {sign_of(debunk.verdict)} {claim} ({status})"))
    return joined(lines)
