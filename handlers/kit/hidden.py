"""Characters that nobody sees, made visible: for those who answer for a text."""

import re
import unicodedata

# They print nothing, and are letters or marks by their category.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_MAY_BE_BLANK = re.compile(f"[{''.join(_BLANK)}\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_EMOJI_STYLE, _JOINER = "\ufe0f", "\u200d"
_KEYCAP = "\u20e3"
_HARD_SPACE, _ITS_SIGN = "\u00a0", "⍽"


def visible(text: str) -> str:
    """Return a text in which every unseen character but space and line end stands as `⟦U+200B⟧`.

    Spaces of other widths count as unseen; the common hard space becomes `⍽`. What joins or styles
    an emoji stays as it is where it does just that.
    """
    if text.replace("\n", " ").isprintable() and not _MAY_BE_BLANK.search(text):
        return text
    return "".join(_shown(text, at) for at in range(len(text)))


def _shown(text: str, at: int) -> str:
    char = text[at]
    if char in " \n" or (char.isprintable() and not _may_be_blank(char)):
        return char
    if char == _HARD_SPACE:
        return _ITS_SIGN
    if _is_of_an_emoji(text, at):
        return char
    return f"⟦U+{ord(char):04X}⟧"


def _may_be_blank(char: str) -> bool:
    return (
        char in _BLANK
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0000" <= char <= "\U000e0fff"
        or unicodedata.category(char) in _UNSEEN
    )


def _is_of_an_emoji(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    if text[at] == _EMOJI_STYLE:
        return _is_symbol(before) or after == _KEYCAP
    return text[at] == _JOINER and _is_symbol(before, styled=True) and _is_symbol(after)


def _is_symbol(char: str, *, styled: bool = False) -> bool:
    # A skin colour is a modifying symbol.
    return (styled and char == _EMOJI_STYLE) or (
        char != "" and unicodedata.category(char) in {"So", "Sk", "Sm"} and not char.isascii()
    )
