"""What people write in a group: small talk, posts of the evaluation, claims asked about and denied.

Everything is drawn from a seed: the same seed gives the same chat.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.groups import talk
from bot.commands.labels import read_labels
from evaluation.labelled import DATA
from evaluation.swaps_made import Swapper

_ORDINARY = frozenset(
    {"chatter", "near_news", "near_rumour", "official", "opposite", "debunk_post", "other_rumour"}
)
"""Kinds of the evaluation's posts that no debunk answers."""
_LANGUAGES = ("ru", "kk", "en")


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the chat: how it was made, and whether it was forwarded from a channel."""

    text: str
    kind: str
    of_channel: bool = False


@dataclass(frozen=True, slots=True)
class WordedClaim:
    """A claim of the store, in one language."""

    lang: str
    text: str


def ordinary_lines(claims: Sequence[WordedClaim], author: str, count: int, seed: int) -> list[Line]:
    """Return that many different lines under which nothing may be said.

    `claims` are the store's, `author` the set that they are of. A third is small talk, a third
    posts that no debunk answers, and a third is about the claims: asked, quoted, denied, laughed
    at, or with a decisive word changed. Every fifth line was forwarded from a channel.
    """
    dice = random.Random(seed)
    about = list(dict.fromkeys(_about_claims(claims)))
    posts = list(dict.fromkeys(_posts(author)))
    small = list(dict.fromkeys(_small_talk()))
    for made in (about, posts, small):
        dice.shuffle(made)
    share = count // 3
    chosen = [*about[:share], *posts[:share]]
    chosen += small[: count - len(chosen)]
    dice.shuffle(chosen)
    return [
        Line(text, kind, of_channel=number % 5 == 4) for number, (text, kind) in enumerate(chosen)
    ]


def exact_lines(claims: Sequence[WordedClaim]) -> list[Line]:
    """Return forwards of the claims as they are, some with calls to pass them on."""
    return [
        Line(talk.EXACT[number % len(talk.EXACT)].format(claim.text), "exact", of_channel=True)
        for number, claim in enumerate(claims)
    ]


def _small_talk() -> Iterator[tuple[str, str]]:
    for lang in _LANGUAGES:
        for start in _split(talk.STARTS[lang]):
            for middle in _split(talk.MIDDLES[lang]):
                for end in talk.ENDS[lang].split("|"):
                    yield f"{start}, {middle}{end}", "small talk"


def _posts(author: str) -> Iterator[tuple[str, str]]:
    for folder in (author, *"abdefghj"):
        for post in read_labels(DATA / folder / "forwards.jsonl"):
            if post.kind in _ORDINARY and post.debunk_id is None:
                yield post.text, post.kind or "post"


def _about_claims(claims: Sequence[WordedClaim]) -> Iterator[tuple[str, str]]:
    for lang in _LANGUAGES:
        texts = [claim.text for claim in claims if claim.lang == lang]
        for text in texts:
            for frame in _split(talk.AROUND_CLAIMS[lang]):
                told = text.rstrip(".!") if "{}." not in frame else text
                yield frame.format(told), "around a claim"
        if lang != "en":
            swapper = Swapper(lang, texts)
            for text in texts:
                for changed in swapper.swaps(text):
                    yield changed.text, f"changed {changed.kind}"


def _split(listed: str) -> list[str]:
    return [" ".join(one.split()) for one in listed.split("|")]
