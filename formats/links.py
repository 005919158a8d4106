"""What is known outside this package: addresses' one form, which are no posts, and languages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.debunk import Debunk
from formats.faults import Fault
from formats.fields import shown
from formats.plain_text import language_named, language_of


@dataclass(frozen=True, slots=True)
class Links:
    """`canonical` gives an address its one form, `is_post` says of such a form if it is a post.

    `by_words` returns the language of a text, or None where its words do not tell; `is_private`
    tells of a link in any spelling whether it leads into a private chat.
    `unsigned` returns a post's text without lines such as "Subscribe", whose addresses are not its.
    """

    canonical: Callable[[str], str]
    is_post: Callable[[str], bool]
    by_words: Callable[[str], str | None]
    is_private: Callable[[str], bool]
    unsigned: Callable[[str], str] = str

    def language(self, text: str, told: str | None = None) -> str:
        """Return a text's language: as it was told where that can be, else by words and letters.

        Publishing systems tell the site's language of texts in Kazakh, so that Russian is believed
        only where the words do not say Kazakh.
        """
        named = language_named(text, told)
        if named and named != "ru":
            return named
        said = self.by_words(text)
        if named and said != "kk":
            return named
        return said or language_of(text)

    def listed(self, addresses: Iterable[str], warnings: list[Fault]) -> list[str]:
        """Return the addresses without other spellings of the same, warned about if no post."""
        found: dict[str, str] = {}
        for address in addresses:
            one = self.canonical(address)
            if (one or address) in found:
                continue
            found[one or address] = address
            if not self.is_post(one) and not self.is_private(address):
                warnings.append(Fault("not-post", {"words": shown(address)}))
        return list(found.values())

    def public(self, debunk: Debunk) -> tuple[Debunk, list[str]]:
        """Return a debunk without links into private chats, and those that were left out.

        A source that is nothing but such a link goes, too.
        """
        named = [one.url for one in debunk.statements] + [one.url for one in debunk.sources]
        found = dict.fromkeys([*debunk.appearances, *named])
        private = [one for one in found if one and self.is_private(one)]
        if not private:
            return debunk, []
        statements = [replace(one, url=_not_in(one.url, private)) for one in debunk.statements]
        sources = [
            replace(one, url=_not_in(one.url, private))
            for one in debunk.sources
            if one.title or one.url not in private
        ]
        return replace(
            debunk,
            statements=tuple(statements),
            sources=tuple(sources),
            appearances=tuple(one for one in debunk.appearances if one not in private),
        ), private


def _not_in(url: str | None, left: Sequence[str]) -> str | None:
    return None if url in left else url
