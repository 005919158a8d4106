"""Posts that someone may want to bring from another chat into the private one, by a link."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from domain.post import Post

LIFETIME_SECONDS = 24 * 3_600
"""How long a link opens a post; nothing of it is stored."""
_MOST = 5_000
_PREFIX = "g-"


class EntrustedPosts:
    """Posts by the payload of the deep link that opens them, in memory alone.

    A payload cannot be guessed, since whoever has it reads the post. `now` tells seconds.
    """

    def __init__(self, now: Callable[[], float] = monotonic, most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._posts: OrderedDict[str, tuple[float, Post]] = OrderedDict()

    def link_to(self, post: Post) -> str:
        """Return the `/start` payload that opens a post from now on."""
        payload = _PREFIX + secrets.token_urlsafe(12)
        self._posts[payload] = (self._now(), post)
        while len(self._posts) > self._most:
            self._posts.popitem(last=False)
        return payload

    def opened_by(self, payload: str) -> Post | None:
        """Return the post that a payload opens, None for one that is unknown or too old."""
        at, post = self._posts.get(payload, (0.0, None))
        if post is not None and self._now() - at > LIFETIME_SECONDS:
            del self._posts[payload]
            return None
        return post
