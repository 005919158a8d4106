"""Marks in a text, which Telegram counts in UTF-16 code units."""

from collections.abc import Mapping, Sequence

from matching.reading.addresses.signatures import is_signature, signatures


def well_formed(text: str) -> str:
    """Return the text with every half of a surrogate pair replaced, so that it can be encoded."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def links_of(text: str, entities: object) -> list[str]:
    """Return the addresses that the entities of a text, as JSON, mark in it or hide behind it.

    Whatever is no entity, or lies outside the text, is passed over; half an emoji is cut off. What
    stands in a signature ("Subscribe", "Our chat") is no address of what is said.
    """
    found: list[str] = []
    units = text.encode("utf-16-le", "surrogatepass") if entities else b""
    signed = signatures(text) if entities else []
    for entity in entities if isinstance(entities, list | tuple) else ():
        if not isinstance(entity, Mapping):
            continue
        offset, length = entity.get("offset"), entity.get("length")
        hidden = entity.get("url")
        if not isinstance(hidden, str) and entity.get("type") != "url":
            continue
        words = _covered(units, offset, length)
        if _is_signed(_covered(units, 0, offset), words, signed):
            continue
        found.append(well_formed(hidden) if isinstance(hidden, str) else words)
    return [address.strip() for address in found if address.strip()]


def _is_signed(before: str, words: str, signed: Sequence[tuple[int, int]]) -> bool:
    begin = len(before)
    return is_signature(words) or any(at <= begin < end for at, end in signed)


def _covered(units: bytes, offset: object, length: object) -> str:
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        return ""
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "ignore")
