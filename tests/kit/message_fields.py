"""Every field of the newest messages that may hold people's words, by aiogram's models."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One field on the way: of which model, under which key, in how many lists."""

    model: type[BaseModel]
    name: str
    lists: int

    @property
    def key(self) -> str:
        """The field's name in JSON."""
        return self.model.model_fields[self.name].alias or self.name


@dataclass(frozen=True, slots=True)
class TextField:
    """A field that takes any string, and the shortest way to it."""

    steps: tuple[Step, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """The keys on the way, lists left out."""
        return tuple(step.key for step in self.steps)

    def holding(self, words: str) -> Json:
        """Return the least object of the first model that holds words in just this field."""
        value: Any = words
        for step in reversed(self.steps):
            for _ in range(step.lists):
                value = [value]
            value = {**_marked_text(step), **least(step.model), step.key: value}
        return dict(value)


def text_fields(
    root: type[BaseModel], without: frozenset[str], left_out: Callable[[tuple[str, ...]], object]
) -> list[TextField]:
    """Return the fields of strings that a model reaches, each model's once under each key.

    The root's fields `without` are not followed, and of what is `left_out` only its own strings.
    """
    found: list[TextField] = []
    seen: set[tuple[type[BaseModel], tuple[str, ...]]] = set()
    todo: list[tuple[type[BaseModel], tuple[Step, ...]]] = [(root, ())]
    while todo:
        model, way = todo.pop(0)
        keys = tuple(step.key for step in way)
        last = bool(way and left_out(keys))
        if not last and (model, keys[-1:]) in seen:
            continue
        seen.add((model, keys[-1:]))
        for name, field in model.model_fields.items():
            if not way and (field.alias or name) in without:
                continue
            for leaf, lists in _leaves(field.annotation):
                steps = (*way, Step(model, name, lists))
                if leaf is str:
                    found.append(TextField(steps))
                elif not last:
                    todo.append((leaf, steps))
    return found


def least(model: type[BaseModel]) -> Json:
    """Return the least JSON that a model takes: what it requires, and which kind it is."""
    made: Json = {}
    for name, field in model.model_fields.items():
        kind = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        if kind:
            made[field.alias or name] = getattr(kind[0], "value", kind[0])
        elif field.is_required():
            made[field.alias or name] = _least_value(field.annotation)
    if model.__name__ == "Chat":
        made["type"] = "private"
    return made


def _marked_text(step: Step) -> Json:
    """The text that entities are of, which has to stand beside them."""
    if not step.key.endswith("entities"):
        return {}
    return {step.key.removesuffix("entities").removesuffix("_") or "text": "x"}


def _least_value(annotation: Any) -> Any:
    if annotation is bool:
        return False
    if annotation in {int, float, datetime}:
        return 1
    if get_origin(annotation) is list:
        return []
    leaf, _ = next(_leaves(annotation), (None, 0))
    if leaf is str:
        return "x"
    return least(leaf) if leaf else 1


def _leaves(annotation: Any, lists: int = 0) -> Iterator[tuple[Any, int]]:
    """Strings and models in a type, and in how many lists each stands."""
    if hasattr(annotation, "__value__"):
        annotation = annotation.__value__
    origin, parts = get_origin(annotation), get_args(annotation)
    if annotation is str or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        yield annotation, lists
    elif origin is Annotated:
        yield from _leaves(parts[0], lists)
    elif origin is not Literal:
        for part in parts:
            yield from _leaves(part, lists + (origin is list))
