"""What is wrong with a value, a line or a file, free of any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the text `fault-<key>` of a language says it with `values`."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
