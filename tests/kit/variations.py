"""A debunk with everything in it, and every way in which one thing of it can be another."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.fingerprint import Fingerprint

LONG = " ".join(f"Слово{number} и ещё раз то же самое, чтобы было длинно." for number in range(70))
WHOLE = Debunk(
    id="whole",
    verdict=Verdict.FAKE,
    claims=(
        Claim("ru", "В реке поймали говорящего сома"),
        Claim("ru", "Сом заговорил у посёлка Тасты"),
        Claim("kk", "Тастыда сөйлейтін жайын ұсталыпты"),
        Claim("en", "A talking catfish was caught"),
        Claim("ru", "гляньте сом говорит", learned=True),
    ),
    date="2022-03-04",
    status=Status.DRAFT,
    summary={"ru": f"Сомы не говорят. {LONG}", "kk": "Жайын сөйлемейді.", "en": "They do not."},
    statements=(
        Statement(
            text={"ru": f"Говорящих сомов нет. {LONG}", "kk": "Сөйлейтін жайын жоқ."},
            authority={"ru": "Институт рыбы", "kk": "Балық институты"},
            date="2022-03",
            url="https://gov.example/1",
        ),
        Statement(
            text={"en": "No."}, authority={"en": "Fish Board"}, date="2022", url="https://f.example"
        ),
    ),
    sources=(Source("Разбор", "https://check.example/1"), Source("Второй", "https://a.example/2")),
    appearances=("https://t.me/tasty_example/5", "https://t.me/tasty_example/6"),
    topics=("рыба", "река"),
    pictures=(Fingerprint(bytes(8), bytes(32)), Fingerprint(bytes(range(8)), bytes(range(32)))),
)
NOT_FOR_PEOPLE = frozenset({"id", "version", "status"})
"""Fields of a debunk that name it or say where it stands: nobody edits them into something else."""


def variations(debunk: Debunk) -> Iterator[tuple[str, Debunk]]:
    """Yield, with its path, each debunk in which one part of this is another, or one part more."""
    for one in fields(debunk):
        if one.name not in NOT_FOR_PEOPLE:
            for path, value in _others(getattr(debunk, one.name), one.name):
                yield path, replace(debunk, **{one.name: value})


def _others(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            for inner, other in _others(getattr(value, one.name), f"{path}.{one.name}"):
                yield inner, replace(value, **{one.name: other})
    elif isinstance(value, Verdict):
        yield path, Verdict.TRUE
    elif isinstance(value, bool):
        yield path, not value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            for inner, other in _others(each, f"{path}.{key}"):
                yield inner, {**value, key: other}
        yield f"{path} one more", {**value, "uz": "Qo'shimcha"}
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            for inner, other in _others(each, f"{path}.{at}"):
                yield inner, (*value[:at], other, *value[at + 1 :])
        yield f"{path} one less", value[:-1]
    elif isinstance(value, bytes):
        yield path, bytes([*value[:-1], value[-1] ^ 1])
    elif isinstance(value, str):
        yield path, _another(value)
    else:
        raise TypeError(f"{path}: how does {value!r} become another?")


def _another(text: str) -> str:
    """Return a text that differs deep inside, and is still what it was: a date, a language."""
    if text in {"ru", "kk", "en"}:
        return "uz"
    if text[:4].isdecimal():
        return f"2021{text[4:]}"
    middle = len(text) // 2
    return f"{text[:middle]}9{text[middle:]}"
