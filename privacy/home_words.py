"""The words that addresses are made of, in Russian and in Kazakh, and the pieces of a text."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:ш/а|м/а|м-н|м-ны|пр-т|пр-д|б-р|пр-кт|ул-ца|мкр-н|к-сі|көш-сі|д-лы)(?![^\W_])\.?"
    r"|\d{1,4}-(?:[йя]|[ыоа][йя]|м|ші|шы)(?![^\W_])"
    r"|\d{1,12}(?:/\d{1,4})?(?:[-–]\d{1,4}(?![\d.]))?(?:[а-яa-zА-ЯA-Z](?![^\W_]))?"
    r"|[^\W\d_]{1,40}(?:-[^\W_]{1,20}){0,2}\.?"
    r"|[^\w\s]|\n"
)
_FLAT_BEFORE = re.compile(r"кв|квартир(?:а|ы|е|у|ой)|пәтер|пәт|комнат[ае]|комн|ком|бөлме")
_FLAT_AFTER = re.compile(r"(?:пәтер\w{0,6}|пәт|бөлме\w{0,6}|кв|квартира)")
_HOUSE = re.compile(
    r"дом[аеу]?|домом|д|үй(?:і|де|дің|ге|інде|інің)?|корпус|корп|к|строение|стр|влд"
)
_WITHIN = re.compile(
    r"подъезд\w?|под|кіреберіс\w{0,3}|этаж\w?|эт|қабат\w{0,3}|блок\w{0,2}|блог\w{1,3}|секция"
)
_STREET_BEFORE = re.compile(
    r"ул|ул-ца|улиц\w{1,2}|пр|пр-т|пр-кт|пр-д|просп|проспект\w{0,2}|проезд\w?|бульвар\w?|бул|б-р|пер"
    r"|переулок|переулк\w|шоссе|тупик|квартал\w?|аллея|көш|жк|тк|мкр|мкрн|мкр-н|м-н|микрорайон\w{0,2}"
)
_STREET_AFTER = re.compile(
    r"көше\w{0,9}|көш|көш-сі|к-сі|д-лы|м-ны|даңғыл\w{0,9}|даң|бульвар\w{1,5}|тұйы\w{1,5}|аудан\w{0,5}|мөлтекаудан\w{0,5}"
    r"|шағынаудан\w{0,5}|ықшамаудан\w{0,5}|ш/а|м/а|тк|жк|мкр|микрорайон\w{0,3}"
)
_DISTRICT = re.compile(
    r"мкр|мкрн|мкр-н|м-н|м-ны|микрорайон\w{0,2}|жк|тк|ш/а|м/а|\w{0,6}аудан\w{0,5}|квартал\w?"
)
_BESIDE = frozenset(["ықшам", "шағын", "мөлтек", "тұйық"])
_TITLES = frozenset(["би", "хан", "батыр", "батыра", "ата", "апа", "ақын", "акын", "хана", "датқа"])
_COUNTED = re.compile(
    r"тенге|теңге|тг|тыс\w{0,4}|мың|млн|млрд|миллион\w{0,3}|человек\w?|чел|адам\w{0,3}|дом\w{1,2}"
    r"|семе\w{1,2}|отбасы\w{0,3}|м|км|метр\w{0,3}|год\w{0,2}|г|жыл\w{0,4}|час\w{0,2}|сағат\w{0,3}|лет|минут\w?"
    r"|процент\w{0,3}|пайыз\w{0,3}|шақырым\w{0,3}|шаршы"
)

_LONG = re.compile(r"\d{5}")

_IN = re.compile(r"\w{2,30}[дт][ае]")
_LEADING = frozenset({"в", "во", "на", "по"})


@dataclass(frozen=True, slots=True)
class HomeWord:
    """A word, a number or a sign of a text; `bare`: in small letters, without its full stop."""

    start: int
    end: int
    text: str
    bare: str

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdecimal()

    @property
    def is_flat_number(self) -> bool:
        """Whether flats can have this number: up to four digits."""
        return self.is_number and len(self.text) <= 5 and "/" not in self.text

    @property
    def is_house_number(self) -> bool:
        """Whether houses can have this number: "45", "12а", "18/2"."""
        return self.is_number and len(self.text) <= 8 and _LONG.match(self.text) is None

    @property
    def is_house_and_flat(self) -> bool:
        """Whether it is "153-27"; what ascends ("12-48") may be a range of houses or of years."""
        house, _, flat = self.text.partition("-")
        if not (house.isdecimal() and flat.isdecimal() and len(house) <= 3 and len(flat) <= 3):
            return False
        return int(flat) <= int(house)

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_name(self) -> bool:
        """Whether a street's name can have this word: a capital letter, or a title such as "би"."""
        return (self.is_word and self.text[0].isupper()) or self.bare in _TITLES

    @property
    def is_initial(self) -> bool:
        """Whether it is a first name's letter: "Б."."""
        return len(self.text) == 2 and self.text[0].isupper() and self.text[1] == "."

    @property
    def is_place_word(self) -> bool:
        """Whether it says "in" by its ending, in Kazakh: "Ақтауда"."""
        return _IN.fullmatch(self.bare) is not None

    @property
    def leads(self) -> bool:
        """Whether it is a preposition between a flat, its house and their street."""
        return self.bare in _LEADING

    @property
    def is_sign(self) -> bool:
        """Whether it may stand between the parts of an address."""
        return self.text in _SIGNS

    @property
    def names_house(self) -> bool:
        """Whether it is a word for a house or what is within one, or the letter of a block."""
        if len(self.text) == 1 and self.text.isupper():
            return True
        return _HOUSE.fullmatch(self.bare) is not None or _WITHIN.fullmatch(self.bare) is not None

    @property
    def is_within(self) -> bool:
        """Whether it is a word for an entrance, a floor or a block."""
        return _WITHIN.fullmatch(self.bare) is not None

    @property
    def is_flat_before(self) -> bool:
        """Whether it is a word for a flat that its number follows."""
        return _FLAT_BEFORE.fullmatch(self.bare) is not None

    @property
    def is_flat_after(self) -> bool:
        """Whether it is a word for a flat that follows its number."""
        return _FLAT_AFTER.fullmatch(self.bare) is not None

    @property
    def is_street_before(self) -> bool:
        """Whether it is a word for a street that its name follows."""
        return _STREET_BEFORE.fullmatch(self.bare) is not None

    @property
    def is_street_after(self) -> bool:
        """Whether it is a word for a street that follows its name."""
        return _STREET_AFTER.fullmatch(self.bare) is not None

    @property
    def is_district(self) -> bool:
        """Whether it is a word for a district or an estate, where streets need no name."""
        return _DISTRICT.fullmatch(self.bare) is not None

    @property
    def is_beside_street(self) -> bool:
        """Whether it stands between a name and the word for a district or a lane."""
        return self.bare in _BESIDE

    @property
    def is_counted(self) -> bool:
        """Whether a number before it says how many, not which."""
        return _COUNTED.fullmatch(self.bare) is not None


_SIGNS = frozenset(',./:№-–—\n()#«»"“”')


def pieces(text: str) -> list[HomeWord]:
    """Return the words, numbers and signs of a text, line ends included."""
    return [
        HomeWord(found.start(), found.end(), found[0], found[0].lower().rstrip("."))
        for found in _TOKEN.finditer(text)
    ]
