"""What is said in a recording, by a transcriber that the operator has put there.

No model of real speech is on this machine: the adapter runs a tiny one made here, through the same
library and in the same way.
"""

from pathlib import Path

import numpy as np
import pytest

from media.recordings.sound import sound_of
from media.speech.onnx_transcriber import OnnxTranscriber, is_installed
from media.speech.pieces import LONGEST, RATE, pieces, samples_of
from media.speech.transcriber import CannotListenError
from tests.kit.files_made import voice_of
from tests.kit.tiny_speech_model import LETTERS, make_tiny_model

needs_library = pytest.mark.skipif(not is_installed(), reason="onnx-asr is an extra")


def hum(pitch: float, seconds: float) -> bytes:
    return sound_of(voice_of(seconds, pitch)).sound


@needs_library
@pytest.mark.parametrize("smaller", [False, True])
def test_the_adapter_makes_letters_of_a_voice_message(tmp_path: Path, smaller: bool) -> None:
    make_tiny_model(tmp_path, smaller=smaller)
    listener = OnnxTranscriber(tmp_path)
    low = listener.transcribe(samples_of(hum(300, 2.0)))
    high = listener.transcribe(samples_of(hum(2_500, 2.0)))
    assert set(low + high) <= set(LETTERS)
    assert low
    assert high
    assert max(map(LETTERS.index, low)) < min(map(LETTERS.index, high))


@needs_library
def test_a_long_recording_is_heard_to_its_end(tmp_path: Path) -> None:
    make_tiny_model(tmp_path)
    listener = OnnxTranscriber(tmp_path)
    end = listener.transcribe(samples_of(hum(2_500, 2.0)))
    both = samples_of(hum(300, 2.0) + bytes(60 * RATE * 2) + hum(2_500, 2.0))
    assert listener.transcribe(both).endswith(end)


@needs_library
@pytest.mark.parametrize("length", [0, 1, 100, RATE // 4, RATE])
def test_in_silence_and_in_next_to_nothing_nothing_is_heard(tmp_path: Path, length: int) -> None:
    make_tiny_model(tmp_path)
    assert OnnxTranscriber(tmp_path).transcribe(np.zeros(length, np.float32)) == ""


@needs_library
@pytest.mark.parametrize("wrong", ["missing", "empty", "damaged", "no kind"])
def test_a_folder_without_a_model_is_said_to_be_none(tmp_path: Path, wrong: str) -> None:
    folder = tmp_path / "model"
    if wrong != "missing":
        folder.mkdir()
    if wrong == "damaged":
        make_tiny_model(folder)
        (folder / "multilingual_ctc.onnx").write_bytes(b"no model")
    if wrong == "no kind":
        (folder / "config.json").write_text("{}")
    with pytest.raises(CannotListenError):
        OnnxTranscriber(folder).load()


def test_pieces_are_cut_where_it_is_quiet_and_nothing_is_lost() -> None:
    loud = np.full(50 * RATE, 0.5, np.float32)
    quiet = slice(15 * RATE, 15 * RATE + RATE // 2)
    loud[quiet] = 0.001
    found = list(pieces(loud))
    assert sum(map(len, found)) == len(loud)
    assert len(found[0]) in range(quiet.start, quiet.stop)
    assert max(map(len, found)) <= LONGEST


def test_half_a_sample_at_the_end_is_no_trouble() -> None:
    assert samples_of(b"\0\x40\0").tolist() == [0.5]
