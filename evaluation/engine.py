"""The encoder that the bot runs on, its model kept for all benchmarks."""

from pathlib import Path

from matching.search.encoder import Encoder, load_encoder

MODELS = Path(__file__).parents[1] / "build" / "encoder"


def engine() -> Encoder | None:
    """Return the encoder, or None where none can run; its model is made if it is not there."""
    MODELS.mkdir(parents=True, exist_ok=True)
    return load_encoder(MODELS)
