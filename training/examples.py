"""The labelled posts in stores of every size -> what is learned from, and tested on."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from evaluation.labelled import TRAINING_ONLY, Claims, claims_of, posts_of
from matching.measuring.evaluation import LabelledPost
from matching.search.background import Background
from matching.search.encoder import Encoder
from training.fillings import fillings
from training.invented import LANGS, Event, events
from training.pairs import Example, Store, example
from training.swapped import swapped

OWN, FEW, MANY, BARE = "own", "few", "many", "bare"
"""Stores of all debunks of the author; of a dozen of them; of all among other claims; of those."""
CHANGED = "changed"
"""As `OWN`, asked posts that were made of claims and posts by changing a word or a wording."""
INVENTED = "i"
"""The author of posts about invented events."""
SIZES = (1_000, 10_000)
_FEW = 12
_FEW_EACH, _BARE_EACH = 6, 3
"""Every how many posts one is also asked of a dozen debunks, or of other claims alone."""
_EVENTS = 300
_SEED = 41

Labelled = tuple[LabelledPost, tuple[str, ...]]


def examples(author: str, background: Background, encoder: Encoder) -> Iterator[Example]:
    """Yield a set's posts in each kind of store, in order. Raises OSError and PostsError."""
    posts, own = posts_of(author), claims_of([author])
    store = Store(background, encoder)
    for debunk_id, claims in own.items():
        store.put(debunk_id, claims)
    for one in posts:
        tested = author not in TRAINING_ONLY
        yield example(author, one, OWN, store, words=True, parts=tested)
    for one in swapped(own, [label for label, _ in posts], _SEED):
        yield example(author, one, CHANGED, store, words=True)
    yield from _few(author, posts, own, lambda: Store(background, encoder))
    yield from _many(author, posts, store, encoder)


def invented_examples(background: Background, encoder: Encoder) -> Iterator[Example]:
    """Yield posts that tell an invented claim in other words, and some that change its facts."""
    dice = random.Random(_SEED)
    chosen = list(islice(events(_SEED), _EVENTS))
    store = Store(background, encoder)
    told: dict[Event, tuple[str, int]] = {}
    for at, one in enumerate(chosen):
        lang = dice.choice(LANGS)
        told[one] = lang, dice.randrange(one.wordings(lang))
        store.put(f"event {at}", [(lang, one.told(*told[one]))])
    changed = [one.with_another(dice) for one in chosen]
    others = fillings(None, encoder, {one.facts for one in [*chosen, *changed]})
    for size in SIZES:
        for debunk_id, claims in islice(others, size - store.debunks):
            store.put(debunk_id, claims)
        for at, one in enumerate(chosen):
            if at % len(SIZES) == SIZES.index(size):
                yield from _of_event(at, one, changed[at], told[one], dice, store)


def _few(
    author: str, posts: Sequence[Labelled], own: Mapping[str, Claims], empty: Callable[[], Store]
) -> Iterator[Example]:
    """Yield some posts in a store of twelve debunks, with those that it names."""
    named = list(own)
    parts = [named[at : at + _FEW] for at in range(0, len(named), _FEW)]
    chosen = posts[::_FEW_EACH]
    for number, part in enumerate(parts):
        store = empty()
        for debunk_id in part:
            store.put(debunk_id, own[debunk_id])
        for at, one in enumerate(chosen):
            ids = {tie for tie in one[1] if tie in own}
            if ids <= set(part) if ids else at % len(parts) == number:
                yield example(author, one, FEW, store, words=True)


def _many(
    author: str, posts: Sequence[Labelled], store: Store, encoder: Encoder
) -> Iterator[Example]:
    """Yield posts in stores with other claims, and some in those of these alone.

    Of sets that are never tested, every second post is enough.
    """
    own = {debunk_id: _some(debunk_id, said) for debunk_id, said in claims_of([author]).items()}
    for debunk_id, claims in own.items():
        store.put(debunk_id, claims)
    others = fillings(author, encoder)
    for size in SIZES:
        for debunk_id, claims in islice(others, size - store.debunks):
            store.put(debunk_id, claims)
        step = len(SIZES) * (2 if author in TRAINING_ONLY else 1)
        chosen = list(enumerate(posts))[SIZES.index(size) :: step]
        for at, one in chosen:
            yield example(author, one, MANY, store, words=at % 3 == 0)
        for debunk_id in own:
            store.put(debunk_id, ())
        for at, (label, ties) in chosen:
            if at % _BARE_EACH == 0:
                yield example(author, (_elsewhere(label), ties), BARE, store, words=at % 2 == 0)
        for debunk_id, claims in own.items():
            store.put(debunk_id, claims)


def _some(debunk_id: str, claims: Claims) -> Claims:
    """Return all phrasings of every second debunk, one of the others: most real ones have one."""
    dice = random.Random(debunk_id)
    return claims if dice.random() < 0.5 else [dice.choice(list(claims))]


def _elsewhere(label: LabelledPost) -> LabelledPost:
    return replace(label, kind=BARE, debunk_id=None, about_id=None, also_ok=frozenset())


def _of_event(
    number: int,
    one: Event,
    changed: Event,
    told: tuple[str, int],
    dice: random.Random,
    store: Store,
) -> Iterator[Example]:
    debunk_id = f"event {number}"
    ways = [(lang, way) for lang in LANGS for way in range(one.wordings(lang))]
    lang, way = dice.choice([each for each in ways if each != told])
    label = LabelledPost(f"{debunk_id} told", one.told(lang, way), debunk_id, "told", lang)
    yield example(INVENTED, (label, (debunk_id,)), MANY, store, words=True)
    lang, way = dice.choice(ways)
    text = changed.told(lang, way)
    label = LabelledPost(f"{debunk_id} another", text, None, "another", lang)
    yield example(INVENTED, (label, (debunk_id,)), MANY, store, words=True)
