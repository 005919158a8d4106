"""Which of many listed phrases stand in a text, looked up by how its words begin."""

from collections import defaultdict
from collections.abc import Sequence

from matching.reading.normalize import normalize

_START = 2
_Form = tuple[tuple[str, ...], bool, int]
"""Words, whether the last may go on, and the number of the list."""


class PhraseLists:
    """Lists of phrases by number; a text is gone through once for all of them."""

    def __init__(self, lists: Sequence[str]) -> None:
        """Take lists of phrases, one a line or after a comma; `*` at an end is for any ending."""
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for number, listed in enumerate(lists):
            for phrase in listed.replace("\n", ",").split(","):
                if words := tuple(normalize(phrase).split()):
                    form = (words, phrase.rstrip().endswith("*"), number)
                    self._forms[words[0][:_START]].append(form)

    def found(self, text: str) -> frozenset[int]:
        """Return the numbers of the lists of which a phrase stands in normalised text."""
        words = text.split()
        found = set()
        for at, word in enumerate(words):
            for form, goes_on, number in self._forms.get(word[:_START], ()):
                if number not in found and _stands(words, at, form, goes_on=goes_on):
                    found.add(number)
        return frozenset(found)


def _stands(words: list[str], at: int, form: tuple[str, ...], *, goes_on: bool) -> bool:
    last = at + len(form) - 1
    if last >= len(words) or tuple(words[at:last]) != form[:-1]:
        return False
    return words[last].startswith(form[-1]) if goes_on else words[last] == form[-1]
