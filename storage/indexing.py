"""How texts become index terms and links one spelling: given to the store by its opener."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indexing:
    """A recipe of matching's, which the store must not import.

    `name` names recipe and version: where it differs from the store's, everything made by the
    recipe is made anew at opening. `terms` returns the normalised index terms of a text, without
    white space in them; `address` the canonical form of a link in any spelling. Both must be pure:
    they run in another thread.
    """

    name: str
    terms: Callable[[str], Sequence[str]]
    address: Callable[[str], str]
