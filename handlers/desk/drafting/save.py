"""A finished draft -> a debunk, or a change that waits for a chief."""

from dataclasses import replace as changed

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.drafting import questions
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.outline import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.drafting.review_page import missing, review, shown_of
from handlers.desk.drafting.turn import keep
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.notes import day_of
from handlers.kit.texts import Voice
from storage.debunks.publishing import ChangedMeanwhile, DraftGone


async def look(dialogue: Dialogue, number: str, mark: str, act: Act) -> str | None:
    """Turn to another of the last pages, or to the first where it would be another draft's."""
    if dialogue.step != questions.REVIEW or missing(dialogue.body.parts, act.voice):
        return act.voice("add-answered")
    if mark != shown_of(dialogue, act.voice).mark or not number.isdecimal() or len(number) > 4:
        return await act.replace(await review(dialogue, act), act.voice("publish-changed"))
    return await act.replace(await review(dialogue, act, int(number)))


async def save(dialogue: Dialogue, how: str, mark: str, act: Act) -> str | None:
    """Save a draft: `publish`, `draft`, or `keep` the status; return words where it cannot be.

    `mark` is that of the pages that its button stood under. Raises StoreError.
    """
    body = dialogue.body
    chief = act.may(Role.CHIEF)
    if missing(body.parts, act.voice):
        return "\n".join(missing(body.parts, act.voice))
    if (how == "retract") != body.retract:
        return act.voice("stale-button")
    if how != "draft" and not chief:
        return await act.refuse(Role.CHIEF, f"saving.{how}")
    if mark != shown_of(dialogue, act.voice).mark:
        # An older page showed other words than those that would be saved.
        return await act.replace(await review(dialogue, act), act.voice("publish-changed"))
    if how == "draft" and body.was and body.was.status is not Status.DRAFT:
        return await _wait(dialogue, act)
    status = Status.DRAFT if how == "draft" else Status.PUBLISHED
    if how == "keep" and body.was:
        status = body.was.status
    if how == "retract":
        status = Status.RETRACTED
    try:
        saved = await _write(dialogue, status, act)
    except ChangedMeanwhile as other:
        return await act.replace(changed_meanwhile(dialogue, other.current, act.voice))
    except DraftGone:
        return act.voice("draft-gone")
    return await act.replace(done(saved, act.voice, chief=chief))


async def apply_waiting(dialogue: Dialogue, act: Act) -> str | None:
    """Publish a change that an editor left to a chief; return words where it cannot be."""
    was = dialogue.body.was
    status = was.status if was else Status.PUBLISHED
    try:
        saved = await _write(dialogue, status, act)
    except ChangedMeanwhile as other:
        page = changed_meanwhile(dialogue, other.current, act.voice)
        take_over = desk_button(
            act.voice("publish-button-over"), "publish", "over", dialogue.draft.id
        )
        return await act.replace(changed(page, keyboard=InlineKeyboardMarkup([[take_over]])))
    except DraftGone:
        return act.voice("draft-gone")
    return await act.replace(done(saved, act.voice, chief=True))


def changed_meanwhile(dialogue: Dialogue, current: Debunk | None, voice: Voice) -> Answer:
    """Return the page that says what somebody else changed since the draft was begun."""
    draft, was = dialogue.draft, dialogue.body.was
    lines = [bold(voice("edit-meanwhile"))]
    if current and was:
        shown = differences(parts_of(was), parts_of(current), voice)
        status = voice(f"status-{current.status}")
        lines.append(shown or plain(voice("edit-meanwhile-status", status=status)))
    lines.append(plain(voice("edit-meanwhile-redo")))
    rows: list[Row] = [
        [button(voice("edit-button-redo"), "redo", draft)],
        [button(voice("add-button-cancel"), "drop", draft)],
    ]
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


def done(saved: Debunk, voice: Voice, *, chief: bool, dropped: bool = False) -> Answer:
    """Return the page that says what a debunk has become, with ways on.

    `dropped`: it is a draft that readers never saw.
    """
    key = {Status.DRAFT: "draft", Status.PUBLISHED: "published"}.get(saved.status, "retracted")
    if dropped:
        key = "dropped"
    rows: list[Row] = [[desk_button(voice("desk-button-show"), "show", "new", ref_of(saved.id))]]
    if saved.status is Status.DRAFT and chief:
        rows.append([desk_button(voice("add-button-publish"), "publish", "one", ref_of(saved.id))])
    return Answer(plain(voice(f"saved-{key}", id=saved.id)), InlineKeyboardMarkup(rows))


async def _write(dialogue: Dialogue, status: Status, act: Act) -> Debunk:
    draft, body = dialogue.draft, dialogue.body
    publishing = act.services.store.publishing
    if body.was is None:
        new, day = body.parts.debunk("", status), day_of(act.services)
        return await publishing.add(new, day=day, deed=act.deed(), case=draft.case, draft=draft.id)
    return await publishing.save(
        body.parts.debunk(body.was.id, status),
        base=draft.base,
        was=body.was,
        deed=act.deed(reason=body.reason, tell=body.tell),
        case=draft.case,
        draft=draft.id,
    )


async def _wait(dialogue: Dialogue, act: Act) -> str | None:
    """Leave a change of what readers see to a chief."""
    if not await keep(dialogue.wait(), act.services):
        return act.voice("draft-gone")
    return await act.replace(act.voice("saved-waiting", id=dialogue.draft.debunk or ""))
