"""A file of any kind -> the reader of its debunks."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from formats.claim_search import claim_search
from formats.debunk_source import Records
from formats.decoding import decoded, valid_utf8
from formats.delimited import delimited_lines
from formats.errors import FileRefused, FileUnreadable
from formats.faults import Fault
from formats.fields import shown
from formats.json_items import OURS, JsonItems, is_meant
from formats.json_lines import LONGEST_LINE, Lines
from formats.json_text import NotJson, json_documents, salvaged
from formats.links import Links
from formats.pages import is_telegram_page, read_page
from formats.questions import Answers, FileName
from formats.sniffing import kind_of
from formats.spreadsheet import sheets_of
from formats.table import Line, Table

LARGEST_WHOLE = 120_000_000
"""Bytes of a file that must be held in memory to be read: all but lines of JSON."""

# Somewhere in the name: what was fetched twice is called "checks.csv (1)".
_LINES_NAME = re.compile(r"\.(?:jsonl|ndjson)\b")
_TABLE_NAME = re.compile(r"\.(?:csv|tsv|tab|xlsx?|ods)\b")
_TABLE_TYPE = re.compile(r"csv|comma-separated|tab-separated|excel|spreadsheet")

_REFUSALS = {
    "empty": Fault("refused-empty"),
    "pdf": Fault("refused-pdf"),
    "document": Fault("refused-document"),
    "picture": Fault("refused-picture"),
    "media": Fault("refused-media"),
    "program": Fault("refused-program"),
    "archive": Fault("refused-archive"),
    "database": Fault("refused-database"),
    "damaged": Fault("refused-damaged"),
}


def open_file(
    path: Path,
    told: FileName,
    answers: Answers,
    links: Links,
) -> Records:
    """Open a file by its content, then by the type and name that its sender gave it.

    Blocking: use it in a thread. Raises `FileRefused` where nothing of the file can be read and
    `FileUnreadable` where it is missing or the disk fails.
    """
    if not path.is_file():
        return Lines(path, answers, links)
    opener = _Opener(path, told, answers, links)
    try:
        return opener.opened()
    except OSError as error:
        raise FileUnreadable(f"The file {path} cannot be read ({error.strerror}).") from error


class _Opener:
    def __init__(self, path: Path, told: FileName, answers: Answers, links: Links) -> None:
        self._path = path
        self._answers = answers
        self._links = links
        name = (told.name or path.name).lower()
        mime = (told.mime_type or "").lower()
        self._named_lines = bool(_LINES_NAME.search(name)) or "ndjson" in mime
        self._named_table = bool(_TABLE_NAME.search(name) or _TABLE_TYPE.search(mime))

    def opened(self) -> Records:
        kind = kind_of(self._path)
        if kind == "spreadsheet":
            return self._spreadsheet()
        if kind != "text":
            raise FileRefused(_REFUSALS[kind])
        utf8 = valid_utf8(self._path)
        if utf8 and self._begins_with_lines():
            return Lines(self._path, self._answers, self._links)
        if self._path.stat().st_size > LARGEST_WHOLE:
            if self._named_lines:
                return Lines(self._path, self._answers, self._links)
            raise FileRefused(Fault("refused-big"))
        text = decoded(self._path.read_bytes())
        if text is None:
            raise FileRefused(Fault("refused-binary"))
        return self._text(text)

    def _begins_with_lines(self) -> bool:
        """Tell whether a file in UTF-8 is lines of JSON, without reading all of it."""
        with self._path.open("rb") as file:
            first: list[str] = []
            while len(first) < 2 and (raw := file.readline(LONGEST_LINE + 2)):
                if len(raw.rstrip(b"\r\n")) > LONGEST_LINE:
                    return False
                if text := raw.decode("utf-8-sig", "replace").strip():
                    first.append(text)
        return bool(first) and _are_lines(first)

    def _text(self, text: str) -> Records:
        begun = text.lstrip("\ufeff \t\r\n\u00a0")
        if not begun:
            raise FileRefused(Fault("refused-empty"))
        if begun.startswith("<"):
            return self._page(text)
        lines = [line for line in begun[:LONGEST_LINE].splitlines()[:50] if line.strip()][:2]
        if _are_lines(lines):
            return self._lines(text)
        if begun.startswith(("{", "[")) or (not self._named_table and "{" in lines[0]):
            return self._json(text)
        try:
            return self._table(delimited_lines(text), text.count("\n"))
        except FileRefused:
            if self._named_lines:
                return self._lines(text)
            raise

    def _lines(self, text: str) -> Records:
        file = io.BytesIO(text.encode("utf-8", "replace"))
        try:
            utf8 = valid_utf8(self._path)
        except OSError:
            utf8 = True
        # What is nearly UTF-8 is read from the disk, so that its faults name bytes of the file.
        from_disk = utf8 or "\ufffd" in text
        return Lines(self._path, self._answers, self._links, None if from_disk else file)

    def _json(self, text: str) -> Records:
        try:
            values = [value for _, value in json_documents(text)]
        except NotJson as wrong:
            if self._named_lines:
                return self._lines(text)
            if wrong.too_deep:
                raise FileRefused(Fault("refused-deep")) from None
            return self._salvaged(text, wrong)
        if any(map(_is_telegram_export, values)):
            raise FileRefused(Fault("refused-telegram"))
        items = JsonItems(self._path, values, self._answers, self._links)
        if items.hopeless and self._named_lines:
            # Whoever calls it lines of debunks is told what each line lacks.
            return self._lines(text)
        if items.hopeless:
            raise FileRefused(Fault("refused-nothing"))
        return items

    def _salvaged(self, text: str, wrong: NotJson) -> Records:
        """Return what is whole in a text that is no JSON, with a fault for each broken place."""
        values, broken = salvaged(text, is_meant)
        if not values:
            raise FileRefused(Fault("refused-json", {"line": wrong.line, "at": wrong.at}))
        items = JsonItems(self._path, values, self._answers, self._links)
        for one in broken:
            items.fault_whole(Fault("json-broken", {"line": one.line, "at": one.at}))
        return items

    def _page(self, text: str) -> Records:
        if is_telegram_page(text):
            raise FileRefused(Fault("refused-telegram"))
        page = read_page(text)
        items = JsonItems(self._path, page.values, self._answers, self._links, page.address)
        if not items.hopeless:
            if page.broken:
                items.warn_whole(Fault("script-broken", {"number": page.broken}))
            return items
        if page.broken:
            raise FileRefused(Fault("refused-script"))
        for lines in page.tables:
            try:
                return self._table(iter(lines), len(lines))
            except FileRefused:
                continue
        raise FileRefused(Fault("refused-page"))

    def _table(self, lines: Iterator[Line], total: int) -> Table:
        table = Table(self._path, lines, self._answers, self._links, is_table=self._named_table)
        table.total = total
        return table

    def _spreadsheet(self) -> Records:
        sheets = [sheet for sheet in sheets_of(self._path) if sheet.lines]
        if not sheets:
            raise FileRefused(Fault("refused-empty"))
        refusals: list[FileRefused] = []
        for is_table in (False, True):
            for sheet in sorted(sheets, key=lambda sheet: not sheet.shown):
                try:
                    table = Table(
                        self._path,
                        iter(sheet.lines),
                        self._answers,
                        self._links,
                        is_table=is_table,
                    )
                except FileRefused as refusal:
                    refusals.append(refusal)
                    continue
                table.total = len(sheet.lines)
                table.since_1904 = sheet.since_1904
                others = [one.name for one in sheets if one is not sheet]
                if others:
                    table.warn_whole(Fault("other-sheets", {"words": shown(", ".join(others))}))
                return table
        columns = (one for one in refusals if one.fault.key == "columns")
        raise next(columns, refusals[-1])


def _are_lines(first: list[str]) -> bool:
    """Tell whether the first two lines that hold anything are those of a file of lines.

    One of them may be broken, but not so that it is the beginning of a list or of a page. A single
    line is one if it is a debunk of ours.
    """
    sound = [_is_object(line) for line in first]
    if len(first) == 1:
        value = json.loads(first[0]) if sound[0] else {}
        return bool(OURS & value.keys()) and claim_search(value) is value
    return sound[0] or (len(sound) > 1 and sound[1] and first[0].startswith("{"))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_telegram_export(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    messages = value.get("messages")
    if isinstance(messages, list) and {"type", "id"} <= value.keys():
        return True
    chats = value.get("chats")
    return isinstance(chats, Mapping) and isinstance(chats.get("list"), list)
