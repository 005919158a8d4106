"""One wording of a claim, as the store keeps it and matching searches it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One wording of a published debunk's claim.

    `id` stands for this text of this debunk for good, and is never given to another.
    """

    id: int
    debunk_id: str
    lang: str
    text: str
