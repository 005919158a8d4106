"""A pressed button -> what it asks for. The data under a button is never trusted."""

from telegram import CallbackQuery, Message, Update

from handlers.answer import Answer, with_cards
from handlers.buttons import Action, Press, parse_press, under_refusal
from handlers.commands import card_or_gone
from handlers.context import Context
from handlers.language import voice_for
from handlers.markup import plain
from handlers.sending import acknowledge, replace, send
from handlers.texts import Voice
from storage.debunk import Status
from storage.errors import StoreFull, StoreLocked, StoreReadOnly


async def press(update: Update, context: Context) -> None:
    """Do what a pressed button asks for, or say that the button is out of date."""
    query = update.callback_query
    if query is None:
        return
    voice = await voice_for(update.effective_user, context)
    asked = parse_press(query.data)
    message = query.message if isinstance(query.message, Message) else None
    if message and not message.is_accessible:
        message = None
    if asked is None or message is None:
        await acknowledge(query, voice("stale-button"))
        return
    await _do(asked, query, message, context, voice)
    # Last, so that if it fails the error's own words are the acknowledgement.
    await acknowledge(query)


async def _do(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> None:
    match asked.action:
        case Action.CARD:
            # As a reply to the reader's own post, so that the list stays for another try.
            post = message.reply_to_message or message
            await send(post, await card_or_gone(asked.refs[0], context, voice))
        case Action.NONE:
            await replace(message, Answer(plain(voice("unknown"))))
        case Action.NOT_MINE:
            refusal = Answer(plain(voice("not-mine")), under_refusal(asked.refs, voice))
            await replace(message, refusal)
        case Action.AGAIN:
            await replace(message, await _cards(asked.refs, context, voice))
        case Action.LANGUAGE | Action.FORGET:
            await _language(asked, query, message, context)


async def _cards(refs: tuple[str, ...], context: Context, voice: Voice) -> Answer:
    found = [await context.services.debunks.by_ref(ref) for ref in refs]
    shown = [debunk for debunk in found if debunk and debunk.status is Status.PUBLISHED]
    return with_cards(shown, voice) if shown else Answer(plain(voice("gone")))


async def _language(asked: Press, query: CallbackQuery, message: Message, context: Context) -> None:
    services = context.services
    person = services.people.hash(query.from_user.id)
    try:
        if asked.action is Action.FORGET:
            await services.readers.forget(person)
            told = "language-forgotten"
        elif asked.refs[0] in services.texts:
            await services.readers.set_language(person, asked.refs[0])
            told = "language-set"
        else:
            told = "stale-button"
    except (StoreReadOnly, StoreLocked, StoreFull):
        told = "language-not-kept"
    voice = await voice_for(query.from_user, context)
    await replace(message, Answer(plain(voice(told))))
