"""A finished draft -> a debunk, or a change that waits for a chief."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.answered_cases import answered
from handlers.desk.authors import authors_of, hands_of, tell_authors
from handlers.desk.debunks.channel import way_to_the_channel
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import Row, button, cancel_label
from handlers.desk.drafting.questions import REVIEW
from handlers.desk.drafting.review_page import current_of, mark_for, missing, review
from handlers.desk.drafting.turn import keep
from handlers.desk.open_cases import offered
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import FULL
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.notes import day_of
from handlers.kit.pages import paged
from handlers.kit.texts import Voice
from storage.debunks.publishing import ChangedMeanwhile, DraftGone, Shown

_AROUND_MEANWHILE = 800


async def save(dialogue: Dialogue, how: str, marks: Sequence[str], act: Act) -> str | None:
    """Save a draft: `publish`, `draft`, or `keep` the status; return words where it cannot be.

    `marks` holds the mark of the page from which it is saved. Raises StoreError.
    """
    body = dialogue.body
    chief = act.may(Role.CHIEF)
    if missing(body.parts, act.voice):
        return "\n".join(missing(body.parts, act.voice))
    if (how == "retract") != body.retract:
        return act.voice("stale-button")
    if how != "draft" and not chief:
        return await act.refuse(Role.CHIEF, f"saving.{how}")
    current = await current_of(dialogue, act.services)
    if not is_based_on(dialogue, current):
        return await act.replace(changed_meanwhile(dialogue, current, act.voice))
    if list(marks) != [mark_for(dialogue, current)]:
        # Who saves it answers for the words that they have seen.
        return await act.replace(await review(dialogue, act), act.voice("publish-changed"))
    if how == "draft" and body.was and body.was.status is not Status.DRAFT:
        return await _wait(dialogue, act)
    status = Status.DRAFT if how == "draft" else Status.PUBLISHED
    if how == "keep" and body.was:
        status = body.was.status
    if how == "retract":
        status = Status.RETRACTED
    try:
        saved = await write(dialogue, current, status, act)
    except ChangedMeanwhile as other:
        return await act.replace(changed_meanwhile(dialogue, other.current, act.voice))
    except DraftGone:
        return act.voice("draft-gone")
    await act.replace(await done(saved, act, chief=chief))
    if status is Status.PUBLISHED:
        wrote = await hands_of(dialogue.draft, act.services)
        if body.was and body.was.status is Status.DRAFT:
            wrote = [*await authors_of(saved.id, act.services), *wrote]
        await tell_published(saved, wrote, act)
    return None


async def turn_page(dialogue: Dialogue, mark: str, act: Act) -> str | None:
    """Show another page of a review; the first of the newer one where it is not the same now."""
    current = await current_of(dialogue, act.services)
    if dialogue.step != REVIEW:
        return act.voice("add-answered")
    if mark != mark_for(dialogue, current):
        return await act.replace(await review(dialogue, act), act.voice("publish-changed"))
    return await act.replace(await review(dialogue, act, act.press.number(1) or 0))


def is_based_on(dialogue: Dialogue, current: Debunk | None) -> bool:
    """Tell whether a debunk is, but for learned phrasings, what its change was begun on."""
    was = dialogue.body.was
    if was is None or current is None:
        return was is current
    return (
        current.version == dialogue.draft.base
        and current.status is was.status
        and (parts_of(current) == parts_of(was))
    )


def changed_meanwhile(
    dialogue: Dialogue, current: Debunk | None, voice: Voice, door: str = "edit"
) -> Answer:
    """Return the page that says what somebody else changed since the draft was begun.

    `door` is where it is seen: of one's own edit, or of another's change in `publish`.
    """
    draft, was = dialogue.draft, dialogue.body.was
    lines = [bold(voice(f"meanwhile-{door}"))]
    if current and was:
        room = FULL - _AROUND_MEANWHILE
        shown = paged(differences(parts_of(was), parts_of(current), voice), room)
        status = voice(f"status-{current.status}")
        lines.append(shown[0] or plain(voice("edit-meanwhile-status", status=status)))
        if len(shown) > 1:
            # Nothing is saved from here: what comes of it is shown in full before that.
            lines.append(plain("…"))
    lines.append(plain(voice(f"meanwhile-redo-{door}")))
    rows: list[Row] = [
        [button(voice("edit-button-redo"), "redo", draft)],
        [button(voice(cancel_label(dialogue.body)), "drop", draft)],
    ]
    return Answer(joined(lines, "\n\n"), InlineKeyboardMarkup(rows))


async def done(saved: Debunk, act: Act, *, chief: bool, dropped: bool = False) -> Answer:
    """Return the page that says what a debunk has become, with ways on.

    Of a published one these lead to the open cases that it seems to answer. `dropped`: it is a
    draft that readers never saw.
    """
    voice = act.voice
    key = {Status.DRAFT: "draft", Status.PUBLISHED: "published"}.get(saved.status, "retracted")
    if dropped:
        key = "dropped"
    rows: list[Row] = [[desk_button(voice("desk-button-show"), "show", "new", ref_of(saved.id))]]
    if saved.status is Status.DRAFT and chief:
        rows.append([desk_button(voice("add-button-publish"), "publish", "one", ref_of(saved.id))])
    rows += way_to_the_channel(saved, act)
    given, undo = await answered(saved, act)
    lines, ways = await offered([saved], act)
    lines, ways = [*given, *lines], [*undo, *ways]
    content = joined([plain(voice(f"saved-{key}", id=saved.id)), *lines], "\n\n")
    return Answer(content, InlineKeyboardMarkup([*ways, *rows]))


async def tell_published(saved: Debunk, wrote: Iterable[int], act: Act) -> None:
    """Tell those who wrote a debunk, or a change of it, that readers have it now."""
    await tell_authors(wrote, act, "author-published", id=saved.id)


async def write(dialogue: Dialogue, current: Debunk | None, status: Status, act: Act) -> Debunk:
    """Write what a draft makes of a debunk that the store still holds just so.

    Raises `ChangedMeanwhile`, `DraftGone`.
    """
    draft, body = dialogue.draft, dialogue.body
    publishing, shown = act.services.store.publishing, Shown(current, draft)
    if body.was is None:
        new, day = body.parts.debunk("", status), day_of(act.services)
        return await publishing.add(new, day=day, deed=act.deed(), case=draft.case, shown=shown)
    return await publishing.save(
        body.parts.debunk(body.was.id, status),
        base=draft.base,
        deed=act.deed(reason=body.reason, tell=body.tell),
        case=draft.case,
        shown=shown,
    )


async def _wait(dialogue: Dialogue, act: Act) -> str | None:
    """Leave a change of what readers see to a chief."""
    if not await keep(dialogue.wait(), act.services):
        return act.voice("draft-gone")
    return await act.replace(act.voice("saved-waiting", id=dialogue.draft.debunk or ""))
