"""The one place where text becomes Telegram's HTML."""

import html
import re
from typing import NewType

Html = NewType("Html", str)
"""Text that is safe to send with parse_mode HTML: everything foreign in it has been escaped."""

_LONGEST_ADDRESS = 1_000
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
_SENTENCE_END = re.compile(r"[.!?…]+[»”\")]*(?=\s)|\n")


def plain(text: str) -> Html:
    """Return text as it is, whatever metacharacters it holds."""
    return Html(html.escape(text))


def bold(text: str) -> Html:
    """Return bold text."""
    return Html(f"<b>{plain(text)}</b>")


def struck(content: Html) -> Html:
    """Return content that is struck through, with the markup that it has."""
    return Html(f"<s>{content}</s>")


def linked(text: str, address: str | None) -> Html | None:
    """Return text that opens an address; None without one, or for one that is too long.

    Telegram takes 32 KiB of markup a message, and a card may hold several addresses.
    """
    escaped = html.escape(address or "")
    if not 0 < len(escaped) <= _LONGEST_ADDRESS:
        return None
    return Html(f'<a href="{escaped}">{plain(text)}</a>')


def quotation(content: Html) -> Html:
    """Return a quotation that Telegram folds when it is long."""
    return Html(f"<blockquote expandable>{content}</blockquote>")


def joined(parts: list[Html], separator: str = "\n") -> Html:
    """Return the parts one after another, with a plain separator between them."""
    return Html(separator.join(parts))


def without_markup(content: Html) -> str:
    """Return the words alone, as Telegram counts them."""
    return html.unescape(_TAG.sub("", content))


def for_terminal(content: Html) -> str:
    """Return the words that a person sees, with the addresses of links written out."""
    return without_markup(Html(_LINK.sub(r"\2: \1", content)))


def width(text: str) -> int:
    """Return the length of plain text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """Return text of at most `limit` UTF-16 units, cut at a sentence, else at a word, else hard.

    What was cut is marked with an ellipsis. A limit below 2 gives an empty text.
    """
    if width(text) <= limit:
        return text
    if limit < 2:
        return ""
    room = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 2)]
    head = room.decode("utf-16-le", "ignore")
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= len(head) // 2:
        return head[: ends[-1]].rstrip() + " …"
    word = head.rfind(" ")
    return (head[:word] if word >= len(head) // 2 else head).rstrip() + " …"
