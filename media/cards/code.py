"""The QR code of an address, as far as a phone can scan it from another phone's screen."""

from dataclasses import dataclass

import segno
from segno.encoder import DataOverflowError

_MOST_MODULES = 49
"""Of one side, without the quiet zone: version 8, which holds some 150 characters."""
QUIET = 4
"""The empty modules around a code that its standard asks for."""
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Code:
    """A code's modules, row by row, True for dark; without its quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """The modules of one side, quiet zone included."""
        return len(self.rows) + 2 * QUIET


def code_of(address: str | None) -> Code | None:
    """Return the code of a web address; None for what is none, or too long to be scanned."""
    if not address or not address.startswith(_SCHEMES) or not address.isprintable():
        return None
    try:
        made = segno.make_qr(address, error="m")
    except (DataOverflowError, UnicodeError):
        return None
    if len(made.matrix) > _MOST_MODULES:
        return None
    return Code(tuple(tuple(bool(module) for module in row) for row in made.matrix))
