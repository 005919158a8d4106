"""Whether voice messages are listened to: the setting, and what listens."""

import logging

from bot.settings import Settings
from media.speech.onnx_transcriber import OnnxTranscriber, is_installed
from media.speech.transcriber import Transcriber

_log = logging.getLogger(__name__)


def transcriber_of(settings: Settings) -> Transcriber | None:
    """Return what listens to voice messages by the model that the settings name, if any can."""
    folder = settings.voice_model
    if folder is None:
        return None
    if not is_installed():
        _log.warning("RASPA_VOICE_MODEL is set, and onnx-asr is not installed: nothing listens")
        return None
    if not folder.is_dir():
        _log.warning("RASPA_VOICE_MODEL is no folder: nothing listens")
        return None
    return OnnxTranscriber(folder)
