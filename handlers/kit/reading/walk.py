"""Any JSON of the Bot API -> the words and addresses in it, in reading order.

It goes by the keys that `forms` lists, and where it meets a kind that nobody knew takes what looks
like words. It keeps a stack of its own, so that no nesting exhausts Python's, and is bounded.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from handlers.kit.reading import forms
from handlers.kit.reading.entities import links_of, well_formed
from matching.reading.addresses.signatures import is_signature

MOST_CHARACTERS = 65_536
"""Twice what a rich message holds (core.telegram.org/bots/api#rich-message-formatting-options)."""
MOST_NODES = 50_000
"""A rich message has up to 500 blocks of 20 columns, 16 levels deep; what is over is not read."""

_BLANK_LINE = "\n\n"
_BETWEEN = {"cells": "\n", "row": " | ", "rows": "\n", "buttons": "\n", "inline_keyboard": "\n"}
"""What stands between the members of a list, by its key; else a blank line."""
_WIDTH = {gap: width for width, gap in enumerate(["", " ", " | ", "\n", _BLANK_LINE])}
_PLACE = {key: place for place, key in enumerate(forms.ORDER)}
_ADDRESS = re.compile(r"(?:https?|tg)://\S+", re.IGNORECASE)
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words, with a blank line between what stands apart, and addresses, each once."""

    words: str = ""
    links: tuple[str, ...] = ()


def said_in(value: object, key: str = "") -> Said:
    """Return what stands in the JSON that came under a key. Never raises."""
    walk = _Walk()
    walk.through(_Node(value, key))
    return Said("".join(walk.words).strip(), tuple(dict.fromkeys(walk.links)))


def opened(value: object) -> Mapping[str, object] | None:
    """Return an object of the Bot API as its JSON, None where it is none.

    The library keeps objects of its own among the fields that it does not know.
    """
    if isinstance(value, Mapping):
        return value
    to_dict = getattr(value, "to_dict", None)
    given = to_dict() if callable(to_dict) else None
    return given if isinstance(given, Mapping) else None


def objects_in(value: object) -> Iterator[Mapping[str, object]]:
    """Yield every object in a JSON, outer ones first, at most `MOST_NODES` of them."""
    stack = [value]
    for _ in range(MOST_NODES):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, list | tuple):
            stack += reversed(one)
        elif (fields := opened(one)) is not None:
            yield fields
            stack += reversed(list(fields.values()))


@dataclass(frozen=True, slots=True)
class _Node:
    """A value under its key; `inline` where it is a piece of a text that runs on."""

    value: object
    key: str
    inline: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gap:
    """Between two members of what began when there were so many pieces."""

    text: str
    begun: int


@dataclass(frozen=True, slots=True)
class _End:
    """The end of what began when there were so many pieces, with `waiting` to come before it."""

    begun: int
    waiting: str


_SPACE = _Node(" ", "text", inline=True)


@dataclass(slots=True)
class _Walk:
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _stack: list[_Node | _Gap | _End] = field(default_factory=list)
    _waiting: str = ""
    _length: int = 0

    def through(self, first: _Node) -> None:
        self._stack.append(first)
        nodes = 0
        while self._stack and nodes < MOST_NODES and self._length < MOST_CHARACTERS:
            step = self._stack.pop()
            if isinstance(step, _Gap):
                if len(self.words) > step.begun:
                    self._waiting = max(self._waiting, step.text, key=_WIDTH.__getitem__)
            elif isinstance(step, _End):
                # A gap that no words followed is none.
                self._waiting = step.waiting if len(self.words) == step.begun else ""
            else:
                nodes += 1
                self._visit(step)

    def _visit(self, node: _Node) -> None:
        value = node.value
        if isinstance(value, str):
            self._say(value, node)
        elif isinstance(value, list | tuple):
            rows = node.key == "cells" and any(isinstance(one, list | tuple) for one in value)
            key = "row" if rows else node.key
            gap = "" if node.inline else _BETWEEN.get(node.key, _BLANK_LINE)
            self._push((_Node(one, key, node.inline) for one in islice(value, MOST_NODES)), gap)
        elif (fields := opened(value)) is not None:
            members: Iterable[_Node] = _members(fields, node)
            if node.inline and node.key == "button":
                members = chain([_SPACE], members, [_SPACE])
            self._push(members, " " if node.inline else _BLANK_LINE)

    def _push(self, members: Iterable[_Node], gap: str) -> None:
        begun = len(self.words)
        steps: list[_Node | _Gap | _End] = []
        for member in members:
            if steps and gap:
                steps.append(_Gap(gap, begun))
            steps.append(member)
        self._stack.append(_End(begun, self._waiting))
        self._stack.extend(reversed(steps))

    def _say(self, text: str, node: _Node) -> None:
        self.links += node.links
        known = node.key in _PLACE
        if node.key in forms.LINKS or (not known and _ADDRESS.fullmatch(text.strip())):
            self.links += filter(None, [well_formed(text.strip())])
        elif known or _TWO_WORDS.search(text):
            spoken = well_formed(text[: MOST_CHARACTERS - self._length])
            spoken = spoken if node.inline else spoken.strip()
            if spoken:
                self.words.append(self._waiting + spoken)
                self._waiting = ""
                self._length += len(spoken)


def _members(fields: Mapping[str, object], holder: _Node) -> Iterator[_Node]:
    """The fields that may hold words, in reading order; new ones between headings and the rest."""
    label = fields.get("text")
    signs = isinstance(label, str) and is_signature(label)
    kept = [
        key
        for key in islice(fields, MOST_NODES)
        if isinstance(key, str) and not forms.is_left_out(holder.key, key)
        # What a button "Subscribe" leads to is no address of what is said.
        if not (signs and key in forms.LINKS)
    ]
    for key in sorted(kept, key=lambda key: _PLACE.get(key, _PLACE["body"])):
        value = fields[key]
        if isinstance(value, str):
            marks = [
                fields.get(f"{key}_entities"),
                fields.get("entities") if key == "text" else None,
            ]
            links = tuple(link for mark in marks for link in links_of(value, mark))
            yield _Node(value, key, holder.inline, links)
        else:
            yield _Node(value, key, holder.inline or _runs_on(key, value))


def _runs_on(key: str, value: object) -> bool:
    """Tell whether a value is a rich text: a list of pieces, or one piece, which has a type."""
    if isinstance(value, list | tuple):
        apart = key in forms.HOLDERS or key not in _PLACE
        return not apart or (key in _PLACE and any(isinstance(one, str) for one in value))
    return (
        key in _PLACE
        and key not in forms.HOLDERS
        and isinstance(value, Mapping)
        and "type" in value
    )
