"""The matcher and the encoder, with how long they take."""

from collections.abc import Callable, Sequence
from time import perf_counter

from bot.watch.watch import Watch
from domain.decision import Decision
from domain.post import Post
from matching.matcher import Matcher
from matching.search.background import Floats
from matching.search.encoder import Encoder, tokens_of


class WatchedMatcher(Matcher):
    """A matcher that says how long each decision took."""

    watch: Watch | None = None

    async def decide(self, post: Post) -> Decision:
        """Return the decision on a post."""
        began = perf_counter()
        try:
            return await super().decide(post)
        finally:
            if self.watch:
                self.watch.took("decision", perf_counter() - began)


class WatchedEncoder:
    """An encoder that says how long each call took, and when one failed."""

    def __init__(self, encoder: Encoder, watch: Watch) -> None:
        self._encoder = encoder
        self._watch = watch
        self.name = encoder.name
        self.tokens = tokens_of(encoder)

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        return self._timed(self._encoder.queries, texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims."""
        return self._timed(self._encoder.passages, texts)

    def _timed(self, encode: Callable[[Sequence[str]], Floats], texts: Sequence[str]) -> Floats:
        began = perf_counter()
        try:
            return encode(texts)
        except Exception:
            # Whatever it was, words will do: `encoded` sees to that.
            self._watch.failed("EncodingError")
            raise
        finally:
            self._watch.took("encoder", perf_counter() - began)
