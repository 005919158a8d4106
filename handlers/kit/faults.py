"""What is wrong with a file or a line, in words."""

from typing import Literal

from formats.faults import Fault, LineFault
from handlers.kit.texts import Voice


def fault_in_words(fault: Fault, voice: Voice) -> str:
    """Return what is wrong, with the field or the column where the fault names one."""
    values = dict(fault.values)
    place, column = values.pop("place", None), values.pop("column", None)
    if "kind" in values:
        values["kind"] = voice(f"kind-{values['kind']}")
    words = voice(f"fault-{fault.key}", **values)
    if column is not None:
        return voice("fault-in-column", column=column, fault=words)
    return words if place is None else voice("fault-at", place=place, fault=words)


def line_in_words(fault: LineFault, voice: Voice, counted: Literal["line", "item"] = "line") -> str:
    """Return what is wrong with a line or an item, with its number; 0 is the whole file."""
    words = fault_in_words(fault.reason, voice)
    return voice(f"paste-{counted}", line=fault.number, fault=words) if fault.number else words
