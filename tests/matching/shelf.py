"""A store of phrasings in memory, for tests of matching alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from matching.normalize import terms


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrasing and the addresses that its debunk lists."""

    debunk_id: str
    lang: str
    text: str
    appearances: tuple[str, ...] = ()


class Shelf:
    """Fulfils `matching.candidates.Phrasings` and counts what it is asked."""

    def __init__(self, *wordings: Wording) -> None:
        self.postings_read = 0
        self.questions = 0
        self._wordings = wordings
        self._terms = [frozenset(terms(one.text)) for one in wordings]
        self._frequencies = Counter(term for held in self._terms for term in held)

    async def count(self) -> int:
        return len(self._wordings)

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {one: self._frequencies[one] for one in terms if one in self._frequencies}

    async def holding_any(self, terms: Sequence[str], limit: int) -> Sequence[Wording]:
        self.questions += 1
        self.postings_read += sum(self._frequencies[one] for one in terms)
        scored = [
            (sum(self._idf(one) for one in held.intersection(terms)), -at)
            for at, held in enumerate(self._terms)
            if not held.isdisjoint(terms)
        ]
        return [self._wordings[-at] for _, at in sorted(scored, reverse=True)[:limit]]

    async def listing(self, addresses: Sequence[str]) -> Sequence[Wording]:
        found: dict[str, Wording] = {}
        for one in self._wordings:
            if not set(addresses).isdisjoint(one.appearances):
                found.setdefault(one.debunk_id, one)
        return list(found.values())

    def _idf(self, term: str) -> float:
        held = self._frequencies[term]
        return log(1 + (len(self._wordings) - held + 0.5) / (held + 0.5))


RUMOURS = (
    Wording(
        "bridge",
        "ru",
        "Мост через Иртыш в Павлодаре закроют на 40 дней, объезда не будет.",
        ("t.me/pavlodar_now/15", "pavlodar.example/news/bridge"),
    ),
    Wording("bridge", "kk", "Павлодардағы Ертіс көпірін 40 күнге жабады, айналма жол болмайды."),
    Wording(
        "honey",
        "ru",
        "В городском мёде нашли пчелиный вирус, от которого выпадают волосы.",
        ("t.me/pavlodar_now/16",),
    ),
    Wording("honey", "kk", "Қаладағы балдан шаш түсіретін ара вирусын тапты."),
    Wording(
        "camel", "ru", "Верблюдов в Мангистау заставят чипировать, хозяева заплатят штраф 90 тысяч."
    ),
    Wording("camel", "kk", "Маңғыстауда түйелерге чип салуға міндеттейді, иелері 90 мың төлейді."),
    Wording("lake", "ru", "Озеро Боровое осушают, воду тайно продают соседнему государству."),
    Wording("lake", "kk", "Бурабай көлін құрғатып, суын көрші мемлекетке жасырын сатып жатыр."),
    Wording("night", "ru", "Ночной тариф на свет отменяют, платить будут втрое больше."),
    Wording("night", "kk", "Жарықтың түнгі тарифін алып тастайды, үш есе көп төлейміз."),
)
