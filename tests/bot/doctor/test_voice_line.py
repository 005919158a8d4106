"""`doctor` on what listens to voice messages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor.finding import Mark
from bot.doctor.voice import check_voice
from media.speech.onnx_transcriber import is_installed
from tests.kit.doctor import Examined
from tests.kit.tiny_speech_model import make_tiny_model


@pytest.mark.skipif(not is_installed(), reason="onnx-asr is an extra")
def test_the_model_of_speech_is_tried(
    doctor: Callable[..., Examined],
    around: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert doctor().marks("voice") == {"ok"}
    folder = tmp_path / "model"
    monkeypatch.setenv("RASPA_VOICE_MODEL", str(folder))
    assert doctor().marks("voice") == {"fault"}
    make_tiny_model(folder)
    examined = doctor()
    assert examined.marks("voice") == {"ok"}
    assert "loads in" in examined.found("voice")
    (folder / "multilingual_ctc.onnx").write_bytes(b"torn")
    assert doctor().marks("voice") == {"fault"}


@pytest.mark.skipif(not is_installed(), reason="onnx-asr is an extra")
def test_a_model_larger_than_the_memory_that_is_left_is_not_tried(tmp_path: Path) -> None:
    make_tiny_model(tmp_path)
    [finding] = check_voice(tmp_path, 100)
    assert finding.mark is Mark.LOOK
