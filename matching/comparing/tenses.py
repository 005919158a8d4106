"""What is done already in one text and only meant to be done in the other."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from matching.comparing.content import Word
from matching.comparing.difference import Difference
from matching.reading.phrases import PhraseLists

_PAST = re.compile(
    r"\w{2,}(?:[аеиуяо]л[аои]?(?:с|ся)?|(?<![ае])(?<![аеиоуя]и)[дт]и|ипти|[гк][ае]н)"
)
_COMING = re.compile(
    r"\w{2,}(?:[аеиуюяс]т(?:ся|са|с)?|[ае]ди|иди|[мбп][ае]к(?:ши)?|[гк][ае]ли|[бп]акши)"
)
_MEANT = re.compile(r"\w{2,}(?:[мбп][ае]к(?:ши)?|[гк][ае]ли)")
_DONE = re.compile(r"\w{2,}(?:(?<![аеи])[дт]и|ип(?:ти)?|[гк][ае]н)")
"""Kazakh and Russian endings of what was done, what will be, and Kazakh ones of what is meant."""
_MARKS = PhraseLists(
    [
        """
        скоро, вскоре, вот вот, на днях, в ближайш*, собирае*, собираю*, собирал*, планир*,
        намер*, хотят, хочет, хотели, готовятся, готовится, пока, еще не, только будут, с
        следующ*, со следующ*, на следующ*, со дня на день, в скором, может, могут, возможно,
        думают, обеща*, предлаг*, рассматрива*, жақында, жақын арада, таяуда, жуырда, ертең,
        келесі, алдағы, көп ұзамай, жуық*, таяу*, мүмкін, дайында*, әлі, жоспар*, ниет*, уәде*,
        ұсын*, болаша*, soon, plan*, going to, about to, will
        """,
        """
        уже, вчера, позавчера, на прошлой, давно, кеше, алдыңгүні, әлдеқашан, өткен, былтыр,
        already, yesterday
        """,
    ]
)
_SOON, _ALREADY = 0, 1
_WILL = re.compile(r"\b\w+тин бол\w+|\b\w+ин деп\b")
_HELPING = re.compile(
    r"\b(?:бол|кет|кел|кои|коя|ал[адм]|бер|шик|шиг|тус|кал|таст|отт|оте)\w{1,5}\b"
)
_ROOT = 3

Pairs = Sequence[tuple[int, int]]


def put_off(
    a: Sequence[Word], b: Sequence[Word], pairs: Pairs, told: tuple[str, str]
) -> Iterator[Difference]:
    """Yield a verb that tells what was done in one text and what will be in the other; one at most.

    A change of tense alone is no difference, news are told in every one of them: the text of the
    later one must also say that it is meant or comes soon, or the other that it is done already.
    `told` are the two texts normalised.
    """
    paired = [(a[i].text, b[j].text) for i, j in pairs if a[i].text != b[j].text]
    changed = [each for each in (*paired, *_helping(told)) if any(map(_COMING.fullmatch, each))]
    if not changed:
        return
    ours, theirs = map(_marks, told)
    for one, two in changed:
        if _later(one, two, ours, theirs) or _later(two, one, theirs, ours):
            yield Difference("extent", one, two)
            return


def _marks(text: str) -> tuple[bool, bool]:
    """Tell whether a text says that something comes, and that something is done already."""
    found = _MARKS.found(text)
    return _SOON in found or bool(_WILL.search(text)), _ALREADY in found


def _later(past: str, coming: str, before: tuple[bool, bool], after: tuple[bool, bool]) -> bool:
    """Tell whether one form tells what was done, the other what will be, and the texts say so."""
    if _MEANT.fullmatch(coming) and not _MEANT.fullmatch(past) and _DONE.fullmatch(past):
        return True
    if not _PAST.fullmatch(past) or _PAST.fullmatch(coming) or not _COMING.fullmatch(coming):
        return False
    return (after[0] and not before[0]) or (before[1] and not after[1])


def _helping(told: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield forms of one Kazakh helping verb, which carry the tense and no meaning."""
    ours, theirs = (_HELPING.findall(each) for each in told)
    for one, two in product(ours, theirs):
        if one[:_ROOT] == two[:_ROOT] and one != two:
            yield one, two
