"""The odd update of a number: the same for the same seed, from a person of its own."""

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.odd.desk import DESK_SAMPLES, is_of_desk
from benchmarks.odd.samples import SAMPLES, OddPerson
from benchmarks.odd.schema import made, usual, ways
from benchmarks.odd.values import ANYTHING, odd_entities, odd_value, written

Json = dict[str, Any]
_MESSAGES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_message",
    "guest_message",
)
_OTHERS_NUMBERS = 2**53
_NAMES = ("type", "status", "source", "state", "style")


@dataclass(frozen=True, slots=True)
class OddUpdate:
    """An update as Telegram would write it down, and what is odd about it.

    `raw` is its JSON before what no writer writes is put in; `what` names the place and the change
    in names of the Bot API alone; `valid` says that nothing was changed.
    """

    number: int
    raw: object
    what: str
    valid: bool

    def source(self, draft: int = 1) -> str:
        """Return the update's JSON, `draft` being the one that awaits its sender."""
        return written(json.dumps(self.raw), draft)


def odd_update(seed: int, number: int) -> OddUpdate:
    """Return the update of a number, at least 1, which is its `update_id` unless that is odd."""
    chance = random.Random(f"{seed} {number}")
    person = OddPerson(number, chance)
    draw = chance.random()
    if draw < 0.02:
        return _no_update(person)
    if draw < 0.55:
        # In turn, so that each comes as often as the others.
        way = ways()[(number * 7 + seed) % len(ways())]
        content, what, place = _placed(person, made(way, chance)), way.name, way.keys
    else:
        samples = DESK_SAMPLES if is_of_desk(number) and draw < 0.9 else SAMPLES
        what = chance.choice(sorted(samples))
        content, place = samples[what](person), ()
    update = {"update_id": number, **copy.deepcopy(content)}
    changes: list[str] = []
    if chance.random() < 0.85:
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            if not update or any("a list of" in one for one in changes):
                # What changes in one of thousands would change in each.
                break
            changes.append(_change(update, place, chance))
            place = ()
    return OddUpdate(number, update, "; ".join([what, *changes]), not changes)


def _no_update(person: OddPerson) -> OddUpdate:
    """Return what is no update at all, or one of a kind that nobody knows."""
    chance, number = person.chance, person.number
    raw = chance.choice(
        (
            chance.choice(ANYTHING),
            {"update_id": number},
            {"update_id": number, "brand_new_kind": {"from": person.user(), "a": 1}},
            {"update_id": number, "brand_new_message": person.message(**person.text())},
            {
                "update_id": number,
                "message": person.message(**person.text()),
                "edited_message": person.message(**person.text()),
            },
            {"update_id": number, "message": chance.choice(ANYTHING)},
            {"update_id": number, "callback_query": chance.choice(ANYTHING)},
        )
    )
    return OddUpdate(number, raw, "no update of a known kind", valid=False)


def _placed(person: OddPerson, update: Json) -> Json:
    """Give an update made by the schema its person, and mostly something that was said."""
    chance = person.chance
    update.pop("update_id", None)
    for kind, content in list(update.items()):
        if kind in _MESSAGES and isinstance(content, dict):
            del update[kind]
            told = {**content, **person.message(), **_own(content, ("from", "chat"), person)}
            if chance.random() < 0.5 and "text" not in told:
                told |= person.text()
            where = chance.choice((kind, kind, kind, "message", *_MESSAGES))
            if where.startswith("channel"):
                told["chat"] = {"id": -1_000_000_000_000 - person.number, "type": "channel"}
            update[where] = told
        elif kind in {"callback_query", "inline_query"} and isinstance(content, dict):
            word = "press" if kind == "callback_query" else "inline"
            own = _own(content, ("from",), person)
            update[kind] = {**content, **own, "id": f"{word}-{person.number}"}
    return update


def _own(content: Json, keys: tuple[str, ...], person: OddPerson) -> Json:
    """Return who and where, with what the schema filled in beside the ids."""
    known = {"from": person.user(), "chat": person.chat()}
    return {
        key: {**(content[key] if isinstance(content.get(key), dict) else {}), **known[key]}
        for key in keys
    }


def _change(update: Json, place: tuple[str, ...], chance: random.Random) -> str:
    """Change something in an update, at a place if it is there; return what."""
    path = _found(update, place) if place and chance.random() < 0.8 else None
    if path is None:
        path = chance.choice(list(_places(update)))
    holder: Any = update
    for step in path[:-1]:
        holder = holder[step]
    key, value = path[-1], holder[path[-1]]
    where = ".".join("[]" if isinstance(step, int) else str(step) for step in path)
    draw = chance.random()
    if draw < 0.2:
        del holder[key]
        return f"{where} missing"
    if draw < 0.3:
        holder[key] = None
        return f"{where} null"
    if draw < 0.36 and isinstance(holder, dict):
        new = copy.deepcopy(chance.choice((value, value, *ANYTHING)))
        holder[f"brand_new_{chance.randrange(3)}"] = new
        return f"{where} beside an unknown field"
    if draw < 0.5 and isinstance(value, str) and key in {"text", "caption"}:
        marks = "entities" if key == "text" else f"{key}_entities"
        holder[marks] = odd_entities(value, chance)
        if chance.random() < 0.2:
            del holder[key]
        return f"{where} under odd entities"
    if key in _NAMES and isinstance(value, str) and draw < 0.7:
        holder[key] = "brand_new"
        return f"{where} of a new kind"
    if draw < 0.55 and isinstance(value, dict):
        holder[key] = usual(str, chance)
        return f"{where} a string"
    holder[key] = odd = copy.deepcopy(odd_value(value, chance))
    if path == ("update_id",) and isinstance(odd, int | float) and 0 < odd < _OTHERS_NUMBERS:
        # It would be another update's, or say that all before it have been taken.
        holder[key] = odd = -1
    return f"{where} {_named(odd)}"


def _found(update: Json, place: tuple[str, ...]) -> tuple[str | int, ...] | None:
    """Return the path of a place, whose first step may have been changed, or None."""
    for first in (place[0], *_MESSAGES):
        path: list[str | int] = []
        at: Any = update
        for key in (first, *place[1:]):
            while isinstance(at, list) and at:
                at = at[0]
                path.append(0)
            if not isinstance(at, dict) or key not in at:
                break
            at = at[key]
            path.append(key)
        else:
            return tuple(path)
    return None


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _places(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value[:3]):
            yield from _places(one, (*path, at))


def _named(value: object) -> str:
    """Name an odd value without what it holds."""
    if isinstance(value, str):
        return f"a string of {len(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"an object of {len(value)}"
    return f"{type(value).__name__} {value!r:.12}"
