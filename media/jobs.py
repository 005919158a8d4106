"""What is done with the files of strangers in a child process: one job for each kind of file.

Each imports its library itself, so that no child waits for those of the others.
"""

from media.apart import Json, Made


def plain(data: bytes, told: Json) -> Made:
    """Return the words of a text file."""
    from media.documents.plain import read_plain

    return read_plain(data).made()


def pdf(data: bytes, told: Json) -> Made:
    """Return the words of a PDF, and its scanned pages."""
    from media.documents.pdf import read_pdf

    return read_pdf(data).made()


def pdf_words(data: bytes, told: Json) -> Made:
    """Return the words of a PDF alone."""
    from media.documents.pdf import read_pdf

    return read_pdf(data, pictures=False).made()


def letter(data: bytes, told: Json) -> Made:
    """Return the words of a packed letter, or its pictures."""
    from media.documents.letter import read_letter

    return read_letter(data).made()


def page(data: bytes, told: Json) -> Made:
    """Return the words of a saved page."""
    from media.documents.markup_page import read_page

    return read_page(data).made()


def frames(data: bytes, told: Json) -> Made:
    """Return a few frames of a film."""
    from media.recordings.film import frames_of

    return frames_of(data).made()


def sound(data: bytes, told: Json) -> Made:
    """Return samples of a recording."""
    from media.recordings.sound import sound_of

    return sound_of(data).made()
