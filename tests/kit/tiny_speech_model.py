"""A model of speech of a few hundred bytes, which hears how high somebody hums.

It is written as ONNX's protocol buffers byte by byte: of the 64 bands of a spectrum it takes every
fourth and says the letter of the loudest.
"""

import json
import struct
from pathlib import Path

LETTERS = "абвгдежзиклмноп"
_STEP = 4


def make_tiny_model(folder: Path, *, smaller: bool = False, says: str = "") -> None:
    """Write the model's files into a folder, named as GigaAM's are; `smaller` as an int8 one.

    With `says` it says these words, once, whatever is hummed low, and nothing otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = "multilingual_ctc.int8.onnx" if smaller else "multilingual_ctc.onnx"
    (folder / name).write_bytes(_model())
    (folder / "config.json").write_text(json.dumps({"subsampling_factor": 1}))
    tokens = [*LETTERS, "<blk>"]
    if says:
        tokens = [says.replace(" ", "\u2581"), *("\u2581" * len(LETTERS[1:])), "<blk>"]
    lines = "".join(f"{token} {number}\n" for number, token in enumerate(tokens))
    (folder / "multilingual_vocab.txt").write_text(lines, encoding="utf-8")


def _model() -> bytes:
    numbers = {"starts": [0], "ends": [(len(LETTERS) + 1) * _STEP], "axes": [1], "steps": [_STEP]}
    graph = b"".join(
        [
            _field(1, _node("Slice", ["features", *numbers], ["bands"])),
            _field(1, _node("Transpose", ["bands"], ["log_probs"], perm=[0, 2, 1])),
            _field(2, b"hum"),
            *(_field(5, _tensor(name, values)) for name, values in numbers.items()),
            _field(11, _value("features", 1, ["b", 64, "t"])),
            _field(11, _value("feature_lengths", 7, ["b"])),
            _field(12, _value("log_probs", 1, ["b", "t", len(LETTERS) + 1])),
        ]
    )
    opset = _number(2, 17)
    return _number(1, 8) + _field(7, graph) + _field(8, opset)


def _node(kind: str, inputs: list[str], outputs: list[str], perm: list[int] | None = None) -> bytes:
    told = b"".join(_field(1, name.encode()) for name in inputs)
    told += b"".join(_field(2, name.encode()) for name in outputs) + _field(4, kind.encode())
    if perm:
        ints = b"".join(_number(8, one) for one in perm)
        told += _field(5, _field(1, b"perm") + ints + _number(20, 7))
    return told


def _tensor(name: str, values: list[int]) -> bytes:
    content = struct.pack(f"<{len(values)}q", *values)
    return _number(1, len(values)) + _number(2, 7) + _field(8, name.encode()) + _field(9, content)


def _value(name: str, kind: int, shape: list[int | str]) -> bytes:
    sides = b"".join(
        _field(1, _number(1, side) if isinstance(side, int) else _field(2, side.encode()))
        for side in shape
    )
    tensor = _number(1, kind) + _field(2, sides)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    kept = bytearray()
    while value > 127:
        kept.append(value & 127 | 128)
        value >>= 7
    return bytes([*kept, value])
