"""Which addresses are a post's own: not its signatures', nor other posts of whoever signs it."""

import re
import unicodedata

from domain.post import Post
from matching.reading.addresses.address import canonical, named, posts, without_addresses
from matching.reading.addresses.signatures import signatures

_FEW_WORDS = 4
"""Words from which a post says itself what it is about."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_CHANNEL = re.compile(r"(t\.me/(?:c/\d+|\w+))/\d+")


def own_addresses(post: Post) -> list[str]:
    """Return the canonical addresses of pages and posts that a post names, its origin first."""
    text = _visible(post.text)
    kept, signed = _apart(text)
    left = set(named((), signed)) - set(named((), kept))
    links = [one for one in post.links if canonical(one) not in left]
    found = posts([post.origin or "", *links], kept)
    return [one for one in found if not _of_signer(one, post)]


def _apart(text: str) -> tuple[str, str]:
    kept: list[str] = []
    signed: list[str] = []
    done = 0
    for begin, end in signatures(text):
        kept.append(text[done:begin])
        signed.append(text[begin:end])
        done = end
    return " ".join([*kept, text[done:]]), " ".join(signed)


def _of_signer(address: str, post: Post) -> bool:
    """Tell whether an address is another post of the channel that a post with words came from."""
    origin = canonical(post.origin or "")
    theirs, ours = _OF_CHANNEL.fullmatch(origin), _OF_CHANNEL.fullmatch(address)
    if theirs is None or ours is None or address == origin or theirs[1] != ours[1]:
        return False
    return len(_WORD.findall(without_addresses(post.text))) >= _FEW_WORDS


def _visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
