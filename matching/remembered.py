"""Decisions made before: the same post again needs no second thought in the same store."""

from collections import OrderedDict
from hashlib import sha256

from domain.decision import Decision
from domain.post import Post

_MOST = 4_096


class Remembered:
    """The latest decisions by a fingerprint of the post; the text itself is not kept."""

    def __init__(self) -> None:
        self._version = -1
        self._decisions: OrderedDict[bytes, Decision] = OrderedDict()

    def get(self, name: bytes, version: int) -> Decision | None:
        """Return the decision on the post of this fingerprint at this version of the store."""
        if version != self._version:
            return None
        if name in self._decisions:
            self._decisions.move_to_end(name)
        return self._decisions.get(name)

    def put(self, name: bytes, version: int, decision: Decision) -> None:
        """Remember a decision; those of another version of the store are forgotten."""
        if version != self._version:
            self._decisions.clear()
            self._version = version
        self._decisions[name] = decision
        if len(self._decisions) > _MOST:
            self._decisions.popitem(last=False)


def fingerprint(post: Post) -> bytes:
    """Return what posts share that are decided alike: case and white space aside, the same."""
    words = " ".join(post.text.casefold().split())
    parts = "\n".join([words, *post.links, post.origin or ""])
    return sha256(parts.encode("utf-8", "surrogatepass")).digest()
