"""The names that verdicts go by, in three languages: only those that leave no doubt.

"Mostly false" or "half true" are nobody's verdict here: people are asked what they mean.
"""

import re

from domain.debunk import Verdict
from formats.plain_text import folded

_NAMES = {
    Verdict.FAKE: "fake; fake news; hoax; fabricated; фейк; фэйк; это фейк; подделка; фальшивка"
    "; фейк ақпарат; бұл фейк",
    Verdict.FALSE: "false; it is false; incorrect; untrue; not true; wrong; not correct"
    "; неправда; не правда; это неправда; это не правда; ложь; это ложь; ложно; ложная информация"
    "; неверно; не верно; это неверно; неверная информация"
    "; не соответствует действительности; опровергнуто; жалған; бұл жалған; өтірік; бұл өтірік"
    "; рас емес; дұрыс емес; шындық емес; ақиқат емес; шындыққа сәйкес келмейді; жоққа шығарылды",
    Verdict.MISLEADING: "misleading; missing context; out of context; distorted; manipulation"
    "; вводит в заблуждение; вводящее в заблуждение; манипуляция; без контекста; вне контекста"
    "; вырвано из контекста; искажение; жаңылыстырады; жаңылыстыру; адастырады; манипуляция жасау",
    Verdict.OUTDATED: "outdated; out of date; old; устарело; устаревшее; устаревшая информация"
    "; ескірген; ескірген ақпарат",
    Verdict.SATIRE: "satire; joke; joke satire; parody; сатира; шутка; шутка сатира; пародия; әзіл"
    "; әзіл сатира",
    Verdict.UNPROVEN: "unproven; not proven; unverified; no evidence; не доказано; недоказано"
    "; не подтверждено; неподтверждено; нет подтверждения; нет доказательств; дәлелденбеген"
    "; дәлелденбеді; расталмаған; расталмады; дәлел жоқ",
    Verdict.TRUE: "true; it is true; correct; accurate; истина; правда; это правда; верно"
    "; это верно; подтверждено; достоверно; соответствует действительности; рас; бұл рас; шын"
    "; шындық; бұл шындық; ақиқат; дұрыс",
}
_LABEL = re.compile(
    r"\s*(?:(?:наша?|our|біздің)\s+)?"
    r"(?:оценка|вердикт|рейтинг|вывод|результат|итог|rating|verdict|conclusion|result"
    r"|баға|бағасы|үкім|үкімі|қорытынды|нәтиже)\s*[:—–-]\s*",
    re.IGNORECASE,
)

_TWICE = re.compile(r"[/|\n]")


def named_verdict(label: str) -> Verdict | None:
    """Return the verdict that a label names beyond doubt, or None.

    One that says it twice, `Фейк / Fake`, must mean the same each time.
    """
    found = _KNOWN.get(folded(label)) or _KNOWN.get(folded(_LABEL.sub("", label, count=1)))
    if found is None and len(parts := _TWICE.split(label)) > 1:
        verdicts = {_KNOWN.get(folded(part)) for part in parts if folded(part)}
        found = verdicts.pop() if len(verdicts) == 1 else None
    return found


_KNOWN = {folded(name): verdict for verdict, names in _NAMES.items() for name in names.split(";")}
