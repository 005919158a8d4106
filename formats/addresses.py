"""Addresses as people list them in a cell or a property."""

import re

from formats.fields import wrong_address

_SPLIT = re.compile(r"[\s;|<>\"«»]+|,(?=\s|$)|,(?=https?://|www\.|t\.me/)", re.IGNORECASE)
_TAIL = ".,;:!?…'»”"
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}\.?(?::\d{1,5})?(?:[/?#]\S*)?"
)
_SPREADSHEET_LINK = re.compile(
    r"=\s*(?:HYPERLINK|ГИПЕРССЫЛКА)\s*\(\s*\"(?P<url>[^\"]{1,2048})\"\s*"
    r"(?:[;,]\s*\"(?P<text>[^\"]*)\"\s*)?\)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[[^\[\]]*\]\((https?://[^\s)]+)\)")


def with_scheme(text: str) -> str | None:
    """Return an address with its scheme, `https://` where it had none, or None for no address."""
    bare = text.strip().rstrip(_TAIL)
    if bare.startswith("//"):
        bare = f"https:{bare}"
    elif not _SCHEME.match(bare):
        if not _HOST.fullmatch(bare):
            return None
        bare = f"https://{bare}"
    return None if wrong_address(bare) else bare


def listed_addresses(text: str) -> tuple[list[str], list[str]]:
    """Return the addresses of a list in one text, and the words in it that are none.

    White space, semicolons and commas stand between them; a comma inside an address stays.
    """
    found: list[str] = []
    words: list[str] = []
    for part in _SPLIT.split(_LINK.sub(r" \1 ", text)):
        if not part.strip(_TAIL + "-–—()"):
            continue
        address = with_scheme(part)
        (words if address is None else found).append(address or part)
    return list(dict.fromkeys(found)), words


def spreadsheet_link(cell: str) -> tuple[str, str] | None:
    """Return address and text of a cell's `=HYPERLINK("…";"…")`, or None where it is none."""
    found = _SPREADSHEET_LINK.fullmatch(cell.strip())
    return (found["url"], found["text"] or found["url"]) if found else None
