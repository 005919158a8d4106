"""The newest Bot API as aiogram models it: every field that an update reaches, and a way to it."""

import random
import types
import typing
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

import aiogram
from aiogram.client.default import Default
from aiogram.types import Update
from pydantic import BaseModel

Json = dict[str, Any]
BOT_API = aiogram.__api_version__
_DEEPEST = 6
_MOMENT = 1_790_000_000
_WORDS = ("Слово", "Рас па?", "Совет: ешьте тёртую свёклу с чесноком утром", "қар жауады дейді")


@dataclass(frozen=True, slots=True)
class Way:
    """A field of a model: the steps to it from an update, each a key and in how many lists.

    The shortest way is kept; `holders` are the models that hold the keys.
    """

    keys: tuple[str, ...]
    lists: tuple[int, ...]
    holders: tuple[type[BaseModel], ...]
    annotation: Any

    @property
    def name(self) -> str:
        """The field in words: its model and its key."""
        return f"{self.holders[-1].__name__}.{self.keys[-1]}"


@cache
def ways() -> tuple[Way, ...]:
    """Return a way to every field of every model that an update reaches, the shortest first."""
    found: list[Way] = []
    seen: set[tuple[type[BaseModel], str]] = set()
    todo: deque[tuple[type[BaseModel], Way | None]] = deque([(Update, None)])
    while todo:
        model, before = todo.popleft()
        for key, annotation, _ in fields_of(model):
            if (model, key) in seen:
                continue
            seen.add((model, key))
            held = _models(annotation)
            way = Way(
                (*(before.keys if before else ()), key),
                (*(before.lists if before else ()), max((deep for _, deep in held), default=0)),
                (*(before.holders if before else ()), model),
                annotation,
            )
            found.append(way)
            todo.extend((inner, way) for inner, _ in held)
    return tuple(found)


@cache
def fields_of(model: type[BaseModel]) -> tuple[tuple[str, Any, bool], ...]:
    """Return each field of a model: its key in JSON, its type, whether it is required."""
    return tuple(
        # What tells one variant from another has a default here, but never misses.
        (field.alias or name, field.annotation, field.is_required() or _tells(field.annotation))
        for name, field in model.model_fields.items()
    )


def made(way: Way, chance: random.Random) -> Json:
    """Return an update that holds the field at the end of a way, and little beside it."""
    value = usual(way.annotation, chance)
    steps = list(zip(way.keys, way.lists, way.holders, strict=True))
    for place, (key, lists, holder) in reversed(list(enumerate(steps))):
        if place < len(steps) - 1:
            for _ in range(lists):
                value = [value]
        value = {**least(holder, chance), key: value}
    return dict(value)


def least(model: type[BaseModel], chance: random.Random, depth: int = 0) -> Json:
    """Return an object with what its model requires, and now and then with more."""
    filled: Json = {}
    more = chance.random() * 0.3 if depth == 0 and chance.random() < 0.2 else 0.0
    for key, annotation, required in fields_of(model):
        if model is Update and key != "update_id":
            continue
        if required or (more and chance.random() < more):
            filled[key] = usual(annotation, chance, depth + 1)
    if model.__name__ == "Chat":
        filled["type"] = "private"
    if model.__name__ == "User":
        filled["is_bot"] = False
    return filled


def usual(annotation: Any, chance: random.Random, depth: int = 0) -> Any:
    """Return a value such as Telegram might send for a type."""
    annotation = _bare(annotation)
    if annotation is Any:
        return _WORDS[0]
    # aiogram's own mark for "as the bot is set" is no type of the Bot API's.
    kinds = [one for one in _parts(annotation) if one not in (type(None), Default)]
    if kinds:
        return usual(chance.choice(kinds if depth < _DEEPEST else kinds[:1]), chance, depth)
    if get_origin(annotation) is list:
        item = get_args(annotation)[0]
        return [usual(item, chance, depth + 1) for _ in range(depth < _DEEPEST)]
    if get_origin(annotation) is Literal:
        one = chance.choice(get_args(annotation))
        return one.value if isinstance(one, Enum) else one
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return least(annotation, chance, depth + 1)
    return _plain(annotation, chance)


def _plain(annotation: Any, chance: random.Random) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return chance.choice([one.value for one in annotation])
    if annotation is bool:
        return True
    if annotation is datetime:
        return _MOMENT
    if annotation in {int, timedelta}:
        return chance.randrange(1, 60)
    if annotation is float:
        return 1.5
    return chance.choice(_WORDS)


def _tells(annotation: Any) -> bool:
    return get_origin(_bare(annotation)) is Literal


def _models(annotation: Any, lists: int = 0) -> Sequence[tuple[type[BaseModel], int]]:
    return tuple(dict.fromkeys(_found(annotation, lists)))


def _found(annotation: Any, lists: int) -> Iterator[tuple[type[BaseModel], int]]:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, lists
    elif get_origin(annotation) is list:
        yield from _found(get_args(annotation)[0], lists + 1)
    else:
        for one in _parts(annotation):
            yield from _found(one, lists)


def _bare(annotation: Any) -> Any:
    while True:
        if hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        elif get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        else:
            return annotation


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (typing.Union, types.UnionType) else ()
