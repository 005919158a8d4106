"""Endings: whether two words are forms of one, and whether a verb denies itself."""

import re
from functools import lru_cache
from itertools import takewhile

from matching.reading.alphabet import fold

_RUSSIAN = """
а я у ю о е ы и й ь ом ем ам ям ами ями ах ях ов ев ей ой ою ею ии ия ию ие иям ием ый ий ая ое ее ую юю
ого его ому ему ым им ыми ими ых их л ла ло ли т ть ют ут ат ят ит ет ешь ишь ете ите ся сь н на но ны
ен ена ено ены нн енн ан ян ск к ок ек ик ник ниц ост ени ани ени тел ова ева ыва ива нул ну в вш вши ш
ущ ющ ащ ящ ш ж ч ш д с з ц ч
"""
_KAZAKH = """
лар лер дар дер тар тер ым ім ын ің ың сы сі ы і ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке
на не да де та те нда нде дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ғы гі қы кі
ады еді йды йді ған ген қан кен ып іп п а е й атын етін мақ мек ар ер р лық лік дық дік тық тік
шы ші ыл іл л ын ін н ыс іс т дыр дір тыр тір ғыз гіз у уы уі луы луі қ к м б нікі дай дей тай тей
"""
_ENGLISH = "s es ed ing er d n"
_CHUNKS = sorted({fold(one) for one in f"{_RUSSIAN} {_KAZAKH} {_ENGLISH}".split()} - {""}, key=len)
_ENDING = re.compile(f"(?:{'|'.join(reversed(_CHUNKS))}){{0,4}}")
_DOUBLED = re.compile(r"(\w)\1+")
_DENIED = re.compile(
    r"\w+(?:[аеиоурл]м|[зжмн]б|[кпстшбвгд]п)[ае](?:и|с|(?:иди|ди|ган|ген|са|се|ст|п|син|ин|итин|низ|ндар|ндер|уд|уг|уи)\w*|у)"
)
_EVERY = "nominative accusative genitive dative prepositional instrumental verb"
_FORMS = tuple(
    (re.compile(f"(?:{endings})$"), frozenset(forms.split()))
    for endings, forms in (
        ("[уюя]т|[уюяеи]тся|[аеи]тса?|[аеиу]т[бс]|[ая]л[аи]?|ил[ао]?|л[аи]?с", "verb"),
        ("[еиа]т", "verb nominative accusative"),
        ("[аеи]ди|[гк][ае]н|ип", _EVERY),
        ("[оеа]м", "instrumental dative prepositional"),
        ("[ая]ми|ою|ею", "instrumental"),
        ("ои|еи", "instrumental genitive dative prepositional accusative nominative"),
        ("[ая]х", "prepositional"),
        ("[оеа]го", "genitive accusative"),
        ("их", "genitive accusative prepositional"),
        ("[ое]в", "genitive accusative nominative"),
        ("[ую]", "dative accusative"),
        ("[ая]", "nominative genitive accusative"),
        ("[еи]", "nominative genitive dative accusative prepositional"),
        ("о", "nominative accusative"),
        (r"\w", "nominative accusative genitive"),
    )
)
_ANY = frozenset(_EVERY.split())
_CASES = {
    name: re.compile(rf"(?:лар|лер|[дт][ае]р)?(?:си|и|и?м)?(?:{endings})")
    for name, endings in (
        ("genitive", "[ндт]ин"),
        ("ablative", "[днт][ае]н"),
        ("dative", "[гк][ае]"),
        ("locative", "[дт][ае]"),
        ("accusative", "[ндт]и"),
        ("instrumental", "[мбп]ен"),
    )
}
_SINGLE = frozenset("бвгджзклмпрстфхцчшщн")


def is_ending(rest: str) -> bool:
    """Tell whether letters (normalised) may be inflection: none, or up to four known endings."""
    return bool(_ENDING.fullmatch(rest))


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Return a normalised word with doubled letters single, and я, ю for иа, иу of Latin letters."""
    return _DOUBLED.sub(r"\1", word).replace("иа", "я").replace("иу", "ю")


def is_denied(word: str) -> bool:
    """Tell whether a normalised word is a Kazakh verb that carries its own negation.

    -ма- follows vowels and р, л; -ба- з, ж, м, н; -па- what is voiceless: "жабады" has none.
    """
    return bool(_DENIED.fullmatch(word))


def cases_of(one: str, two: str) -> tuple[str, str]:
    """Return which Kazakh cases two forms of a noun are in; as it stands where none is known."""
    shared = _shared(one, two)
    return _case(one[shared:]), _case(two[shared:])


def _shared(one: str, two: str) -> int:
    """Return how many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _case(rest: str) -> str:
    return next((name for name, ending in _CASES.items() if ending.fullmatch(rest)), rest)


def parallel(one: str, two: str) -> bool:
    """Tell whether two normalised words may stand in one place of a sentence, by their endings.

    Russian cases and verbs; where nothing is known of a form, it may.
    """
    return bool(_forms(one) & _forms(two))


def _forms(word: str) -> frozenset[str]:
    return next((forms for ending, forms in _FORMS if ending.search(word)), _ANY)


def same_stem(one: str, two: str) -> bool:
    """Tell whether two normalised words are forms of one word, by their common beginning.

    "Закроют" and "закрывают" are; "завод" and "завоз", "автобус" and "автомобиль" are not.
    """
    shared = _shared(one, two)
    left, right = sorted((one[shared:], two[shared:]), key=len)
    if not left and shared >= _LEAST_CASED and _CASE.fullmatch(right):
        return True
    if shared < _LEAST_SHARED:
        return False
    if shared * 3 < len(one) + len(two) - shared:
        return bool(_KAZAKH_VERB.fullmatch(left)) and is_ending(right)
    if not left and is_ending(right):
        return True
    if shared >= _LONG_SHARED:
        return len(left) <= _LONG_REST and len(right) <= 2 * _LONG_REST
    if shared == _LEAST_SHARED and len(right) > _LEAST_SHARED:
        return bool(_KAZAKH_VERB.fullmatch(left)) and is_ending(right)
    if _CASE.fullmatch(left) and _CASE.fullmatch(right):
        return True
    both_end = is_ending(left) and is_ending(right)
    return both_end and not (left[:1] in _SINGLE and right[:1] in _SINGLE)


_LEAST_CASED, _LEAST_SHARED, _LONG_SHARED, _LONG_REST = 2, 3, 6, 4
_KAZAKH_VERB = re.compile("[аеи]?[дт]и|[гк][ае]н?|ип|у|[ае]")
_CASE = re.compile("[дт]и|ни|[гк][ае]|[дт][ае]н?|[ндт]ин|[мбп]ен|[ие]н?|им|[дт]аги|[дт]еги")
