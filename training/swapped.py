"""A set's claims and posts -> the same with one decisive word changed, or reworded harmlessly."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.labelled import Claims
from evaluation.swaps_made import Changed, Swapper
from matching.measuring.evaluation import LabelledPost

SWAP, HARMLESS = "swap", "harmless"
"""Kinds of the posts: of a swap no debunk is right, `about_id` names the one it was made of."""
SWAPS_EACH = 2
"""At most so many swaps of a debunk, one of them of a post in words of its own if it has one."""
MOST_WORDS = 25
"""Words of a post that is changed: of a longer one the rest still tells the claim."""
LANGS = ("ru", "kk")

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Made:
    lang: str
    changed: Changed


def swapped(
    claims: Mapping[str, Claims], posts: Iterable[LabelledPost] = (), seed: int = 0
) -> list[tuple[LabelledPost, tuple[str, ...]]]:
    """Return labelled posts and their ties: at most `SWAPS_EACH` swaps and one rewording a debunk.

    `posts` are posts of these debunks; short ones with one answer may be changed too, in a word
    that a claim of theirs holds. Of each debunk's swaps those are taken whose kind was taken
    least before, so that kinds come out as even as the texts allow. The same for the same input.
    """
    dice = random.Random(seed)
    makers = {lang: Swapper(lang, _texts(claims, lang)) for lang in LANGS}
    told: dict[str, list[LabelledPost]] = {}
    for post in posts:
        if post.debunk_id is not None and post.debunk_id in claims and _may_change(post):
            told.setdefault(post.debunk_id, []).append(post)
    taken: Counter[tuple[str, str, str]] = Counter()
    found = []
    for debunk_id, worded in claims.items():
        of_claims = [
            _Made(lang, one) for lang, text in worded if lang in makers
            for one in makers[lang].swaps(text)
        ]  # fmt: skip
        of_posts = [
            _Made(post.lang, one)
            for post in told.get(debunk_id, ())
            for one in _of_post(post.text, _held(worded, post.lang), makers[post.lang])
        ]
        harmless = [
            _Made(lang, one) for lang, text in worded if lang in makers
            for one in makers[lang].rewordings(text)
        ]  # fmt: skip
        chosen = [*_even(of_posts, 1, taken, dice)]
        chosen += _even(of_claims, SWAPS_EACH - len(chosen), taken, dice)
        chosen += _even(harmless, 1, taken, dice)
        found += [_labelled(debunk_id, at, one) for at, one in enumerate(chosen)]
    return found


def _even(
    made: Sequence[_Made], wanted: int, taken: Counter[tuple[str, str, str]], dice: random.Random
) -> Iterator[_Made]:
    """Yield some of the texts made of one debunk, no kind twice, the kinds taken least first."""
    left = dice.sample(made, len(made))
    for _ in range(wanted):
        if not left:
            return
        one = min(left, key=lambda each: taken[_kind(each)])
        left = [each for each in left if each.changed.kind != one.changed.kind]
        taken[_kind(one)] += 1
        yield one


def _kind(one: _Made) -> tuple[str, str, str]:
    return HARMLESS if one.changed.harmless else SWAP, one.changed.kind, one.lang


def _labelled(debunk_id: str, at: int, one: _Made) -> tuple[LabelledPost, tuple[str, ...]]:
    changed = one.changed
    label = LabelledPost(
        f"{debunk_id} {changed.kind} {at}",
        changed.text,
        debunk_id if changed.harmless else None,
        HARMLESS if changed.harmless else SWAP,
        one.lang,
        None if changed.harmless else debunk_id,
    )
    return label, (debunk_id,)


def _may_change(post: LabelledPost) -> bool:
    one = not post.also_ok and post.lang in LANGS
    return one and len(post.text.split()) <= MOST_WORDS


def _of_post(text: str, held: set[str], maker: Swapper) -> Iterator[Changed]:
    for changed in maker.swaps(text):
        if _words(text) - _words(changed.text) & held:
            yield changed


def _texts(claims: Mapping[str, Claims], lang: str) -> list[str]:
    return [text for worded in claims.values() for of, text in worded if of == lang]


def _held(worded: Claims, lang: str) -> set[str]:
    return {word for of, text in worded if of == lang for word in _words(text)}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
