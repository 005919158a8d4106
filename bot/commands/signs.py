"""The signs of verdicts as files, which Telegram fetches from a web site of the desk's."""

from pathlib import Path

from domain.debunk import Verdict
from media.cards.signs import thumb


def write_signs(folder: Path) -> str:
    """Write a PNG a verdict into a folder and return what was done. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for verdict in Verdict:
        path = folder / f"{verdict}.png"
        path.write_bytes(thumb(verdict))
        # They are for everybody, whatever else this program keeps to its owner.
        path.chmod(0o644)
    done = f"{len(Verdict)} signs written to {folder}: put them on a web site"
    return f"{done}, and the folder's address there into RASPA_SIGNS_URL"
