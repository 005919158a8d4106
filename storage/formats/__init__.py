"""Files as desks have them -> debunks: the one way in. Knows no Telegram and no SQL."""

from storage.formats.columns import COLUMNS
from storage.formats.opening import open_file
from storage.formats.questions import Answers, FileName, FileRefused, Question
from storage.formats.records import Records

__all__ = ["COLUMNS", "Answers", "FileName", "FileRefused", "Question", "Records", "open_file"]
