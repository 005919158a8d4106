"""Web addresses in any spelling -> one form, so that the same link is found again."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST = 2_048
MOST = 64
"""Addresses read from one text. A Telegram message holds at most 100 entities."""

_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})
_USER_HOST = re.compile(r"([a-z0-9_]{4,32})\.(?:t\.me|telegram\.me)")
_MOBILE = re.compile(r"(?:^|(?<=\.))(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# What is added to a link to follow whoever passes it on; none of it changes the page.
_TRACKING = re.compile(
    r"utm_\w*|[a-z]{0,3}clid|fb_\w+|igsh(?:id)?|mc_[ce]id|_openstat|yadclid|ysclid|ref(?:_src|_url)?"
    r"|feature|si|share|shared|sfnsn|mibextid|_ga|_gl|at_\w+",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"(?:https?|tg)://[^\s<>\"«»“”]{1,2048}"
    r"|(?<![\w@.])(?:www\.[^\s<>\"«»“”]{1,2048}"
    r"|(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?::\d{1,5})?/[^\s<>\"«»“”]{0,2048})",
    re.IGNORECASE,
)
_TAIL = ".,;:!?…'\"”»*_~`|"
_PAIRED = {")": "(", "]": "[", "}": "{"}


def canonical(address: str) -> str:
    """Return the one form of an address: `host/path?query`, or an empty string for no address.

    Scheme, user, default port, `www.` and `m.`, fragment, trailing slash and tracking parameters
    go; hosts become small ASCII letters (IDNA), parameters are sorted, escapes are written in one
    way. Every spelling of a Telegram post becomes `t.me/channel/123`. Applying it twice changes
    nothing; never raises.
    """
    # A lone surrogate, which no address holds, could not be escaped.
    text = "".join(address[:LONGEST].encode("utf-8", "ignore").decode().split())
    if text[:5].lower() == "tg://":
        return _from_tg(text)
    try:
        parts = urlsplit(
            _SCHEME.sub("//", text) if _SCHEME.match(text) else "//" + text.lstrip("/")
        )
    except ValueError:
        return ""
    host = _host(parts.netloc)
    if not host:
        return ""
    path = _path(parts.path)
    if named := _USER_HOST.fullmatch(host):
        host, path = "t.me", f"/{named[1]}{path}"
    if host in _TELEGRAM:
        return _telegram(path)
    return host + path + _query(parts.query)


def addresses(text: str) -> list[str]:
    """Return the addresses written in plain text, canonical, each once, at most `MOST` of them.

    Reads what begins with a scheme or `www.`, and bare hosts that a path follows.
    """
    found: dict[str, None] = {}
    for match in _CANDIDATE.finditer(text):
        if address := canonical(_trimmed(match.group())):
            found[address] = None
        if len(found) == MOST:
            break
    return list(found)


def without_addresses(text: str) -> str:
    """Return the text with every address that `addresses` would read taken out."""
    return _CANDIDATE.sub(" ", text)


def _trimmed(text: str) -> str:
    while text:
        last = text[-1]
        if last in _TAIL or (last in _PAIRED and text.count(last) > text.count(_PAIRED[last])):
            text = text[:-1]
        else:
            break
    return text


def _host(netloc: str) -> str:
    host = _DEFAULT_PORT.sub("", netloc.rpartition("@")[2].lower())
    name, colon, port = host.partition(":")
    name = name.strip(".")
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    if not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", name) or (port and not port.isdigit()):
        return ""
    return _MOBILE.sub("", name) + colon + port


def _path(path: str) -> str:
    plain = quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
    return re.sub(r"/{2,}", "/", plain).rstrip("/")


def _query(query: str) -> str:
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    )
    return "?" + urlencode(kept) if kept else ""


def _telegram(path: str) -> str:
    steps = [step.lower() for step in path.split("/") if step]
    if steps[:1] == ["s"] and len(steps) > 1:
        del steps[0]
    return "/".join(["t.me", *steps])


def _from_tg(text: str) -> str:
    _, _, query = text.partition("?")
    values = dict(parse_qsl(query))
    if "domain" not in values:
        return ""
    steps = [values["domain"], values.get("post", "")]
    return _telegram(_path("/" + "/".join(steps)))
