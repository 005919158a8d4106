"""Saved web pages -> the JSON-LD in their script tags, and their tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from formats.addresses import with_scheme
from formats.json_text import NotJson, json_documents
from formats.table import Line

_MOST_TABLES = 200
_DEEPEST = 20
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_TELEGRAM = ("page_wrap", "message default", "Exported Data")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds that can be read; `broken` script tags had JSON-LD that cannot."""

    values: list[object]
    broken: int
    address: str | None
    tables: list[list[Line]]


def is_telegram_page(text: str) -> bool:
    """Tell whether a page is one of Telegram's export of a chat."""
    return sum(mark in text for mark in _TELEGRAM) >= 2


def read_page(text: str) -> Page:
    """Return the JSON-LD and the tables of a page."""
    page = LexborHTMLParser(text)
    values: list[object] = []
    broken = 0
    for script in page.css('script[type*="ld+json" i]'):
        try:
            values += [value for _, value in json_documents(script.text(deep=True))]
        except NotJson:
            broken += 1
    tables = _tables(page) if _deepest(text) <= _DEEPEST else []
    return Page(values, broken, _address(page), [_lines(table) for table in tables])


def _address(page: LexborHTMLParser) -> str | None:
    for selector, name in (('link[rel="canonical"]', "href"), ('[property="og:url"]', "content")):
        node = page.css_first(selector)
        if node is not None and (found := with_scheme(node.attributes.get(name) or "")):
            return found
    return None


def _deepest(text: str) -> int:
    """Return how many tables stand within each other; to look into thousands takes for ever."""
    steps = (-1 if tag[1] else 1 for tag in _TABLE_TAG.finditer(text))
    return max(accumulate(steps, initial=0))


def _tables(page: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield the tables that hold no other: what pages are laid out with is no list of checks."""
    for table in islice(page.css("table"), _MOST_TABLES):
        if not any(node.tag == "table" for node in table.traverse() if node != table):
            yield table


def _lines(table: LexborNode) -> list[Line]:
    return [
        Line(number, [cell.text(deep=True, separator=" ").strip() for cell in row.css("td, th")])
        for number, row in enumerate(table.css("tr"), 1)
    ]
