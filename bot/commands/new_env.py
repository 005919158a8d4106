"""A first `.env`: every setting with its comment, and two keys that nobody else has."""

import base64
import re
import secrets
from importlib.resources import files
from pathlib import Path

from bot.settings import KEY_BYTES, SettingsError
from privacy.private_files import replacing

_KEYS = {"RASPA_DATA_KEY": "a key of your own", "RASPA_BACKUP_KEY": "a key for backups"}


def write_env(path: Path) -> str:
    """Write `path` from the example with two fresh keys; return what was done.

    Of an existing file only an empty RASPA_DATA_KEY= or RASPA_BACKUP_KEY= is filled in, and the
    latter added where an older Raspa wrote the file. It is readable by its owner alone. Raises
    SettingsError where it cannot be written, or is a symbolic link.
    """
    source = path if path.exists() else files("bot") / "data" / "env.example"
    text = source.read_text(encoding="utf-8")
    if re.search(r"^RASPA_DATA_KEY=", text, re.MULTILINE) and "RASPA_BACKUP_KEY" not in text:
        text = text.rstrip("\n") + "\n\n# What backups are encrypted with.\nRASPA_BACKUP_KEY=\n"
    made = []
    for name, what in _KEYS.items():
        key = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        text, found = re.subn(rf"^{name}=[ \t]*$", f"{name}={key}", text, count=1, flags=re.M)
        made += [what] * found
    if not made:
        return f"{path} is there already, with its keys; nothing was changed."
    try:
        with replacing(path) as out:
            out.write(text)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None
    return f"{path} is written, with {' and '.join(made)} in it."
