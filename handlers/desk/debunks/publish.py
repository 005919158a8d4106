"""`/publish`: what readers get from now on."""

from dataclasses import replace as changed
from hashlib import sha256

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Moderator, Role
from formats.interchange import format_line
from handlers.desk.debunks.picking import lines_of, named, numbered, one_or_offer
from handlers.desk.doors import pressed
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import title_of, waiting_page
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.save import apply_waiting, done
from handlers.desk.drafting.turn import ask, keep
from handlers.desk.people.guard import for_role
from handlers.desk.people.names import name_of, told
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, desk_button
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.debunks.publishing import ChangedMeanwhile
from storage.desk.drafts import WAITING, Draft

DOOR = "publish"
_MOST = 10
_HEADING = 400
_HEX = 8


@for_role(Role.CHIEF)
async def publish(update: Update, context: Context, moderator: Moderator) -> None:
    """Publish a debunk, or list everything that waits to be published."""
    message = update.effective_message
    if message is None:
        return
    voice = await voice_for(update.effective_user, context)
    if not named(message):
        await send(message, await _everything_waiting(context, voice))
        return
    found = await one_or_offer(update, context, voice, door=DOOR, heading="")
    if found:
        await send(message, await page_of(found, context, voice))


@for_role(Role.CHIEF)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Do what a button of `/publish` asks for."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    services = context.services
    if asked.verb == "one":
        found = await services.store.debunks.by_ref(asked.args[0]) if asked.args else None
        if found is None:
            return voice("desk-gone")
        await send(message, await page_of(found, context, voice))
        return None
    number = asked.number()
    if asked.verb in {"yes", "drop"}:
        debunk = await services.store.debunks.by_num(number) if number is not None else None
        if debunk is None:
            return voice("stale-button")
        return await _change_status(asked, debunk, message, context, moderator, voice)
    draft = await services.store.drafts.get(number) if number is not None else None
    if draft is None:
        return voice("draft-gone")
    if asked.verb == "left":
        return await _take_over_left(draft, message, context, moderator, voice)
    if draft.step != WAITING or draft.case is not None:
        return voice("draft-gone")
    match asked.verb:
        case "wait":
            await send(message, await waiting_page(draft, services, voice))
        case "apply" if asked.number(1) != draft.changed:
            return voice("publish-changed")
        case "apply":
            answer, words = await apply_waiting(Dialogue.of(draft), context, moderator, voice)
            if answer is None:
                return words
            await replace(message, answer)
        case "over":
            mine = await services.store.drafts.hand_over(
                draft, moderator.id, step=questions.REVIEW, at=services.clock()
            )
            opened = Dialogue.of(mine) if mine else None
            if opened is None or not await keep(opened, services):
                return voice("draft-gone")
            await ask(opened, message, context, moderator, voice)
        case "refuse":
            return await _give_back(draft, message, context, moderator, voice)
        case _:
            return voice("stale-button")
    return None


async def page_of(debunk: Debunk, context: Context, voice: Voice) -> Answer:
    """Return the question whether to publish a debunk, or why there is nothing to publish."""
    waiting = await context.services.store.drafts.waiting_for(debunk.id)
    if debunk.status is Status.PUBLISHED:
        if waiting:
            return await waiting_page(waiting, context.services, voice)
        return Answer(plain(voice("publish-already", id=debunk.id)))
    if not debunk.own_claims:
        return Answer(plain(voice("add-missing-claim")))
    heading = "publish-ask" if debunk.status is Status.DRAFT else "publish-ask-again"
    shown = card(debunk, voice, FULL - _HEADING)
    # The row's number: an id may be too long to leave room for the mark.
    what = (await context.services.store.debunks.nums([debunk.id]))[debunk.id], _mark(debunk)
    rows: list[Row] = [
        [desk_button(voice("add-button-publish"), DOOR, "yes", *what)],
        [desk_button(voice("show-button-edit"), "edit", "one", ref_of(debunk.id))],
    ]
    if debunk.status is Status.DRAFT:
        rows.append([desk_button(voice("publish-button-drop"), DOOR, "drop", *what)])
    content = joined([bold(voice(heading, id=debunk.id)), shown.content], "\n\n")
    return Answer(content, InlineKeyboardMarkup(rows), shown.preview)


async def _change_status(
    asked: DeskPress,
    debunk: Debunk,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> str | None:
    """Publish a debunk, or drop a draft that nobody has seen."""
    services = context.services
    after = Status.PUBLISHED if asked.verb == "yes" else Status.RETRACTED
    if debunk.status is after:
        return voice("publish-already" if asked.verb == "yes" else "retract-already", id=debunk.id)
    if asked.verb == "drop" and debunk.status is not Status.DRAFT:
        return voice("stale-button")
    if asked.args[1:] != (_mark(debunk),):
        # A chief answers for the words that they have seen.
        return voice("publish-changed")
    try:
        saved = await services.store.publishing.save(
            changed(debunk, status=after),
            base=debunk.version,
            was=debunk,
            by=moderator.id,
            at=services.clock(),
        )
    except ChangedMeanwhile:
        return voice("publish-changed")
    services.wake.set()
    await replace(message, done(saved, voice, chief=True, dropped=asked.verb == "drop"))
    return None


async def _everything_waiting(context: Context, voice: Voice) -> Answer:
    services = context.services
    changes = await services.store.drafts.waiting(_MOST)
    left = await services.store.drafts.left(_MOST)
    debunks = await services.store.debunks.recent(_MOST, (Status.DRAFT,))
    parts: list[Html] = []
    rows: list[Row] = []
    if debunks:
        parts += [bold(voice("publish-drafts")), *map(plain, lines_of(debunks, voice))]
        rows += numbered(debunks, DOOR)
    for key, verb, drafts in [("publish-changes", "wait", changes), ("publish-left", "left", left)]:
        if drafts:
            parts.append(bold(voice(key)))
        for draft in drafts:
            who = name_of(await services.store.moderators.get(draft.moderator), services, voice)
            parts.append(plain(f"{title_of(draft, voice)} ({who})"))
            rows.append([desk_button(title_of(draft, voice), DOOR, verb, draft.id)])
    if not parts:
        return Answer(plain(voice("publish-nothing")))
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


async def _take_over_left(
    draft: Draft, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    """Go on with the draft of someone who has left the desk."""
    services = context.services
    if not any(one.id == draft.id for one in await services.store.drafts.left()):
        return voice("draft-gone")
    mine = await services.store.drafts.hand_over(
        draft, moderator.id, step=draft.step, at=services.clock()
    )
    opened = Dialogue.of(mine).take_up() if mine else None
    if opened is None or not await keep(opened, services):
        return voice("draft-gone")
    await ask(opened, message, context, moderator, voice)
    return None


async def _give_back(
    draft: Draft, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    services = context.services
    body = changed(body_of(draft), resume=questions.REVIEW).text()
    resting = changed(draft, body=body)
    if not await services.store.drafts.give_back(resting, by=moderator.id, at=services.clock()):
        return voice("draft-gone")
    await replace(message, Answer(plain(voice("publish-given-back"))))
    author = await services.store.moderators.get(draft.moderator)
    if author and author.role:
        debunk_id = draft.debunk or ""
        await told(author, context, lambda theirs: theirs("publish-refused", id=debunk_id))
    return None


def _mark(debunk: Debunk) -> str:
    """Return what tells whether a debunk is still as a page has shown it, a draft too."""
    line = format_line(changed(debunk, claims=debunk.own_claims))
    return sha256(f"{debunk.version} {line}".encode()).hexdigest()[:_HEX]
