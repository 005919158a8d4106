"""The desk's own thresholds: a small JSON file beside the store, read at every start."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.settings import SettingsError
from matching.decide import SCORER, Thresholds
from privacy.private_files import replacing

_log = logging.getLogger(__name__)
_CALIBRATED = ("answer", "choose")


def beside(database: Path) -> Path:
    """Return the file that holds the thresholds for the store at `database`."""
    return database.with_name(database.name + ".thresholds.json")


def read_thresholds(path: Path) -> Thresholds:
    """Return the thresholds of a file, or the shipped ones where there is none.

    A file made for other scores than this Raspa's says nothing about these: it is left out of
    account, with a warning in the log. Raises SettingsError for a file that cannot be used.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Thresholds()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise _unusable(path, "is not JSON") from None
    if not isinstance(content, dict):
        raise _unusable(path, "holds no object")
    if content.get("scorer") != SCORER:
        _log.warning("%s was made for other scores and is not used: calibrate again", path)
        return Thresholds()
    values = {name: content[name] for name in _CALIBRATED if name in content}
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _unusable(path, f"says that {name} is no number")
    try:
        return replace(Thresholds(), **values)
    except ValueError as error:
        raise _unusable(path, f"cannot be used: {error}") from None


def are_thresholds(text: str) -> bool:
    """Tell whether a text is what `write_thresholds` writes."""
    content = json.loads(text)
    return isinstance(content, dict) and content.keys() == {*_CALIBRATED, "scorer", "made"}


def write_thresholds(path: Path, thresholds: Thresholds, made: Mapping[str, Any]) -> None:
    """Write what a desk has calibrated, with the record of how; all of the file or nothing.

    Raises SettingsError where the file cannot be written.
    """
    values = {name: getattr(thresholds, name) for name in _CALIBRATED}
    content = {**values, "scorer": SCORER, "made": dict(made)}
    try:
        with replacing(path) as out:
            out.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}") from None


def _unusable(path: Path, fault: str) -> SettingsError:
    return SettingsError(f"{path} {fault}; run `python -m bot calibrate` again, or delete it.")
