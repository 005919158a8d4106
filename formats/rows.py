"""A row's cells by column -> an object of the interchange format."""

import re
from collections.abc import Mapping
from typing import Any

from domain.debunk import Status
from formats.addresses import listed_addresses
from formats.claimreview import LONGEST_CLAIM
from formats.columns import LANGUAGES
from formats.dates import read_date
from formats.faults import Fault
from formats.fields import shown
from formats.links import Links
from formats.plain_text import folded

Row = Mapping[str, str]
"""Column -> cell, without those that are empty."""

_STATUS_NAMES = {
    Status.DRAFT: "draft; черновик; не опубликовано; жоба; қаралама",
    Status.PUBLISHED: "published; опубликовано; опубликован; опубликована; жарияланды; жарияланған",
    Status.RETRACTED: "retracted; withdrawn; снято; отозвано; отозван; снят с публикации"
    "; қайтарып алынды; алынып тасталды; кері қайтарылды",
}
_STATUSES = {
    folded(name): status for status, names in _STATUS_NAMES.items() for name in names.split(";")
}


def row_object(row: Row, links: Links, warnings: list[Fault]) -> dict[str, Any]:
    """Return the interchange object of a row, its verdict and a made id apart.

    What is left out of it for not being understood goes to `warnings`.
    """
    claims = [{"lang": lang, "text": text} for lang, text in _claims(row, links)]
    if any(len(claim["text"]) > LONGEST_CLAIM for claim in claims):
        warnings.append(Fault("claim-long", {"limit": LONGEST_CLAIM}))
    statement = {
        "authority": {
            lang: " ".join(text.split())
            for lang, text in _by_language(row, "authority", links).items()
        },
        "date": _date(row, "statement_date", warnings),
        "url": next(iter(_addresses(row, "statement_url", warnings)), None),
        "text": _by_language(row, "statement", links),
    }
    status = row.get("status", "")
    parts: dict[str, Any] = {
        "id": row.get("id"),
        "date": _date(row, "date", warnings),
        "status": _STATUSES.get(folded(status), status.lower()),
        "claims": claims,
        "summary": _by_language(row, "summary", links),
        "statements": [_present(statement)] if any(statement.values()) else [],
        "sources": _sources(row, warnings),
        "appearances": links.listed(_seen(row, links, warnings), warnings),
        "topics": _topics(row.get("topics", "")),
    }
    return _present(parts)


def _claims(row: Row, links: Links) -> list[tuple[str, str]]:
    found = [(lang, row[f"claim_{lang}"]) for lang in LANGUAGES if row.get(f"claim_{lang}")]
    if text := row.get("claim"):
        found.append((links.language(text), text))
    return [one for one in dict.fromkeys(found) if folded(one[1])]


def _by_language(row: Row, part: str, links: Links) -> dict[str, str]:
    found = {lang: row[f"{part}_{lang}"] for lang in LANGUAGES if row.get(f"{part}_{lang}")}
    if text := row.get(part):
        found.setdefault(links.language(text), text)
    return found


def _sources(row: Row, warnings: list[Fault]) -> list[dict[str, str]]:
    title = row.get("source_title", "")
    addresses = _addresses(row, "source_url", warnings)
    named, words = listed_addresses(title)
    if named and not words:
        addresses, title = [*addresses, *named], ""
    title = " ".join(title.split())
    sources = [_present({"title": title, "url": url}) for url in dict.fromkeys(addresses)]
    return sources or ([{"title": title}] if title else [])


def _addresses(row: Row, column: str, warnings: list[Fault]) -> list[str]:
    found, words = listed_addresses(row.get(column, ""))
    if words:
        warnings.append(Fault("not-address", {"words": shown(" ".join(words))}))
    return found


def _seen(row: Row, links: Links, warnings: list[Fault]) -> list[str]:
    """Return the addresses in the cell, less those of signatures that were pasted along."""
    given = row.get("seen", "")
    kept = links.unsigned(given)
    left = set(listed_addresses(given)[0]) - set(listed_addresses(kept)[0])
    if left:
        warnings.append(Fault("signature", {"words": shown(" ".join(sorted(left)))}))
    return _addresses({"seen": kept}, "seen", warnings)


def _date(row: Row, column: str, warnings: list[Fault]) -> str | None:
    given = row.get(column)
    if not given:
        return None
    found = read_date(given)
    if found is None:
        warnings.append(Fault("date-unread", {"words": shown(given)}))
    return found


def _topics(cell: str) -> list[str]:
    parts = cell.split("|") if "|" in cell else re.split(r"[;,\n]", cell)
    return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _present(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value}
