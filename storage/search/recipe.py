"""How texts become index terms and links one spelling: given to the store by its opener."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formats.links import Links


def _any(_canonical: str) -> bool:
    return True


def _none(_link: str) -> bool:
    return False


def _untold(_text: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Indexing:
    """A recipe of matching's, which the store must not import.

    `name` names recipe and version: where it differs from the store's, everything made by the
    recipe is made anew at opening. `terms` returns the normalised index terms of a text, without
    white space in them; `address` the canonical form of a link in any spelling; `is_post` tells of
    a canonical form whether it names one post, so that a debunk can be looked up by it; `language`
    the code of a text's language by its words, None where they do not tell; `is_private` whether a
    link in any spelling leads into a private chat, so that it is not kept;
    `unsigned` a text without the signatures of whoever posted it. All must be pure: they
    run in another thread.
    """

    name: str
    terms: Callable[[str], Sequence[str]]
    address: Callable[[str], str]
    is_post: Callable[[str], bool] = _any
    language: Callable[[str], str | None] = _untold
    is_private: Callable[[str], bool] = _none
    unsigned: Callable[[str], str] = str

    @property
    def links(self) -> Links:
        """What reading files takes of it."""
        return Links(self.address, self.is_post, self.language, self.is_private, self.unsigned)

    def post_at(self, link: str) -> str:
        """Return the canonical form of a link, or nothing for one that names no post."""
        canonical = self.address(link)
        return canonical if self.is_post(canonical) else ""
