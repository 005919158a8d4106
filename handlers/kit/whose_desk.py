"""Whose desk it is and how to reach it, in one line for readers."""

from handlers.kit.context import DeskSettings
from handlers.kit.texts import Voice


def whose_desk(desk: DeskSettings, voice: Voice) -> str:
    """Return the line that names the desk and its contact, or "" where neither is set."""
    if desk.name and desk.contact:
        return voice("whose-name-contact", name=desk.name, contact=desk.contact)
    if desk.name:
        return voice("whose-name", name=desk.name)
    return voice("whose-contact", contact=desk.contact) if desk.contact else ""


def with_desk(words: str, desk: DeskSettings, voice: Voice) -> str:
    """Return words with that line below them, where there is one."""
    return "\n\n".join(filter(None, [words, whose_desk(desk, voice)]))
