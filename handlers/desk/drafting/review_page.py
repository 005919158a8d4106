"""The last page of a draft: what it says, what is like it already, and the ways to save it."""

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.outline import differences, outline
from handlers.desk.drafting.parts import Parts, parts_of
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.similar import like_claims
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import Voice

_CLAIM = 200


def missing(parts: Parts, voice: Voice) -> list[str]:
    """Return what must still be written before anything can be saved, in words."""
    faults = [] if parts.claims else [voice("add-missing-claim")]
    return faults if parts.verdict else [*faults, voice("add-missing-verdict")]


async def review(dialogue: Dialogue, act: Act) -> Answer:
    """Return the last page: of a new debunk what it holds, of a change old beside new."""
    draft, body, parts = dialogue.draft, dialogue.body, dialogue.body.parts
    services, voice = act.services, act.voice
    if body.retract and body.was:
        return await _retraction(dialogue, body.was, services, voice)
    if body.was:
        shown = differences(parts_of(body.was), parts, voice) or plain(voice("edit-unchanged"))
    else:
        shown = outline(parts, voice) or plain(voice("add-empty"))
    lines: list[Html] = [shown]
    lacking = missing(parts, voice)
    if any(not one.text for one in parts.statements):
        lines.append(plain(voice("add-wordless")))
    if body.reason:
        lines.append(plain(voice("edit-reason", reason=body.reason)))
    rows: list[Row] = []
    if lacking:
        lines.append(bold("\n".join(lacking)))
    else:
        claims = [claim.text for claim in parts.claims]
        near = await like_claims(claims, services, draft.debunk)
        if near:
            lines += [bold(voice("add-similar")), _listed(near, voice)]
            opening = [
                desk_button(voice("add-button-open", number=number), "show", "new", ref_of(one.id))
                for number, one in enumerate(near, 1)
            ]
            rows += [opening[at : at + 2] for at in range(0, len(opening), 2)]
        lines.append(bold(voice("add-ask-review")))
        if body.was is None or body.changed or body.was.status is Status.DRAFT:
            rows += _savings(dialogue, act, anyway=bool(near))
    rows.append(
        [
            button(voice("add-button-parts"), "parts", draft),
            button(voice("add-button-preview"), "view", draft, draft.step),
        ]
    )
    rows.append(
        [
            button(voice("add-button-aside"), "aside", draft),
            button(voice("add-button-cancel"), "drop", draft),
        ]
    )
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


async def _retraction(
    dialogue: Dialogue, debunk: Debunk, services: Services, voice: Voice
) -> Answer:
    draft, reason = dialogue.draft, dialogue.body.reason
    lines = [bold(voice("retract-ask", id=debunk.id)), plain(claim_in(debunk, voice.lang)[:_CLAIM])]
    if reason:
        lines.append(plain(voice("edit-reason", reason=reason)))
    number = await services.store.names.listeners(debunk.id)
    lines.append(plain(voice("retract-told", number=number)))
    rows = [
        [button(voice("retract-button-yes"), "save", draft, "retract")],
        [button(voice("add-button-back"), "back", draft, draft.step)],
        [button(voice("add-button-cancel"), "drop", draft)],
    ]
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


def _savings(dialogue: Dialogue, act: Act, *, anyway: bool) -> list[Row]:
    draft, was, voice = dialogue.draft, dialogue.body.was, act.voice
    suffix = "-anyway" if anyway else ""
    if not act.may(Role.CHIEF):
        return [[button(voice(f"add-button-send{suffix}"), "save", draft, "draft")]]
    publish = [button(voice(f"add-button-publish{suffix}"), "save", draft, "publish")]
    if was is None or was.status is Status.DRAFT:
        return [publish, [button(voice("add-button-draft"), "save", draft, "draft")]]
    if was.status is Status.RETRACTED:
        return [publish, [button(voice("edit-button-keep-retracted"), "save", draft, "keep")]]
    return [publish]


def _listed(debunks: list[Debunk], voice: Voice) -> Html:
    lines = []
    for number, debunk in enumerate(debunks, 1):
        claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
        status = voice(f"status-{debunk.status}")
        lines.append(plain(f"{number}. {sign_of(debunk.verdict)} {claim} ({status})"))
    return joined(lines)
