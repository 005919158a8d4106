"""Files that people and the bot have sent."""

import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_NOT_IN_PATHS = re.compile(r"[^a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `size` in bytes may be told greater than the content, to try the limits."""

    file_id: str
    file_unique_id: str
    path: str
    size: int
    content: bytes
    kind: str

    @property
    def shape(self) -> Json:
        """The fields that every Telegram file has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.size,
        }


class Files:
    """Files by id and by path; while `expired`, no link to one works any more."""

    def __init__(self) -> None:
        self.expired = False
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, content: bytes, name: str = "", size: int | None = None) -> StoredFile:
        """Keep a file of a kind (`photo`, `voice`…) and return it."""
        number = len(self._by_id) + 1
        ending = _NOT_IN_PATHS.sub("", name.rpartition(".")[2]) or "bin" if "." in name else "bin"
        file = StoredFile(
            file_id=f"AgACsandbox{number:08d}",
            file_unique_id=f"AQADsandbox{number:06d}",
            path=f"{kind}s/file_{number}.{ending}",
            size=len(content) if size is None else size,
            content=content,
            kind=kind,
        )
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """Return the file with this id, if there is one."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from this path, if there is one."""
        return None if self.expired else self._by_path.get(path)
