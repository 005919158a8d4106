"""Asked in a group: one short answer a post, and a pointer to it for whoever asks again."""

import logging
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from handlers.groups.addressed import asker_of, command_in, is_ours
from handlers.groups.answering import answer_about, asked_in, only_talks, read_asked
from handlers.groups.rooms import UNKEPT, group_of, key_of, voice_in
from handlers.groups.speaking import speak, tell_in_private
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.markup import joined, plain
from handlers.kit.notes import count_today
from handlers.kit.reading import message as reading
from handlers.kit.reading.origins import post_at
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError
from storage.groups.answers import GroupAnswer, SaidKind
from storage.groups.groups import Group

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _GroupAsk:
    """Who asks where: the message that asks, its group, and the voice to answer in."""

    message: Message
    group: Group
    voice: Voice

    @property
    def about(self) -> int:
        """The number of the message that is asked about: the one replied to, or the ask itself."""
        replied = self.message.reply_to_message
        if replied is None or reading.is_service(replied) or is_ours(replied):
            return self.message.message_id
        return replied.message_id


async def check(update: Update, context: Context) -> None:
    """Answer `/check` or a mention in a group, where its admins have not switched that off."""
    message = update.effective_message
    if message is None:
        return
    group = await group_of(message.chat_id, context)
    if not group.answering or (command_in(message) is None and only_talks(asked_in(message))):
        return
    read = await read_asked(message, context)
    one = read.one
    ask = _GroupAsk(message, group, await voice_in(group, message, context, one.told[0].post))
    answered = await answer_about(read, message, context, ask.voice)
    key = key_of(answered.post, context)
    if answered.looked and (before := await _before(ask, key, answered.short.told, context)):
        if before.ask != message.message_id:
            await _point_to(before, ask)
            await count_today(context, "group-pointer")
        return
    answer = answered.short.answer
    # Under the post, which stays where a command may be deleted by the group's other bots.
    sent = await speak(message, answer, ask.about)
    await count_today(context, "group-answer" if sent else "group-mute")
    if sent is None:
        above = plain(ask.voice("group-mute"))
        whole = replace(answer, content=joined([above, answer.content], "\n\n"))
        await tell_in_private(asker_of(message), whole, context.bot)
    elif answered.looked:
        await _note(ask, key, answered.short.told, sent, context)


async def _before(ask: _GroupAsk, key: bytes, told: str, context: Context) -> GroupAnswer | None:
    """Return what was said of this post before, if it would be said just so again."""
    if ask.group.id == UNKEPT:
        return None
    services = context.services
    try:
        found = await services.store.group_answers.find(
            ask.group.id, key, ask.about, services.clock()
        )
    except StoreError as error:
        _log.warning("What was said in a group cannot be read: %s", type(error).__name__)
        return None
    said = (one for one in found if one.kind is not SaidKind.REPORT and one.reply is not None)
    return next((one for one in said if one.told == told), None)


async def _point_to(before: GroupAnswer, ask: _GroupAsk) -> None:
    """Point to an answer: by a link, or as a reply to it where the group's messages have none."""
    words = plain(ask.voice("group-answered"))
    address = post_at(ask.message.chat.to_dict(), before.reply)
    if address is None:
        await speak(ask.message, Answer(words), before.reply)
        return
    button = InlineKeyboardButton(ask.voice("button-answer-before"), url=address)
    await speak(ask.message, Answer(words, InlineKeyboardMarkup([[button]])))


async def _note(ask: _GroupAsk, key: bytes, told: str, sent: Message, context: Context) -> None:
    if ask.group.id == UNKEPT:
        return
    asking, at = ask.message.message_id, context.services.clock()
    said = GroupAnswer(SaidKind.ANSWER, key, ask.about, asking, told, sent.message_id, at)
    try:
        await context.services.store.group_answers.note(ask.group.id, said)
    except StoreError as error:
        _log.warning("What was said in a group is not kept: %s", type(error).__name__)
