"""What the bot says, in each of its languages, from the files in `locales`."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ru", "kk", "en")
"""The languages that Raspa speaks; the first is the one for people who read none of them."""

# CLDR's dates hold a space that many phones' fonts lack.
_NARROW_SPACE, _NO_BREAK_SPACE = "\u202f", "\u00a0"
_BABEL_LOCALES = {"ru": "ru_KZ", "kk": "kk_KZ", "en": "en_GB"}


class MissingTextError(LookupError):
    """A text was asked for that the language's file does not hold or cannot put together."""


class Voice:
    """Everything that Raspa says in one language."""

    def __init__(self, lang: str, source: str) -> None:
        self.lang = lang
        self._bundle = FluentBundle([lang], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def __call__(self, key: str, **variables: str | int) -> str:
        """Return the text of a key.

        Raises MissingTextError for an unknown key or a variable that was not given.
        """
        if not self._bundle.has_message(key):
            raise MissingTextError(f"{self.lang}: no text {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MissingTextError(f"{self.lang}: {key!r} has no value")
        text, errors = self._bundle.format_pattern(pattern, dict(variables))
        if errors:
            raise MissingTextError(f"{self.lang}: {key!r}: {errors[0]}")
        return str(text)

    def date(self, partial: str) -> str:
        """Return a date (`2022`, `2022-03` or `2022-03-04`) as people write it."""
        return self._date(partial).replace(_NARROW_SPACE, _NO_BREAK_SPACE)

    def _date(self, partial: str) -> str:
        locale = _BABEL_LOCALES[self.lang]
        match [int(part) for part in partial.split("-")]:
            case [year, month, day]:
                return format_date(date(year, month, day), "long", locale=locale)
            case [year, month]:
                return format_skeleton("yMMMM", date(year, month, 1), locale=locale)
            case _:
                return partial


class Texts(Mapping[str, Voice]):
    """The voices by language code."""

    def __init__(self, voices: Mapping[str, Voice]) -> None:
        self._voices = voices

    @classmethod
    def load(cls) -> "Texts":
        """Return what the language files that come with the program say, each read once."""
        return cls({lang: _shipped(lang) for lang in LANGUAGES})

    def __getitem__(self, lang: str) -> Voice:
        return self._voices[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._voices)

    def __len__(self) -> int:
        return len(self._voices)


@cache
def _shipped(lang: str) -> Voice:
    # Parsing a file takes a tenth of a second; nothing changes a voice afterwards.
    return Voice(lang, (files("locales") / f"{lang}.ftl").read_text(encoding="utf-8"))
