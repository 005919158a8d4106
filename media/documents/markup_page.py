"""A saved page (HTML) -> its text."""

from selectolax.lexbor import LexborHTMLParser

from formats.decoding import decoded
from media.documents.flowing import MOST_CHARACTERS, tidy
from media.seen import MediaTrouble
from media.unpacked import Unpacked

_BYTES = 4_000_000
_APART = "p, div, li, tr, h1, h2, h3, h4, h5, h6, br, blockquote, section, article, td, dd, dt"
_NO_TEXT = ["script", "style", "noscript", "template", "svg", "nav", "iframe", "object", "select"]


def read_page(content: bytes) -> Unpacked:
    """Return the words of a saved page; its scripts are taken out and nothing is fetched."""
    html = decoded(content[:_BYTES])
    if html is None:
        return Unpacked(trouble=MediaTrouble.OTHER_KIND)
    page = LexborHTMLParser(html)
    page.strip_tags(_NO_TEXT)
    for block in page.css(_APART):
        block.insert_after("\n")
    text = tidy(page.body.text().replace("\n ", "\n")) if page.body else ""
    long = len(content) > _BYTES or len(text) >= MOST_CHARACTERS
    return Unpacked(text, trouble=MediaTrouble.TOO_LARGE if long else None)
