"""Speed and memory, measured: `make bench` prints them. Nothing here is a test."""

import os

# As the bot does, so that both are measured alike.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
