"""An encoder whose calls have an end: one that hangs is left behind, and another one loaded."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock, Thread
from time import monotonic
from typing import TypeVar

from matching.search.background import Floats
from matching.search.encoder import Encoder, EncodingError, tokens_of

_log = logging.getLogger(__name__)
_Made = TypeVar("_Made")

CALL_SECONDS = 10.0
"""How long a call may take; a window takes 30 ms, on a busy machine some hundred."""
_PASSAGE_SECONDS = 1.0
_FIRST_REST_SECONDS = 5.0
_LONGEST_REST_SECONDS = 600.0


def apart(work: Callable[[], _Made], name: str) -> "Future[_Made]":
    """Begin something in a thread of its own, which does not keep the program from ending."""
    done: Future[_Made] = Future()
    # Who stops waiting for it does not cancel it.
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            found = work()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(found)

    Thread(target=run, name=name, daemon=True).start()
    return done


class BoundedEncoder:
    """Encodes in threads that may be left behind; works from many threads.

    A call that does not come back fails with EncodingError, and so does every other one, at once,
    until another engine has been loaded: after a rest that grows from time to time. `seconds` is
    how long a call may take, a claim a second more; `load` makes another engine, None for none.
    """

    def __init__(
        self,
        encoder: Encoder,
        load: Callable[[], Encoder | None],
        seconds: float = CALL_SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.name = encoder.name
        self.tokens = tokens_of(encoder)
        self._engine: Encoder | None = encoder
        self._load = load
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._rest = _FIRST_REST_SECONDS
        self._again = 0.0
        self._loading: Future[Encoder | None] | None = None
        self._proved = True

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows. Raises EncodingError where that takes too long,
        and what the engine raises."""
        engine = self._ready()
        return self._made(engine, lambda: engine.queries(texts), self._seconds)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims; raises what `queries` does."""
        engine = self._ready()
        seconds = self._seconds + _PASSAGE_SECONDS * len(texts)
        return self._made(engine, lambda: engine.passages(texts), seconds)

    def _made(self, engine: Encoder, work: Callable[[], Floats], seconds: float) -> Floats:
        call = apart(work, "encoder")
        try:
            made = call.result(seconds)
        except TimeoutError:
            if call.done():
                # Its own, of a call that has ended.
                raise
            self._leave(engine)
            raise EncodingError("the encoder hangs") from None
        if not self._proved:
            with self._lock:
                self._proved, self._rest = True, _FIRST_REST_SECONDS
        return made

    def _leave(self, engine: Encoder) -> None:
        with self._lock:
            # Several calls may hang in one engine.
            if self._engine is engine:
                self._engine, self._proved = None, False
                self._put_off()

    def _put_off(self) -> None:
        self._again = self._clock() + self._rest
        self._rest = min(2 * self._rest, _LONGEST_REST_SECONDS)

    def _ready(self) -> Encoder:
        """Return the engine, or raise EncodingError where there is none at this moment."""
        with self._lock:
            if self._engine is None and self._loading is None and self._clock() >= self._again:
                self._loading = apart(self._load, "encoder")
            if self._engine is None and self._loading is not None and self._loading.done():
                self._take(self._loading)
                self._loading = None
            if self._engine is None:
                raise EncodingError("the encoder hangs, another one is not ready yet")
            return self._engine

    def _take(self, loaded: "Future[Encoder | None]") -> None:
        found = None if loaded.exception() else loaded.result()
        # Vectors of another one do not lie near those that the store holds.
        if found is None or found.name != self.name:
            self._put_off()
            return
        self._engine = found
        _log.warning("The encoder was loaded anew")
