"""A finished draft -> a debunk, or a change that waits for a chief."""

from dataclasses import replace as changed

from telegram import InlineKeyboardMarkup, Message

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Moderator, Role
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.outline import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.drafting.review_page import missing
from handlers.desk.drafting.turn import keep
from handlers.desk.people.guard import refusal
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.notes import day_of
from handlers.kit.sending import replace
from handlers.kit.texts import Voice
from storage.debunks.publishing import ChangedMeanwhile, DraftGone


async def save(
    dialogue: Dialogue,
    how: str,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> str | None:
    """Save a draft: `publish`, `draft`, or `keep` the status; return words where it cannot be.

    Raises StoreError.
    """
    body = dialogue.body
    chief = moderator.role is not None and moderator.role.allows(Role.CHIEF)
    if missing(body.parts, voice):
        return "\n".join(missing(body.parts, voice))
    if (how == "retract") != body.retract:
        return voice("stale-button")
    if how != "draft" and not chief:
        return await refusal(context, moderator, Role.CHIEF, f"saving.{how}", voice)
    if how == "draft" and body.was and body.was.status is not Status.DRAFT:
        return await _wait(dialogue, message, context, voice)
    status = Status.DRAFT if how == "draft" else Status.PUBLISHED
    if how == "keep" and body.was:
        status = body.was.status
    if how == "retract":
        status = Status.RETRACTED
    try:
        saved = await _write(dialogue, status, context, moderator)
    except ChangedMeanwhile as other:
        await replace(message, changed_meanwhile(dialogue, other.current, voice))
        return None
    except DraftGone:
        return voice("draft-gone")
    context.services.wake.set()
    await replace(message, done(saved, voice, chief=chief))
    return None


async def apply_waiting(
    dialogue: Dialogue, context: Context, moderator: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Publish a change that an editor left to a chief; return the page, or words. StoreError."""
    was = dialogue.body.was
    status = was.status if was else Status.PUBLISHED
    try:
        saved = await _write(dialogue, status, context, moderator)
    except ChangedMeanwhile as other:
        page = changed_meanwhile(dialogue, other.current, voice)
        take_over = desk_button(voice("publish-button-over"), "publish", "over", dialogue.draft.id)
        return changed(page, keyboard=InlineKeyboardMarkup([[take_over]])), None
    except DraftGone:
        return None, voice("draft-gone")
    context.services.wake.set()
    return done(saved, voice, chief=True), None


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


async def _write(
    dialogue: Dialogue, status: Status, context: Context, moderator: Moderator
) -> Debunk:
    draft, body = dialogue.draft, dialogue.body
    services = context.services
    publishing, at = services.store.publishing, services.clock()
    if body.was is None:
        new = body.parts.debunk("", status)
        return await publishing.add(
            new, day=day_of(services), by=moderator.id, at=at, case=draft.case, draft=draft.id
        )
    return await publishing.save(
        body.parts.debunk(body.was.id, status),
        base=draft.base,
        was=body.was,
        by=moderator.id,
        at=at,
        reason=body.reason,
        tell=body.tell,
        case=draft.case,
        draft=draft.id,
    )


async def _wait(dialogue: Dialogue, message: Message, context: Context, voice: Voice) -> str | None:
    """Leave a change of what readers see to a chief."""
    if not await keep(dialogue.wait(), context.services):
        return voice("draft-gone")
    await replace(message, Answer(plain(voice("saved-waiting", id=dialogue.draft.debunk or ""))))
    return None
