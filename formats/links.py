"""What is known outside this package: addresses' one form, which are no posts, and languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from formats.faults import Fault
from formats.fields import shown
from formats.plain_text import language_named, language_of


@dataclass(frozen=True, slots=True)
class Links:
    """`canonical` gives an address its one form, `is_post` says of such a form if it is a post.

    `unsigned` returns a post's text without lines such as "Subscribe", whose addresses are not its.
    `by_words` returns the language of a text, or None where its words do not tell.
    """

    canonical: Callable[[str], str]
    is_post: Callable[[str], bool]
    by_words: Callable[[str], str | None]
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
            if not self.is_post(one):
                warnings.append(Fault("not-post", {"words": shown(address)}))
        return list(found.values())
