"""Files as desks have them -> debunks: the one way in. Knows no Telegram and no SQL."""

from formats.columns import COLUMNS
from formats.debunk_source import Records
from formats.errors import FileRefused
from formats.opening import open_file
from formats.questions import Answers, FileName, Question

__all__ = ["COLUMNS", "Answers", "FileName", "FileRefused", "Question", "Records", "open_file"]
