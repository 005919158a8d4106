"""Labelled posts for tests: claims of the examples, word for word, and posts about nothing."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.conftest import EXAMPLES

Row = dict[str, Any]


def claims(times: int = 1) -> Iterator[Row]:
    """Yield each claim of the examples as a post that its debunk answers, so many times."""
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        debunk = json.loads(line)
        for number, claim in enumerate(debunk["claims"] * times):
            yield {
                "id": f"{debunk['id']}-{number}",
                "text": claim["text"],
                "lang": claim["lang"],
                "kind": "original",
                "debunk_id": debunk["id"],
            }


def chatter(count: int) -> Iterator[Row]:
    """Yield so many posts that no debunk answers, in a few wordings, which are soon encoded."""
    for number in range(count):
        yield {
            "id": f"chatter-{number}",
            "text": f"Соседи, кто завтра едет на рынок? Нас {number % 4}",
            "lang": "ru",
            "kind": "chatter",
            "debunk_id": None,
        }


def write(path: Path, rows: Iterable[object]) -> Path:
    """Write rows as JSON Lines and return the path."""
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path
