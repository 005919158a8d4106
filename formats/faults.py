"""What is wrong with a value, a line or a file, free of any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the text `fault-<key>` of a language says it with `values`.

    A value `place` names the part of a line (`claims#1.text`) and is said before the text;
    `words` are somebody's own, short and without control characters; `kind` is what a JSON value
    is instead (`null`, `boolean`, `number`, `text`, `list`, `object`).
    """

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineFault:
    """One thing that is wrong with one line of a file; lines count from 1, 0 is the whole file."""

    number: int
    reason: Fault
