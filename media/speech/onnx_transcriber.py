"""A transcriber that runs a model of the operator's choice from a folder, by onnx-asr."""

import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from media.speech.pieces import RATE, pieces
from media.speech.transcriber import CannotListenError, Samples

_GIGAAM = "gigaam-multilingual-ctc"
_GIGAAM_FILES = "multilingual*_ctc*.onnx"
_SMALLER = "int8"
_LEAST = RATE // 4
"""Samples below which nobody has said a word; models fail over less."""


def is_installed() -> bool:
    """Tell whether onnx-asr, which runs the models, is installed with this Python."""
    return find_spec("onnx_asr") is not None and find_spec("onnxruntime") is not None


class OnnxTranscriber:
    """Listens by the model in a folder: GigaAM's multilingual one, or any whose `config.json` names
    a kind that onnx-asr knows. Nothing is downloaded. The model is loaded at the first call.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._model: Any = None
        self._one_at_a_time = threading.Lock()

    def load(self) -> None:
        """Load the model, which takes seconds and its size in memory. Raises CannotListenError."""
        with self._one_at_a_time:
            self._load()

    def transcribe(self, samples: Samples) -> str:
        """Return what is said. Raises CannotListenError."""
        with self._one_at_a_time:
            self._load()
            try:
                said = [
                    str(self._model.recognize(piece, sample_rate=RATE))
                    for piece in pieces(samples)
                    if len(piece) >= _LEAST
                ]
            # The libraries raise what they like, and the recording is a stranger's.
            except Exception as error:
                raise CannotListenError(type(error).__name__) from error
        return " ".join(words for one in said if (words := one.strip()))

    def _load(self) -> None:
        if self._model is not None:
            return
        if not self._folder.is_dir():
            raise CannotListenError("no such folder")
        try:
            self._model = self._loaded()
        except Exception as error:
            raise CannotListenError(type(error).__name__) from error

    def _loaded(self) -> Any:
        import onnxruntime
        from onnx_asr.loader import Manager

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        files = sorted(self._folder.glob("*.onnx"))
        small = any(_SMALLER in file.name for file in files)
        named = _GIGAAM if any(self._folder.glob(_GIGAAM_FILES)) else None
        config = self._folder / "config.json"
        if named is None and not config.is_file():
            raise FileNotFoundError(_GIGAAM_FILES)
        manager = Manager(sess_options=options, providers=["CPUExecutionProvider"])
        return manager.create_asr(
            named, self._folder, quantization=_SMALLER if small else None, offline=True
        )
