"""`/report` in a channel's group: a post that its members want checked, once for the desk."""

import logging
from dataclasses import dataclass

from telegram import Message, Update

from domain.case import State
from domain.decision import DecisionKind
from domain.post import Post
from handlers.groups import asking
from handlers.groups.addressed import is_ours
from handlers.groups.answering import read_asked
from handlers.groups.rooms import key_of, voice_in
from handlers.groups.speaking import speak
from handlers.kit.answer import Answer
from handlers.kit.asked import names_a_post
from handlers.kit.context import Context
from handlers.kit.deciding import decided
from handlers.kit.markup import plain
from handlers.kit.notes import count_today
from handlers.kit.texts import Voice
from matching.checkable import could_be_checked
from storage.cases.submissions import EnoughForToday
from storage.engine.errors import StoreError
from storage.groups.answers import GroupAnswer, SaidKind
from storage.groups.groups import Group

_log = logging.getLogger(__name__)
_A_DAY = 20
"""Posts that a group may report within 24 hours."""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class _Reported:
    """A post that somebody reports, in which group, and the message that holds it."""

    post: Post
    group: Group
    holder: int
    ask: int


async def report(update: Update, context: Context) -> None:
    """Pass a reported post on to the desk, once, or answer it where the desk has checked it.

    Only in groups that a channel's owner connected: elsewhere `/report` is another bot's.
    """
    message, services = update.effective_message, context.services
    if message is None:
        return
    group = await services.store.groups.by_chat(services.people.hash(message.chat_id))
    if group is None or not group.connected or not group.answering:
        return
    one = (await read_asked(message, context)).one
    voice = await voice_in(group, message, context, one.told[0].post)
    if not names_a_post(message) or is_ours(message.reply_to_message):
        await _say(message, voice, "report-how")
        return
    told, decision = await decided(one.told, context)
    if decision.kind is DecisionKind.ANSWER:
        await asking.check(update, context)
        return
    if not could_be_checked(told.post):
        await _say(message, voice, "group-too-little")
        return
    replied = message.reply_to_message
    holder = replied.message_id if replied else message.message_id
    reported = _Reported(told.post, group, holder, message.message_id)
    try:
        key = await _pass_on(reported, context, voice)
    except EnoughForToday:
        key = "report-enough"
    except StoreError as error:
        _log.warning("A report could not be passed on: %s", type(error).__name__)
        key = "group-not-kept"
    await _say(message, voice, key)


async def _pass_on(reported: _Reported, context: Context, voice: Voice) -> str:
    """Pass a post on unless it was before, and return the text that says what was done.

    The group itself is the one who asks: nobody who reports is kept, and nothing is written back.
    """
    services, group = context.services, reported.group
    answers, at = services.store.group_answers, services.clock()
    key = key_of(reported.post, context)
    before = await answers.find(group.id, key, reported.holder, at)
    if any(one.kind is SaidKind.REPORT and one.ask != reported.ask for one in before):
        return "report-again"
    if await answers.number(group.id, SaidKind.REPORT, at - _DAY) >= _A_DAY:
        return "report-enough"
    reader = await services.store.readers.keep(group.chat, group.sealed, voice.lang)
    await services.store.readers.set_updates(reader, False)
    received = await services.joining.submit(
        reported.post, reader=reader, message=reported.holder, at=at
    )
    said = GroupAnswer(SaidKind.REPORT, key, reported.holder, reported.ask, "", None, at)
    await answers.note(group.id, said)
    services.wake.set()
    match received.state:
        case State.UNCHECKABLE:
            return "ask-uncheckable"
        case State.SPAM:
            return "ask-spam"
        case State.OPEN:
            await count_today(context, "report")
            return "report-sent"
    return "report-again"


async def _say(message: Message, voice: Voice, key: str) -> None:
    await speak(message, Answer(plain(voice(key))))
