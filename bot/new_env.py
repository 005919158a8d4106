"""A first `.env`: every setting with its comment, and a key that nobody else has."""

import base64
import secrets
from pathlib import Path

from bot.settings import KEY_BYTES

TEMPLATE = Path(__file__).parent.parent / ".env.example"


def write_env(path: Path) -> str:
    """Write `path` from the example with a fresh RASPA_DATA_KEY; return what to do next.

    An existing file is left as it is. The file is readable by its owner alone.
    """
    if path.exists():
        return f"{path} is there already; nothing was changed."
    key = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    filled = [f"RASPA_DATA_KEY={key}" if line == "RASPA_DATA_KEY=" else line for line in lines]
    path.touch(mode=0o600)
    path.write_text("\n".join(filled) + "\n", encoding="utf-8")
    return f"{path} is written; now put the bot's token into it (RASPA_BOT_TOKEN=…)."
