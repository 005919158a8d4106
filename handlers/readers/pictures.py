"""The button under a card that gives it as a picture, and the one that changes its look."""

from telegram import CallbackQuery, Message

from domain.debunk import Debunk, Status
from handlers.kit.answer import Answer
from handlers.kit.buttons import Press, under_picture
from handlers.kit.cards import CardPicture, ShownCard
from handlers.kit.context import Context
from handlers.kit.first_checked import first_check
from handlers.kit.notes import count_today, note_delivery
from handlers.kit.picture import caption_of
from handlers.kit.sending_photos import UnknownFileError, replace_photo, send_photo
from handlers.kit.texts import Voice
from media.cards.picture_card import Theme

_REDRAWN = 3
"""How often at most it is drawn because it was corrected while it was drawn."""


async def picture(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Send a debunk's card as a picture, or change the picture under which the button is.

    Return what is to be said beside it, if anything.
    """
    ref, *look = asked.refs
    theme = Theme(look[0]) if look and look[0] in set(Theme) else Theme.LIGHT
    found = await _current(ref, context, voice, theme)
    if found is None:
        return voice("gone")
    debunk, drawn = found
    try:
        sent = await _sent(message, debunk, drawn, theme, voice)
    except UnknownFileError:
        # Telegram's names of files are not for ever.
        await context.services.cards.forget(drawn)
        found = await _current(ref, context, voice, theme)
        if found is None:
            return voice("gone")
        debunk, drawn = found
        sent = await _sent(message, debunk, drawn, theme, voice)
    if sent:
        await context.services.cards.keep(drawn, sent.photo)
        shown = _under(debunk, theme, voice)
        await note_delivery(query.from_user, context, shown, sent, voice)
    await count_today(context, "picture")
    return None


async def _current(
    ref: str, context: Context, voice: Voice, theme: Theme
) -> tuple[Debunk, CardPicture] | None:
    """Return a published debunk and its picture, of one and the same state."""
    debunks = context.services.store.debunks
    debunk = await debunks.by_ref(ref)
    for _ in range(_REDRAWN):
        if debunk is None or debunk.status is not Status.PUBLISHED:
            return None
        shown = ShownCard(debunk, await first_check(debunk, context.services, voice))
        drawn = await context.services.cards.picture(shown, voice, context.bot, theme)
        now = await debunks.by_ref(ref)
        if now == debunk:
            return debunk, drawn
        debunk = now
    return None


async def _sent(
    message: Message, debunk: Debunk, drawn: CardPicture, theme: Theme, voice: Voice
) -> Message | None:
    answer = _under(debunk, theme, voice)
    if message.photo:
        return await replace_photo(message, drawn.file, answer)
    return await send_photo(message, drawn.file, answer)


def _under(debunk: Debunk, theme: Theme, voice: Voice) -> Answer:
    keyboard = under_picture(debunk, voice, theme)
    return Answer(caption_of(debunk, voice), keyboard, cards=(debunk,))
