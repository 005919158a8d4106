"""`/subscribe`: new debunks by day or week, of some topics or of all, until the reader stops it."""

import logging

from telegram import CallbackQuery, Message, Update

from handlers.kit import buttons
from handlers.kit.answer import Answer
from handlers.kit.buttons import Action, Press, topic_ref
from handlers.kit.context import Context, Services
from handlers.kit.language import voice_for
from handlers.kit.markup import plain, shortened
from handlers.kit.notes import keep_reader, periods_of
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError
from storage.readers.subscriptions import Every, Subscription

_log = logging.getLogger(__name__)
MOST_TOPICS = 12
"""So many topics are offered, those of most debunks."""
_TOPIC = 60


async def subscribe(update: Update, context: Context) -> None:
    """Say what a reader hears of unasked, with the switches."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    voice = await voice_for(user, context)
    services = context.services
    held = await services.store.subscriptions.of(services.people.hash(user.id))
    await send(message, await _state(held, services, voice))


async def press(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Subscribe, choose a topic or stop; return what is to be said beside what is shown then."""
    if message.chat_id != query.from_user.id:
        return voice("stale-button")
    services = context.services
    subscriptions, person = services.store.subscriptions, services.people.hash(query.from_user.id)
    try:
        if asked.action is Action.STOP:
            await subscriptions.stop(person)
            return voice("subscribe-stopped")
        if asked.action is Action.EVERY:
            if asked.refs[0] == "never":
                await subscriptions.stop(person)
            elif asked.refs[0] in set(Every):
                reader = await keep_reader(query.from_user, context, voice)
                await subscriptions.keep(reader, Every(asked.refs[0]), periods_of(services))
            else:
                return voice("stale-button")
        elif not await _turn(asked.refs[0], query, context, voice):
            return voice("stale-button")
        held = await subscriptions.of(person)
        await replace(message, await _state(held, services, voice))
    except StoreError as error:
        _log.warning("A subscription could not be kept: %s", type(error).__name__)
        return voice("subscribe-not-kept")
    return None


async def _turn(ref: str, query: CallbackQuery, context: Context, voice: Voice) -> bool:
    """Turn one topic on or off; False where there is no such topic, or no subscription."""
    services = context.services
    held = await services.store.subscriptions.of(services.people.hash(query.from_user.id))
    if held is None:
        return False
    topic = {topic_ref(one): one for one in await _offered(held, services)}.get(ref)
    if topic is None:
        return False
    reader = await keep_reader(query.from_user, context, voice)
    await services.store.subscriptions.turn(reader, topic)
    return True


async def _offered(held: Subscription, services: Services) -> list[str]:
    """Return the topics to choose from: what was chosen stays, whatever the desk has since."""
    topics = await services.store.subscriptions.topics(MOST_TOPICS)
    return [*topics, *sorted(held.topics - set(topics))]


async def _state(held: Subscription | None, services: Services, voice: Voice) -> Answer:
    if held is None:
        return Answer(plain(voice("subscribe-off")), buttons.under_subscribing(voice))
    topics = await _offered(held, services)
    chosen = [shortened(one, _TOPIC) for one in topics if one in held.topics]
    about = (
        voice("subscribe-topics", topics=", ".join(chosen)) if chosen else voice("subscribe-all")
    )
    lines = [voice(f"subscribe-{held.every}", hour=services.desk.news_hour), about]
    marked = [(one, one in held.topics) for one in topics]
    return Answer(
        plain("\n\n".join(lines)), buttons.under_subscription(voice, str(held.every), marked)
    )
