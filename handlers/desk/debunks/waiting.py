"""A change that waits for a chief: shown whole, published as it was shown, given back or taken."""

from dataclasses import replace as changed

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status
from handlers.desk.authors import hands_of, named
from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.review_page import current_of, mark_for
from handlers.desk.drafting.save import changed_meanwhile, done, is_based_on, tell_published, write
from handlers.desk.drafting.whole import lacking, learned_in
from handlers.desk.reading_through import Reading, Turning, page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.pages import passage
from storage.debunks.publishing import ChangedMeanwhile, DraftGone
from storage.desk.drafts import Draft

DOOR_NAME = "publish"


async def waiting_page(draft: Draft, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of a change: old beside new, whose it is, what can be done."""
    body, voice, services = body_of(draft), act.voice, act.services
    dialogue = Dialogue.of(draft)
    current = await current_of(dialogue, services)
    mark = mark_for(dialogue, current)
    changes = differences(parts_of(body.was), body.parts, voice) if body.was else []
    passages = changes or [passage(voice("edit-unchanged"), "")]
    if body.reason:
        passages.append(passage(voice("whole-reason"), body.reason))
    if current:
        passages += learned_in(current, voice)
    return page(
        Reading(
            await _heading(draft, act),
            passages,
            Turning(DOOR_NAME, "turn", draft.id, mark),
            await _consequences(dialogue, act),
            [[desk_button(voice("add-button-publish"), DOOR_NAME, "apply", draft.id, mark)]],
            [
                [desk_button(voice("publish-button-over"), DOOR_NAME, "over", draft.id)],
                [desk_button(voice("publish-button-refuse"), DOOR_NAME, "refuse", draft.id)],
            ],
        ),
        at,
        voice,
    )


async def turn_waiting(draft: Draft, act: Act) -> str | None:
    """Show another page of a change; the first of the newer one where it is not the same now."""
    dialogue = Dialogue.of(draft)
    if act.press.args[2:] != (mark_for(dialogue, await current_of(dialogue, act.services)),):
        return await act.replace(await waiting_page(draft, act), act.voice("publish-changed"))
    return await act.replace(await waiting_page(draft, act, act.press.number(1) or 0))


async def apply_waiting(draft: Draft, act: Act) -> str | None:
    """Publish a change just as its pages showed it; return words where it cannot be."""
    dialogue = Dialogue.of(draft)
    was, current = dialogue.body.was, await current_of(dialogue, act.services)
    if not is_based_on(dialogue, current):
        return await act.replace(_meanwhile(dialogue, current, act))
    if act.press.args[1:] != (mark_for(dialogue, current),):
        return await act.replace(await waiting_page(draft, act), act.voice("publish-changed"))
    wrote = await hands_of(draft, act.services)
    status = was.status if was else Status.PUBLISHED
    try:
        saved = await write(dialogue, current, status, act)
    except ChangedMeanwhile as other:
        return await act.replace(_meanwhile(dialogue, other.current, act))
    except DraftGone:
        return act.voice("draft-gone")
    await act.replace(await done(saved, act, chief=True))
    await tell_published(saved, wrote, act)
    return None


def _meanwhile(dialogue: Dialogue, current: Debunk | None, act: Act) -> Answer:
    over = desk_button(act.voice("publish-button-over"), DOOR_NAME, "over", dialogue.draft.id)
    told = changed_meanwhile(dialogue, current, act.voice, "publish")
    return changed(told, keyboard=InlineKeyboardMarkup([[over]]))


async def _heading(draft: Draft, act: Act) -> Html:
    hands = await named(await hands_of(draft, act.services), act.services, act.voice)
    return bold(act.voice("publish-change", id=draft.debunk or "", name=hands))


async def _consequences(dialogue: Dialogue, act: Act) -> list[Html]:
    body, voice = dialogue.body, act.voice
    if body.was is None:
        return []
    lines: list[Html] = []
    if lacks := lacking(body.parts.debunk(body.was.id, body.was.status), voice):
        lines.append(bold(voice("whole-lacks", what=lacks)))
    told = body.tell or body.parts.verdict is not body.was.verdict
    if not body.tell:
        # The chief answers for that too.
        lines.append(plain(f"{voice('add-ask-tell')} {voice('add-button-tell-nobody')}"))
    number = await act.services.store.names.listeners(body.was.id) if told else 0
    lines.append(plain(voice("whole-told", number=number)))
    return [joined(lines)]
