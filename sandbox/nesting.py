"""How entities may lie in one another: tdlib's fix_entities in the cases that markup can make."""

from collections.abc import Sequence
from itertools import pairwise

from sandbox.text import Entity

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_SOLID = ("pre", "code")
_QUOTES = ("blockquote", "expandable_blockquote")
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (*_QUOTES, "text_link", "text_mention", "pre", "code", *SPLITTABLE, "custom_emoji")
    )
}


def settled(entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities as Telegram keeps them, in its order.

    Nothing lies inside `pre` or `code`, quotations do not nest, bold and its like are merged where
    they touch and cut where they would only partly overlap. `language` stays on `pre` alone.
    """
    ordered = _sorted(entities)
    solid = _outermost([entity for entity in ordered if entity["type"] in _SOLID])
    quotes = _outermost([entity for entity in ordered if entity["type"] in _QUOTES])
    links = _outermost(
        [
            entity
            for entity in ordered
            if entity["type"] not in (*SPLITTABLE, *_SOLID, *_QUOTES)
            and not any(_meet(entity, wall) for wall in solid)
        ]
    )
    styles = [
        piece
        for kind in SPLITTABLE
        for piece in _merged([entity for entity in ordered if entity["type"] == kind], solid)
    ]
    fixed = _sorted([_shaped(entity) for entity in (*solid, *quotes, *links)])
    nested: list[Entity] = []
    for style in _sorted(styles):
        nested += _cut(style, (*fixed, *nested))
    return _sorted((*fixed, *nested))


def _sorted(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(
        entities,
        key=lambda entity: (
            entity["offset"],
            -entity["length"],
            _ORDER.get(entity["type"], len(_ORDER)),
        ),
    )


def _shaped(entity: Entity) -> Entity:
    if entity["type"] == "pre" and entity.get("language"):
        return entity
    return {key: value for key, value in entity.items() if key != "language"}


def _meet(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _outermost(entities: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or not _meet(kept[-1], entity):
            kept.append(entity)
    return kept


def _merged(entities: Sequence[Entity], walls: Sequence[Entity]) -> list[Entity]:
    spans: list[list[int]] = []
    for entity in entities:
        start, stop = entity["offset"], entity["offset"] + entity["length"]
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], stop)
        else:
            spans.append([start, stop])
    for wall in walls:
        left, right = wall["offset"], wall["offset"] + wall["length"]
        spans = [
            piece
            for start, stop in spans
            for piece in ([start, min(stop, left)], [max(start, right), stop])
            if piece[0] < piece[1]
        ]
    return [
        {"type": entities[0]["type"], "offset": start, "length": stop - start}
        for start, stop in spans
    ]


def _cut(style: Entity, others: Sequence[Entity]) -> list[Entity]:
    start, stop = style["offset"], style["offset"] + style["length"]
    edges = {start, stop}
    for other in others:
        left, right = other["offset"], other["offset"] + other["length"]
        if left < start < right < stop:
            edges.add(right)
        elif start < left < stop < right:
            edges.add(left)
    places = sorted(edges)
    return [{**style, "offset": here, "length": there - here} for here, there in pairwise(places)]
