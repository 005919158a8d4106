"""Texts with one decisive word changed, and the same texts reworded without harm.

Everything is drawn from a text's own dice: the same text is always changed in the same way.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation import swaps_words as words
from evaluation.perturbed import KAZAKH, RUSSIAN
from matching.reading.alphabet import fold
from matching.reading.cues import EMPTY
from matching.reading.numbers import COUNTING

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\d.,:])\d{1,3}(?: \d{3})+|(?<![\d.,:])\d+(?![\d.:])")
_AGE = re.compile(r"(?:лет\b|года\b|жас)")
_NOT = {"ru": re.compile(r"\bне (?=\w+)"), "kk": re.compile(r"\bемес\b")}
_LEAST_OBJECT = 5
_OBJECTS = 2


@dataclass(frozen=True, slots=True)
class Changed:
    """A text made of another one: `kind` says how; `harmless` whether it still says the same."""

    kind: str
    text: str
    harmless: bool = False


class Swapper:
    """Changes texts of one language; `others` are texts whose words may stand in for an object."""

    def __init__(self, lang: str, others: Sequence[str]) -> None:
        self._lang = lang
        listed = (words.MONTHS, words.WEEKDAYS, words.SEASONS, words.WHEN, words.EXTENT)
        told = [*(each[lang] for each in listed), words.OPPOSITES[lang], words.ORGANISATIONS[lang]]
        self._listed = {word for lines in told for line in lines for word in line.split()}
        self._listed |= set(words.NO_OBJECTS[lang].split())
        self._listed |= {word for text in others for word in _WORD.findall(text) if _is_empty(word)}
        self._nouns = sorted(
            {
                word
                for text in others
                for word in _WORD.findall(text)
                if word.islower() and len(word) >= _LEAST_OBJECT and word not in self._listed
            }
        )

    def swaps(self, text: str) -> Iterator[Changed]:
        """Yield the text with one decisive word changed, once or twice by kind."""
        dice = random.Random(text)
        lang = self._lang
        for kind, lines in (
            ("month", words.MONTHS[lang]),
            ("weekday", words.WEEKDAYS[lang]),
            ("season", words.SEASONS[lang]),
            ("already/soon", words.WHEN[lang]),
            ("all/some", words.EXTENT[lang]),
            ("organisation", words.ORGANISATIONS[lang]),
        ):
            yield from self._from_list(kind, lines, text, dice)
        yield from self._opposite(text)
        yield from self._number(text, dice)
        yield from self._name(text, dice)
        yield from self._object(text, dice)
        yield from self._roles(text)
        if _NOT[lang].search(text):
            yield Changed("negation", " ".join(_NOT[lang].sub("", text, count=1).split()))

    def rewordings(self, text: str) -> Iterator[Changed]:
        """Yield the text in other words, order or letters that change nothing of what it says."""
        dice = random.Random(text)
        lang = self._lang
        parts = text.rstrip(".!").split(", ")
        asked = text.rstrip(".!")
        made = {
            "greeting": dice.choice(words.GREETINGS[lang]) + text,
            "asked": asked + dice.choice(words.ASKING[lang]),
            "capitals": text.upper() + "!!!",
            "emoji": "❗" + text.replace(" ", " 😱 ", 2) + " 🙏",
            "typo": (RUSSIAN if lang == "ru" else KAZAKH)["mistyped"](text, dice),
            "small": text.lower().rstrip("."),
            "order": _turned(text),
            "numbers": self._spelt(text),
            "synonym": self._replaced(text, words.SYNONYMS[lang]),
            "dropped": _without(text, words.FILLERS[lang]),
        }
        if len(parts) == 2 and all(len(part.split()) > 2 for part in parts):
            made["order"] = f"{parts[1][0].upper()}{parts[1][1:]}, {parts[0]}"
        if lang == "kk":
            made["latin"] = KAZAKH["in Latin letters"](text, dice)
            made["russian letters"] = KAZAKH["in Russian letters"](text, dice)
        for kind, told in made.items():
            if told and told != text:
                yield Changed(kind, told, harmless=True)

    def _from_list(
        self, kind: str, lines: Sequence[str], text: str, dice: random.Random
    ) -> Iterator[Changed]:
        for match in _WORD.finditer(text):
            for line in lines:
                others = line.split()
                if match.group().lower() in others:
                    others.remove(match.group().lower())
                    yield Changed(kind, _put(text, match, dice.choice(others)))
                    return

    def _opposite(self, text: str) -> Iterator[Changed]:
        pairs = [(line.split()[0], line.split()[1]) for line in words.OPPOSITES[self._lang]]
        known = dict(pairs) | {b: a for a, b in reversed(pairs)}
        for match in _WORD.finditer(text):
            if (other := known.get(match.group().lower())) is not None:
                yield Changed("opposite", _put(text, match, other))
                return

    def _number(self, text: str, dice: random.Random) -> Iterator[Changed]:
        for match in _NUMBER.finditer(text):
            value = int(match.group().replace(" ", ""))
            if 1990 <= value <= 2100:
                yield Changed("year", _put(text, match, str(value + dice.choice((1, 2, 3, 5)))))
            else:
                follows = text[match.end() : match.end() + 8]
                kind = "age" if _AGE.search(follows) else "amount"
                yield Changed(kind, _put(text, match, str(value + dice.choice((2, 5, 7, 20)))))
            return
        spelt = words.NUMBERS[self._lang][2:]
        for match in _WORD.finditer(text):
            if match.group().lower() in spelt:
                follows = text[match.end() : match.end() + 8]
                kind = "age" if _AGE.search(follows) else "amount"
                others = [one for one in spelt if one != match.group().lower()]
                yield Changed(kind, _put(text, match, dice.choice(others)))
                return

    def _name(self, text: str, dice: random.Random) -> Iterator[Changed]:
        names = [
            match
            for match in _WORD.finditer(text)
            if match.start() and match.group()[0].isupper() and match.group()[1:].islower()
        ]
        for match in names:
            written = match.group()
            stem = re.search(r"(?:ев|ов|ин|аев)(а|у|ым|қа|тың|тан)?$", written)
            if stem:
                yield Changed(
                    "person", _put(text, match, dice.choice(words.NAMES) + (stem[1] or ""))
                )
                return
        if names:
            match = dice.choice(names)
            place = dice.choice(words.PLACES[self._lang].split())
            yield Changed("place", _put(text, match, place + _ending(match.group(), self._lang)))

    def _object(self, text: str, dice: random.Random) -> Iterator[Changed]:
        matches = [
            match
            for match in _WORD.finditer(text)
            if match.group().islower()
            and len(match.group()) >= _LEAST_OBJECT
            and match.group() not in self._listed
        ]
        dice.shuffle(matches)
        made = 0
        for match in matches:
            word = match.group()
            rivals = [
                other
                for other in self._nouns
                if not (other.endswith(word) or word.endswith(other))
                and other[-3:] == word[-3:]
                and other[:3] != word[:3]
                and abs(len(other) - len(word)) < 4
            ]
            if rivals and made < _OBJECTS:
                made += 1
                yield Changed("object", _put(text, match, dice.choice(rivals)))

    def _roles(self, text: str) -> Iterator[Changed]:
        """Exchange two names that have the same ending's shape, or two after prepositions."""
        if self._lang == "ru":
            pattern = r"\b(из|с|в|на|от|для|у) ([\w-]{4,})( [^.,]{0,40}?| )(в|на|из|с|от|для|у) ([\w-]{4,})"
            found = re.search(pattern, text)
            numbers = set(words.NO_OBJECTS["ru"].split())
            if found and found[1] != found[4] and not numbers & {found[2], found[5]}:
                swapped = f"{found[1]} {found[5]}{found[3]}{found[4]} {found[2]}"
                yield Changed("roles", text[: found.start()] + swapped + text[found.end() :])
        else:
            found = re.search(
                r"\b([А-ЯӘҒҚҢӨҰҮІ]\w{2,})(дан|ден|тан|тен)\b( .{0,40}?| )([А-ЯӘҒҚҢӨҰҮІ]\w{2,})(ға|ге|қа|ке)\b",
                text,
            )
            if found:
                swapped = f"{found[4]}{found[2]}{found[3]}{found[1]}{found[5]}"
                yield Changed("roles", text[: found.start()] + swapped + text[found.end() :])

    def _spelt(self, text: str) -> str:
        spelt = words.NUMBERS[self._lang]

        def told(match: re.Match[str]) -> str:
            value = int(match.group().replace(" ", ""))
            return spelt[value] if 1 < value < len(spelt) else match.group()

        changed = _NUMBER.sub(told, text)
        if changed == text:
            for value, word in enumerate(spelt[2:], 2):
                changed = re.sub(rf"\b{word}\b(?! (?:жүз|сот))", str(value), changed)
        return changed

    def _replaced(self, text: str, pairs: Sequence[str]) -> str:
        known = {a: b for a, _, b in (line.partition(" ") for line in pairs)}
        for match in _WORD.finditer(text):
            if (other := known.get(match.group().lower())) is not None:
                return _put(text, match, other)
        return text


def _is_empty(word: str) -> bool:
    """Tell whether a word stands for no thing: numbers and helping words."""
    plain = fold(word)
    return plain in COUNTING or plain in EMPTY


def _turned(text: str) -> str:
    """Put the first two words behind the rest of their part of the sentence."""
    first, comma, rest = text.rstrip(".!").partition(",")
    told = first.split()
    if len(told) < 5:
        return text
    moved = [*told[2:], told[0][:1].lower() + told[0][1:], told[1]]
    if not told[0][1:].islower():
        return text
    moved[0] = moved[0][:1].upper() + moved[0][1:]
    return " ".join(moved) + comma + rest


def _without(text: str, fillers: Sequence[str]) -> str:
    for filler in fillers:
        text = re.sub(rf"\b{filler}\b ?", "", text, count=1, flags=re.IGNORECASE)
    return text


def _put(text: str, match: re.Match[str], other: str) -> str:
    if match.group()[:1].isupper():
        other = other[:1].upper() + other[1:]
    return text[: match.start()] + other + text[match.end() :]


def _ending(word: str, lang: str) -> str:
    if lang == "kk":
        found = re.search(r"(?:да|де|та|те|дан|ден|тан|тен|ға|ге|қа|ке|ның|нің|дың|дің)$", word)
        return found.group() if found else ""
    return {"е": "е", "а": "а", "у": "у", "и": "е", "ы": "а"}.get(word[-1], "")
