"""What can be wrong with a file as a whole."""

# The names say what is wrong with the file; "Error" at their end would say it twice.
# ruff: noqa: N818

from domain.errors import RaspaError
from formats.faults import Fault


class FileUnreadable(RaspaError):
    """A file to import is missing, is a folder, may not be read, or holds no debunk."""


class FileRefused(RaspaError):
    """The file as a whole holds nothing that could be read; `fault` says what it is."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"The file was refused: {fault.key}.")
        self.fault = fault
