"""The columns of a table that are understood, and the headings that people give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from formats.plain_text import folded

LANGUAGES = ("ru", "kk", "en")
BY_LANGUAGE = ("claim", "summary", "authority", "statement")
COLUMNS = (
    *("id", "verdict", "date", "status"),
    *(f"{part}_{lang}" for part in BY_LANGUAGE[:2] for lang in LANGUAGES),
    *(f"{part}_{lang}" for part in BY_LANGUAGE[2:] for lang in LANGUAGES),
    *("statement_date", "statement_url", "source_title", "source_url", "seen", "topics"),
    *BY_LANGUAGE,
)
"""The columns that are understood; `verdict` and one claim must be there.

`claim`, `summary`, `authority` and `statement` without a language hold texts in any of the three:
their letters tell which.
"""

SEVERAL = frozenset({"source_url", "seen", "topics"})
"""The columns that hold lists, so that several of one kind are read."""

LEFT_OUT = ""
"""What a heading stands for whose column nobody needs: a running number."""

_HEADINGS = {
    "id": "id; ид; идентификатор; код",
    "verdict": "verdict; вердикт; оценка; рейтинг; результат проверки; итог проверки; rating"
    "; факт чек вердикт; үкім; шешім; қорытынды; баға; бағасы; тексеру нәтижесі",
    "date": "date; дата; дата проверки; дата публикации; дата разбора; опубликовано; день"
    "; date published; datepublished; published; publication date; күні; күн; тексерілген күні"
    "; жарияланған күні",
    "status": "status; статус; состояние; күйі; мәртебе; мәртебесі",
    "claim": "claim; claim reviewed; claimreviewed; claim text; rumour; rumor; утверждение"
    "; тезис; слух; проверяемое утверждение; что утверждают; что утверждается; формулировка"
    "; текст утверждения; текст слуха; тұжырым; қауесет; сыбыс; тексерілетін тұжырым; мәлімет",
    "summary": "summary; explanation; why; review body; reviewbody; пояснение; объяснение; почему"
    "; краткое пояснение; кратко; обоснование; разъяснение; түсіндірме; түсініктеме; неге; себебі"
    "; қысқаша",
    "authority": "authority; ведомство; орган; госорган; кто заявил; кто ответил; мекеме"
    "; ведомство орган; кім айтты; ресми орган",
    "statement": "statement; official statement; заявление; официальное заявление"
    "; заявление ведомства; официальный ответ; ответ ведомства; опровержение; мәлімдеме"
    "; ресми мәлімдеме; ресми жауап",
    "statement_date": "statement date; дата заявления; дата ответа; мәлімдеме күні; жауап күні",
    "statement_url": "statement url; statement link; ссылка на заявление; ссылка на ответ"
    "; мәлімдеме сілтемесі; мәлімдемеге сілтеме",
    "source_title": "source title; source; источник; название источника; издание; дереккөз"
    "; дереккөз атауы; publisher",
    "source_url": "source url; source link; url; link; ссылка; ссылка на источник; адрес"
    "; ссылка на проверку; ссылка на разбор; ссылка на материал; ссылка на статью; сілтеме"
    "; дереккөз сілтемесі; дереккөзге сілтеме; материал сілтемесі",
    "seen": "seen; seen at; where seen; appearance; appearances; где видели; где видно"
    "; где появилось; где распространялось; где распространяется; где встретили; видели"
    "; ссылка на фейк; ссылка на пост; ссылки на посты; ссылка на слух; қайда көрдік; қайда көрді"
    "; қайда көрілді; көрдік; қайда тарады; посттың сілтемесі; постқа сілтеме",
    "topics": "topics; topic; tags; tag; темы; тема; теги; тег; рубрика; тақырып; тақырыптар"
    "; тегтер",
    LEFT_OUT: "no; n; nr; no п п; п п; номер; номер п п; р с; рет саны; реттік нөмірі",
}
_KNOWN = {folded(name): column for column, names in _HEADINGS.items() for name in names.split(";")}
_LANGUAGE_NAMES = {
    "ru": "ru rus рус русский русская русское русском русс орыс орысша russian",
    "kk": "kk kz kaz каз казахский казахская казахское казахском қаз қазақ қазақша kazakh",
    "en": "en eng англ английский английском ағыл ағылшынша english",
}
_LANGUAGE_WORDS = {word: lang for lang, words in _LANGUAGE_NAMES.items() for word in words.split()}
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FILLING = {"на", "язык", "языке", "тілінде", "тілі", "яз", "in", "по"}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: what its heading says, which it is (`LEFT_OUT`, or None for not known)."""

    place: int
    label: str
    column: str | None

    @property
    def key(self) -> str:
        """The name of the question what this column holds."""
        return "c" + sha256(folded(self.label).encode("utf-8", "replace")).hexdigest()[:11]


def column_of(heading: str) -> str | None:
    """Return the column that a heading means, in any case and language; None for an unknown one."""
    if heading.strip().lower() in COLUMNS:
        return heading.strip().lower()
    words = folded(heading).split()
    if (whole := _KNOWN.get(" ".join(words))) is not None:
        return whole
    langs = {_LANGUAGE_WORDS[word] for word in words if word in _LANGUAGE_WORDS}
    rest = [word for word in words if word not in _LANGUAGE_WORDS and word not in _FILLING]
    column = _KNOWN.get(" ".join(rest)) if rest else None
    if column in BY_LANGUAGE and len(langs) == 1:
        return f"{column}_{langs.pop()}"
    if column is None and (bare := _ASIDE.sub(" ", heading)) != heading:
        return column_of(bare)
    return column


def headings(cells: Sequence[str]) -> list[Heading]:
    """Return the headings of a row; one without words is named by its letter, `D`.

    A table without a verdict has it under "status". A second heading for what one cell holds, as
    "date" beside "date published", is not known.
    """
    found = [Heading(at, " ".join(cell.split()), column_of(cell)) for at, cell in enumerate(cells)]
    if not any(heading.column == "verdict" for heading in found):
        found = [
            Heading(one.place, one.label, "verdict") if one.column == "status" else one
            for one in found
        ]
    taken: set[str] = set()
    for at, one in enumerate(found):
        if not one.label:
            found[at] = Heading(one.place, _letter(one.place), None)
        elif one.column in taken:
            found[at] = Heading(one.place, one.label, None)
        elif one.column and one.column not in SEVERAL:
            taken.add(one.column)
    return found


def known_headings(cells: Sequence[str]) -> int:
    """Return how many columns a row names, if it is a heading."""
    return len({column for cell in cells if cell.strip() and (column := column_of(cell))})


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
