"""A file of any kind -> the reader of its debunks."""

from collections.abc import Callable
from pathlib import Path

from storage.faults import Fault
from storage.formats.questions import Answers, FileName, FileRefused
from storage.formats.records import Records


def open_file(
    path: Path,
    told: FileName,
    answers: Answers,
    canonical: Callable[[str], str],
    is_post: Callable[[str], bool] = lambda canonical: True,
) -> Records:
    """Open a file by its content, then by the type and name that its sender gave it.

    `canonical` gives an address its one form, `is_post` says of such a form whether it is a page
    or post (not a channel's or site's root). Blocking: use it in a thread. Raises `FileRefused`
    where nothing of the file can be read and `FileUnreadable` where it is missing or the disk
    fails.
    """
    raise FileRefused(Fault("refused-unknown"))
