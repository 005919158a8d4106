"""What the lists of meanings say of a word, and words that change nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.comparing.opposites import SIDES
from matching.comparing.synonyms import GROUPS
from matching.reading.alphabet import fold
from matching.reading.endings import is_ending, plain

FILLERS = frozenset(
    fold(
        """
        теперь сейчас просто вообще именно опять снова вроде наверное кажется конечно якобы оказывается
        сегодня вот аж даже лишь только ведь прям прямо типа короче значит итак однако всего
        всё ещё еще также тоже самый самое самая самые свои свой свою своего себе который которые
        которых которая ну эй
        мен пен бен
        ғой қой ғана тек екен тұр жүр отыр жатыр жатқан болғаны болған болып бойынша түрде тағы
        бүгін мүлде мүлдем бірақ сонымен деді депті деп деген қазір осы енді әрі өзі өзінің кезде
        тебя тебе вас вам нас нам меня мне него неё нее них ней ему ей им этого этому той того тех тем этих этим кто кого кому
        которого которому которым одан содан бұдан одан оны онда соны осыны оған
        now just even only again really apparently its their today
        """
    ).split()
)
"""Words that change nothing of what is claimed, beside those of `cues.EMPTY`; normalised."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What the lists say of a word: its meanings, and its side in each kind."""

    groups: frozenset[int]
    sides: Mapping[str, int]


def _read() -> tuple[dict[str, set[int]], dict[str, set[tuple[str, int]]]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(GROUPS.strip().splitlines()):
        for stem in line.split():
            groups.setdefault(_key(stem), set()).add(number)
    sides: dict[str, set[tuple[str, int]]] = {}
    for line in SIDES.strip().splitlines():
        kind, *meanings = line.split("|")
        for number, words in enumerate(meanings):
            for stem in words.split():
                sides.setdefault(_key(stem), set()).add((kind.strip(), number))
    return groups, sides


def _key(stem: str) -> str:
    return "=" + plain(fold(stem[1:])) if stem.startswith("=") else plain(fold(stem))


_GROUPS, _SIDES = _read()
_CERTAIN = 5
"""Letters from which a stem may go on in any way; a shorter one only with endings."""
_MOST_STEM = 16


@lru_cache(maxsize=4096)
def sense(word: str) -> Sense:
    """Return what the lists say of a normalised word; the longest stem of each list counts."""
    stems = list(_stems(plain(word)))
    groups = next((_GROUPS[stem] for stem in stems if stem in _GROUPS), set())
    sides = next((_SIDES[stem] for stem in stems if stem in _SIDES), set())
    return Sense(frozenset(groups), dict(sorted(sides)))


def _stems(word: str) -> Iterator[str]:
    yield "=" + word
    for end in range(min(len(word), _MOST_STEM), 1, -1):
        if end >= _CERTAIN or is_ending(word[end:]):
            yield word[:end]
