"""A text of any length as pages, each of which fits into one message; nothing is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from handlers.kit.hidden import visible
from handlers.kit.markup import Html, bold, plain, width

ROOM = 3_200
"""UTF-16 units of a page's text: the rest of a message is for what stands above and below it."""
_LEAST = 160
"""Room that must be left on a page for a new passage to begin on it."""


class Style(Enum):
    """How a piece of text looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Passage:
    """A part with its name; the pieces stand below the name, one right after another."""

    label: str
    pieces: tuple[Piece, ...]


def passage(label: str, text: str) -> Passage:
    """Return a passage of plain text."""
    return Passage(label, (Piece(text),))


def paged(passages: Sequence[Passage], room: int = ROOM) -> list[Html]:
    """Return passages as pages of at most `room` UTF-16 units, one at least; `room` is over 500.

    Unseen characters are made visible. A passage that goes on over the end of a page has its name
    above the rest, too.
    """
    writing = _Writing(room)
    for one in passages:
        writing.begin(visible(one.label))
        for piece in one.pieces:
            writing.add(visible(piece.text), piece.style)
    return writing.pages()


def as_text(passages: Sequence[Passage]) -> str:
    """Return passages as plain text for a file, with unseen characters made visible."""
    blocks = [
        f"{visible(one.label)}\n{''.join(visible(piece.text) for piece in one.pieces)}"
        for one in passages
    ]
    return "\n\n".join(blocks)


class _Writing:
    """Pages that are being filled."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._pages: list[list[Html]] = [[]]
        self._left = room
        self._label = ""

    def begin(self, label: str) -> None:
        self._label = label
        if self._pages[-1] and self._left < _LEAST + width(label):
            self._turn()
        else:
            if self._pages[-1]:
                self._write(Html("\n\n"), 2)
            self._name()

    def add(self, text: str, style: Style) -> None:
        while width(text) > self._left:
            head = _beginning(text, self._left)
            self._write(_styled(head, style), width(head))
            text = text[len(head) :]
            self._turn()
        if text:
            self._write(_styled(text, style), width(text))

    def pages(self) -> list[Html]:
        return [Html("".join(parts)) for parts in self._pages]

    def _turn(self) -> None:
        self._pages.append([])
        self._left = self._room
        self._name()

    def _name(self) -> None:
        self._write(Html(f"{bold(self._label)}\n"), width(self._label) + 1)

    def _write(self, content: Html, taken: int) -> None:
        self._pages[-1].append(content)
        self._left -= taken


def _beginning(text: str, limit: int) -> str:
    """Return the beginning of a text, cut behind a line or a word where that is not far."""
    room = text.encode("utf-16-le", "surrogatepass")[: 2 * limit]
    head = room.decode("utf-16-le", "ignore")
    for end in "\n ":
        if (at := head.rfind(end)) >= len(head) // 2:
            return head[: at + 1]
    return head


def _styled(text: str, style: Style) -> Html:
    if style is Style.ITALIC:
        return Html(f"<i>{plain(text)}</i>")
    return bold(text) if style is Style.BOLD else plain(text)
