"""An address in any spelling, taken apart: host, path, parameters, the fragment that routes."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?=[^/])", re.IGNORECASE)
_HAS_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|https?:)", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_MOBILE = re.compile(r"(?:^|(?<=\.))(?:www\d?|m|mobile|wap|touch|amp)\.(?=[^.]+\.)")
_LONGEST_HOST = 253
_PLAIN = "/:@!$&'()*+,;=~-._"
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp)$", re.IGNORECASE)
_GLUED_LABEL = re.compile(r"^[^\x00-\x7f]+(?=[a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """An address without its scheme and user.

    `host` is in small ASCII letters; `path` is escaped and empty or begins with a slash; `query`
    holds names and values, unescaped, as Latin-1 (so that any bytes come back as they were);
    `fragment` is kept only where it routes (`#!/a/1`, `#/a/1`).
    """

    host: str
    path: str = ""
    query: tuple[tuple[str, str], ...] = ()
    fragment: str = ""

    @property
    def steps(self) -> list[str]:
        """The path's steps."""
        return [step for step in self.path.split("/") if step]

    def value(self, *names: str) -> str:
        """Return the value of the first of these parameters that there is, else nothing."""
        values = dict(reversed(self.query))
        return next((values[name] for name in names if values.get(name)), "")

    def at(self, *steps: str) -> "AddressParts":
        """Return the address of this path on the same host, and nothing else of it."""
        return AddressParts(self.host, "".join(f"/{step}" for step in steps if step))

    def asking(self, **query: str) -> "AddressParts":
        """Return the address with these parameters only."""
        return replace(self, query=tuple(sorted(query.items())))

    def __str__(self) -> str:
        asked = "?" + urlencode(sorted(self.query), encoding="latin-1") if self.query else ""
        return self.host + self.path + asked + (f"#{self.fragment}" if self.fragment else "")


def taken_apart(text: str) -> AddressParts | None:
    """Return the parts of an address, None for what is none; never raises."""
    bare = _SCHEME.sub("", text, count=1) if _HAS_SCHEME.match(text) else text
    try:
        split = urlsplit("//" + bare.lstrip("/"))
    except ValueError:
        return None
    host = _host(split.netloc)
    if not host:
        return None
    routing = split.fragment if re.match("!|/.", split.fragment) else ""
    fragment = _escaped(routing).rstrip("/") if routing else ""
    return AddressParts(host, _path(split.path), _query(split.query), fragment)


def _host(netloc: str) -> str:
    host = _DEFAULT_PORT.sub("", netloc.rpartition("@")[2].lower())
    name, colon, port = host.partition(":")
    # Words that were typed right before the address, without a space.
    name = _GLUED_LABEL.sub("", name.strip("."))
    if len(name) > _LONGEST_HOST:
        return ""
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    if not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", name) or (port and not port.isdigit()):
        return ""
    if re.fullmatch(r"[\d.]+", name) and not re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", name):
        return ""
    return _MOBILE.sub("", name) + colon + port


def _path(path: str) -> str:
    steps: list[str] = []
    for step in _SESSION.sub("", _escaped(path)).split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return _INDEX.sub("", "".join(f"/{step}" for step in steps))


def _escaped(text: str) -> str:
    """Write letters and escapes in one way; bytes that are no UTF-8 stay what they are."""
    raw = unquote_to_bytes(text)
    with suppress(UnicodeDecodeError):
        raw = unicodedata.normalize("NFC", raw.decode()).encode()
    return quote(raw, safe=_PLAIN)


def _query(query: str) -> tuple[tuple[str, str], ...]:
    ascii_only = quote(query, safe="!#$%&'()*+,/:;=?@[]~{}|^`\\\"<>")
    return tuple(parse_qsl(ascii_only, keep_blank_values=True, encoding="latin-1"))
