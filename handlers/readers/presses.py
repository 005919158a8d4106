"""A pressed button -> what it asks for. The data under a button is never trusted."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from domain.debunk import Status
from handlers.kit.answer import Answer, not_found, with_cards
from handlers.kit.buttons import Action, Press, parse_press, under_refusal
from handlers.kit.context import Context
from handlers.kit.first_checked import with_first_check
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.menus import set_menu
from handlers.kit.notes import note_asked, note_delivery
from handlers.kit.sending import acknowledge, replace, send
from handlers.kit.texts import Voice
from handlers.kit.whose_desk import whose_desk
from handlers.readers import feedback, forgetting, pictures, subscribing, updates
from handlers.readers.ask import ask
from handlers.readers.commands import card_or_gone, latest_of
from handlers.readers.referring import post_above
from matching.checkable import could_be_checked
from storage.engine.errors import StoreUnwritable


async def press(update: Update, context: Context) -> None:
    """Do what a pressed button asks for, or say that the button is out of date."""
    query = update.callback_query
    if query is None:
        return
    voice = await voice_for(update.effective_user, context)
    asked = parse_press(query.data)
    message = query.message if isinstance(query.message, Message) else None
    # What hangs under the bot's messages in groups goes elsewhere: such a press is forged.
    if message and (not message.is_accessible or message.chat.type != ChatType.PRIVATE):
        message = None
    if asked is None or message is None:
        await acknowledge(query, voice("stale-button"))
        return
    if asked.action is Action.ASK:
        words = await ask(query.from_user, message, context, voice, asked.refs)
        await acknowledge(query, words)
        if asked.refs and words is None:
            await feedback.ask_consent(asked.refs, query, message, context, voice)
        return
    words = await _do(asked, query, message, context, voice)
    # Last, so that if it fails the error's own words are the acknowledgement.
    await acknowledge(query, words, alert=words == voice("stale-button"))


async def _do(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Do it and return what is to be said beside it, if anything."""
    match asked.action:
        case Action.CARD:
            # As a reply to the reader's own post, so that the list stays for another try.
            post = message.reply_to_message or message
            answer = await card_or_gone(asked.refs[0], context, voice)
            sent = await send(post, answer)
            await note_delivery(query.from_user, context, answer, sent, voice)
            await note_asked(context, answer)
        case Action.NONE:
            whose = whose_desk(context.services.desk, voice)
            await replace(message, not_found(await post_above(message, context), voice, whose))
        case Action.NOT_MINE:
            checkable = could_be_checked(await post_above(message, context))
            keyboard = under_refusal(asked.refs, voice, may_ask=checkable)
            refusal = Answer(plain(voice("not-mine")), keyboard)
            await replace(message, refusal)
            # The way to the desk stays the last thing on the screen: what else there is to ask
            # comes when it has been taken.
            words = await feedback.vote(asked, query, message, context, voice)
            if not checkable and words == voice("vote-thanks"):
                await feedback.ask_consent(asked.refs, query, message, context, voice)
            return words
        case Action.AGAIN:
            answer = await _cards(asked.refs, context, voice)
            await replace(message, answer)
            await note_delivery(query.from_user, context, answer, message, voice)
            await feedback.take_back(asked, query, context)
        case Action.HELPED:
            words = await feedback.vote(asked, query, message, context, voice)
            if words == voice("vote-thanks"):
                await feedback.ask_consent(asked.refs, query, message, context, voice)
            return words
        case Action.SHARE | Action.APART:
            return await feedback.consent(asked, query, message, context, voice)
        case Action.PICTURE:
            return await pictures.picture(asked, query, message, context, voice)
        case Action.QUIET:
            return await updates.quiet(query, message, context, voice)
        case Action.ANSWER:
            return await updates.answer(asked, query, message, context, voice)
        case Action.WISH:
            return await updates.wish(asked, query, message, context, voice)
        case Action.ERASE:
            await forgetting.decide(asked.refs[0], query, message, context, voice)
        case Action.EVERY | Action.TOPIC | Action.STOP:
            return await subscribing.press(asked, query, message, context, voice)
        case Action.LATEST:
            answer = await latest_of(asked.refs[0], context, voice)
            await replace(message, answer)
        case Action.LANGUAGE | Action.FORGET:
            await _language(asked, query, message, context)
    return None


async def _cards(refs: tuple[str, ...], context: Context, voice: Voice) -> Answer:
    found = [await context.services.store.debunks.by_ref(ref) for ref in refs]
    shown = [debunk for debunk in found if debunk and debunk.status is Status.PUBLISHED]
    if not shown:
        return Answer(plain(voice("gone")))
    return await with_first_check(with_cards(shown, voice), context.services, voice)


async def _language(asked: Press, query: CallbackQuery, message: Message, context: Context) -> None:
    services = context.services
    person = services.people.hash(query.from_user.id)
    try:
        if asked.action is Action.FORGET:
            await services.store.readers.forget_language(person)
            told = "language-forgotten"
        elif asked.refs[0] in services.texts:
            await services.store.readers.set_language(person, asked.refs[0])
            told = "language-set"
        else:
            told = "stale-button"
    except StoreUnwritable:
        told = "language-not-kept"
    voice = await voice_for(query.from_user, context)
    await replace(message, Answer(plain(voice(told))))
    moderator = await services.store.moderators.by_person(person)
    if moderator and moderator.role:
        await set_menu(context.bot, moderator, services)
