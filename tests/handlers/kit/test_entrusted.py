"""Posts that a link brings from a group into the private chat."""

import re

from domain.post import Post
from handlers.groups.handing_over import LINK
from handlers.kit.entrusted import LIFETIME_SECONDS, EntrustedPosts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_payload_opens_its_post_for_a_day() -> None:
    clock = Clock()
    posts = EntrustedPosts(clock)
    one, two = (posts.link_to(Post(text)) for text in ("Раз", "Два"))
    assert (posts.opened_by(one), posts.opened_by(two)) == (Post("Раз"), Post("Два"))
    clock.now = LIFETIME_SECONDS + 1
    assert posts.opened_by(one) is None


def test_payloads_fit_telegram_s_links_and_are_never_the_same() -> None:
    posts = EntrustedPosts()
    made = {posts.link_to(Post("Раз")) for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(len(one) <= 64 and re.search(LINK, f"/start {one}") for one in made)


def test_only_the_newest_are_held() -> None:
    posts = EntrustedPosts(most=2)
    first, *rest = (posts.link_to(Post(str(number))) for number in range(3))
    assert posts.opened_by(first) is None
    assert all(posts.opened_by(one) for one in rest)


def test_nothing_opens_what_nobody_was_given() -> None:
    assert EntrustedPosts().opened_by("g-guessed") is None
    assert EntrustedPosts().opened_by("") is None
