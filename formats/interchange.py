"""The interchange format: one debunk as one line of JSON, both ways; no files here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.fingerprint import fingerprint_in
from formats import fields
from formats.faults import Fault
from formats.fields import kind, shown

_KEYS = (
    *("id", "verdict", "date", "status", "claims"),
    *("summary", "statements", "sources", "appearances", "topics", "pictures"),
)
_Check = Callable[[str], Fault | None]
_Part = TypeVar("_Part")


class LineError(ValueError):
    """A line that is not a debunk: `reasons` holds everything that is wrong with it.

    `debunk_id` is the id where at least that could be read.
    """

    def __init__(self, reasons: tuple[Fault, ...], debunk_id: str | None = None) -> None:
        super().__init__("; ".join(reason.key for reason in reasons))
        self.reasons = reasons
        self.debunk_id = debunk_id


def parse_line(line: str) -> Debunk:
    """Return the debunk that one line of JSON holds. Raises `LineError` with all its faults."""
    reader = _LineReader()
    value = reader.json(line)
    if reader.faults:
        raise LineError(tuple(reader.faults))
    if not isinstance(value, dict):
        raise LineError((Fault("not-object", {"kind": kind(value)}),))
    return _read(reader, value)


def parse_object(value: dict[str, Any]) -> Debunk:
    """Return the debunk that a line's object holds. Raises `LineError` with all its faults."""
    return _read(_LineReader(), value)


def _read(reader: "_LineReader", value: dict[str, Any]) -> Debunk:
    debunk = reader.debunk(value)
    reader.faults += reader.repeated
    if reader.faults:
        raise LineError(tuple(reader.faults), debunk.id or None)
    return debunk


def format_line(debunk: Debunk) -> str:
    """Return a debunk as one line of JSON, without line end: what `parse_line` reads back.

    Keys stand in the order of the format's description; parts that a debunk lacks are left out.
    """
    line: dict[str, Any] = {"id": debunk.id, "verdict": debunk.verdict}
    if debunk.date is not None:
        line["date"] = debunk.date
    line["status"] = debunk.status
    line["claims"] = [_claim(claim) for claim in debunk.claims]
    parts: dict[str, Any] = {
        "summary": dict(debunk.summary),
        "statements": [_statement(statement) for statement in debunk.statements],
        "sources": [
            _present({"title": source.title, "url": source.url}) for source in debunk.sources
        ],
        "appearances": list(debunk.appearances),
        "topics": list(debunk.topics),
        "pictures": [str(one) for one in debunk.pictures],
    }
    return json.dumps(line | _present(parts), ensure_ascii=False)


def _claim(claim: Claim) -> dict[str, Any]:
    learned = {"learned": True} if claim.learned else {}
    return {"lang": claim.lang, "text": claim.text} | learned


def _statement(statement: Statement) -> dict[str, Any]:
    return _present(
        {
            "authority": dict(statement.authority),
            "date": statement.date,
            "url": statement.url,
            "text": dict(statement.text),
        }
    )


def _present(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value}


class _LineReader:
    """Reads one line and gathers its faults; what is faulty is read as missing."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.repeated: list[Fault] = []

    def json(self, line: str) -> object:
        try:
            return json.loads(
                line,
                object_pairs_hook=self._object,
                # Numbers have no place in the format: their size must not matter.
                parse_int=float,
                parse_constant=float,
            )
        except json.JSONDecodeError as error:
            self.faults.append(Fault("not-json", {"at": error.pos + 1}))
        except RecursionError:
            self.faults.append(Fault("too-deep"))
        return None

    def debunk(self, line: dict[str, Any]) -> Debunk:
        self._unknown_keys(line, _KEYS, "")
        debunk_id = self._text(line, "id", "", fields.wrong_id, required=True)
        verdict = self._text(line, "verdict", "", _wrong_verdict, required=True)
        status = self._text(line, "status", "", _wrong_status)
        claims = self._items(line, "claims", self._claim)
        if not claims and line.get("claims", []) == []:
            self._fault("claims", Fault("no-claims"))
        elif claims and all(claim.learned for claim in claims):
            self._fault("claims", Fault("learned-claims"))
        return Debunk(
            id=debunk_id or "",
            verdict=Verdict(verdict or Verdict.UNPROVEN),
            claims=claims,
            date=self._text(line, "date", "", fields.wrong_date),
            status=Status(status or Status.PUBLISHED),
            summary=self._texts(line, "summary", "", fields.wrong_text),
            statements=self._items(line, "statements", self._statement),
            sources=self._items(line, "sources", self._source),
            appearances=self._list(line, "appearances", fields.wrong_appearance),
            topics=self._list(line, "topics", fields.wrong_line),
            pictures=tuple(
                one
                for text in self._list(line, "pictures", fields.wrong_fingerprint)
                if (one := fingerprint_in(text)) is not None
            ),
        )

    def _claim(self, item: dict[str, Any], place: str) -> Claim:
        self._unknown_keys(item, ("lang", "text", "learned"), place)
        lang = self._text(item, "lang", place, fields.wrong_language, required=True)
        text = self._text(item, "text", place, fields.wrong_text, required=True)
        learned = item.get("learned", False)
        if not isinstance(learned, bool):
            self._fault(_path(place, "learned"), Fault("not-boolean", {"kind": kind(learned)}))
        return Claim(lang or "", text or "", learned is True)

    def _statement(self, item: dict[str, Any], place: str) -> Statement:
        self._unknown_keys(item, ("authority", "date", "url", "text"), place)
        text = self._texts(item, "text", place, fields.wrong_text)
        if not text and item.get("text", {}) == {}:
            self._fault(_path(place, "text"), Fault("missing"))
        return Statement(
            text=text,
            authority=self._texts(item, "authority", place, fields.wrong_line),
            date=self._text(item, "date", place, fields.wrong_date),
            url=self._text(item, "url", place, fields.wrong_address),
        )

    def _source(self, item: dict[str, Any], place: str) -> Source:
        self._unknown_keys(item, ("title", "url"), place)
        if not item.keys() & {"title", "url"}:
            self._fault(place, Fault("source-empty"))
        return Source(
            title=self._text(item, "title", place, fields.wrong_line),
            url=self._text(item, "url", place, fields.wrong_address),
        )

    def _text(
        self, parent: dict[str, Any], key: str, place: str, check: _Check, *, required: bool = False
    ) -> str | None:
        if key not in parent:
            if required:
                self._fault(_path(place, key), Fault("missing"))
            return None
        return self._checked(parent[key], _path(place, key), check)

    def _checked(self, value: object, place: str, check: _Check) -> str | None:
        if not isinstance(value, str):
            self._fault(place, Fault("not-text", {"kind": kind(value)}))
            return None
        if wrong := check(value):
            self._fault(place, wrong)
            return None
        return value

    def _texts(self, parent: dict[str, Any], key: str, place: str, check: _Check) -> dict[str, str]:
        path = _path(place, key)
        value = parent.get(key, {})
        if not isinstance(value, dict):
            self._fault(path, Fault("not-texts", {"kind": kind(value)}))
            return {}
        texts: dict[str, str] = {}
        for lang, text in value.items():
            if wrong := fields.wrong_language(lang):
                self._fault(path, wrong)
            elif (checked := self._checked(text, _path(path, lang), check)) is not None:
                texts[lang] = checked
        return texts

    def _items(
        self,
        parent: dict[str, Any],
        key: str,
        read: Callable[[dict[str, Any], str], _Part],
    ) -> tuple[_Part, ...]:
        parts = []
        for place, item in self._numbered(parent, key):
            if isinstance(item, dict):
                parts.append(read(item, place))
            else:
                self._fault(place, Fault("not-object", {"kind": kind(item)}))
        return tuple(parts)

    def _list(self, parent: dict[str, Any], key: str, check: _Check) -> tuple[str, ...]:
        return tuple(
            checked
            for place, value in self._numbered(parent, key)
            if (checked := self._checked(value, place, check)) is not None
        )

    def _numbered(self, parent: dict[str, Any], key: str) -> list[tuple[str, object]]:
        value = parent.get(key, [])
        if not isinstance(value, list):
            self._fault(key, Fault("not-list", {"kind": kind(value)}))
            return []
        return [(f"{key}#{number}", item) for number, item in enumerate(value, 1)]

    def _unknown_keys(self, value: dict[str, Any], keys: tuple[str, ...], place: str) -> None:
        for key in value:
            if key not in keys:
                self._fault(place, Fault("unknown-key", {"words": shown(key)}))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key, item in pairs:
            if key in value:
                self.repeated.append(Fault("repeated-key", {"words": shown(key)}))
            value[key] = item
        return value

    def _fault(self, place: str, fault: Fault) -> None:
        there = {"place": place} if place else {}
        self.faults.append(replace(fault, values={**there, **fault.values}))


def _path(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _wrong_verdict(text: str) -> Fault | None:
    return None if text in set(Verdict) else Fault("verdict", {"words": shown(text)})


def _wrong_status(text: str) -> Fault | None:
    return None if text in set(Status) else Fault("status", {"words": shown(text)})
