"""`/forget`: all that is kept of a reader is deleted, once they have said so twice."""

from telegram import CallbackQuery, Message, Update

from handlers.kit import buttons
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreUnwritable
from storage.readers.readers import Forgotten

YES, NO = "yes", "no"


async def ask(update: Update, context: Context) -> None:
    """Ask whether to delete everything, with a button for each answer."""
    voice = await voice_for(update.effective_user, context)
    if update.effective_message:
        answer = Answer(plain(voice("forget-ask")), buttons.under_forgetting(voice))
        await send(update.effective_message, answer)


async def decide(
    answer: str, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> None:
    """Delete what is kept of whoever pressed, or leave it, and say in words what was done."""
    if answer != YES:
        await replace(
            message, Answer(plain(voice("forget-kept" if answer == NO else "stale-button")))
        )
        return
    services = context.services
    person = services.people.hash(query.from_user.id)
    services.recent.forget(query.from_user.id)
    try:
        forgotten = await services.store.readers.forget(person, services.clock())
    except StoreUnwritable:
        await replace(message, Answer(plain(voice("forget-not-done"))))
        return
    told = [_told(forgotten, voice)]
    moderator = await services.store.moderators.by_person(person)
    if moderator and moderator.role:
        by_setting = "-setting" if person in services.desk.owners else ""
        told.append(voice(f"forget-moderator{by_setting}"))
    await replace(message, Answer(plain("\n\n".join([*told, voice("forget-chat")]))))


def _told(forgotten: Forgotten, voice: Voice) -> str:
    if not forgotten.anything:
        return voice("forget-nothing")
    lines = [voice("forget-done")]
    if forgotten.account:
        lines.append(voice("forget-account"))
    if forgotten.language:
        lines.append(voice("forget-language"))
    if forgotten.subscription:
        lines.append(voice("forget-subscription"))
    for key, number in (
        ("forget-submissions", forgotten.submissions),
        ("forget-deliveries", forgotten.deliveries),
        ("forget-feedback", forgotten.feedback),
        ("forget-due", forgotten.due),
        ("forget-unreadable", forgotten.unreadable),
    ):
        if number:
            lines.append(voice(key, number=number))
    return "\n".join(lines)
