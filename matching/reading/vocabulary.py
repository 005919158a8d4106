"""Words that are surely no slips of the keyboard: those of news and posts, as they are written."""

from functools import cache
from importlib.resources import files

from matching.reading.endings import plain

FILE = "vocabulary.txt"


def is_word(word: str) -> bool:
    """Tell whether a normalised word is one of those that stand in many texts, in this form."""
    return plain(word) in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset(files("matching.reading").joinpath(FILE).read_text(encoding="utf-8").split())
