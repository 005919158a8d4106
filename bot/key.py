"""Is RASPA_DATA_KEY the key that the store's people are kept under?"""

import asyncio
import logging
from contextlib import suppress

from bot.settings import Settings
from domain.errors import RaspaError
from privacy.sealing import People
from storage.engine.errors import StoreError, StoreUnwritable
from storage.store import Store

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.5


class WrongKeyError(RaspaError):
    """The store's people are kept under another key; the message says what can be done."""


async def check_key(store: Store, settings: Settings) -> None:
    """Raise WrongKeyError where the store has another key; remember the first one it is used with.

    Raises StoreError.
    """
    people = People(settings.key())
    old = settings.old_key()
    if await store.keys.fits(people):
        await _remember(store, people)
        if old is not None:
            _log.warning("RASPA_OLD_DATA_KEY is not needed any more: take it out of the settings")
        return
    if old is not None and await store.keys.fits(People(old)):
        raise WrongKeyError(
            f"The store {settings.database} is still under RASPA_OLD_DATA_KEY: run "
            "`python -m bot rotate-key`, then start again."
        )
    raise wrong_key(settings)


def wrong_key(settings: Settings) -> WrongKeyError:
    """Return the error for a store that no key of the settings belongs to."""
    return WrongKeyError(
        f"RASPA_DATA_KEY is not the key that the store {settings.database} was written with; "
        "nothing was changed. Put that key back. If it is to be replaced, write it into "
        "RASPA_OLD_DATA_KEY and run `python -m bot rotate-key`."
    )


async def until_rotated(store: Store, settings: Settings) -> None:
    """Return once `rotate-key` has brought the store under another key than the settings'."""
    people = People(settings.key())
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            if not await store.keys.fits(people):
                return
            await _remember(store, people)
        except StoreError as error:
            _log.warning("The key of the store could not be looked at: %s", error)


async def _remember(store: Store, people: People) -> None:
    """Have the store remember its key; one that cannot be written just then does so later."""
    if not store.writable or store.keys.kept_to:
        return
    with suppress(StoreUnwritable):
        await store.keys.note(people)
        store.keys.keep_to(people)
