"""What travels at the end of posts and is no part of them: "subscribe", "our chat", "send us news".

The addresses in such lines, and behind their words, are whoever signs the post, or other posts.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import islice

from matching.reading.addresses.address import ADDRESS_SIGN, masked
from matching.reading.addresses.signature_words import (
    CALL,
    DENIED,
    HEADING,
    LABEL,
    SHARING,
    SIGNING,
    TOLD,
    Cue,
)

__all__ = ["is_signature", "signatures", "unsigned"]

_MOST_WORDS = 14
_MOST_PIECES = 400
"""Pieces from the end of a text that may be signatures: an odd text costs no more."""
_LONGEST_PIECE = 400
_HEADING_WORDS = 5
_LABEL_WORDS = 4
_A_LIST = 2
_BETWEEN = r"\n\r;|•·▪◾●►▶⟶→"
_PIECE = re.compile(
    rf"[^{_BETWEEN}]+?(?:[.!?…]+(?=\s)|\s[-–—](?=\s)|$|(?=[{_BETWEEN}])"
    rf"|(?<={ADDRESS_SIGN})(?!{ADDRESS_SIGN}))"
)
_LINE_END = re.compile(r"[\n\r]")
_BLANK = re.compile(r"[\n\r]\s*[\n\r]")
_WORD = re.compile(r"[^\W_]+")


class _Kind(Enum):
    """What a piece of a post is; a `SHARE` line says nothing of the line below it."""

    SIGNS = auto()
    SHARES = auto()
    HEADS = auto()
    NAMES = auto()
    CALLS = auto()
    BARE = auto()
    WORDS = auto()


def signatures(text: str) -> list[tuple[int, int]]:
    """Return where signatures stand in a text, as begin and end, in order and apart.

    Those are lines that ask to subscribe, to join, to share, to send news or to advertise, that
    name "our channel", that lead to other posts ("read also"), and lists of links to platforms
    below a post. Where such a line has no address of its own, the addresses right below it are
    its. Never raises; work grows with the text.
    """
    text = masked(text)
    pieces = list(_pieces(text))[-_MOST_PIECES:]
    kinds = [_kind(text[begin:end]) for begin, end in pieces]
    signed = _signed(text, pieces, kinds) | _listed(kinds)
    return [pieces[at] for at in sorted(signed)]


def unsigned(text: str) -> str:
    """Return a text without its signatures, a blank in the place of each."""
    kept, done = [], 0
    for begin, end in signatures(text):
        kept.append(text[done:begin])
        done = end
    return " ".join([*kept, text[done:]])


def is_signature(label: str) -> bool:
    """Tell whether all words of a label, as on a button or behind a link, are a signature."""
    masks = masked(label)
    kinds = [_kind(masks[begin:end]) for begin, end in islice(_pieces(masks), _MOST_PIECES)]
    return bool(kinds) and all(kind in {_Kind.SIGNS, _Kind.SHARES, _Kind.HEADS} for kind in kinds)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for match in _PIECE.finditer(text):
        if ADDRESS_SIGN in match.group() or _WORD.search(match.group()):
            yield match.span()


def _kind(piece: str) -> _Kind:
    if len(piece.replace(ADDRESS_SIGN, "")) > _LONGEST_PIECE:
        return _Kind.WORDS
    words = _WORD.findall(piece.replace(ADDRESS_SIGN, " ").casefold().replace("ё", "е"))
    said = " ".join(words)
    if not words:
        return _Kind.BARE
    if any(_fits(cue, said) for cue in HEADING):
        return _Kind.HEADS
    if len(words) > _MOST_WORDS or TOLD.search(said):
        return _Kind.WORDS
    if any(_fits(cue, said) for cue in SHARING):
        return _Kind.SHARES
    if any(_fits(cue, said) for cue in SIGNING):
        return _Kind.SIGNS
    if CALL.fullmatch(said):
        return _Kind.CALLS
    if len(words) <= _LABEL_WORDS and LABEL.fullmatch(said):
        return _Kind.NAMES
    return _Kind.WORDS


def _fits(cue: Cue, said: str) -> bool:
    for match in cue.words.finditer(said):
        before, after = said[: match.start()], said[match.end() :]
        if len(before.split()) <= cue.before and len(after.split()) <= cue.after:
            return not DENIED.search(before.rstrip())
    return False


def _signed(text: str, pieces: Sequence[tuple[int, int]], kinds: Sequence[_Kind]) -> set[int]:
    """Return the pieces that a cue makes signatures, with the bare addresses that are theirs."""
    found: set[int] = set()
    for at, kind in enumerate(kinds):
        if kind not in {_Kind.SIGNS, _Kind.SHARES, _Kind.HEADS}:
            continue
        found.add(at)
        has_one = ADDRESS_SIGN in text[slice(*pieces[at])]
        short = len(_WORD.findall(text[slice(*pieces[at])])) <= _HEADING_WORDS
        for other in range(at + 1, len(pieces)):
            between = text[pieces[at][1] : pieces[other][0]]
            below = bool(_LINE_END.search(between))
            if kind is _Kind.HEADS and short and not has_one:
                if not below or not _BLANK.search(between):
                    found.add(other)
                    continue
                break
            alone = has_one or kind is _Kind.SHARES or bool(_BLANK.search(between))
            # "Want the news first? Press here: …"
            called = kinds[other] is _Kind.CALLS and not below
            if not (called or kinds[other] is _Kind.BARE) or (below and alone):
                break
            has_one = has_one or (not below and ADDRESS_SIGN in text[slice(*pieces[other])])
            found.add(other)
        if not has_one:
            found |= _before(at, text, pieces, kinds)
    return found


def _before(
    at: int, text: str, pieces: Sequence[tuple[int, int]], kinds: Sequence[_Kind]
) -> set[int]:
    """Return the addresses that stand before their label, alone in the line: "t.me/a/5 | Join"."""
    found: set[int] = set()
    for before in range(at - 1, -1, -1):
        if _LINE_END.search(text[pieces[before][1] : pieces[at][0]]):
            break
        if kinds[before] is not _Kind.BARE:
            return set()
        found.add(before)
    return found


def _listed(kinds: Sequence[_Kind]) -> set[int]:
    """Return the pieces of lists of platforms that stand below words of another kind."""
    found: set[int] = set()
    run: list[int] = []
    worded = False
    for at, kind in enumerate((*kinds, _Kind.WORDS)):
        if kind is _Kind.NAMES or (run and kind is _Kind.BARE):
            run.append(at)
            continue
        if worded and sum(kinds[one] is _Kind.NAMES for one in run) >= _A_LIST:
            found.update(run)
        worded = worded or kind is not _Kind.BARE
        run = []
    return found
