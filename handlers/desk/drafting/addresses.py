"""The addresses in what a moderator types, and how they are named to them."""

import re
from collections.abc import Iterable, Sequence

from handlers.kit.markup import shortened
from matching.reading.addresses.address import canonical, is_post

_SHOWN_ADDRESSES = 5
_SHOWN_ADDRESS = 100
_ADDRESS = re.compile(r"(?:https?://|t\.me/|telegram\.me/|www\.)\S+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def addresses_in(text: str, links: Sequence[str] = ()) -> list[str]:
    """Return the addresses of pages in a text, each with its scheme, and the links given."""
    found = [*links, *_ADDRESS.findall(text)]
    found += [word for word in text.split() if _BARE.fullmatch(word) and "/" in word]
    whole = [one if "://" in one else f"https://{one}" for one in found]
    return list(dict.fromkeys(one.rstrip(".,;)") for one in whole))


def sort_addresses(found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the addresses of posts, and those of whole channels, sites, profiles or searches."""
    posts: list[str] = []
    others: list[str] = []
    for one in found:
        (posts if is_post(canonical(one)) else others).append(one)
    return posts, others


def name_addresses(found: Sequence[str]) -> str:
    """Return addresses as they are named to a moderator, the first few of many."""
    named = ", ".join(shortened(one, _SHOWN_ADDRESS) for one in found[:_SHOWN_ADDRESSES])
    return f"{named}, …" if len(found) > _SHOWN_ADDRESSES else named


def without_addresses(text: str) -> str:
    """Return a text without the addresses of pages in it; its lines stay."""
    bare = _ADDRESS.sub(" ", text)
    lines = [
        " ".join(word for word in line.split() if not (_BARE.fullmatch(word) and "/" in word))
        for line in bare.splitlines()
    ]
    return "\n".join(lines)


def address_alone(words: str) -> str | None:
    """Return the address that a text is as a whole, as `example.kz`, or None."""
    return f"https://{words}" if _BARE.fullmatch(words) else None
