"""Web addresses in any spelling -> one form, so that the same post is found again."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl

from matching.reading.addresses.pages import is_post
from matching.reading.addresses.parts import AddressParts, taken_apart
from matching.reading.addresses.platforms import unified
from matching.reading.addresses.wrappers import led_to, without_amp

__all__ = [
    "ADDRESS_SIGN",
    "LONGEST",
    "MOST",
    "NAME",
    "addresses",
    "canonical",
    "is_post",
    "masked",
    "named",
    "posts",
]

NAME = "addresses-4"
"""The recipe: another name wherever `canonical`, `is_post` or `is_private` tells otherwise."""
LONGEST = 4_096
ADDRESS_SIGN = "\ue000"
"""What `masked` puts in the place of each character of an address; no letter, never typed."""
MOST = 64
"""Addresses read from one text. A Telegram message holds at most 100 entities."""

_MOST_READ = 4 * MOST
"""Different readings that are tried, whether they are addresses or not."""
_DEEPEST = 8
_TG = re.compile(r"tg:(?://)?[a-z]+/?\?", re.IGNORECASE)
# What is added to a link to follow whoever passes it on; none of it changes the page.
_TRACKING = re.compile(
    r"utm_\w*|[a-z]{0,3}clid|msclkid|twclid|fb_\w+|igsh(?:id)?|mc_[ce]id|_openstat|yadclid"
    r"|ref(?:_src|_url)?|feature|si|share|shared|share_(?:url|id)|sfnsn|mibextid|rdid|_rd[cr]"
    r"|_ga|_gl|at_\w+|mkt_tok|gad_source|[gw]braid|srsltid|spm|etext|roistat|cmpid|vero_id|hsa_\w+"
    r"|_ym_\w+|xmt|__twitter_impression|guccounter|_x_tr_\w+|replytocom|jsessionid|phpsessid"
    r"|cfid|cftoken|aspsessionid\w*|(?:mtm|pk|wt|calltouch)_\w+|i?cmp|icid|ncid|ocid|smid|smtyp"
    r"|xtor|rb_clickid|li_fat_id|_branch_match_id|usqp|amp_(?:js_v|gsa)",
    re.IGNORECASE,
)
_SESSION_NAME = re.compile(r"s(?:id|ess|ession|essionid)", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"[0-9a-f]{20,}", re.IGNORECASE)
_SOURCE_VALUE = re.compile(r"[a-z_-]{1,20}", re.IGNORECASE)
_NEXT = r"(?!(?<![/=:])h(?:tt|xx)ps?://)(?!\]\()"
_SIGN = rf"(?:{_NEXT}[^\s<>\"«»“”])"
_CANDIDATE = re.compile(
    rf"(?:h(?:tt|xx)ps?|tg)://{_SIGN}{{1,2048}}|tg:(?:resolve|privatepost)\?{_SIGN}{{1,2048}}"
    rf"|(?<![\w@.])(?:www\.{_SIGN}{{1,2048}}"
    rf"|(?:[\w-]{{1,63}}\.){{1,5}}[^\W\d_]{{2,24}}(?::\d{{1,5}})?/{_SIGN}{{0,2048}})",
    re.IGNORECASE,
)
_TAIL = ".,;:!?…'\"”»*_~`|"
_PAIRED = {")": "(", "]": "[", "}": "{"}
_LETTER = r"[^\W\d_a-zA-Z]"
# A word in other letters right behind what is none, up to the end: "…/a/1Это", "…/a/1-это".
_GLUED = re.compile(rf"(?<=[A-Za-z0-9])[^\w/?=&#%+]{{0,3}}{_LETTER}+(?![\w/-])[^/]*$")


def canonical(address: str) -> str:
    """Return the one form of an address: `host/path?query`, or an empty string for no address.

    Scheme, user, default port, `www.` and `m.`, trailing slash, index page, tracking parameters and
    fragments that do not route go; hosts become small ASCII letters (IDNA), parameters are sorted,
    escapes are written in one way. Archived copies, redirects, AMP and translated pages become the
    page itself; every spelling of a post on a known platform becomes one, of Telegram's
    `t.me/channel/123`. Applying it twice changes nothing; never raises; what is longer than
    `LONGEST` is no address.
    """
    # A lone surrogate, which no address holds, could not be escaped.
    text = _visible(address[: LONGEST + 1].encode("utf-8", "ignore").decode())
    for _ in range(_DEEPEST):
        if len(text) > LONGEST:
            return ""
        simpler = _simpler(text)
        if simpler == text:
            return text
        text = simpler
    return ""


def addresses(text: str) -> list[str]:
    """Return the addresses written in plain text, canonical, each once, at most `MOST` of them.

    Reads what begins with a scheme or `www.`, and bare hosts that a path follows.
    """
    return named((), text)


def named(links: Iterable[str], text: str = "") -> list[str]:
    """Return what links and a text name, canonical, each once, at most `MOST`.

    An address that a word in other letters follows without a space is read with and without it:
    nothing tells a glued word from the end of the address.
    """
    found: dict[str, None] = {}
    read: set[str] = set()
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    written = (_trimmed(match.group()) for match in _CANDIDATE.finditer(visible))
    for part in (links, written):
        for address in part:
            for reading in (address, _GLUED.sub("", address)):
                if reading in read:
                    continue
                read.add(reading)
                if one := canonical(reading):
                    found[one] = None
            if len(found) >= MOST or len(read) >= _MOST_READ:
                return list(found)[:MOST]
    return list(found)


def posts(links: Iterable[str], text: str = "") -> list[str]:
    """Return those of `named` that name one post or page: only these may decide anything."""
    return [one for one in named(links, text) if is_post(one)]


def without_addresses(text: str) -> str:
    """Return the text with every address that `addresses` would read taken out.

    Words that are glued to an address stay.
    """

    def words(match: re.Match[str]) -> str:
        glued = _GLUED.search(match.group())
        return f" {glued.group()} " if glued else " "

    return _CANDIDATE.sub(words, text)


def masked(text: str) -> str:
    """Return the text, as long as it was, with `ADDRESS_SIGN` for each character of its addresses.

    Words that are glued to an address stay.
    """

    def signs(match: re.Match[str]) -> str:
        glued = _GLUED.search(match.group())
        end = glued.start() if glued else len(match.group())
        return ADDRESS_SIGN * end + match.group()[end:]

    return _CANDIDATE.sub(signs, text)


def _visible(text: str) -> str:
    kept = (sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"})
    return "".join("".join(kept).split()).replace("&amp;", "&").replace("[.]", ".")


def _simpler(text: str) -> str:
    """Return an address one step nearer to its canonical form."""
    if _TG.match(text):
        return _from_tg(text)
    text = re.sub(r"^hxxp(?=s?:)", "http", text, flags=re.IGNORECASE)
    parts = taken_apart(text)
    if parts is None:
        return ""
    inner = led_to(parts, text)
    if inner and inner != text and (_TG.match(inner) or taken_apart(inner)):
        return _visible(inner)
    parts = unified(without_amp(parts))
    kept = [one for one in parts.query if not _follows(*one, parts)]
    return str(replace(parts, query=tuple(kept)))


def _follows(name: str, value: str, parts: AddressParts) -> bool:
    """Tell whether a parameter only tells who passed the link on."""
    if name == "from":
        return bool(_SOURCE_VALUE.fullmatch(value)) and not parts.value("to")
    if _SESSION_NAME.fullmatch(name):
        return bool(_SESSION_VALUE.fullmatch(value))
    return bool(_TRACKING.fullmatch(name))


def _trimmed(text: str) -> str:
    while text:
        last = text[-1]
        if last in _TAIL or (last in _PAIRED and text.count(last) > text.count(_PAIRED[last])):
            text = text[:-1]
        else:
            break
    return text


def _from_tg(text: str) -> str:
    values = dict(parse_qsl(text.partition("?")[2]))
    if "channel" in values:
        return f"t.me/c/{values['channel']}/{values.get('post', '')}"
    return f"t.me/{values['domain']}/{values.get('post', '')}" if "domain" in values else ""
