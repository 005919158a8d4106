"""Telegram's HTML to text and entities, by the rules and in the words of tdlib's parse_html."""

import re
from dataclasses import dataclass

from sandbox.nesting import settled
from sandbox.text import Entity, utf16_length

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji"}
_SPACE = " \t\r\n\0\v"
_END = "\0"
_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_USER_LINK = re.compile(r"tg:/{0,2}user/?\?id=(\d+)", re.IGNORECASE)
_LINK = re.compile(
    r"(?:(?:https?|tg|ton|tonsite)://)?[^\s/?#:@]+(?:\.[^\s/?#:@]+)+(?::\d+)?(?:[/?#]\S*)?"
    r"|(?:https?)://[^\s/?#]+(?:[/?#]\S*)?|(?:tg|ton|tonsite)://\S+|mailto:\S+|tel:\S+",
    re.IGNORECASE,
)


class MarkupError(ValueError):
    """The text cannot be parsed; the message is what follows `can't parse entities: `."""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities in Telegram's order, offsets in UTF-16 units.

    Only `&lt; &gt; &amp; &quot;` and numeric references are decoded, as Telegram does. Raises
    `MarkupError`; byte offsets in its words count the UTF-8 bytes of the source.
    """
    return _Parser(html).run()


class _Parser:
    def __init__(self, html: str) -> None:
        self.source = html
        self.html = html + _END
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        at, end = 0, len(self.source)
        while at < end:
            found = _SPECIAL.search(self.source, at)
            if found is None:
                self._add(self.source[at:])
                break
            if found.start() > at:
                self._add(self.source[at : found.start()])
            at = found.start()
            if self.source[at] == "&":
                character, after = _reference(self.source, at)
                self._add(character or "&")
                at = after if character else at + 1
            elif self.html[at + 1] == "/":
                at = self._end_tag(at) + 1
            else:
                at = self._start_tag(at) + 1
        if self.open:
            raise MarkupError(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        text = "".join(self.pieces)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            )
        return text, settled(self.entities)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _until(self, at: int, stops: str) -> int:
        while self.html[at] not in stops:
            at += 1
        return at

    def _skip_space(self, at: int) -> int:
        while self.html[at] != _END and self.html[at] in _SPACE:
            at += 1
        return at

    def _start_tag(self, begin: int) -> int:
        at = self._until(begin + 1, _SPACE + ">")
        if self.html[at] == _END:
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self.html[begin + 1 : at].lower()
        if tag not in _TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        argument = ""
        while self.html[at] != ">":
            at = self._skip_space(at)
            if self.html[at] == ">":
                break
            name, value, at = self._attribute(tag, begin, at)
            argument = _argument(tag, name, value, argument)
        if tag == "span" and argument != "spoiler":
            raise MarkupError(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces)))
        return at

    def _attribute(self, tag: str, begin: int, at: int) -> tuple[str, str | None, int]:
        start = at
        at = self._until(at, _SPACE + "=>/\"'")
        name = self.html[start:at]
        if not name:
            raise MarkupError(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
            )
        at = self._skip_space(at)
        unclosed = MarkupError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if self.html[at] == _END:
            raise unclosed
        if self.html[at] != "=":
            return name, None, at
        at = self._skip_space(at + 1)
        if self.html[at] == _END:
            raise unclosed
        value, at = self._value(at)
        if self.html[at] == _END:
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return name, value, at

    def _value(self, at: int) -> tuple[str, int]:
        quote = self.html[at]
        if quote not in "\"'":
            token = _NAME_TOKEN.match(self.html, at)
            end = token.end() if token else at
            if self.html[end] not in _SPACE + ">":
                raise MarkupError(f"Unexpected end of name token at byte offset {self._byte(at)}")
            return self.html[at:end].lower(), end
        end = self.html.find(quote, at + 1)
        if end < 0:
            return "", len(self.source)
        return _decoded(self.html[at + 1 : end]), end + 1

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        at = self._until(begin + 2, _SPACE + ">")
        tag = self.html[begin + 2 : at].lower()
        at = self._skip_space(at)
        if self.html[at] != ">":
            raise MarkupError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise MarkupError(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        return at

    def _close(self, opened: _Open) -> None:
        tag, argument = opened.tag, opened.argument
        entity: Entity = {"offset": opened.offset, "length": self.offset - opened.offset}
        last = self.entities[-1] if self.entities else {}
        same = all(last.get(key) == entity[key] for key in ("offset", "length"))
        if tag in _SIMPLE:
            entity["type"] = _SIMPLE[tag]
        elif tag == "a":
            url = argument or "".join(self.pieces[opened.piece :])
            if user := _USER_LINK.fullmatch(url):
                entity |= {"type": "text_mention", "user_id": int(user[1])}
            elif link := checked_link(url):
                entity |= {"type": "text_link", "url": link}
            else:
                return
        elif tag == "pre" and same and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return
        elif tag == "code" and same and last["type"] == "pre" and argument:
            last["language"] = argument
            return
        elif tag == "code":
            entity |= {"type": "code", "language": argument}
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if argument else "blockquote"
        elif tag == "tg-emoji":
            if not argument.isdecimal() or not 0 < int(argument) < 1 << 63:
                raise MarkupError("Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": argument}
        else:
            entity["type"] = tag
        self.entities.append(entity)


def checked_link(url: str) -> str:
    """Return the address as Telegram stores it, empty where it is not one."""
    url = url.strip()
    if not _LINK.fullmatch(url):
        return ""
    if ":" not in url.split("/", 1)[0]:
        url = f"http://{url}"
    scheme, colon, rest = url.partition("://")
    if colon and "/" not in rest and "?" not in rest and "#" not in rest:
        return f"{scheme.lower()}://{rest}/"
    return url


def _argument(tag: str, name: str, value: str | None, before: str) -> str:
    if tag == "blockquote" and name == "expandable":
        return "1"
    if value is None:
        return before
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return before


def _reference(text: str, at: int) -> tuple[str, int]:
    """Return the character that the reference at `at` stands for and where it ends; else ''."""
    found = _REFERENCE.match(text, at)
    if found is None:
        return "", at
    if found[3]:
        return _NAMED[found[3]], found.end()
    code = int(found[1], 16) if found[1] else int(found[2])
    digits_end = found.end() - found[0].endswith(";")
    if code == 0 or code >= 0x10FFFF or digits_end - at >= 10:
        return "", at
    return chr(code), found.end()


def _decoded(value: str) -> str:
    out, at = [], 0
    while at < len(value):
        character, after = _reference(value, at) if value[at] == "&" else ("", at)
        out.append(character or value[at])
        at = after if character else at + 1
    return "".join(out)
