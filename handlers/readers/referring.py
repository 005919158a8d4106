"""A bare question, or a pressed button -> the post that it is about."""

from dataclasses import dataclass

from telegram import Message, User

from domain.debunk import Status
from domain.post import Post
from handlers.kit.answer import Answer, listed, with_cards
from handlers.kit.asked import (
    Asked,
    CarriedPost,
    names_a_post,
    post_in,
    replies_to_bot,
    says_something,
)
from handlers.kit.buttons import under_news
from handlers.kit.context import Context
from handlers.kit.first_checked import with_first_check
from handlers.kit.markup import plain
from handlers.kit.seeing import looked_at
from handlers.kit.texts import Voice
from handlers.readers import talking
from matching.reading.smalltalk import Talk

_MOST_CARDS = 2
JUST_NOW_SECONDS = 180
"""How long after an answer a bare question is taken to be about it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the message that it replies to, if that is not the question."""

    answer: Answer
    reply_to: int | None = None


async def meant(
    question: Asked, user: User | None, context: Context, voice: Voice
) -> Asked | Reply:
    """Return the post that a bare question is about, or else what it is answered with.

    Under one of the bot's cards that is the debunk as it stands now; under another of its answers
    the post that was answered; just after an answer, a word that it stands above; else the request
    for the post.
    """
    message = question.to
    services = context.services
    replied = message.reply_to_message
    if replied is not None:
        known = services.recent.said_in(message.chat_id, replied.message_id)
        # A reply that was changed since shows other cards than those that were given in it.
        if replies_to_bot(message) and not (known and known.anew):
            card = await _card_in(replied, user, context, voice)
            if card:
                return Reply(card)
        if known and (says_something(known.post) or known.post.origin):
            return Asked((CarriedPost(message, known.post),), question.parts)
    elif message.external_reply is None:
        last = services.recent.last(message.chat_id, JUST_NOW_SECONDS)
        if last:
            return Reply(Answer(plain(voice("answered-above"))), last.reply)
    return Reply(talking.reply(Talk.QUESTION, context, voice))


def answered_meanwhile(one: Asked, context: Context, arrived: float) -> bool:
    """Tell whether what holds no words came while the post before it was being answered.

    Someone who sends a post and behind it "рас па?" or a picture has asked once, and has the answer
    by now. `arrived` is by the event loop's clock.
    """
    if names_a_post(one.to):
        return False
    last = context.services.recent.last(one.to.chat_id, JUST_NOW_SECONDS)
    return last is not None and arrived < last.begun and says_something(last.post)


async def post_above(message: Message, context: Context) -> Post:
    """Return the post that a message of the bot replies to, whole if it is still remembered.

    Otherwise its files are read anew.
    """
    told = message.reply_to_message
    if told is None:
        return Post("")
    known = context.services.recent.said_in(message.chat_id, told.message_id)
    if known:
        return known.post
    (told,) = (await looked_at([told], context)).parts
    return post_in(told)


async def _card_in(
    card: Message, user: User | None, context: Context, voice: Voice
) -> Answer | None:
    """Return the debunks that a message of the bot showed, as they stand now."""
    services = context.services
    if user is None:
        return None
    reader = await services.store.readers.by_person(services.people.hash(user.id))
    given = await services.store.deliveries.given_in(reader.id, card.message_id) if reader else []
    if not given:
        return None
    found = [await services.store.debunks.get(one) for one in given]
    shown = [debunk for debunk in found if debunk and debunk.status is Status.PUBLISHED]
    if not shown:
        return Answer(plain(voice("gone")))
    if len(shown) > _MOST_CARDS:
        # A digest: which of them is meant, the reader says.
        return Answer(listed(shown, voice, verdicts=True), under_news(shown, voice))
    return await with_first_check(with_cards(shown, voice), services, voice)
