"""The words of the labelled sets and the neutral texts -> those that are surely no slips.

`python -m training.vocabulary` writes `matching/reading/vocabulary.txt`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evaluation.labelled import AUTHORS, claims_of, posts_of
from matching.reading.alphabet import fold
from matching.reading.endings import plain
from matching.reading.vocabulary import FILE

FOLDER = Path(__file__).parents[1] / "matching" / "reading"
LEAST_TEXTS = 3
"""Texts in which a word stands; slips stand in one or two."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_MISWRITTEN = frozenset(("typo", "obfuscated", "kk_latin", "kk_rus"))


def words() -> list[str]:
    """Return the normalised words that stand in enough texts, sorted."""
    found = Counter(word for text in _texts() for word in set(_WORD.findall(fold(text))))
    return sorted({plain(word) for word, texts in found.items() if texts >= LEAST_TEXTS})


def _texts() -> Iterator[str]:
    for author in AUTHORS:
        for claims in claims_of([author]).values():
            yield from (text for _, text in claims)
        for label, _ in posts_of(author):
            if label.kind not in _MISWRITTEN:
                yield label.text
    neutral = json.loads((FOLDER.parent / "search" / "background.json").read_text(encoding="utf-8"))
    yield from (text for _, text in neutral)


if __name__ == "__main__":
    (FOLDER / FILE).write_text("\n".join(words()) + "\n", encoding="utf-8")
