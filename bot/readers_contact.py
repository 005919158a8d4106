"""What readers are told of the desk, checked before anybody reads it."""

import re
import unicodedata
from urllib.parse import urlsplit

LONGEST_NAME = 100
LONGEST_CONTACT = 200
_USERNAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")
_TELEGRAM = re.compile(r"(?:https://)?t\.me/[A-Za-z0-9_+/-]{2,100}")
_EMAIL = re.compile(r"[A-Za-z0-9.+_-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,28}[0-9]")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15


def desk_name(value: str) -> str:
    """Return a desk's name without the spaces around it. Raises ValueError with what is wrong."""
    name = value.strip(" ")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"is longer than {LONGEST_NAME} characters")
    if _hides_something(name) or re.search(r"[<>`]|\]\(", name):
        raise ValueError("must be one line of plain words, without control characters or markup")
    if not any(character.isalnum() for character in name):
        raise ValueError("must have a letter or a digit in it")
    return name


def desk_contact(value: str) -> str:
    """Return a contact without the spaces around it. Raises ValueError for anything else.

    That is a @username, a t.me link, an https link, an e-mail or a phone number.
    """
    contact = value.strip(" ")
    known = len(contact) <= LONGEST_CONTACT and not _hides_something(contact)
    if known and any(one.fullmatch(contact) for one in (_USERNAME, _TELEGRAM, _EMAIL)):
        return contact
    if known and (_is_phone(contact) or _is_page(contact)):
        return contact
    raise ValueError(
        "must be a @username, a t.me link, an https:// link, an e-mail or a phone number"
    )


def _hides_something(text: str) -> bool:
    # Controls, direction marks, lone surrogates, line ends: whatever is no character to be read.
    return any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in text)


def _is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return bool(_PHONE.fullmatch(text)) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS


def _is_page(text: str) -> bool:
    if re.search(r"[\s<>\"'`\\@]", text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host.strip(".") and ".." not in host
