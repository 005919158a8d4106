"""`/add`: a new debunk, made one question at a time."""

import asyncio
from dataclasses import replace as changed
from datetime import date

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Claim
from domain.moderator import Moderator, Role
from handlers.desk.debunks import files
from handlers.desk.doors import pressed
from handlers.desk.drafting import questions, wizard
from handlers.desk.drafting.answers import shown_addresses, sorted_out
from handlers.desk.drafting.draft_body import Making, making_of
from handlers.desk.drafting.pages import listing
from handlers.desk.drafting.preview import card_view, unwritable
from handlers.desk.drafting.question_page import Row, button
from handlers.desk.drafting.save import redo, save
from handlers.desk.drafting.template import LineFault, is_template, read_template
from handlers.desk.drafting.work import Work
from handlers.desk.people.guard import for_role, moderator_of
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress
from handlers.kit.language import voice_for, written_in
from handlers.kit.markup import bold, joined, plain, quotation, shortened
from handlers.kit.notes import day_of
from handlers.kit.reading.message import named_by, post_of
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from handlers.readers import check
from privacy.redaction import redacted
from storage.desk.drafts import WAITING, Draft

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
    posts, left = sorted_out(dict.fromkeys(seen))
    work = Work(appearances=tuple(posts), date=day_of(services))
    above = voice("add-begin")
    step = "claim-ru"
    if suggested:
        lang = written_in(suggested)
        work = changed(work, claims=(Claim(lang, shortened(suggested, _SUGGESTED)),))
        above = voice("add-begin-with-post")
        step = f"claim-{lang}"
    if left:
        above = f"{above}\n{voice('add-left-out', words=shown_addresses(left))}"
    draft = await services.store.drafts.begin(
        moderator.id, step=step, body=Making(work).body(), at=services.clock(), case=case
    )
    answer = await wizard.page(draft, context, moderator, voice, above)
    rows: list[Row] = (
        [list(row) for row in answer.keyboard.inline_keyboard] if answer.keyboard else []
    )
    rows.append([button(voice("add-button-template"), "tmpl", draft)])
    sent = await send(message, changed(answer, keyboard=InlineKeyboardMarkup(rows)))
    if sent:
        making = changed(making_of(draft), message=sent.message_id)
        await wizard.keep(draft, making, draft.step, services)


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
    file = None if forwarded else await context.services.store.pending.awaiting(moderator.id)
    if not forwarded and is_template(text):
        voice = await voice_for(update.effective_user, context)
        async with unwritable(message, voice):
            await _paste(text, message, context, moderator, voice)
    elif file:
        voice = await voice_for(update.effective_user, context)
        async with unwritable(message, voice):
            await files.reason_typed(message, file, context, moderator, voice)
    elif draft and wizard.expects_words(draft) and (not forwarded or draft.step == "seen"):
        voice = await voice_for(update.effective_user, context)
        post = post_of([message])
        links = tuple(filter(None, [post.origin, *post.links]))
        async with unwritable(message, voice):
            if not text.strip() and not links:
                await send(message, Answer(plain(voice("add-fault-words"))))
                return
            now, fault = await wizard.answer(draft, text, links, context, voice)
            if now is None:
                await send(message, Answer(plain(voice("draft-gone"))))
                return
            await wizard.ask(now, message, context, moderator, voice, fault)
    else:
        await check.check(update, context)


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
    match asked.verb, asked.args[1:]:
        case "tmpl", ():
            await send(message, Answer(quotation(plain(voice("add-template")))))
            return None
        case "goon", ():
            taken_up = await wizard.take_up(draft, services)
            if taken_up is None:
                return voice("draft-gone")
            await wizard.ask(taken_up, message, context, moderator, voice)
            return None
        case "drop", ():
            rows = [
                [button(voice("desk-button-yes"), "dropped", draft)],
                [button(voice("desk-button-no"), "goon", draft)],
            ]
            await replace(message, Answer(bold(voice("add-ask-drop")), InlineKeyboardMarkup(rows)))
            return None
        case "dropped", ():
            await services.store.drafts.drop(draft.id, by=moderator.id, at=services.clock())
            await replace(message, Answer(plain(voice("add-dropped"))))
            return None
        case "aside", ():
            await wizard.set_aside(draft, services)
            await replace(message, Answer(plain(voice("add-aside"))))
            return None
        case "redo", ():
            redone = await redo(draft, context)
            if redone is None:
                return voice("draft-gone")
            await wizard.turn(redone, message, context, moderator, voice)
            return None
        case "save", (how,) if how in {"draft", "publish", "keep", "retract"}:
            return await save(draft, how, message, context, moderator, voice)
        case verb, rest:
            return await _at_step(verb, rest, draft, message, context, moderator, voice)


async def _at_step(
    verb: str,
    rest: tuple[str, ...],
    draft: Draft,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> str | None:
    """Do what belongs to one question; a press under an older question does nothing."""
    services, making = context.services, making_of(draft)
    now: Draft | None
    match verb, rest:
        case "view", (_,):
            await card_view(draft, making, message, voice)
            return None
        case "shut", ():
            now = draft
        case "parts", ():
            now = await wizard.keep(draft, changed(making, single=False), questions.PARTS, services)
        case "part", (step, *at) if questions.exists(step):
            now = await _one_part(draft, making, step, at, context)
        case (_, (step, *_)) if step != draft.step:
            return voice("add-answered")
        case "skip", (_,):
            now = await wizard.skip(draft, making, services)
        case "done", (_,):
            now = await _done(draft, making, context)
        case "back", (_,):
            now = await wizard.go_back(draft, services)
        case "clear", (_,):
            now = await wizard.clear(draft, services)
        case "more", ("another",):
            following = changed(making, at=making.at + 1)
            now = await wizard.keep(draft, following, "who", services)
        case "set", (_, value):
            now = await wizard.choose(draft, value, services)
            if now is None:
                return voice("add-choice-gone")
        case _:
            return voice("stale-button")
    if now is None:
        return voice("draft-gone")
    await wizard.turn(now, message, context, moderator, voice)
    return None


async def _one_part(
    draft: Draft, making: Making, step: str, at: list[str], context: Context
) -> Draft | None:
    place = int(at[0]) if at and at[0].isdecimal() and len(at[0]) < 4 else 0
    one = changed(making, single=True, at=min(place, len(making.work.statements)))
    return await wizard.keep(draft, one, step, context.services)


async def _done(draft: Draft, making: Making, context: Context) -> Draft | None:
    """Leave the overview: a change that readers have seen is asked the reason for."""
    seen = making.was is not None and making.was.version > 0 and making.was.status != "draft"
    step = questions.REASON if seen and making.changed else questions.REVIEW
    return await wizard.keep(draft, making, step, context.services)


async def _paste(
    text: str, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    """Make a draft of a filled template; with faults, name each by its line."""
    services = context.services
    today = date.fromisoformat(day_of(services))
    work, faults = read_template(text, services.texts.values(), today)
    if faults:
        told = [plain(f"• {_in_words(fault, voice)}") for fault in faults]
        await send(message, Answer(joined([bold(voice("paste-faults")), *told])))
        return
    dated = work if work.date else changed(work, date=today.isoformat())
    waiting = await services.store.drafts.awaiting(moderator.id)
    if waiting and waiting.debunk is None and making_of(waiting).work.empty:
        draft = await wizard.keep(
            waiting, changed(making_of(waiting), work=dated), questions.REVIEW, services
        )
    else:
        draft = await services.store.drafts.begin(
            moderator.id, step=questions.REVIEW, body=Making(dated).body(), at=services.clock()
        )
    if draft:
        await wizard.ask(draft, message, context, moderator, voice)


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
