"""What readers can ask for by command in the private chat."""

from telegram import Message, Update

from domain.debunk import Status
from handlers.kit import buttons
from handlers.kit.answer import Answer, listed, with_cards
from handlers.kit.context import Context
from handlers.kit.first_checked import with_first_check
from handlers.kit.language import voice_for
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.notes import note_delivery
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from handlers.kit.verdict_meanings import verdict_meanings
from handlers.kit.whose_desk import with_desk
from handlers.readers import talking
from matching.reading.smalltalk import Talk, small_talk

_LATEST = 10
_TOPICS = 8
_TOPIC = 60
_ALL = "all"


async def start(update: Update, context: Context) -> None:
    """Greet, or open the debunk that a deep link names; say so where it names none."""
    voice = await voice_for(update.effective_user, context)
    payload = context.args[0] if context.args else buttons.OPEN_LINK
    if payload == buttons.OPEN_LINK:
        greeting = voice("start", bot=context.bot.username)
        await _say(update, Answer(plain(with_desk(greeting, context.services.desk, voice))))
        return
    ref = buttons.ref_in_deep_link(payload)
    named = await context.services.store.debunks.by_ref(ref) if ref is not None else None
    if named is None or ref is None or named.status is Status.DRAFT:
        # What the desk is writing is nobody's to know of.
        answer = Answer(plain(voice("link-unknown")))
    else:
        answer = await card_or_gone(ref, context, voice)
    sent = await _say(update, answer)
    await note_delivery(update.effective_user, context, answer, sent, voice)


async def card_or_gone(ref: str, context: Context, voice: Voice) -> Answer:
    """Return the card of a published debunk, or a sentence that it is not there any more."""
    debunk = await context.services.store.debunks.by_ref(ref)
    if debunk is None or debunk.status is not Status.PUBLISHED:
        return Answer(plain(voice("gone")))
    return await with_first_check(with_cards([debunk], voice), context.services, voice)


async def show_help(update: Update, context: Context) -> None:
    """Say what the bot can do."""
    voice = await voice_for(update.effective_user, context)
    words = voice("help", bot=context.bot.username)
    await _say(update, Answer(plain(with_desk(words, context.services.desk, voice))))


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept of a reader; Telegram's terms for bots (section 4) require this command."""
    voice = await voice_for(update.effective_user, context)
    desk = context.services.desk
    await _say(update, Answer(plain(with_desk(voice("privacy", days=desk.keep_days), desk, voice))))


async def verdicts(update: Update, context: Context) -> None:
    """Say what each verdict means."""
    voice = await voice_for(update.effective_user, context)
    await _say(update, Answer(verdict_meanings(voice, desk=False)))


async def latest(update: Update, context: Context) -> None:
    """List the newest debunks."""
    voice = await voice_for(update.effective_user, context)
    await _say(update, await latest_of(_ALL, context, voice))


async def latest_of(ref: str, context: Context, voice: Voice) -> Answer:
    """Return the newest debunks of a topic, or of `all`, with the topics that there are."""
    store = context.services.store
    topics = await store.subscriptions.topics(_TOPICS)
    topic = next((one for one in topics if buttons.topic_ref(one) == ref), None)
    if topic is None:
        debunks = await store.debunks.newest(_LATEST)
    else:
        ids = await store.subscriptions.about(topic, _LATEST)
        found = await store.debunks.current(ids)
        debunks = [found[one] for one in ids if one in found]
    if not debunks:
        return Answer(plain(voice("latest-empty")))
    posts = await store.channel_posts.addresses([one.id for one in debunks])
    entries = listed(debunks, voice, verdicts=True, posts=posts)
    title = (
        voice("latest") if topic is None else voice("latest-topic", topic=shortened(topic, _TOPIC))
    )
    others = [one for one in topics if one != topic]
    keyboard = buttons.under_latest(debunks, others, voice, whole=topic is None)
    return Answer(joined([bold(title), entries], "\n\n"), keyboard)


async def language(update: Update, context: Context) -> None:
    """Offer the languages."""
    voice = await voice_for(update.effective_user, context)
    await _say(update, Answer(plain(voice("language-ask")), buttons.languages(voice)))


async def unknown_command(update: Update, context: Context) -> None:
    """Answer a command that is none: as small talk ("/stop"), or by pointing to the help."""
    message = update.effective_message
    voice = await voice_for(update.effective_user, context)
    talk = small_talk(message.text or "") if message else None
    if talk is None or talk is Talk.QUESTION:
        await _say(update, Answer(plain(voice("unknown-command"))))
    else:
        await _say(update, talking.reply(talk, context, voice))


async def _say(update: Update, answer: Answer) -> Message | None:
    message = update.effective_message
    return await send(message, answer) if message else None
