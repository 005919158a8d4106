"""Search from any chat: `@bot words`."""

import re

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import InlineQueryLimit, InlineQueryResultLimit
from telegram.error import BadRequest

from domain.debunk import Debunk, Status, ref_of
from handlers.kit import buttons
from handlers.kit.answer import with_cards
from handlers.kit.card import authority_of, claim_in, verdict_line
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import shortened
from handlers.kit.patience import until_it_goes
from handlers.kit.refusals import says
from handlers.kit.searching import only_asks, tries
from handlers.kit.sending import preview_of
from handlers.kit.texts import Voice

_PAGE = int(InlineQueryLimit.RESULTS)
_OFFSET = re.compile("[0-9]{1,9}")
_CACHE_SECONDS = 1
_PATIENCE_SECONDS = 20.0
_TITLE = 120
_DESCRIPTION = 160


async def search(update: Update, context: Context) -> None:
    """Answer an inline query with a page of cards."""
    query = update.inline_query
    if query is None:
        return
    voice = await voice_for(update.effective_user, context, query.query)
    start = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    found = await _found(query.query, start, context)
    username = context.bot.username

    async def attempt() -> bool:
        return await query.answer(
            [_result(debunk, voice, username) for debunk in found[:_PAGE]],
            # Personal, because the words are in the asker's language.
            is_personal=True,
            cache_time=_CACHE_SECONDS,
            # None, since the library (22.8) sends an empty text as "[]" where it has defaults.
            next_offset=str(start + _PAGE) if len(found) > _PAGE else None,
            button=_way_in(voice, found_something=bool(found) or start > 0),
        )

    try:
        await until_it_goes(attempt, _PATIENCE_SECONDS)
    except BadRequest as refusal:
        if not says(refusal, "query is too old"):
            raise


async def _found(words: str, start: int, context: Context) -> list[Debunk]:
    """Return a page of debunks and one more, which tells whether another page follows."""
    debunks = context.services.store.debunks
    if words.startswith("#"):
        one = await debunks.by_ref(words.removeprefix("#").strip())
        return [one] if one and one.status is Status.PUBLISHED else []
    asked = tries(words)
    found = await debunks.search_first(asked, _PAGE + 1, start)
    # Who only asks whether "this" is true has not said of what yet.
    if not found and only_asks(words) and not await debunks.search_first(asked, 1):
        return await debunks.newest(_PAGE + 1, start)
    return found


def _result(debunk: Debunk, voice: Voice, bot_username: str) -> InlineQueryResultArticle:
    answer = with_cards([debunk], voice)
    verdict = verdict_line(debunk, voice)
    authority = authority_of(debunk, voice.lang)
    described = (
        voice("inline-description", verdict=verdict, authority=authority)
        if authority
        else voice("inline-description-plain", verdict=verdict)
    )
    return InlineQueryResultArticle(
        id=ref_of(debunk.id)[: InlineQueryResultLimit.MAX_ID_LENGTH],
        title=shortened(claim_in(debunk, voice.lang), _TITLE),
        description=shortened(described, _DESCRIPTION),
        input_message_content=InputTextMessageContent(
            answer.content, link_preview_options=preview_of(answer)
        ),
        reply_markup=buttons.under_inline_card(voice, bot_username),
    )


def _way_in(voice: Voice, *, found_something: bool) -> InlineQueryResultsButton:
    text = voice("inline-open") if found_something else voice("inline-nothing")
    return InlineQueryResultsButton(text, start_parameter="check")
