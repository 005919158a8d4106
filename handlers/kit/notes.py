"""What is noted of an answer that goes out; that it cannot be noted breaks no answer.

Deliveries and counts are written with the end of the update that they belong to.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from telegram import Message, Update, User

from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.handling import WORK
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError, StoreReadOnly
from storage.mail.inbox import End, GivenCard
from storage.readers.subscriptions import Periods

_log = logging.getLogger(__name__)
_DAY = 86_400


async def keep_reader(user: User, context: Context, voice: Voice) -> int:
    """Return the reader's row, made if need be, so that they can be written to. StoreError."""
    people = context.services.people
    return await context.services.store.readers.keep(
        people.hash(user.id), people.seal(user.id), voice.lang
    )


async def note_delivery(
    user: User | None, context: Context, answer: Answer, sent: Message | None, voice: Voice
) -> None:
    """Note which versions of debunks a reader was given in private, if any were."""
    if not answer.cards or user is None or sent is None or sent.chat_id != user.id:
        return
    services = context.services
    person, sealed = services.people.hash(user.id), services.people.seal(user.id)
    given = [
        GivenCard(
            person=person,
            sealed=sealed,
            lang=voice.lang,
            debunk=debunk.id,
            version=debunk.version,
            verdict=debunk.verdict,
            message=sent.message_id,
            at=services.clock(),
        )
        for debunk in answer.cards
    ]
    work = WORK.get()
    if work is not None:
        work.cards.extend(given)
        return
    async with _if_it_can_be():
        await services.store.inbox.finish([End(cards=tuple(given))])


async def note_asked(context: Context, answer: Answer) -> None:
    """Note that someone asks about these debunks; the desk hears of one that is back."""
    if not answer.cards:
        return
    services = context.services
    async with _if_it_can_be():
        nums = await services.store.debunks.nums(debunk.id for debunk in answer.cards)
        silence, chat = services.desk.back_days * _DAY, services.desk.chat is not None
        asked = sorted(nums.values())
        if await services.store.desk_letters.ask(asked, services.clock(), silence, chat=chat):
            services.wake.set()


async def count_today(context: Context, *what: str) -> None:
    """Count each of these things once more today."""
    day = day_of(context.services)
    work = WORK.get()
    if work is not None:
        work.counts.extend((day, each) for each in what)
        return
    async with _if_it_can_be():
        await context.services.store.counts.add(day, *what)


async def note_return(update: Update, context: Context) -> None:
    """Note that someone who had blocked the bot writes again, so that they can be written to."""
    user = update.effective_user
    if user is None:
        return
    services = context.services
    async with _if_it_can_be():
        reader = await services.store.readers.by_person(services.people.hash(user.id))
        if reader and reader.sealed and not reader.reachable:
            await services.store.readers.keep(
                reader.person, reader.sealed, reader.spoken or reader.lang or ""
            )


def day_of(services: Services) -> str:
    """Return the day that it is at the desk, as `2026-11-22`."""
    return datetime.fromtimestamp(services.clock(), services.desk.zone).date().isoformat()


def periods_of(services: Services) -> Periods:
    """Return the day and the week that it is at the desk."""
    now = datetime.fromtimestamp(services.clock(), services.desk.zone)
    year, week, _ = now.isocalendar()
    return Periods(now.date().isoformat(), f"{year}-W{week:02}")


@asynccontextmanager
async def _if_it_can_be() -> AsyncIterator[None]:
    try:
        yield
    except StoreReadOnly:
        # The start said so, once.
        return
    except StoreError as error:
        _log.warning("Something could not be noted: %s", type(error).__name__)
