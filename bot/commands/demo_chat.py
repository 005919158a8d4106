"""A chat as a person would see it, printed on a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sandbox import InlineAnswer, Message

_BOT = "Рас па?"
_LISTED_RESULTS = 3
_QUOTED_CHARACTERS = 60


class ChatView:
    """Prints who says what, with quotations and buttons."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def scene(self, title: str) -> None:
        """Print the heading of a scene."""
        self._console.print()
        self._console.rule(Text(title, style="dim"), align="left", style="dim")

    def said(self, who: str, text: str, forwarded_from: str | None = None) -> None:
        """Print a person's message."""
        self._name(who, f"↪ forwarded from {forwarded_from}" if forwarded_from else "")
        self._lines(text)

    def answered(self, message: Message, to: str) -> None:
        """Print the bot's message: what it replies to, its text, quotations and buttons."""
        first = to.strip().splitlines()[0]
        short = first if len(first) <= _QUOTED_CHARACTERS else first[:_QUOTED_CHARACTERS] + "…"
        self._name(_BOT, f"↩ {short}", style="bold cyan")
        text = message.text
        for quoted in message.quotations:
            barred = "\n".join(f"┃ {line}" for line in quoted.splitlines())
            text = text.replace(quoted, barred, 1)
        self._lines(text)
        preview = message.link_preview_options or {}
        if preview.get("url") and not preview.get("is_disabled"):
            self._lines(f"▤ {preview['url']}", style="blue")
        for row in message.buttons:
            self._lines("  ".join(f"[ {button.text} ]" for button in row), style="green")

    def found(self, who: str, bot_username: str, words: str, answer: InlineAnswer) -> None:
        """Print an inline search and the first of what it found."""
        self._name(who, "in a chat with a friend")
        self._lines(f"@{bot_username} {words}")
        self._name(_BOT, f"{len(answer.results)} found", style="bold cyan")
        for result in answer.results[:_LISTED_RESULTS]:
            self._lines(f"▸ {result.title}")
            self._lines(f"  {result.description}", style="dim")

    def closed(self, came: bool) -> None:
        """Print whether the expected verdict came."""
        self._console.print()
        if came:
            self._console.print("The expected verdict and statement came.", style="green")
        else:
            self._console.print("The expected verdict did NOT come.", style="bold red")

    def _name(self, who: str, note: str, style: str = "bold") -> None:
        self._console.print()
        self._console.print(Text.assemble((who, style), "  ", (note, "dim")))

    def _lines(self, text: str, style: str = "") -> None:
        self._console.print(Padding(Text(text, style=style), (0, 0, 0, 2)))
