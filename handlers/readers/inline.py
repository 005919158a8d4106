"""Search from any chat: `@bot words`, or a whole post pasted after it."""

import logging
import re
from collections.abc import Sequence

from telegram import (
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from domain.debunk import Debunk, ref_of
from handlers.kit import buttons
from handlers.kit.answer import with_cards
from handlers.kit.card import authority_of, claim_in, verdict_line
from handlers.kit.cards import ShownCard
from handlers.kit.context import Context
from handlers.kit.first_checked import first_check, with_first_check
from handlers.kit.language import voice_for
from handlers.kit.looked_for import FoundDebunk, FoundPage, WhyFound, is_cut, look_for
from handlers.kit.markup import shortened
from handlers.kit.notes import count_today
from handlers.kit.patience import until_it_goes
from handlers.kit.picture import caption_of
from handlers.kit.refusals import says
from handlers.kit.sending import preview_of
from handlers.kit.texts import Voice
from media.cards.picture_card import Theme
from media.cards.signs import THUMB

_log = logging.getLogger(__name__)
_OFFSET = re.compile("[0-9]{1,9}")
_CACHE_SECONDS = 1
_PATIENCE_SECONDS = 20.0
_TITLE = 120
_DESCRIPTION = 160
_OF_PICTURE = "."
"""Stands in the id of a picture's result between the debunk's name, which has none, and a look."""


async def search(update: Update, context: Context) -> None:
    """Answer an inline query with a page of cards."""
    query = update.inline_query
    if query is None:
        return
    voice = await voice_for(update.effective_user, context, query.query)
    start = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    services = context.services
    page = await look_for(query.query, start, services.store.debunks, services.matcher)
    cards = [await _card(one, voice, context) for one in page.results]
    way_in = _way_in(query.query, page, begins=start == 0)
    pictures = await _pictures(page.results, voice, context)

    async def answered(results: Sequence[InlineQueryResult]) -> None:
        async def attempt() -> bool:
            return await query.answer(
                results,
                # Personal, because the words are in the asker's language.
                is_personal=True,
                cache_time=_CACHE_SECONDS,
                # None, since the library (22.8) sends an empty text as "[]" where it has defaults.
                next_offset=None if page.following is None else str(page.following),
                button=InlineQueryResultsButton(voice(way_in), start_parameter="check"),
            )

        await until_it_goes(attempt, _PATIENCE_SECONDS)

    try:
        try:
            # A picture stands below the card in words that it belongs to.
            await answered([*cards[:1], *pictures, *cards[1:]])
        except BadRequest as refusal:
            if not pictures or says(refusal, "query is too old"):
                raise
            _log.info("Telegram refuses results with pictures: they go without")
            await answered(cards)
    except BadRequest as refusal:
        if not says(refusal, "query is too old"):
            raise


async def chosen(update: Update, context: Context) -> None:
    """Count a result that somebody has sent, which Telegram tells where @BotFather was asked to."""
    if result := update.chosen_inline_result:
        picture = _OF_PICTURE in result.result_id
        await count_today(context, "inline-picture" if picture else "inline-card")


async def _card(one: FoundDebunk, voice: Voice, context: Context) -> InlineQueryResultArticle:
    answer = await with_first_check(with_cards([one.debunk], voice), context.services, voice)
    signs = context.services.desk.signs
    title, description = _titles(one, voice)
    # What may be about something else shows no verdict, in no form.
    has_sign = signs is not None and one.found is not WhyFound.MAYBE
    return InlineQueryResultArticle(
        id=ref_of(one.debunk.id),
        title=shortened(title, _TITLE),
        description=shortened(description, _DESCRIPTION),
        input_message_content=InputTextMessageContent(
            answer.content, link_preview_options=preview_of(answer)
        ),
        reply_markup=buttons.under_inline_card(voice, context.bot.username),
        thumbnail_url=f"{signs}/{one.debunk.verdict}.png" if has_sign else None,
        thumbnail_width=THUMB if has_sign else None,
        thumbnail_height=THUMB if has_sign else None,
    )


def _titles(one: FoundDebunk, voice: Voice) -> tuple[str, str]:
    """Return a result's title and description.

    No verdict stands at a claim that a text may not be about: it would be read as the text's own.
    """
    claim, verdict = claim_in(one.debunk, voice.lang), verdict_line(one.debunk, voice)
    match one.found:
        case WhyFound.SURE:
            return voice("inline-sure", verdict=verdict), claim
        case WhyFound.MAYBE:
            return claim, voice("inline-maybe")
        case WhyFound.NAMED | WhyFound.BY_WORDS:
            authority = authority_of(one.debunk, voice.lang)
            if authority:
                return claim, voice("inline-description", verdict=verdict, authority=authority)
            return claim, voice("inline-description-plain", verdict=verdict)


async def _pictures(
    results: Sequence[FoundDebunk], voice: Voice, context: Context
) -> list[InlineQueryResultCachedPhoto]:
    """Return the pictures that Telegram has of the first result, where that is what was meant."""
    if not results or results[0].found not in {WhyFound.NAMED, WhyFound.SURE}:
        return []
    debunk = results[0].debunk
    shown = ShownCard(debunk, await first_check(debunk, context.services, voice))
    held = [
        (theme, await context.services.cards.held(shown, voice, context.bot, theme))
        for theme in Theme
    ]
    return [_picture(debunk, theme, name, voice, context) for theme, name in held if name]


def _picture(
    debunk: Debunk, theme: Theme, file_id: str, voice: Voice, context: Context
) -> InlineQueryResultCachedPhoto:
    return InlineQueryResultCachedPhoto(
        id=f"{ref_of(debunk.id)}{_OF_PICTURE}{theme}",
        photo_file_id=file_id,
        title=verdict_line(debunk, voice),
        description=voice("inline-picture"),
        caption=caption_of(debunk, voice),
        reply_markup=buttons.under_inline_card(voice, context.bot.username),
    )


def _way_in(text: str, page: FoundPage, *, begins: bool) -> str:
    """Return what the way into the private chat says, as a key."""
    sure = any(one.found is WhyFound.SURE for one in page.results)
    if begins and is_cut(text) and not sure:
        # What a long post is about may stand beyond what Telegram lets through.
        return "inline-whole"
    return "inline-open" if page.results or not begins else "inline-nothing"
