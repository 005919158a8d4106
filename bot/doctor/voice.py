"""Voice messages: whether something listens to them, and whether its model loads."""

import time
from pathlib import Path

from bot.doctor.finding import Finding, fault, fine, in_bytes, look
from media.speech.onnx_transcriber import OnnxTranscriber, is_installed
from media.speech.transcriber import CannotListenError

SUBJECT = "voice"
_TIMES_ITS_FILES = 2
"""How much of memory a model takes while it is loaded, of what its files take on the disk."""


def check_voice(folder: Path | None, available: int | None) -> list[Finding]:
    """Load the model in the folder that the settings name, which takes seconds and its memory.

    `available` is how much memory is left, in bytes, None where that is not told.
    """
    if folder is None:
        return [fine(SUBJECT, "nobody listens to voice messages: readers are asked for the text")]
    if not is_installed():
        remedy = "Install it with Raspa's extra: `pip install 'raspa[voice]'`."
        return [fault(SUBJECT, "a model is set, and onnx-asr is not installed", remedy)]
    if not folder.is_dir():
        remedy = "Put the model's files there, or leave RASPA_VOICE_MODEL empty."
        return [fault(SUBJECT, f"there is no folder {folder}", remedy)]
    needs = _TIMES_ITS_FILES * sum(one.stat().st_size for one in folder.glob("*.onnx*"))
    if available is not None and available < needs:
        found = (
            f"not tried: {in_bytes(available)} of memory are left, and it takes {in_bytes(needs)}"
        )
        return [look(SUBJECT, found, "Ask again with the bot stopped, or get more memory.")]
    began = time.monotonic()
    try:
        OnnxTranscriber(folder).load()
    except CannotListenError as error:
        remedy = "See docs/files.md for the files that belong there; fetch them anew."
        return [fault(SUBJECT, f"the model in {folder} does not load ({error})", remedy)]
    return [fine(SUBJECT, f"its model loads in {time.monotonic() - began:.1f} s")]
