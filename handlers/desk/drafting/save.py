"""A finished draft -> a debunk, or a change that waits for a chief."""

from dataclasses import replace as changed

from telegram import InlineKeyboardMarkup, Message

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Moderator, Role
from handlers.desk.drafting import questions, wizard
from handlers.desk.drafting.draft_body import Making, making_of
from handlers.desk.drafting.outline import differences
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.drafting.review_page import missing
from handlers.desk.drafting.work import Work, work_of
from handlers.desk.people.guard import refusal
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.notes import day_of
from handlers.kit.sending import replace
from handlers.kit.texts import Voice
from storage.debunks.publishing import ChangedMeanwhile, DraftGone
from storage.desk.drafts import WAITING, Draft


async def save(
    draft: Draft, how: str, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    """Save a draft: `publish`, `draft`, or `keep` the status; return words where it cannot be.

    Raises StoreError.
    """
    making = making_of(draft)
    chief = moderator.role is not None and moderator.role.allows(Role.CHIEF)
    if missing(making.work, voice):
        return "\n".join(missing(making.work, voice))
    if (how == "retract") != making.retract:
        return voice("stale-button")
    if how != "draft" and not chief:
        return await refusal(context, moderator, Role.CHIEF, f"saving.{how}", voice)
    if how == "draft" and making.was and making.was.status is not Status.DRAFT:
        return await _wait(draft, making, message, context, voice)
    status = Status.DRAFT if how == "draft" else Status.PUBLISHED
    if how == "keep" and making.was:
        status = making.was.status
    if how == "retract":
        status = Status.RETRACTED
    try:
        saved = await _saved(draft, making, status, context, moderator)
    except ChangedMeanwhile as other:
        await replace(message, changed_meanwhile(draft, making, other.current, voice))
        return None
    except DraftGone:
        return voice("draft-gone")
    context.services.wake.set()
    await replace(message, done(saved, voice, chief=chief))
    return None


async def apply_waiting(
    draft: Draft, context: Context, moderator: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Publish a change that an editor left to a chief; return the page, or words. StoreError."""
    making = making_of(draft)
    status = making.was.status if making.was else Status.PUBLISHED
    try:
        saved = await _saved(draft, making, status, context, moderator)
    except ChangedMeanwhile as other:
        page = changed_meanwhile(draft, making, other.current, voice)
        take_over = desk_button(voice("publish-button-over"), "publish", "over", draft.id)
        return changed(page, keyboard=InlineKeyboardMarkup([[take_over]])), None
    except DraftGone:
        return None, voice("draft-gone")
    context.services.wake.set()
    return done(saved, voice, chief=True), None


async def redo(draft: Draft, context: Context) -> Draft | None:
    """Begin a change anew on what the debunk is now, with one's own changes kept on top."""
    making = making_of(draft)
    current = await context.services.store.debunks.get(draft.debunk or "")
    if current is None or making.was is None:
        return None
    merged = _merged(work_of(making.was), making.work, work_of(current))
    body = changed(making, work=merged, was=current)
    based = changed(draft, base=current.version)
    return await wizard.keep(based, body, questions.REVIEW, context.services)


def changed_meanwhile(draft: Draft, making: Making, current: Debunk | None, voice: Voice) -> Answer:
    """Return the page that says what somebody else changed since the draft was begun."""
    parts = [bold(voice("edit-meanwhile"))]
    if current and making.was:
        shown = differences(work_of(making.was), work_of(current), voice)
        status = voice(f"status-{current.status}")
        parts.append(shown or plain(voice("edit-meanwhile-status", status=status)))
    parts.append(plain(voice("edit-meanwhile-redo")))
    rows: list[Row] = [
        [button(voice("edit-button-redo"), "redo", draft)],
        [button(voice("add-button-cancel"), "drop", draft)],
    ]
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


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


async def _saved(
    draft: Draft, making: Making, status: Status, context: Context, moderator: Moderator
) -> Debunk:
    services = context.services
    publishing, at = services.store.publishing, services.clock()
    if making.was is None:
        new = making.work.debunk("", status)
        return await publishing.add(
            new, day=day_of(services), by=moderator.id, at=at, case=draft.case, draft=draft.id
        )
    return await publishing.save(
        making.work.debunk(making.was.id, status),
        base=draft.base,
        was=making.was,
        by=moderator.id,
        at=at,
        reason=making.reason,
        tell=making.tell,
        case=draft.case,
        draft=draft.id,
    )


async def _wait(
    draft: Draft, making: Making, message: Message, context: Context, voice: Voice
) -> str | None:
    """Leave a change of what readers see to a chief."""
    if await wizard.keep(draft, making, WAITING, context.services) is None:
        return voice("draft-gone")
    await replace(message, Answer(plain(voice("saved-waiting", id=draft.debunk or ""))))
    return None


def _merged(was: Work, mine: Work, theirs: Work) -> Work:
    """Return their state with the parts that I changed."""
    parts = Work.__dataclass_fields__
    own = {name: getattr(mine, name) for name in parts if getattr(mine, name) != getattr(was, name)}
    return changed(theirs, **own)
