"""The last page of a draft: what it says, what is like it already, and the ways to save it."""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from formats.interchange import format_line
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.outline import outline
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.shown import Shown, changes, page, visible, whole
from handlers.desk.similar import like_claims
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import Voice

_CLAIM = 200


def missing(parts: Parts, voice: Voice) -> list[str]:
    """Return what must still be written before anything can be saved, in words."""
    faults = [] if parts.claims else [voice("add-missing-claim")]
    return faults if parts.verdict else [*faults, voice("add-missing-verdict")]


def shown_of(dialogue: Dialogue, voice: Voice) -> Shown:
    """Return all that saving a draft which has a claim and a verdict would make public.

    Of a change of what readers see, that is what differs; of anything else, all of it.
    """
    draft, body = dialogue.draft, dialogue.body
    beside = draft.id, draft.debunk, draft.case, body.reason, body.tell, body.retract
    was = body.was
    if was is not None and body.retract:
        return whole(was, voice, *beside)
    after = body.parts.debunk(was.id if was else "", was.status if was else Status.DRAFT)
    if was is None:
        return whole(after, voice, *beside)
    learned = tuple(claim for claim in was.claims if claim.learned)
    after = replace(after, claims=after.claims + learned, version=was.version)
    if was.status is Status.PUBLISHED:
        return changes(was, after, voice, *beside)
    return whole(after, voice, format_line(was), *beside)


def warnings(debunk: Debunk, voice: Voice) -> list[Html]:
    """Return what readers will miss in a debunk, in words: why, the statement, the source."""
    lacking = [
        voice(f"publish-lacks-{part}")
        for part, there in [
            ("why", debunk.summary),
            ("statement", debunk.statements),
            ("source", debunk.sources),
        ]
        if not there
    ]
    return [plain(voice("publish-lacks", what=", ".join(lacking)))] if lacking else []


def about_the_change(dialogue: Dialogue, voice: Voice) -> list[Html]:
    """Return why a debunk is changed and whether its readers hear of it, in words."""
    body = dialogue.body
    lines = [plain(voice("edit-reason", reason=visible(body.reason)))] if body.reason else []
    if not body.tell:
        # The chief answers for that too.
        lines.append(plain(f"{voice('add-ask-tell')} {voice('add-button-tell-nobody')}"))
    return lines


async def review(dialogue: Dialogue, act: Act, number: int = 0) -> Answer:
    """Return one of the last pages: of a new debunk what it holds, of a change old beside new."""
    body, voice = dialogue.body, act.voice
    lacking = missing(body.parts, voice)
    if lacking:
        outlined = outline(body.parts, voice) or plain(voice("add-empty"))
        lines = [outlined, *_about(dialogue, voice), bold("\n".join(lacking))]
        return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(_ways(dialogue, voice)))
    shown = shown_of(dialogue, voice)
    if body.retract and body.was:
        lines, rows = await _retraction(dialogue, body.was, shown, act)
    else:
        lines, rows = await _saving(dialogue, shown, act)

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, "look", dialogue.draft, to, shown.mark)

    return page(shown, number, voice, turn, lambda: (lines, rows))


async def _saving(dialogue: Dialogue, shown: Shown, act: Act) -> tuple[list[Html], list[Row]]:
    draft, body, voice = dialogue.draft, dialogue.body, act.voice
    lines = [] if shown.pages else [plain(voice("edit-unchanged"))]
    lines += _about(dialogue, voice)
    rows: list[Row] = []
    claims = [claim.text for claim in body.parts.claims]
    near = await like_claims(claims, act.services, draft.debunk)
    if near:
        lines += [bold(voice("add-similar")), _listed(near, voice)]
        opening = [
            desk_button(voice("add-button-open", number=number), "show", "new", ref_of(one.id))
            for number, one in enumerate(near, 1)
        ]
        rows += [opening[at : at + 2] for at in range(0, len(opening), 2)]
    lines += warnings(body.parts.debunk("", Status.DRAFT), voice)
    lines.append(bold(voice("add-ask-review")))
    if body.was is None or body.changed or body.was.status is Status.DRAFT:
        rows += _savings(dialogue, shown.mark, act, anyway=bool(near))
    return lines, [*rows, *_ways(dialogue, voice)]


def _about(dialogue: Dialogue, voice: Voice) -> list[Html]:
    wordless = any(not one.text for one in dialogue.body.parts.statements)
    lines = [plain(voice("add-wordless"))] if wordless else []
    return [*lines, *about_the_change(dialogue, voice)]


def _ways(dialogue: Dialogue, voice: Voice) -> list[Row]:
    draft = dialogue.draft
    return [
        [
            button(voice("add-button-parts"), "parts", draft),
            button(voice("add-button-preview"), "view", draft, draft.step),
        ],
        [
            button(voice("add-button-aside"), "aside", draft),
            button(voice("add-button-cancel"), "drop", draft),
        ],
    ]


async def _retraction(
    dialogue: Dialogue, debunk: Debunk, shown: Shown, act: Act
) -> tuple[list[Html], list[Row]]:
    draft, voice = dialogue.draft, act.voice
    number = await act.services.store.names.listeners(debunk.id)
    lines = about_the_change(dialogue, voice)
    lines += [
        plain(voice("retract-told", number=number)),
        bold(voice("retract-ask", id=debunk.id)),
    ]
    rows = [
        [button(voice("retract-button-yes"), "save", draft, "retract", shown.mark)],
        [button(voice("add-button-back"), "back", draft, draft.step)],
        [button(voice("add-button-cancel"), "drop", draft)],
    ]
    return lines, rows


def _savings(dialogue: Dialogue, mark: str, act: Act, *, anyway: bool) -> list[Row]:
    draft, was, voice = dialogue.draft, dialogue.body.was, act.voice
    suffix = "-anyway" if anyway else ""
    if not act.may(Role.CHIEF):
        return [[button(voice(f"add-button-send{suffix}"), "save", draft, "draft", mark)]]
    publish = [button(voice(f"add-button-publish{suffix}"), "save", draft, "publish", mark)]
    if was is None or was.status is Status.DRAFT:
        return [publish, [button(voice("add-button-draft"), "save", draft, "draft", mark)]]
    if was.status is Status.RETRACTED:
        return [publish, [button(voice("edit-button-keep-retracted"), "save", draft, "keep", mark)]]
    return [publish]


def _listed(debunks: list[Debunk], voice: Voice) -> Html:
    lines = []
    for number, debunk in enumerate(debunks, 1):
        claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
        status = voice(f"status-{debunk.status}")
        lines.append(plain(f"{number}. {sign_of(debunk.verdict)} {claim} ({status})"))
    return joined(lines)
