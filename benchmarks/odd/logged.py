"""Lines of level ERROR in the log, counted by where they come from."""

import logging
import traceback
from collections import Counter
from pathlib import Path


class ErrorsInto(logging.Handler):
    """Counts what is logged as an error, by where it came from, until the end of the block."""

    def __init__(self, errors: Counter[str]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        said = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            frames = traceback.extract_tb(record.exc_info[1].__traceback__)
            last = [f"{Path(one.filename).name}:{one.lineno}" for one in frames[-3:]]
            said += f" {type(record.exc_info[1]).__name__} {' '.join(last)}"
        self._errors[said] += 1

    def __enter__(self) -> None:
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
