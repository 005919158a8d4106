"""An answer about a rumour that is back: it says when that was first checked."""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.debunk import Debunk
from handlers.kit.answer import Answer
from handlers.kit.card import FULL
from handlers.kit.context import Services
from handlers.kit.markup import joined, plain, width, without_markup
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
LONG_AGO_DAYS = 365
"""A check of so many days ago is an old one, whether or not readers had stopped asking."""


async def with_first_check(answer: Answer, services: Services, voice: Voice) -> Answer:
    """Return an answer of one card that says below it when that was checked, if it is back.

    A card that fills a whole message is left as it is.
    """
    if len(answer.cards) != 1:
        return answer
    told = await first_check(answer.cards[0], services, voice)
    content = joined([answer.content, plain(told)], "\n\n")
    if not told or width(without_markup(content)) > FULL:
        return answer
    return replace(answer, content=content)


async def first_check(debunk: Debunk, services: Services, voice: Voice) -> str:
    """Return the line that says when a debunk that is back was first checked; "" for any other.

    Back is what was checked before the desk's `back_days` and nobody has asked for as many until
    now or lately, and whatever is a year old. What the store cannot tell is left out.
    """
    checked = _day(debunk.date)
    if checked is None:
        return ""
    today = datetime.fromtimestamp(services.clock(), services.desk.zone).date()
    if today - checked < timedelta(days=LONG_AGO_DAYS):
        if today - checked < timedelta(days=services.desk.back_days):
            return ""
        if not await _is_back(debunk.id, services):
            return ""
    return voice("first-checked", date=voice.date(checked.isoformat()))


def _day(day: str | None) -> date | None:
    """Return a whole date; a partial one (`2022-03`) says too little."""
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None


async def _is_back(debunk_id: str, services: Services) -> bool:
    try:
        return await services.store.desk_letters.is_back(
            debunk_id, services.clock(), services.desk.back_days * 86_400
        )
    except StoreError as error:
        _log.warning("Whether a debunk is back cannot be read: %s", type(error).__name__)
        return False
