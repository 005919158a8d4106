"""A desk's store for tests: readers who asked and were answered, debunks, and their changes."""

from dataclasses import replace

from domain.debunk import Debunk, Status, Verdict
from domain.deed import Deed
from domain.moderator import Newcomer
from storage.cases.submissions import Submission
from storage.mail.outbox import Due
from storage.store import Store
from tests.kit.samples import a_debunk

AT = 1_800_000_000


async def a_reader(store: Store, name: str) -> int:
    return await store.readers.keep(name.encode(), b"sealed " + name.encode(), "ru")


async def a_chief(store: Store) -> int:
    return (await store.moderators.ensure_owner(Newcomer(b"chief", b"sealed", b"name"), AT)).id


async def asked(
    store: Store, reader: int, message: int, case: int | None = None, text: str = ""
) -> int:
    words = text or f"Слух {reader} {message}"
    received = await store.submissions.add(Submission(reader, message, "kk", words, AT), case)
    return received.case


async def published(store: Store, debunk_id: str = "one", case: int | None = None) -> Debunk:
    by = await a_chief(store)
    return await store.publishing.save(a_debunk(debunk_id), base=None, deed=Deed(by, AT), case=case)


async def given(store: Store, reader: int, debunk: Debunk, message: int = 900) -> None:
    await store.deliveries.note(reader, debunk.id, debunk.version, debunk.verdict, message, AT)


async def corrected(
    store: Store, debunk: Debunk, verdict: Verdict, reason: str = "Нашли ошибку"
) -> Debunk:
    by = await a_chief(store)
    after = replace(debunk, verdict=verdict)
    return await store.publishing.save(
        after, base=debunk.version, deed=Deed(by, AT, reason=reason, tell=True)
    )


async def retracted(store: Store, debunk: Debunk) -> Debunk:
    by = await a_chief(store)
    after = await store.publishing.retract(
        debunk.id, base=debunk.version, deed=Deed(by, AT, reason="Источник ошибся")
    )
    assert after.status is Status.RETRACTED
    return after


async def all_due(store: Store) -> list[Due]:
    """Take everything that is due, as a sender would, without sending it."""
    taken = []
    while due := await store.outbox.next(AT):
        assert await store.outbox.begin(due)
        taken.append(due)
    return taken


async def send_all(store: Store) -> list[Due]:
    """Take everything that is due, and mark it as sent."""
    taken = await all_due(store)
    for due in taken:
        debunk = await store.debunks.get(due.debunk_id or "")
        await store.outbox.sent(due, AT, 901, debunk.verdict if debunk else None)
    return taken
