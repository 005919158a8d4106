"""Kazakh, and Russian, as people type them in letters that are not their own."""

from collections.abc import Mapping

Letters = Mapping[str, str]

_LETTERS = "абвгдезклмнопрстуфхцчшщъьэёюяйиы"
_SPELT = "a b v g d e z k l m n o p r s t u f h ts ch sh shch - - e io iu ia i i y"
_PLAIN = dict(zip(_LETTERS, _SPELT.split(), strict=True))
_OWN = "әғқңөұүһі"
"""The letters that Kazakh has and Russian lacks."""


def _alphabet(own: str, **others: str) -> Letters:
    """Return an alphabet by its spelling of Kazakh's own letters and what else is its own."""
    letters = _PLAIN | {"ж": "zh"} | dict(zip(_OWN, own.split(), strict=True)) | others
    return {letter: "" if spelt == "-" else spelt for letter, spelt in letters.items()}


RUSSIAN_LETTERS: Mapping[str, Letters] = {
    "і as и": dict(zip(_OWN, "агкноуухи", strict=True)),
    "і as ы": dict(zip(_OWN, "агкноуухы", strict=True)),
}
LATIN: Mapping[str, Letters] = {
    "2021": _alphabet("ä ğ q ñ ö ū ü h i", ж="j", ш="ş"),
    "2018": _alphabet("á ǵ q ń ó u ú h i", ж="j", у="ý", и="ı", й="ı"),
    "2017": _alphabet("a' g' q n' o' u u' h i", ж="j", ш="s'", ч="c'", у="y'", и="i'", й="i'"),
    "newspapers": _alphabet("ä ğ q ñ ö u ü h i", ж="j", ш="c", ч="ç", ы="ı", й="y", и="ï", у="w"),
    "zharaydy": _alphabet("a g k n o u u h i", й="y", ю="yu", я="ya"),
    "jaraidy": _alphabet("a g q n o u u h i", ж="j"),
    "zharaidy, gh, ng, kh": _alphabet("a gh k ng o u u kh i", х="kh"),
    "jaraidi, w": _alphabet("a g k n o u u h i", ж="j", ы="i", у="w"),
}
HELD_BACK: Mapping[str, Letters] = {
    "zharaydy, ae, w for sh": _alphabet("ae g q n oe u ue h i", й="y", ш="w", х="x"),
    "Turkish letters": _alphabet("ä ğ q ñ ö u ü h i", ж="c", ш="ş", ч="ç", ы="ı", й="y", у="w"),
}
"""Spellings that nothing was counted in: they show how well an unknown one is told."""
RUSSIAN_IN_LATIN: Mapping[str, Letters] = {
    "zhdyom": _alphabet("a g q n o u u h i", й="y", ю="yu", я="ya", ё="yo"),
    "jdem": _alphabet("a g q n o u u h i", ж="j", ё="e"),
    "zhdjom": _alphabet("a g q n o u u h i", й="j", ю="ju", я="ja", ё="jo", х="x", ы="i"),
}


def spelt(text: str, letters: Letters) -> str:
    """Return a text in other letters; capitals stay capitals."""
    return "".join(_letter(one, letters) for one in text)


def _letter(one: str, letters: Letters) -> str:
    small = one.lower()
    if small not in letters:
        return one
    return letters[small] if one == small else letters[small].capitalize()
