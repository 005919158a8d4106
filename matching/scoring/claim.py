"""A phrasing made ready for comparing."""

from collections.abc import Mapping
from functools import cached_property

from matching.comparing.letters import Letters, letters
from matching.reading.cues import counts, negations, places, sides
from matching.reading.numbers import Numbers, numbers
from matching.reading.windows import Window, clean, window


class PreparedClaim:
    """One phrasing and what is read of it, each part when it is first asked for."""

    def __init__(self, debunk_id: str, lang: str, text: str) -> None:
        self.debunk_id = debunk_id
        self.lang = lang
        self.text = text
        self.window: Window = window(clean(text)[0])

    @cached_property
    def cues(self) -> Mapping[str, int]:
        """Cue counts of the wording."""
        return counts(self.window.text)

    @cached_property
    def letters(self) -> Letters:
        """What comparing by letters needs of the wording."""
        return letters(self.window)

    @cached_property
    def negations(self) -> int:
        """How many negations the wording holds."""
        return negations(self.window.words)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers in the wording."""
        return numbers(self.window.raw)

    @cached_property
    def sides(self) -> frozenset[int]:
        """The sides of pairs of opposites that the wording takes."""
        return sides(self.window.text)

    @cached_property
    def places(self) -> frozenset[int]:
        """The gazetteer entries that the wording names."""
        return places(self.window.text)
