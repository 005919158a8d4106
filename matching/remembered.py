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

    def get(self, post: Post, version: int) -> Decision | None:
        """Return the decision on this post at this version of the store, if there is one."""
        if version != self._version:
            return None
        key = _fingerprint(post)
        if key in self._decisions:
            self._decisions.move_to_end(key)
        return self._decisions.get(key)

    def put(self, post: Post, version: int, decision: Decision) -> None:
        """Remember a decision; those of another version of the store are forgotten."""
        if version != self._version:
            self._decisions.clear()
            self._version = version
        self._decisions[_fingerprint(post)] = decision
        if len(self._decisions) > _MOST:
            self._decisions.popitem(last=False)


def _fingerprint(post: Post) -> bytes:
    words = " ".join(post.text.casefold().split())
    parts = "\n".join([words, *post.links, post.origin or ""])
    return sha256(parts.encode("utf-8", "surrogatepass")).digest()
