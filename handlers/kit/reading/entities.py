"""Marks in a text, which Telegram counts in UTF-16 code units."""

from collections.abc import Mapping


def well_formed(text: str) -> str:
    """Return the text with every half of a surrogate pair replaced, so that it can be encoded."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def links_of(text: str, entities: object) -> list[str]:
    """Return the addresses that the entities of a text, as JSON, mark in it or hide behind it.

    Whatever is no entity, or lies outside the text, is passed over; half an emoji is cut off.
    """
    found: list[str] = []
    units = b""
    for entity in entities if isinstance(entities, list | tuple) else ():
        if not isinstance(entity, Mapping):
            continue
        hidden = entity.get("url")
        if isinstance(hidden, str):
            found.append(well_formed(hidden))
        elif entity.get("type") == "url":
            units = units or text.encode("utf-16-le", "surrogatepass")
            found.append(_covered(units, entity.get("offset"), entity.get("length")))
    return [address.strip() for address in found if address.strip()]


def _covered(units: bytes, offset: object, length: object) -> str:
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        return ""
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "ignore")
