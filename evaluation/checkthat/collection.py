"""All claims of the task, and how each way of ranking orders them for each tweet."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.checkthat.data import Task
from evaluation.checkthat.meaning import Spread
from evaluation.checkthat.tweets import plain
from evaluation.checkthat.words import bm25, letters, pairs, stemmed
from matching.reading.windows import PostText, read
from matching.scoring.claim import PreparedClaim
from matching.search.background import Background, Floats
from matching.search.encoder import Encoder
from training.pairs import embedded_windows, library_of

Ints = NDArray[np.int64]
_MOST_CHARS = 450
_SATURATION = 0.9
_LENGTH, _LENGTH_JOINT = 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Rankings:
    """Scores by name, a row a tweet and a column a claim; `spread` are the tweets' vectors."""

    scores: Mapping[str, Floats]
    spread: Floats


class Collection:
    """Claims and tweets made ready; where it is `titled`, titles are second phrasings.

    `phrasings` and `vectors` hold those of one claim side by side, `each` of them.
    """

    def __init__(
        self, task: Task, background: Background, encoder: Encoder, *, titled: bool
    ) -> None:
        self.task = task
        self.background = background
        self.each = 2 if titled else 1
        self.phrasings = [
            PreparedClaim(one.id, "en", text)
            for one in task.claims
            for text in (one.text, one.title)[: self.each]
        ]
        self.vectors = encoder.passages([one.text for one in self.phrasings])
        self.library = library_of(self.phrasings, self.vectors, background)
        self.spread = Spread([self.vectors[at :: self.each] for at in range(self.each)])
        self._encoder = encoder
        self._texts = [plain(one.text) for one in task.tweets]
        self._posts = [read(text) for text in self._texts]
        self._wholes = encoder.queries([text[:_MOST_CHARS] for text in self._texts])

    def seen(self, number: int) -> tuple[PostText, Floats, Floats]:
        """Return a tweet as matching reads it, the vectors of its windows, and of all of it."""
        post = self._posts[number]
        return post, *embedded_windows(post, self.library, self._encoder)

    def shortlist(self, number: int) -> list[int]:
        """Return the claims that matching itself would compare with a tweet in full, or fewer."""
        post, vectors, _ = self.seen(number)
        asked = vectors[np.abs(vectors).sum(axis=1) > 0]
        near = self.library.nearest(
            self.library.by_words([one.terms for one in post.windows]), asked
        )
        return list(dict.fromkeys(at // self.each for at in near.ids))

    def rankings(self, fold: Ints) -> Rankings:
        """Return how near tweets and claims are in each way; `fold` numbers each tweet's fold.

        The mean of the tweets' vectors comes from the other folds.
        """
        spread = np.zeros_like(self._wholes)
        for one in np.unique(fold):
            mean = self._wholes[fold != one].mean(axis=0)
            spread[fold == one] = self.spread.of(self._wholes[fold == one], mean)
        near: Floats = self._wholes @ self.vectors.T
        near -= self.background.hubness(self.vectors) / 2
        scores = self._by_words()
        kinds = ("claim", "title")[: self.each]
        for at, kind in enumerate(kinds):
            scores[f"near {kind}"] = near[:, at :: self.each]
            if self.each > 1:
                scores[f"spread {kind}"] = spread @ self.spread.kinds[at].T
        scores["spread"] = spread @ self.spread.joint.T
        return Rankings(scores, spread)

    def _by_words(self) -> dict[str, Floats]:
        count = len(self.task.claims)
        texts, titles = (
            [one.text for one in self.task.claims],
            [one.title for one in self.task.claims],
        )
        stems = stemmed([*texts, *titles, *self._texts])
        claims, named, asked = stems[:count], stems[count : 2 * count], stems[2 * count :]
        found = {"stems": self._bm25(claims, asked, _LENGTH)}
        if self.each > 1:
            both = [[*one, *two] for one, two in zip(claims, named, strict=True)]
            found = {
                "stems": self._bm25(both, asked, _LENGTH_JOINT),
                "stems claim": found["stems"],
                "stems title": self._bm25(named, asked, _LENGTH),
            }
            texts = [f"{one} {two}" for one, two in zip(texts, titles, strict=True)]
        found["stems in pairs"] = self._bm25(
            [pairs(one) for one in claims], [pairs(one) for one in asked], _LENGTH
        )
        found["letters"] = letters(texts, self._texts)
        return found

    def _bm25(self, texts: list[list[str]], asked: list[list[str]], length: float) -> Floats:
        return bm25(texts, asked, saturation=_SATURATION, length=length, once=True)
