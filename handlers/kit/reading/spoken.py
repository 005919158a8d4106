"""A message's JSON -> all that it says, and whether anyone said it at all."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice

from handlers.kit.reading import forms
from handlers.kit.reading.walk import MOST_NODES, Said, objects_in, said_in

_MARK = re.compile(r"^\s*(?:\d{1,3}[.)]|[•*–—-])\s+", re.MULTILINE)
_WORD = re.compile(r"\w+")


def said_by(message: Mapping[str, object], *, labels: bool, own: bool) -> Said:
    """Return what a message, or an external reply, says in every form that it has.

    With `labels` also what its buttons say; the buttons of a message of our `own` say nothing.
    """
    told = {key: said_in({key: message[key], **_marks(message, key)}) for key in _order(message)}
    preview = said_in(message.get("link_preview_options"), "link_preview_options")
    buttons = Said() if own else said_in(message.get("reply_markup"), "reply_markup")
    links = [link for one in (*told.values(), preview, buttons) for link in one.links]
    words = [told[key].words for key in told if key not in _repeated(told)]
    if labels:
        words.append(buttons.words)
    return Said("\n\n".join(filter(None, words)), tuple(dict.fromkeys(links)))


def is_service(message: Mapping[str, object]) -> bool:
    """Tell whether a message is an event of its chat, which nobody wrote.

    Kinds that are new to us count as such unless they were forwarded, or hold words or a file.
    """
    if "forward_origin" in message or "forward_date" in message:
        return False
    # The library writes False for the events that did not happen.
    fields = {key for key, value in message.items() if value is not None and value is not False}
    if fields & forms.SERVICE:
        return True
    if fields & forms.CONTENT:
        return False
    said = said_by(message, labels=True, own=False)
    return not (said.words or said.links or holds_file(message))


def _order(message: Mapping[str, object]) -> list[str]:
    """The fields that hold what was sent, its text first; those that are new to us are kept."""
    about = forms.ABOUT | forms.BESIDE | forms.NAMED | forms.SERVICE
    first = ("text", "caption", "rich_message", forms.FILES_FIELD)
    rest = [key for key in islice(message, MOST_NODES) if key not in about and key not in first]
    return [key for key in first if key in message] + rest


def _marks(message: Mapping[str, object], key: str) -> dict[str, object]:
    name = "entities" if key == "text" else f"{key}_entities"
    return {name: message[name]} if name in message else {}


def holds_file(message: Mapping[str, object]) -> bool:
    """Tell whether a file was sent in a message."""
    sent = [message[key] for key in _order(message)]
    return any("file_id" in one for one in objects_in(sent))


def _repeated(told: Mapping[str, Said]) -> set[str]:
    """The forms of a message whose words all stand in another of its forms."""
    kept: dict[str, Counter[str]] = {}
    repeated: set[str] = set()
    for key in told:
        if key not in forms.ASIDE:
            continue
        words = Counter(_WORD.findall(_MARK.sub("", told[key].words).casefold()))
        if any(words <= others for others in kept.values()):
            repeated.add(key)
            continue
        repeated |= {other for other, others in kept.items() if others <= words}
        kept[key] = words
    return repeated
