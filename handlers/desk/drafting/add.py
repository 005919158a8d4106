"""`/add`: a new debunk, made one question at a time."""

import asyncio
from dataclasses import replace as changed
from datetime import date

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Claim
from domain.moderator import Moderator, Role
from handlers.desk.debunks import files
from handlers.desk.doors import pressed
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import Fault, addresses_in, name_addresses, sort_addresses
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import listing
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.preview import card_view, unwritable
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.drafting.save import save
from handlers.desk.drafting.template import LineFault, is_template, read_template
from handlers.desk.drafting.turn import (
    ask,
    choose,
    keep,
    known_for,
    message_of,
    note,
    page_of,
    turn,
)
from handlers.desk.people.guard import for_role, moderator_of
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.desk_presses import DeskPress
from handlers.kit.language import voice_for, written_in
from handlers.kit.markup import bold, joined, plain, quotation, shortened
from handlers.kit.notes import day_of
from handlers.kit.reading.message import named_by, post_of
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from handlers.readers import check
from privacy.redaction import redacted
from storage.desk.drafts import WAITING

_SUGGESTED = 900
_MOST_LISTED = 8
_LABEL = 60


@for_role(Role.EDITOR)
async def add(update: Update, context: Context, moderator: Moderator) -> None:
    """Begin a debunk: from the post that the command replies to, or from nothing.

    With unfinished drafts it is asked first whether to go on with one.
    """
    message = update.effective_message
    if message is None:
        return
    voice = await voice_for(update.effective_user, context)
    given = (message.text or "").partition(" ")[2].strip()
    async with unwritable(message, voice):
        if named_by(message) is None and not given:
            drafts = await context.services.store.drafts.open_of(moderator.id)
            if drafts:
                await send(message, listing(drafts, voice))
                return
        if is_template(given):
            await _paste(given, message, context, moderator, voice)
            return
        await begin(message, context, moderator, voice, text=given)


async def begin(
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
    *,
    text: str = "",
    case: int | None = None,
) -> None:
    """Begin a draft and ask its first question.

    `text` suggests the first claim; else the post that the message replies to does, redacted,
    whose origin and links are where the rumour was seen. `case` is what the debunk will answer.
    Raises StoreError.
    """
    services = context.services
    # Under a pressed button the message is the bot's own.
    by_bot = message.from_user is None or message.from_user.is_bot
    told = message.reply_to_message
    by_bot = by_bot or bool(told and told.from_user and told.from_user.is_bot)
    post = None if by_bot else named_by(message)
    suggested = text or (await asyncio.to_thread(redacted, post.text) if post else "")
    seen = tuple(filter(None, [post.origin, *post.links])) if post and not text else ()
    posts, left = sort_addresses(dict.fromkeys(seen))
    parts = Parts(appearances=tuple(posts), date=day_of(services))
    above = voice("add-begin")
    step = "claim-ru"
    if suggested:
        lang = written_in(suggested)
        parts = changed(parts, claims=(Claim(lang, shortened(suggested, _SUGGESTED)),))
        above = voice("add-begin-with-post")
        step = f"claim-{lang}"
    if left:
        above = f"{above}\n{voice('add-left-out', words=name_addresses(left))}"
    draft = await services.store.drafts.begin(
        moderator.id, step=step, body=Body(parts).text(), at=services.clock(), case=case
    )
    dialogue = Dialogue.of(draft)
    answer = await page_of(dialogue, services, moderator, voice, above)
    rows: list[Row] = (
        [list(row) for row in answer.keyboard.inline_keyboard] if answer.keyboard else []
    )
    rows.append([button(voice("add-button-template"), "tmpl", draft)])
    sent = await send(message, changed(answer, keyboard=InlineKeyboardMarkup(rows)))
    if sent:
        note(dialogue, sent, context)


async def typed(update: Update, context: Context) -> None:
    """Take what a moderator types as the answer to their draft's question; else check it."""
    message = update.effective_message
    moderator = await moderator_of(update, context)
    if message is None or moderator is None or message.media_group_id:
        await check.check(update, context)
        return
    text = message.text or message.caption or post_of([message]).text
    forwarded = message.forward_origin is not None
    draft = await context.services.store.drafts.awaiting(moderator.id)
    dialogue = Dialogue.of(draft) if draft else None
    file = None if forwarded else await context.services.store.pending.awaiting(moderator.id)
    if not forwarded and is_template(text):
        voice = await voice_for(update.effective_user, context)
        async with unwritable(message, voice):
            await _paste(text, message, context, moderator, voice)
    elif file:
        voice = await voice_for(update.effective_user, context)
        async with unwritable(message, voice):
            await files.reason_typed(message, file, context, moderator, voice)
    elif dialogue and dialogue.expects_words and (not forwarded or dialogue.step == "seen"):
        voice = await voice_for(update.effective_user, context)
        async with unwritable(message, voice):
            await _answer(dialogue, message, context, moderator, voice)
    else:
        await check.check(update, context)


async def _answer(
    dialogue: Dialogue, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    """Take in an answer: keep it, then ask on; or say what is wrong with it and ask again."""
    post = post_of([message])
    text = message.text or message.caption or post.text
    links = tuple(filter(None, [post.origin, *post.links]))
    if not text.strip() and not links:
        await send(message, Answer(plain(voice("add-fault-words"))))
        return
    known = await known_for(dialogue, context.services, text)
    now = dialogue.answer(text, links, known)
    if isinstance(now, Fault):
        facts: dict[str, str | int] = {
            "limit": now.limit,
            "length": len(text.strip()),
            "words": now.shown,
        }
        fault = voice(f"add-fault-{now.key}", **facts)
        await ask(dialogue, message, context, moderator, voice, fault)
        return
    left = sort_addresses(addresses_in(text, links))[1] if dialogue.step == "seen" else []
    above = voice("add-left-out", words=name_addresses(left)) if left else None
    if await keep(now, context.services):
        await ask(now, message, context, moderator, voice, above)
    else:
        await send(message, Answer(plain(voice("draft-gone"))))


async def edited(update: Update, context: Context) -> None:
    """Say that what was typed into a draft is not changed by editing it; else check the message."""
    message = update.effective_message
    moderator = await moderator_of(update, context)
    if (
        message is None
        or moderator is None
        or message.media_group_id
        or await context.services.store.drafts.awaiting(moderator.id) is None
    ):
        await check.check(update, context)
        return
    voice = await voice_for(update.effective_user, context)
    await send(message, Answer(plain(voice("add-edited"))))


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Do what a button under a draft's page asks for."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    """Do it; return words to say where it cannot be done."""
    services = context.services
    if asked.verb == "new" and not asked.args:
        await begin(message, context, moderator, voice)
        return None
    number = asked.number()
    draft = await services.store.drafts.get(number) if number is not None else None
    if draft is None or draft.moderator != moderator.id or draft.step == WAITING:
        return voice("draft-gone")
    dialogue = Dialogue.of(draft)
    match asked.verb, asked.args[1:]:
        case "tmpl", ():
            await send(message, Answer(quotation(plain(voice("add-template")))))
        case "goon", ():
            taken_up = dialogue.take_up()
            if not await keep(taken_up, services):
                return voice("draft-gone")
            await ask(taken_up, message, context, moderator, voice)
        case "drop", ():
            rows = [
                [button(voice("desk-button-yes"), "dropped", draft)],
                [button(voice("desk-button-no"), "goon", draft)],
            ]
            await replace(message, Answer(bold(voice("add-ask-drop")), InlineKeyboardMarkup(rows)))
        case "dropped", ():
            await services.store.drafts.drop(draft.id, by=moderator.id, at=services.clock())
            await replace(message, Answer(plain(voice("add-dropped"))))
        case "aside", ():
            await keep(dialogue.rest(), services)
            await replace(message, Answer(plain(voice("add-aside"))))
        case "save", (how,) if how in {"draft", "publish", "keep", "retract"}:
            return await save(dialogue, how, message, context, moderator, voice)
        case "view", (_,):
            await card_view(dialogue, message, voice)
        case "shut", () if message_of(dialogue, context) == message.message_id:
            await turn(dialogue, message, context, moderator, voice)
        case verb, rest:
            now = await _moved(verb, rest, dialogue, services)
            if isinstance(now, str):
                return voice(now)
            now = now.under(message.message_id)
            if not await keep(now, services):
                return voice("draft-gone")
            await turn(now, message, context, moderator, voice)
    return None


async def _moved(
    verb: str, rest: tuple[str, ...], dialogue: Dialogue, services: Services
) -> Dialogue | str:
    """Return the dialogue after a press, or the key of the text that says why it is none.

    What belongs to one question does nothing under an older one.
    """
    match verb, rest:
        case "shut", ():
            return dialogue
        case "redo", ():
            current = await services.store.debunks.get(dialogue.draft.debunk or "")
            return (dialogue.redo(current) if current else None) or "draft-gone"
        case "parts", ():
            return dialogue.overview()
        case "part", (step, *at) if questions.exists(step):
            place = at[0] if at and at[0].isdecimal() and len(at[0]) < 4 else "0"
            return dialogue.one_part(step, int(place))
        case (_, (step, *_)) if step != dialogue.step:
            return "add-answered"
        case "skip", (_,):
            return dialogue.skip()
        case "done", (_,):
            return dialogue.done()
        case "back", (_,):
            return dialogue.back()
        case "clear", (_,):
            return dialogue.clear()
        case "more", ("another",):
            return dialogue.another()
        case "set", (_, value):
            return await choose(dialogue, value, services) or "add-choice-gone"
        case _:
            return "stale-button"


async def _paste(
    text: str, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    """Make a draft of a filled template; with faults, name each by its line."""
    services = context.services
    today = date.fromisoformat(day_of(services))
    parts, faults = read_template(text, services.texts.values(), today)
    if faults:
        told = [plain(f"• {_in_words(fault, voice)}") for fault in faults]
        await send(message, Answer(joined([bold(voice("paste-faults")), *told])))
        return
    dated = parts if parts.date else changed(parts, date=today.isoformat())
    waiting = await services.store.drafts.awaiting(moderator.id)
    begun = Dialogue.of(waiting) if waiting and waiting.debunk is None else None
    if begun and begun.body.parts.empty:
        dialogue = begun.fill(dated)
        if not await keep(dialogue, services):
            return
    else:
        dialogue = Dialogue.of(
            await services.store.drafts.begin(
                moderator.id, step=questions.REVIEW, body=Body(dated).text(), at=services.clock()
            )
        )
    await ask(dialogue, message, context, moderator, voice)


def _in_words(fault: LineFault, voice: Voice) -> str:
    shown = shortened(" ".join(fault.shown.split()), _LABEL)
    if fault.key in {"missing-claim", "missing-verdict"}:
        return voice(f"add-{fault.key}")
    own = {"label", "verdict", "statement", "wordless"}
    if fault.key in own:
        words = voice(f"paste-fault-{fault.key}", words=shown)
    else:
        told: dict[str, str | int] = {
            "limit": fault.limit,
            "length": len(fault.shown),
            "words": shown,
        }
        words = voice(f"add-fault-{fault.key}", **told)
    return voice("paste-line", line=fault.line, fault=words)
