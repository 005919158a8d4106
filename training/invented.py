"""Claims about events that never were, by the thousand: frames of a sentence with words to fill in.

They stand beside real claims where a store has to be large. Two events of one frame tell of other
facts in the same words, which is what a large store of real claims is full of.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("invented.json")
_SLOT = re.compile(r"\{(\w+?)(2?)\}")
LANGS = ("ru", "kk")


@dataclass(frozen=True, slots=True)
class Event:
    """The number of a frame, and of the words that fill each of its slots."""

    frame: int
    words: tuple[tuple[str, int], ...]

    def told(self, lang: str, wording: int) -> str:
        """Return a sentence that tells it; wordings are numbered from 0, and begin again."""
        ways = _data()["frames"][self.frame][lang]
        chosen = dict(self.words)
        text = _SLOT.sub(lambda slot: _filled(slot, lang, chosen), ways[wording % len(ways)])
        return text[0].upper() + text[1:]

    def wordings(self, lang: str) -> int:
        """Return in how many ways it can be told in a language."""
        return len(_data()["frames"][self.frame][lang])

    @property
    def facts(self) -> tuple[int, ...]:
        """What every wording tells: events of which it is the same are one."""
        told = _everywhere(self.frame)
        return self.frame, *(at for slot, at in self.words if slot in told)

    def with_another(self, dice: random.Random) -> "Event":
        """Return an event of the same frame of which one or two facts are others.

        Only those change that every wording tells.
        """
        told = _everywhere(self.frame)
        changed = dice.sample(told, min(len(told), dice.choice((1, 1, 2))))
        words = tuple(
            (slot, _other(slot, at, dice) if slot in changed else at) for slot, at in self.words
        )
        return Event(self.frame, words)


def events(seed: int) -> Iterator[Event]:
    """Yield events of different facts, some 100,000 of them, the same for the same seed."""
    dice = random.Random(seed)
    frames = range(len(_data()["frames"]))
    # A frame with more to fill in has more to tell.
    shares = [len(_slots(frame)) - 1 for frame in frames]
    seen: set[tuple[int, ...]] = set()
    while True:
        frame = dice.choices(frames, shares)[0]
        words = tuple((slot, dice.randrange(len(_data()["slots"][slot]))) for slot in _slots(frame))
        one = Event(frame, words)
        if one.facts not in seen:
            seen.add(one.facts)
            yield one


def claims(seed: int, without: Iterable[tuple[int, ...]] = ()) -> Iterator[list[tuple[str, str]]]:
    """Yield events told as a debunk's claims, (language, text): in Russian, in Kazakh, or both.

    `without` are the facts of events that are left out.
    """
    dice, left_out = random.Random(seed), frozenset(without)
    for one in events(seed):
        if one.facts in left_out:
            continue
        langs = dice.choices((("ru",), ("kk",), LANGS), (0.4, 0.25, 0.35))[0]
        yield [(lang, one.told(lang, dice.randrange(6))) for lang in langs]


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _slots(frame: int) -> tuple[str, ...]:
    ways = _data()["frames"][frame]
    found = (
        slot[1].lower() for lang in LANGS for way in ways[lang] for slot in _SLOT.finditer(way)
    )
    return tuple(dict.fromkeys(found))


@cache
def _everywhere(frame: int) -> tuple[str, ...]:
    ways = _data()["frames"][frame]
    named = [
        {slot[1].lower() for slot in _SLOT.finditer(way)} for lang in LANGS for way in ways[lang]
    ]
    return tuple(slot for slot in _slots(frame) if all(slot in one for one in named))


def _other(slot: str, at: int, dice: random.Random) -> int:
    count = len(_data()["slots"][slot])
    return (at + dice.randrange(1, count)) % count


def _filled(slot: re.Match[str], lang: str, chosen: Mapping[str, int]) -> str:
    name = slot[1].lower()
    forms: list[str] = _data()["slots"][name][chosen[name]]
    form = forms[-1] if lang == "kk" else forms[1 if slot[2] else 0]
    return form[0].upper() + form[1:] if slot[1][0].isupper() else form
