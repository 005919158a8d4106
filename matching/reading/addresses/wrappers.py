"""Addresses that only lead to another one: archived copies, redirects, AMP and translated pages."""

import re
from urllib.parse import unquote

from matching.reading.addresses.parts import AddressParts, taken_apart

_BARE = re.compile(r"\s*[^\s.]+\.\S+\s*")
_ABSOLUTE = re.compile(r"https?:/{1,2}\S", re.IGNORECASE)
_ARCHIVES = r"archive\.(?:today|ph|is|li|vn|md|fo)"
_WAYBACK = re.compile(r"web(?:-beta)?\.archive\.org|wayback\.archive\.org|archive\.org")
_CACHED = re.compile(r"cache:(?:[\w-]{6,20}:)?(\S+?)(?:\s.*)?", re.DOTALL)
_GOOGLE = re.compile(r"(?:(?:images|news|consent)\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_YANDEX = re.compile(r"(?:yandex|ya)\.[a-z]{2,3}(?:\.[a-z]{2})?")
# Hosts and paths of their redirects, and the parameters that hold the address led to.
_KNOWN = (
    (
        r"(?:[\w-]+\.)*facebook\.com",
        r"/l\.php|/flx/warn|/sharer(?:/sharer)?(?:\.php)?|/plugins/\w+\.php|/dialog/\w+",
        "u href link",
    ),
    (r"lm?\.(?:instagram|threads|messenger|facebook)\.(?:com|net)", r".*", "u"),
    (r"(?:[\w-]+\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)", r"/(?:away|share)(?:\.php)?", "to url"),
    (_GOOGLE.pattern, r"/url|/imgres|/m|/ml", "q url imgrefurl continue"),
    (r"translate\.google\.[a-z.]{2,6}", r"/translate", "u"),
    (r"translate\.yandex\.[a-z.]{2,6}", r"/translate", "url"),
    (_YANDEX.pattern, r"/turbo|/clck/jsredir|/search/redir.*", "text url"),
    (r"hghltd\.yandex\.net", r".*", "url"),
    (r"youtube\.com", r"/redirect|/oembed", "q url"),
    (r"consent\.youtube\.com", r"/ml?", "continue"),
    (r"t\.me|telegram\.(?:me|dog)", r"/iv|/share(?:/url)?", "url"),
    (r"(?:[\w-]+\.)?ok\.ru", r"/dk|/offer|/dispatch", "st.link st.rfn st.shareUrl url"),
    (r"(?:[\w-]+\.)?linkedin\.com", r"/redir/.*|/safety/go|/shareArticle|/sharing/.*", "url"),
    (r"(?:twitter|x)\.com", r"/intent/(?:tweet|post)|/share", "url"),
    (r"tiktok\.com", r"/link/v2", "target"),
    (r"out\.reddit\.com", r".*", "url"),
    (r"[\w.-]+\.safelinks\.protection\.outlook\.com", r".*", "url"),
    (r"statics\.teams\.cdn\.office\.net", r".*/atp-safelinks\.html", "url"),
    (r"duckduckgo\.com", r"/l", "uddg"),
    (r"t\.umblr\.com", r"/redirect", "z"),
    (r"steamcommunity\.com", r"/linkfilter", "u url"),
    (r"wa\.me|api\.whatsapp\.com", r"|/send", "text"),
    (r"(?:[a-z]{2}\.)?pinterest\.[a-z.]+", r"/pin/create/.*", "url"),
    (r"(?:[\w-]+\.)?mail\.ru", r"/share|/redir", "url u"),
    (_ARCHIVES, r"|/submit", "url"),
    (r"ghostarchive\.org", r"/search", "term"),
    (r"12ft\.io", r"/proxy", "q"),
)
_LEADING_PATH = re.compile(
    r"/(?:.*/)?(?:away|redirect|redir|out|go|goto|leave|exit|link|external|url|jump|l|r)"
    r"(?:\.(?:php|aspx?|html?))?",
    re.IGNORECASE,
)
_LEADING_HOST = re.compile(r"(?:out|away|l|lm|go|redirect|redir|exit|link|links|click)\.")
_LEADING_NAMES = ("url", "u", "to", "target", "link", "q", "href", "goto", "dest", "destination")
# Those who ask to be let in go on to the page that they came for.
_ENTRY = re.compile(r"/(?:.*/)?(?:log-?in|sign-?in|auth|checkpoint)(?:\.php)?", re.IGNORECASE)
_ENTRY_NAMES = ("next", "continue", "return", "return_to", "redirect", "back", "from", "url")
_READERS = re.compile(r"12ft\.io|r\.jina\.ai|outline\.com|via\.hypothes\.is|" + _ARCHIVES)
_TRANSLATED = re.compile(r"([a-z0-9-]+)\.translate\.goog")
_AMP_VALUES = frozenset({"", "1", "true", "yes"})
_AMP_FORMS = frozenset({"outputtype", "output", "mode", "view", "format", "platform"})
_AMP_FILE = re.compile(r"\.amp(?=\.html?$|$)")


def led_to(parts: AddressParts, text: str) -> str | None:
    """Return the address that this one leads to or is a copy of, None where it is itself a page.

    `text` is the whole address, whose archived copies hold another one in their path.
    """
    host = parts.host
    of_archive = _WAYBACK.fullmatch(host) or re.fullmatch(_ARCHIVES, host)
    if of_archive and (inner := _archived(text)):
        return inner
    if host == "webcache.googleusercontent.com":
        found = _CACHED.fullmatch(parts.value("q"))
        return found[1] if found else None
    if host.endswith(".ampproject.org") or host == "ampproject.org":
        return _after(text, r"ampproject\.org/[cviad]/(?:s/)?")
    of_search = _GOOGLE.fullmatch(host) or host == "bing.com"
    if of_search and (inner := _after(text, r"/amp/(?:s/)?")):
        return inner
    if _YANDEX.fullmatch(host) and parts.path.startswith("/turbo/"):
        return re.sub(r"^([^/]+)/[sh]/", r"\1/", _after(text, r"/turbo/(?:s/)?") or "") or None
    if host.endswith(".turbopages.org") or host == "turbopages.org":
        inner = _after(text, r"turbopages\.org/(?:proxy_u/[^/]+/https?/|(?:turbo/)?(?:s/)?)")
        return re.sub(r"^([^/]+)/[sh]/", r"\1/", inner) if inner else None
    if found := _TRANSLATED.fullmatch(host):
        # A hyphen of the page's own host is written twice.
        inner = found[1].replace("--", "\0").replace("-", ".").replace("\0", "-")
        kept = tuple(one for one in parts.query if not one[0].startswith("_x_tr_"))
        return str(AddressParts(inner, parts.path, kept, parts.fragment))
    if _READERS.fullmatch(host) and (found := re.search(r"[^/:]/(https?:/\S+)", text)):
        return found[1]
    if host == "urldefense.com":
        found = re.search(r"/v3/__(.+?)__(?:;|$)", text)
        return found[1] if found else None
    if host == "r.search.yahoo.com":
        found = re.search(r"/RU=(https?%3a[^/]+)", text, re.IGNORECASE)
        return unquote(found[1]) if found else None
    if host == "web.telegram.org" and "tgaddr=" in text:
        return unquote(text.partition("tgaddr=")[2])
    return _redirected(parts)


def without_amp(parts: AddressParts) -> AddressParts:
    """Return the address of the page itself for that of its AMP form."""
    kept = tuple(one for one in parts.query if not _is_amp(*one))
    steps = parts.steps
    if len(steps) > 1 and steps[-1] in {"amp", "amp.html"}:
        steps = steps[:-1]
    if len(steps) > 1 and steps[0] == "amp":
        steps = steps[1:]
    path = _AMP_FILE.sub("", "".join(f"/{step}" for step in steps))
    return AddressParts(parts.host, path, kept, parts.fragment)


def _is_amp(name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    return (name == "amp" and value in _AMP_VALUES) or (name in _AMP_FORMS and value == "amp")


def _archived(text: str) -> str | None:
    found = re.search(
        r"/(?:web|save|newest|oldest|timegate|o/\w+|\d[\d.-]{3,30})[^:]{0,60}?/(?=https?[:%])", text
    )
    if found:
        inner = text[found.end() :]
        return unquote(inner) if re.match("https?%3a", inner, re.IGNORECASE) else inner
    bare = re.search(
        r"/(?:web|newest|oldest)/(?:[\d*]+(?:[a-z]{2}_)?/)?(?=[\w-]+(?:\.[\w-]+)+)", text
    )
    return text[bare.end() :] if bare else None


def _after(text: str, prefix: str) -> str | None:
    found = re.search(prefix + r"(?=[^/?#\s]+\.[^/?#\s])", text, re.IGNORECASE)
    return text[found.end() :] if found else None


def _redirected(parts: AddressParts) -> str | None:
    if not parts.query:
        return None
    for host, path, names in _KNOWN:
        if re.fullmatch(host, parts.host) and re.fullmatch(path, parts.path, re.IGNORECASE):
            # Beside the address, a search engine names what was searched for.
            values = map(parts.value, names.split())
            return next((_decoded(one) for one in values if _BARE.fullmatch(one)), None)
    if _LEADING_PATH.fullmatch(parts.path) or _LEADING_HOST.match(parts.host):
        value = parts.value(*_LEADING_NAMES)
        return _decoded(value) if _ABSOLUTE.match(value) else None
    if _ENTRY.fullmatch(parts.path):
        return _let_in(parts)
    if not parts.steps and len(parts.query) == 1 and _ABSOLUTE.match(parts.query[0][0]):
        return _decoded(parts.query[0][0])
    return None


def _let_in(parts: AddressParts) -> str | None:
    """Return the page of the same site that lies behind its entry."""
    value = _decoded(parts.value(*_ENTRY_NAMES))
    if re.match(r"/[^/]", value):
        return parts.host + value
    inside = taken_apart(value) if _ABSOLUTE.match(value) else None
    return value if inside and inside.host == parts.host else None


def _decoded(value: str) -> str:
    """Return a parameter, kept as Latin-1, as the text that it is."""
    return value.encode("latin-1", "replace").decode("utf-8", "replace")
