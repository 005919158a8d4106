"""What is told at the start of files that hold people's words or keys, and that others can open."""

from pathlib import Path

from privacy.private_files import open_to_others

ENV = Path(".env")
_BESIDE = ("", "-wal", "-shm", "-journal", ".lock", ".index", ".thresholds.json")


def files_of(database: Path) -> list[Path]:
    """Return where a store and all that Raspa keeps beside it under its name stand."""
    return [database.with_name(database.name + end) for end in _BESIDE]


def warnings(database: Path, env: Path = ENV) -> list[str]:
    """Return a sentence for `.env` and for each file of the store that other users may open."""
    return [
        f"{path} is open to other users of this machine (mode {mode:04o}): `chmod 600 {path}`."
        for path, mode in open_to_others([env, *files_of(database)])
    ]
