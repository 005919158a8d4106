"""What is known of addresses outside this package: their one form, and which are no posts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.faults import Fault
from storage.fields import shown


@dataclass(frozen=True, slots=True)
class Links:
    """`canonical` gives an address its one form, `is_post` says of such a form if it is a post."""

    canonical: Callable[[str], str]
    is_post: Callable[[str], bool]

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
