"""An encoder that could not be loaded at the start is tried again, until it can be had."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from matching.search.encoder import Coming, Encoder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LateEncoder:
    """How the encoder is loaded again and who is given it then; pauses are in seconds, and grow."""

    load: Callable[[], Coming]
    use: Callable[[Encoder], None]
    first_pause: float = 30.0
    longest_pause: float = 3_600.0

    async def encoder(self, coming: Coming) -> Encoder:
        """Return the encoder that is coming, or one of the next, however long that takes."""
        found = await _outcome(coming)
        if found is not None:
            return found
        pause = self.first_pause
        while found is None:
            await asyncio.sleep(pause)
            pause = min(2 * pause, self.longest_pause)
            found = await _outcome(self.load())
        _log.warning("The encoder can be used now: posts are compared by their meaning, too")
        self.use(found)
        return found


async def _outcome(coming: Coming) -> Encoder | None:
    # Shielded: who stops waiting for it must not stop the loading.
    try:
        return await asyncio.shield(asyncio.wrap_future(coming))
    except Exception:
        _log.exception("The encoder could not be loaded")
        return None
