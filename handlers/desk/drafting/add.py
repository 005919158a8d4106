"""`/add`: a new debunk, made one question at a time."""

import asyncio
import re
from dataclasses import replace as changed
from datetime import date

from telegram import InlineKeyboardMarkup

from domain.debunk import Claim
from domain.fingerprint import Fingerprint
from domain.moderator import Role
from domain.post import Post
from handlers.desk.debunks import files
from handlers.desk.drafting import question_page, questions
from handlers.desk.drafting.addresses import addresses_in, name_addresses, sort_addresses
from handlers.desk.drafting.answers import AnswerFault
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import listing
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.pictures import read_pictures
from handlers.desk.drafting.preview import show_card
from handlers.desk.drafting.question_page import Row, button, cancel_texts
from handlers.desk.drafting.save import save, turn_page
from handlers.desk.drafting.template import TemplateFault, is_template, read_template
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
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.context import Services
from handlers.kit.doors import Door
from handlers.kit.language import written_in
from handlers.kit.markup import bold, joined, plain, quotation, shortened
from handlers.kit.notes import day_of
from handlers.kit.reading.message import named_by, post_of
from handlers.kit.texts import Voice
from handlers.kit.verdict_meanings import verdict_meanings
from privacy.redaction import redacted
from storage.desk.drafts import WAITING

_SUGGESTED = 900
_LABEL = 60
_COMMAND = re.compile(r"/[A-Za-z]\w{0,31}(?:@\w+)?(?=\s|$)")


async def add(act: Act) -> None:
    """Begin a debunk: from the post that the command replies to, or from nothing.

    With unfinished drafts it is asked first whether to go on with one.
    """
    # Only the command goes: a template's lines are counted as in the message.
    given = _COMMAND.sub("", act.message.text or "", count=1)
    if named_by(act.message) is None and not given.strip():
        drafts = await act.services.store.drafts.open_of(act.actor.id)
        if drafts:
            await act.say(listing(drafts, act.voice))
            return
    if is_template(given):
        await _paste(given, act)
        return
    act, sent = await read_pictures(act)
    await begin(act, text=given.strip(), pictures=sent.fingerprints)


async def begin(
    act: Act,
    *,
    text: str = "",
    case: int | None = None,
    pictures: tuple[Fingerprint, ...] = (),
) -> None:
    """Begin a draft and ask its first question.

    `text` suggests the first claim; else the post that the message replies to does, redacted,
    whose origin and links are where the rumour was seen. `case` is what the debunk will answer.
    `pictures` is how the picture looks that goes round with it. Raises StoreError.
    """
    services = act.services
    # Under a pressed button the message is the bot's own.
    by_bot = act.message.from_user is None or act.message.from_user.is_bot
    above_it = act.message.reply_to_message
    by_bot = by_bot or bool(above_it and above_it.from_user and above_it.from_user.is_bot)
    post = None if by_bot else named_by(act.message)
    suggested = text or (await asyncio.to_thread(redacted, post.text) if post else "")
    seen = tuple(filter(None, [post.origin, *post.links])) if post and not text else ()
    posts, left = sort_addresses(seen, post or Post(""))
    parts = Parts(appearances=tuple(posts), date=day_of(services), pictures=pictures)
    above = act.voice("add-begin")
    step, lead = "claim-ru", ""
    if suggested:
        lang = written_in(suggested)
        parts = changed(parts, claims=(Claim(lang, shortened(suggested, _SUGGESTED)),))
        above = act.voice("add-begin-with-post")
        step, lead = f"claim-{lang}", lang
    if left:
        above = f"{above}\n{act.voice('add-left-out', words=name_addresses(left))}"
    draft = await services.store.drafts.begin(
        act.deed(), step=step, body=Body(parts, lead=lead).text(), case=case
    )
    dialogue = Dialogue.of(draft)
    answer = await page_of(dialogue, act, above)
    rows: list[Row] = (
        [list(row) for row in answer.keyboard.inline_keyboard] if answer.keyboard else []
    )
    rows.append([button(act.voice("add-button-template"), "tmpl", draft)])
    sent = await act.say(changed(answer, keyboard=InlineKeyboardMarkup(rows)))
    if sent:
        note(dialogue, sent, act.context)


async def take_words(act: Act) -> bool:
    """Take what a moderator types as the answer to their draft's question, if it is one."""
    message, store = act.message, act.services.store
    if message.media_group_id:
        return False
    text = message.text or message.caption or post_of([message]).text
    forwarded = message.forward_origin is not None
    draft = await store.drafts.awaiting(act.actor.id)
    dialogue = Dialogue.of(draft) if draft else None
    file = None if forwarded else await store.pending.awaiting(act.actor.id)
    if not forwarded and _COMMAND.match(text) and (draft or file):
        # Under a picture it is no command to Telegram, and an answer it is not meant to be.
        await act.say(act.voice("add-fault-command"))
    elif not forwarded and is_template(text):
        await _paste(text, act)
    elif file:
        await files.take_reason(file, act)
    elif dialogue and dialogue.takes(forwarded=forwarded, worded=bool(text.strip())):
        await _answer(dialogue, act)
    else:
        return False
    return True


async def _answer(dialogue: Dialogue, act: Act) -> None:
    """Take in an answer: keep it, then ask on; or say what is wrong with it and ask again."""
    if dialogue.step == "pictures":
        await _take_picture(dialogue, act)
        return
    post = post_of([act.message])
    text = act.message.text or act.message.caption or post.text
    links = tuple(filter(None, [post.origin, *post.links]))
    if not text.strip() and not links:
        await act.say(act.voice("add-fault-words"))
        return
    # Posts are forwarded one after the other: where they were seen stays open for the next.
    named = addresses_in(text, links) if dialogue.step == "seen" else []
    left = sort_addresses(named, Post(text))[1]
    more = bool(left) or act.message.forward_origin is not None
    known = await known_for(dialogue, act.services, text)
    now = dialogue.answer(text, links, known, more=more)
    if isinstance(now, AnswerFault):
        facts: dict[str, str | int] = {
            "limit": now.limit,
            "length": len(text.strip()),
            "words": now.shown,
        }
        fault = act.voice(f"add-fault-{now.key}", **facts)
        await ask(dialogue, act, fault)
        return
    above = act.voice("add-left-out", words=name_addresses(left)) if left else None
    if await keep(now, act.services):
        await ask(now, act, above)
    else:
        await act.say(act.voice("draft-gone"))


async def _take_picture(dialogue: Dialogue, act: Act) -> None:
    """Take in a picture where one is asked for, and ask for more."""
    _, sent = await read_pictures(act)
    now = dialogue.look_at(sent.fingerprints) if sent.fingerprints else AnswerFault(sent.fault)
    if isinstance(now, AnswerFault):
        await ask(dialogue, act, act.voice(f"add-fault-{now.key}", limit=now.limit))
    elif await keep(now, act.services):
        await ask(now, act)
    else:
        await act.say(act.voice("draft-gone"))


async def take_edit(act: Act) -> bool:
    """Say that what was typed into a draft is not changed by editing it, if there is a draft."""
    if act.message.media_group_id or not await act.services.store.drafts.awaiting(act.actor.id):
        return False
    await act.say(act.voice("add-edited"))
    return True


async def press(act: Act) -> str | None:
    """Do what a button under a draft's page asks for."""
    services = act.services
    if act.press.verb == "new" and not act.press.args:
        await begin(act)
        return None
    number = act.press.number()
    draft = await services.store.drafts.get(number) if number is not None else None
    if draft is None or draft.moderator != act.actor.id or draft.step == WAITING:
        return act.voice("draft-gone")
    dialogue = Dialogue.of(draft)
    match act.press.verb, act.press.args[1:]:
        case "tmpl", ():
            await act.say(Answer(quotation(plain(act.voice("add-template")))))
        case "goon", ():
            taken_up = dialogue.take_up()
            if not await keep(taken_up, services):
                return act.voice("draft-gone")
            await ask(taken_up, act)
        case "drop", ():
            rows = [
                [button(act.voice("desk-button-yes"), "dropped", draft)],
                [button(act.voice("desk-button-no"), "goon", draft)],
            ]
            asked, _ = cancel_texts(dialogue.body)
            await act.replace(Answer(bold(act.voice(asked)), InlineKeyboardMarkup(rows)))
        case "dropped", ():
            await services.store.drafts.drop(draft.id, deed=act.deed())
            await act.replace(act.voice(cancel_texts(dialogue.body)[1]))
        case "aside", ():
            await keep(dialogue.rest(), services)
            await act.replace(act.voice("add-aside"))
        case "save", (how, *mark) if how in {"draft", "publish", "keep", "retract"}:
            return await save(dialogue, how, mark, act)
        case "see", (_, mark):
            return await turn_page(dialogue, mark, act)
        case "view", (_,):
            await show_card(dialogue, act)
        case "mean", (step,) if step == dialogue.step:
            # Above the question, whose choices stay within reach.
            here = await page_of(dialogue, act)
            told = joined([verdict_meanings(act.voice, desk=True), here.content], "\n\n")
            await act.replace(changed(here, content=told))
        case "shut", () if message_of(dialogue, act.context) == act.message.message_id:
            await turn(dialogue, act)
        case verb, rest:
            now = await _move(verb, rest, dialogue, services)
            if isinstance(now, str):
                return act.voice(now)
            now = now.under(act.message.message_id)
            if not await keep(now, services):
                return act.voice("draft-gone")
            await turn(now, act)
    return None


async def _move(
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
        case "finish", (_,) if dialogue.may_finish:
            return dialogue.finish()
        case "clear", (_,):
            return dialogue.clear()
        case "more", ("another",):
            return dialogue.another()
        case "set", (_, value):
            return await choose(dialogue, value, services) or "add-choice-gone"
        case _:
            return "stale-button"


async def _paste(text: str, act: Act) -> None:
    """Make a draft of a filled template; with faults, name each by its line."""
    services = act.services
    today = date.fromisoformat(day_of(services))
    parts, faults = read_template(text, services.texts.values(), today)
    if faults:
        lines = [plain(f"• {_in_words(fault, act.voice)}") for fault in faults]
        await act.say(Answer(joined([bold(act.voice("paste-faults")), *lines])))
        return
    dated = parts if parts.date else changed(parts, date=today.isoformat())
    waiting = await services.store.drafts.awaiting(act.actor.id)
    begun = Dialogue.of(waiting) if waiting and waiting.debunk is None else None
    if begun and begun.body.parts.empty:
        dialogue = begun.fill(dated)
        if not await keep(dialogue, services):
            return
    else:
        dialogue = Dialogue.of(
            await services.store.drafts.begin(
                act.deed(), step=questions.REVIEW, body=Body(dated).text()
            )
        )
    await ask(dialogue, act)


def _in_words(fault: TemplateFault, voice: Voice) -> str:
    shown = shortened(" ".join(fault.shown.split()), _LABEL)
    if fault.key in {"missing-claim", "missing-verdict"}:
        return voice(f"add-{fault.key}")
    own = {"label", "verdict", "statement", "wordless", "unedited"}
    if fault.key in own:
        words = voice(f"paste-fault-{fault.key}", words=shown)
    else:
        facts: dict[str, str | int] = {
            "limit": fault.limit,
            "length": len(fault.shown),
            "words": shown,
        }
        words = voice(f"add-fault-{fault.key}", **facts)
    return voice("paste-line", line=fault.line, fault=words)


DOOR = Door(
    question_page.NAME,
    Role.EDITOR,
    {"add": add},
    press,
    (
        *("new", "tmpl", "goon", "aside", "drop", "dropped", "save", "see"),
        *("view", "shut", "redo", "mean"),
        *("parts", "part", "skip", "done", "back", "finish", "clear", "more", "set"),
    ),
)
