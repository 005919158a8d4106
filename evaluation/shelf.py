"""The labelled sets' debunks as stores in memory, for measuring decisions alone."""

from collections.abc import Mapping, Sequence

from evaluation.labelled import claims_of
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed, Shelf

Claims = Mapping[str, Sequence[tuple[str, str]]]
"""Debunk id -> its claims as (language, text)."""


def shelf_of(claims: Claims, encoder: Encoder) -> Shelf:
    """Return a store of these debunks."""
    shelf = Shelf(encoder=encoder)
    for debunk_id, worded in claims.items():
        shelf.put(debunk_id, *(Claimed(debunk_id, lang, text) for lang, text in worded))
    return shelf


def filled(author: str, encoder: Encoder) -> Shelf:
    """Return a store of one set's debunks."""
    return shelf_of(claims_of(author), encoder)
