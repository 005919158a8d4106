"""The data under the desk's buttons: which door, what to do, with what."""

import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit
from telegram.helpers import create_deep_linked_url

_ARG = r"[A-Za-z0-9_-]{1,48}"
_DATA = re.compile(rf"([a-z]{{2,8}})\.([a-z]{{2,10}})(?::({_ARG}(?:,{_ARG}){{0,3}}))?")


@dataclass(frozen=True, slots=True)
class DeskPress:
    """A press, parsed: its door (`queue`), the verb (`take`) and up to four arguments."""

    door: str
    verb: str
    args: tuple[str, ...] = ()

    def data(self) -> str:
        """Return the press as button data. Raises ValueError for one that has no room."""
        data = f"{self.door}.{self.verb}" + (f":{','.join(self.args)}" if self.args else "")
        if len(data) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA or not _DATA.fullmatch(data):
            raise ValueError(f"no button data: {data!r}")
        return data

    def number(self, at: int = 0) -> int | None:
        """Return an argument as a number, or None where there is none that SQLite could hold."""
        if at >= len(self.args) or not self.args[at].isdecimal() or len(self.args[at]) > 15:
            return None
        return int(self.args[at])


def parse_desk_press(data: str | None) -> DeskPress | None:
    """Read button data, which anyone can forge; None for anything that the desk does not write."""
    found = _DATA.fullmatch(data or "")
    if found is None or len(data or "") > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        return None
    return DeskPress(found[1], found[2], tuple(found[3].split(",")) if found[3] else ())


def pattern_of(door: str) -> str:
    """Return the pattern of this door's button data, for registering its handler."""
    return rf"^{door}\."


def desk_button(label: str, door: str, verb: str, *args: str | int) -> InlineKeyboardButton:
    """Return a button that asks a door of the desk for something."""
    press = DeskPress(door, verb, tuple(map(str, args)))
    return InlineKeyboardButton(label, callback_data=press.data())


def case_link(label: str, case: int, bot_username: str) -> InlineKeyboardMarkup:
    """Return a button that opens a case in the private chat, for messages that others see too."""
    address = create_deep_linked_url(bot_username, f"case-{case}")
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, url=address)]])
