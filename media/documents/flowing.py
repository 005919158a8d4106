"""Text as it stands on pages -> text as it was written."""

import re

MOST_CHARACTERS = 30_000
"""Characters that are taken of one document."""

_HYPHEN = re.compile(r"[\x02\ufffe\u00ad]\s*\n?\s*|(?<=[^\W\d_])-\n(?=[^\W\d_])")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of what follows, in which a reply would quote itself backwards."""
_BREAK = re.compile(r"(?<![.!?…:;\n])\n(?![\n•*–—-]|\d{1,3}[.)])")
_WHITE = re.compile(r"[^\S\n]+")
_EMPTY = re.compile(r"\n\s*\n\s*")


def flowing(text: str) -> str:
    """Return a page's text without the line breaks that only the page's width made."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = _HYPHEN.sub("", text)
    text = _WHITE.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    return tidy(_BREAK.sub(" ", text))


def tidy(text: str) -> str:
    """Return a text without what nobody sees and without long gaps, cut at MOST_CHARACTERS."""
    text = _WHITE.sub(" ", _HIDDEN.sub(" ", _TURNING.sub("", text)))
    return _EMPTY.sub("\n\n", text).strip()[:MOST_CHARACTERS]
