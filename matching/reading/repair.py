"""Undoing what hides words from a search: look-alike letters, gaps, leet, invisible characters."""

import re
import unicodedata

LONGEST = 32_768
"""How many characters of a text are read; the Bot API itself takes no more than 32 KiB."""

_GROWTH, _ROOM = 2, 64
"""How much longer a text may become: "ﷺ" alone is 18 characters, and thousands of it no text."""

_COMPOSING = frozenset("\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030c\u0327\u0328")
"""Marks that make letters of the alphabets in use (й, ё, ş, ñ, ū) when typed apart."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cf", "Cn", "Co", "Cs"})

_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXYIacekopxyihəƏɵ", "АВСЕНКМОРТХУІасекорхуіһәӘө")
_TO_LATIN = str.maketrans("АВСЕНКМОРТХУІасекорхуіһә", "ABCEHKMOPTXYIacekopxyihə")
_LOOKS_CYRILLIC = frozenset(map(chr, _TO_CYRILLIC))
_LOOKS_LATIN = frozenset(map(chr, _TO_LATIN))
_LEET = str.maketrans("0346@$", "озчбас")

_PLAIN = re.compile("[\\t\\n\\r -~«»–—“”„\u0400-\u0482\u048a-\u04ff]*")
"""Signs that NFKC leaves alone and that nothing is hidden in."""
_FOREIGN = re.compile(r"[^\W\d_\u0400-\u04ff]")
_TOKEN = re.compile(r"(?:[^\W_]|[@$])+")
_LEET_INSIDE = re.compile(r"(?<=[\u0400-\u04ff])(?:[0346]|[@$]+)(?=[\u0400-\u04ff])")
_LEET_RUN = re.compile(r"(?<=[\u0400-\u04ff])[0346@$]{1,2}(?=[\u0400-\u04ff])")
_LEET_AT_EDGE = re.compile(
    r"(?<![0-9])[0346@$](?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff])[0346@$](?![0-9])"
)
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:([._*·•~\-])[^\W\d_])(?:\1[^\W\d_])+(?![^\W_])")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,}(?![^\W_])")
_JOINTS = re.compile(r"[\W_]+")


def repair(text: str) -> str:
    """Return the text as it would have been typed without tricks; punctuation and case stay.

    Compatibility characters become plain ones (NFKC), invisible ones and loose marks go,
    "ф е й к" and "ф.е.й.к" close up, letters of the wrong script turn into their look-alikes of the
    right one, digits that stand for letters inside Cyrillic words turn into those letters.
    Reads the first `LONGEST` characters and returns no more, and of signs that stand for whole
    phrases little more than it reads; never raises.
    """
    plain = _visible(text[:LONGEST])[: min(LONGEST, _GROWTH * len(text) + _ROOM)]
    return _one_script(_closed_up(plain))


def _visible(text: str) -> str:
    if text.isascii() or _PLAIN.fullmatch(text):
        return text
    marks = {char for char in set(text) if unicodedata.combining(char)}
    loose = dict.fromkeys(map(ord, marks - _COMPOSING))
    text = text.translate(loose)
    if marks & _COMPOSING:
        # Canonical ordering is quadratic in the length of a run of marks, so runs are cut first.
        composing = "".join(sorted(marks & _COMPOSING))
        text = re.sub(f"([{composing}]{{2}})[{composing}]+", r"\1", text)
    text = unicodedata.normalize("NFKC", text)
    invisible = {
        ord(char): None
        for char in set(text)
        if unicodedata.category(char) in _DROPPED or char in _BLANK_LETTERS
    }
    return unicodedata.normalize("NFKC", text.translate(invisible))


def _closed_up(text: str) -> str:
    text = _DOTTED.sub(_without_joints, text)
    return _SPACED.sub(_without_joints, text)


def _without_joints(match: re.Match[str]) -> str:
    return _JOINTS.sub("", match.group())


def _one_script(text: str) -> str:
    mixed = leet = False
    if _FOREIGN.search(text) or _LEET_INSIDE.search(text):
        tokens = _TOKEN.findall(text)
        mixed = any(_is_mixed(token) for token in tokens)
        leet = any(_LEET_INSIDE.search(token) for token in tokens)
    if not mixed and not leet:
        return text
    cyrillic = sum(map(_is_cyrillic, text)) * 2 >= sum(map(str.isalpha, text))

    def mended(match: re.Match[str]) -> str:
        token = match.group()
        if mixed:
            token = _in_one_script(token, mostly_cyrillic=cyrillic)
        if leet and any(map(_is_cyrillic, token)):
            token = _LEET_RUN.sub(_unleet, token)
            token = _LEET_AT_EDGE.sub(_unleet, token)
        return token

    return _TOKEN.sub(mended, text)


def _unleet(match: re.Match[str]) -> str:
    return match.group().translate(_LEET)


def _in_one_script(token: str, *, mostly_cyrillic: bool) -> str:
    letters = [char for char in token if char.isalpha()]
    if all(char in _LOOKS_CYRILLIC or _is_cyrillic(char) for char in letters):
        return token.translate(_TO_CYRILLIC) if mostly_cyrillic else token
    if not _is_mixed(token):
        return token
    sure_cyrillic = sum(_is_cyrillic(char) and char not in _LOOKS_LATIN for char in letters)
    sure_latin = sum(char.isascii() and char not in _LOOKS_CYRILLIC for char in letters)
    to_cyrillic = mostly_cyrillic if sure_cyrillic == sure_latin else sure_cyrillic > sure_latin
    if not to_cyrillic and not any(map(str.isascii, letters)):
        return token
    return token.translate(_TO_CYRILLIC if to_cyrillic else _TO_LATIN)


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"


def _is_mixed(token: str) -> bool:
    cyrillic = any(map(_is_cyrillic, token))
    return cyrillic and any(char.isalpha() and not _is_cyrillic(char) for char in token)
