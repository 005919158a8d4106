"""What tests of the outbox need of the desk: readers who asked, debunks and their changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from time import time

from bot.run import serve
from bot.settings import Settings
from domain.debunk import Claim, Debunk, Source, Verdict
from domain.deed import Deed
from domain.moderator import Newcomer
from handlers.kit.pace import Pace
from privacy.sealing import People
from sandbox import Message, Person, Sandbox
from storage.cases.submissions import Submission
from storage.store import Store
from tests.kit.waiting import until

PEOPLE = People(bytes(range(32)))
# The bot's own clock is the real one, and what is a year old goes.
AT = int(time())
QUICK = Pace(a_second=200, in_a_chat=0.01, in_the_desk=0.01, look_again=0.05)
WATER = Debunk(
    "water",
    Verdict.FALSE,
    (
        Claim("ru", "С понедельника воду отключат во всём городе"),
        Claim("kk", "Дүйсенбіден бастап бүкіл қалада су өшіріледі"),
    ),
    summary={"ru": "Водоканал это опроверг.", "kk": "Су арнасы мұны жоққа шығарды."},
    sources=(Source("Водоканал", "https://example.kz/water"),),
)


@asynccontextmanager
async def quick_bot(settings: Settings) -> AsyncIterator[None]:
    """Run the real bot with a sender that hardly waits."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop, QUICK))
    try:
        yield
    finally:
        stop.set()
        await serving


async def row_of(store: Store, person: Person, lang: str = "ru") -> int:
    """Return a reader's row, made if need be."""
    return await store.readers.keep(PEOPLE.hash(person.id), PEOPLE.seal(person.id), lang)


async def ask(
    telegram: Sandbox,
    store: Store,
    person: Person,
    case: int | None = None,
    lang: str = "ru",
    text: str = "Правда, что воду отключат?",
) -> tuple[int, Message]:
    """Let a reader have asked the desk; the bot itself never sees the message."""
    message = await person.send(text)
    telegram.world.updates.drop()
    asked = Submission(
        await row_of(store, person, lang), message.message_id, lang, f"{text} {person.id}", AT
    )
    return (await store.submissions.add(asked, case)).case, message


async def publish(store: Store, debunk: Debunk = WATER, case: int | None = None) -> Debunk:
    return await store.publishing.save(
        debunk, base=None, deed=Deed(await chief(store), AT), case=case
    )


async def correct(store: Store, debunk: Debunk, verdict: Verdict, reason: str) -> Debunk:
    return await store.publishing.save(
        replace(debunk, verdict=verdict),
        base=debunk.version,
        deed=Deed(await chief(store), AT, reason=reason, tell=True),
    )


async def retract(store: Store, debunk: Debunk, reason: str = "Источник ошибся") -> Debunk:
    by = await chief(store)
    return await store.publishing.retract(
        debunk.id, base=debunk.version, deed=Deed(by, AT, reason=reason)
    )


async def chief(store: Store) -> int:
    person = PEOPLE.hash(1)
    name = PEOPLE.seal_name("Шеф", person)
    return (await store.moderators.ensure_owner(Newcomer(person, PEOPLE.seal(1), name), AT)).id


async def until_nothing_is_due(store: Store) -> None:
    async def nothing_is() -> bool:
        return not (await store.statistics.between(0, 1)).due

    await until(nothing_is)


async def until_given(store: Store, person: Person, debunk: Debunk) -> None:
    """Wait until it is noted that a reader has this version of a debunk."""

    async def given() -> bool:
        reader = await store.readers.by_person(PEOPLE.hash(person.id))
        return bool(
            reader and await store.deliveries.version(reader.id, debunk.id) == debunk.version
        )

    await until(given)
