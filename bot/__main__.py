"""`python -m bot`, and `raspa` where the package is installed."""

import os

# Before numpy is loaded: its threads cost more than they gain on products as small as ours.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.cli import main

if __name__ == "__main__":
    main()
