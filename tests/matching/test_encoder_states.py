"""An encoder that fails at posts: words do, and the log says so once, not for every post."""

from collections.abc import Sequence

import pytest

from domain.post import Post
from matching.matcher import Matcher
from matching.search.encoder import Encoder, Floats
from matching.search.shelf import Claimed, Shelf


class FailingForAWhile:
    def __init__(self, real: Encoder) -> None:
        self.real = real
        self.name = real.name
        self.fails = True

    def queries(self, texts: Sequence[str]) -> Floats:
        if self.fails:
            raise MemoryError
        return self.real.queries(texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self.real.passages(texts)


async def test_an_encoder_s_failing_is_logged_once_and_so_is_its_end(
    encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    weak = FailingForAWhile(encoder)
    shelf = Shelf(Claimed("one", "ru", "В городе закрывают все аптеки"), encoder=encoder)
    matcher = Matcher(shelf, encoder=weak)
    for number in range(3):
        await matcher.decide(Post(f"Правда, что в городе закрывают {number} аптек?"))
    assert caplog.text.count("by words alone") == 1
    weak.fails = False
    for number in range(3):
        await matcher.decide(Post(f"Говорят, что в городе закрыли {number} школ."))
    assert caplog.text.count("The encoder works again") == 1
