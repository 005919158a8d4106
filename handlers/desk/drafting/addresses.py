"""The addresses in what a moderator types, and how they are named to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.post import Post
from handlers.kit.markup import shortened
from matching.reading.addresses.address import canonical
from matching.reading.addresses.own import own_addresses
from matching.reading.addresses.private import is_private

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


def sort_addresses(found: Iterable[str], post: Post) -> tuple[list[str], list[str]]:
    """Return the addresses of posts, and those by which a post cannot be told, as they are spelled.

    Such are whole channels, sites, profiles or searches, private chats, and what the signatures of
    the post that they were found in lead to.
    """
    given = tuple(dict.fromkeys(found))
    own = set(own_addresses(replace(post, links=given)))
    posts = [one for one in given if canonical(one) in own and not is_private(one)]
    return posts, [one for one in given if one not in posts]


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
