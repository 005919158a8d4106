"""What opening a file takes and gives besides debunks: its name, questions, answers, a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.debunk import Verdict


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's sender said of it; both may be missing or wrong."""

    name: str | None = None
    mime_type: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something in a file that only people can say.

    `rating`: what verdict is `label`? `column`: what does the column headed `label` hold?
    `key` names the question in `Answers` and is the same each time the file is read. `count` is
    the number of items that it is about, `example` one claim with that rating or one filled cell.

    `scale` is `worst..best` where the label is a bare number, `?` for an end that the file does
    not state (`1..5`, `?..5`, `?..?`), and None where the label is words.
    """

    kind: Literal["rating", "column"]
    key: str
    label: str
    count: int
    example: str | None = None
    scale: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said, by `Question.key`; None leaves those items, or that column, out.

    A column is answered with one of `formats.COLUMNS`.
    """

    ratings: Mapping[str, Verdict | None] = field(default_factory=dict)
    columns: Mapping[str, str | None] = field(default_factory=dict)
