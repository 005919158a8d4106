"""What Python raises for a zip file that is none, is torn, or is packed in an unknown way."""

from zipfile import BadZipFile

BROKEN_ZIP = (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError)
