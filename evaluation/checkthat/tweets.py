"""A tweet -> the text that matching reads: names spelled out, addresses and the date dropped."""

import re

_ADDRESS = re.compile(r"https?://[^\s#@]+?(?=#|@|pic\.twitter|\s|$)|pic\.twitter\.com/\w+")
_SIGNED = re.compile(r"\s[—–-]\s([^—]{0,80}\(@\w+\))\s+\w+ \d{1,2}, \d{4}\s*$")
"""How the task ends a tweet that was embedded in a page: "— Name (@handle) January 6, 2020"."""
_TAGGED = re.compile(r"[#@](\w+)")
_JOINTS = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
)


def plain(text: str) -> str:
    """Return a tweet's text: "#AustralianFires" as two words, its author as the last sentence."""
    text = _SIGNED.sub(r". \1", text)
    text = _ADDRESS.sub(" ", text)
    return " ".join(_TAGGED.sub(_spelled, text).split())


def _spelled(tagged: re.Match[str]) -> str:
    return f" {_JOINTS.sub(' ', tagged.group(1).replace('_', ' '))} "
