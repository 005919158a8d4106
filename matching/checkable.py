"""What a fact-checking desk could check: the desk is asked about nothing else."""

import re

from domain.post import Post
from matching.joining import pages
from matching.reading.smalltalk import small_talk, weight

_ENOUGH = 2
_ASIDE = re.compile(r"(?:https?://|www\.)\S+|[#@]\w+|/[a-z_]+(?:@\w+)?\b", re.IGNORECASE)
_NAME = re.compile(r"\W*[^\W\d_][^\W\d_]+(?:\W+[^\W\d_]+){0,2}\W*")


def could_be_checked(post: Post) -> bool:
    """Tell whether a post says or names something that can be true or false.

    It names a page or a channel's post, or it states something: two words that carry meaning, or
    one beside a person, a number or "нет". Bare questions, small talk, numbers, signs, hashtags and
    a lone name state nothing.
    """
    if pages(post):
        return True
    text = _ASIDE.sub(" ", post.text)
    if small_talk(text):
        return False
    carrying, helping = weight(text)
    if not carrying or carrying + helping < _ENOUGH:
        return False
    return not _is_name(text)


def _is_name(text: str) -> bool:
    """Tell whether a text is up to three words that all begin with a capital: "Қайрат Нұртас"."""
    return bool(_NAME.fullmatch(text)) and all(
        word.istitle() for word in re.findall(r"[^\W\d_]+", text)
    )
