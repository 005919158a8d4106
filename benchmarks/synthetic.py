"""Stores and posts of any size, of invented words that are as unevenly common as real ones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from domain.debunk import Claim, Debunk, Verdict

_SYLLABLES = [a + b for a in "бвгджзклмнпрстшқғң" for b in "аеиоуыәө"]
_WORDS = 20_000


@dataclass(frozen=True)
class Post:
    size: str
    text: str


class Language:
    """Words that follow Zipf's law, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self.words = [
            "".join(self._dice.choices(_SYLLABLES, k=self._dice.randint(1, 5)))
            for _ in range(_WORDS)
        ]
        self._weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def text(self, words: int) -> list[str]:
        return self._dice.choices(self.words, cum_weights=self._weights, k=words)

    def debunks(self, count: int) -> Iterator[Debunk]:
        for number in range(count):
            claims = tuple(
                Claim(lang, " ".join(self.text(self._dice.randint(5, 25)))) for lang in ("ru", "kk")
            )
            yield Debunk(f"synthetic-{number}", Verdict.FALSE, claims, date="2026-01-01")

    def posts(self, debunks: list[Debunk], each: int) -> list[Post]:
        """Return `each` posts of 15, 60 and 500 words that hold 70 % of some claim."""
        posts = []
        for size, words in (("15 words", 15), ("60 words", 60), ("500 words", 500)):
            for _ in range(each):
                claim = self._dice.choice(debunks).claims[0].text.split()
                told = claim[: max(1, round(len(claim) * 0.7))]
                around = [*self.text(max(0, words - len(told)))]
                for at in range(8, len(around), 9):
                    around[at] += "."
                at = self._dice.randint(0, len(around))
                posts.append(Post(size, " ".join([*around[:at], *told, *around[at:]])))
        return posts
