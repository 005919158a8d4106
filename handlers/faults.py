"""What is wrong with a file or a line, in words."""

from handlers.texts import Voice
from storage.faults import Fault, LineFault


def fault_in_words(fault: Fault, voice: Voice) -> str:
    """Return what is wrong, with the place in the line where the fault names one."""
    values = dict(fault.values)
    place = values.pop("place", None)
    if "kind" in values:
        values["kind"] = voice(f"kind-{values['kind']}")
    words = voice(f"fault-{fault.key}", **values)
    return words if place is None else voice("fault-at", place=place, fault=words)


def line_in_words(fault: LineFault, voice: Voice) -> str:
    """Return what is wrong with a line, with its number; without one for the whole file."""
    words = fault_in_words(fault.reason, voice)
    return voice("paste-line", line=fault.number, fault=words) if fault.number else words
