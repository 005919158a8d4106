"""The desk's guides as files that the bot hands out: they come with the program, by language."""

from importlib.resources import files

from handlers.kit.texts import LANGUAGES

GUIDES = ("desk", "desk-files")
"""The guides' names, in the order in which they are to be read."""
_PLAIN = "en"


def guide_text(guide: str, lang: str) -> bytes:
    """Return a guide's text, Markdown in UTF-8. `guide` is one of `GUIDES`, `lang` of LANGUAGES."""
    suffix = "" if lang == _PLAIN or lang not in LANGUAGES else f".{lang}"
    return (files("handlers") / "desk" / "guides" / f"{guide}{suffix}.md").read_bytes()


def file_name(guide: str, lang: str) -> str:
    """Return what a guide is called as a file: phones open no other kind of text so readily."""
    return f"raspa-{guide}-{lang}.txt"
