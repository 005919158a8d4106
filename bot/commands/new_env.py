"""A first `.env`: every setting with its comment, and a key that nobody else has."""

import base64
import secrets
from importlib.resources import files
from pathlib import Path

from bot.settings import KEY_BYTES, SettingsError
from privacy.private_files import replacing

_EMPTY_KEY = "RASPA_DATA_KEY="


def write_env(path: Path) -> str:
    """Write `path` from the example with a fresh RASPA_DATA_KEY; return what was done.

    Of an existing file only an empty RASPA_DATA_KEY= is filled in. The file is readable by its
    owner alone. Raises SettingsError where it cannot be written, or is a symbolic link.
    """
    source = path if path.exists() else files("bot") / "data" / "env.example"
    lines = source.read_text(encoding="utf-8").splitlines()
    if _EMPTY_KEY not in lines:
        return f"{path} is there already, with a key; nothing was changed."
    key = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    filled = [_EMPTY_KEY + key if line == _EMPTY_KEY else line for line in lines]
    try:
        with replacing(path) as out:
            out.write("\n".join(filled) + "\n")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None
    return f"{path} is written, with a key of your own in it."
