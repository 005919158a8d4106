"""The key that people are kept under: whether it is the store's, and whether it is a secret."""

from itertools import pairwise

from bot.doctor.configuration import Configuration
from bot.doctor.finding import Finding, fault, fine, look, or_fine
from bot.doctor.opening import with_store
from privacy.sealing import People
from storage.store import Store

SUBJECT = "data key"


async def check_data_key(found: Configuration, store: Store | None) -> list[Finding]:
    """Say whether RASPA_DATA_KEY is the store's, and whether a change of keys is half done."""
    settings = found.settings
    if any(one.startswith("RASPA_DATA_KEY ") for one in found.faults):
        return [
            fault(SUBJECT, "it cannot be used", "Do what the line “settings” says of it."),
        ]
    if settings.data_key is None and settings.old_data_key is None:
        return [
            fault(
                SUBJECT,
                "RASPA_DATA_KEY is not set",
                "Put the key back from its copy or, before there is a store, have "
                "`python -m bot new-env` make one.",
            )
        ]
    if settings.data_key is None:
        return [_half_done("RASPA_OLD_DATA_KEY is set and RASPA_DATA_KEY is not")]
    troubles = [_counted_out()] if is_counted_out(settings.key()) else []
    if not settings.database.exists():
        return or_fine(troubles, SUBJECT, "set; there is no store yet that it must fit")

    async def fits(looked_at: Store) -> list[Finding]:
        return await _fits(found, looked_at)

    return [*troubles, *await with_store(store, SUBJECT, fits)]


async def _fits(found: Configuration, store: Store) -> list[Finding]:
    settings = found.settings
    old = settings.old_key()
    if await store.keys.fits(People(settings.key())):
        if old is None:
            return [fine(SUBJECT, "it is the store's")]
        return [
            look(
                SUBJECT,
                "it is the store's, and RASPA_OLD_DATA_KEY is still set",
                "Run `python -m bot rotate-key` once more: it takes the old key out.",
            )
        ]
    if old is not None and await store.keys.fits(People(old)):
        return [_half_done("the store is still under RASPA_OLD_DATA_KEY")]
    return [
        fault(
            SUBJECT,
            "RASPA_DATA_KEY is not the key that this store was written with",
            "Put the store's own key back from its copy: without it the bot knows neither its "
            "desk nor whom it owes an answer.",
        )
    ]


def _half_done(what: str) -> Finding:
    return fault(
        SUBJECT,
        f"a change of keys is half done: {what}",
        "Run `python -m bot rotate-key`, which goes on where it ended.",
    )


def _counted_out() -> Finding:
    return fault(
        SUBJECT,
        "the key is one that stands in examples: its bytes are counted out, so everybody has it",
        "Run `python -m bot rotate-key`, which makes one that nobody else has.",
    )


def is_counted_out(key: bytes) -> bool:
    """Tell whether each byte of a key is as far from the one before as the next from it."""
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    return len(steps) == 1
