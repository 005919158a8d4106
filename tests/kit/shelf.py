"""A store of phrasings in memory, for tests of matching alone."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from matching.reading.normalize import terms
from matching.search.encoder import Encoder
from matching.search.vectors import pack


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrasing and the addresses that its debunk lists."""

    debunk_id: str
    lang: str
    text: str
    appearances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelved:
    """A wording with all that the matcher is told of it."""

    id: int
    debunk_id: str
    lang: str
    text: str
    terms: tuple[str, ...]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class Change:
    debunk_id: str
    phrasings: tuple[Shelved, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    version: int
    debunks: tuple[Change, ...]


class Shelf:
    """Fulfils matching's `Phrasings`; `put` and `remove` change it under the matcher."""

    def __init__(self, *wordings: Wording, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._appearances: dict[str, set[str]] = {}
        self._shelved: dict[int, Shelved] = {}
        self._used = 0
        self._log: list[Change] = []
        for debunk_id, group in groupby(wordings, key=lambda one: one.debunk_id):
            self.put(debunk_id, *group)

    def put(self, debunk_id: str, *wordings: Wording) -> None:
        """Publish a debunk with these phrasings, or change it to them."""
        self._drop(debunk_id)
        self._appearances[debunk_id] = {address for one in wordings for address in one.appearances}
        packed: list[bytes | None] = [None] * len(wordings)
        if self._encoder:
            packed = [pack(row) for row in self._encoder.passages([one.text for one in wordings])]
        shelved = tuple(
            Shelved(self._used + at, debunk_id, one.lang, one.text, tuple(terms(one.text)), row)
            for at, (one, row) in enumerate(zip(wordings, packed, strict=True))
        )
        self._used += len(shelved)
        self._shelved |= {one.id: one for one in shelved}
        self._log.append(Change(debunk_id, shelved))

    def remove(self, debunk_id: str) -> None:
        """Take a debunk back."""
        self._drop(debunk_id)
        self._log.append(Change(debunk_id, ()))

    async def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[Changes]:
        if since < len(self._log):
            yield Changes(len(self._log), tuple(self._log[since:]))

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Shelved]:
        return {one: self._shelved[one] for one in ids if one in self._shelved}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Shelved]:
        listed = {
            debunk_id
            for debunk_id, seen_at in self._appearances.items()
            if not seen_at.isdisjoint(addresses)
        }
        found: dict[str, Shelved] = {}
        for one in self._shelved.values():
            if one.debunk_id in listed:
                found.setdefault(one.debunk_id, one)
        return list(found.values())

    def _drop(self, debunk_id: str) -> None:
        self._appearances.pop(debunk_id, None)
        self._shelved = {at: one for at, one in self._shelved.items() if one.debunk_id != debunk_id}


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
