"""The program that reads words in pictures: whether it is there, and knows the languages."""

import shutil

from bot.doctor.finding import Finding, fine, look
from media.pictures.tesseract import LATIN, READ_LANGUAGES, languages_of

SUBJECT = "pictures"
PACKAGES = {
    "kaz": "tesseract-ocr-kaz",
    "rus": "tesseract-ocr-rus",
    LATIN: "tesseract-ocr-script-latn",
}
"""What tesseract is to know, and the package of Debian and Ubuntu that brings it."""


def check_pictures(program: str = "tesseract") -> list[Finding]:
    """Say whether words in pictures can be read, and what to install where they cannot."""
    path = shutil.which(program)
    if path is None:
        found = "tesseract is not installed: words in pictures are not read, captions are"
        return [look(SUBJECT, found, _install("tesseract-ocr", *PACKAGES.values()))]
    known = languages_of(path)
    if not known:
        found = f"{path} does not say which languages it knows: words in pictures are not read"
        return [look(SUBJECT, found, f"Run `{path} --list-langs` and mend what it complains of.")]
    missing = [one for one in PACKAGES if one not in known]
    if not missing:
        return [fine(SUBJECT, "words in them are read: Kazakh, Russian and Latin letters")]
    readable = set(READ_LANGUAGES) & set(known)
    lacks = ", ".join(missing)
    found = (
        f"tesseract lacks {lacks}: what is written so is read badly or not at all"
        if readable
        else f"tesseract lacks {lacks}: words in pictures are not read, captions are"
    )
    return [look(SUBJECT, found, _install(*(PACKAGES[one] for one in missing)))]


def _install(*packages: str) -> str:
    return (
        f"Install it (Debian, Ubuntu: `apt-get install {' '.join(packages)}`); no restart needed."
    )
