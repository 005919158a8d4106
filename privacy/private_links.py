"""Links that let in whoever has them, or that only the members of a chat can open."""

import re
from urllib.parse import unquote

_CHATS = (
    # Posts of private channels and groups, and invitations to chats and folders of chats.
    r"(?:t|telegram)\.(?:me|dog)(?::\d+)?/(?:s/)?(?:c/|\+|%2B|joinchat/|addlist/|contact/)",
    r"[akz]?\.?web\.telegram\.org/\S*#(?:\?tgaddr=|[-@]?[cs]?-?\d)",
    r"webk?\.telegram\.org/\S*#-?\d",
    r"(?:wa\.me/(?:message|qr)|chat\.whatsapp\.com|(?:api|web)\.whatsapp\.com/accept)",
    r"(?:(?:invite|chats|connect)\.viber\.com|viber\.me|vb\.me)",
    r"(?:discord\.gg|dsc\.gg|discord(?:app)?\.com/(?:invite|channels))",
    r"(?:vk\.me|vk\.(?:com|ru)/(?:im\b|call/join)|m\.me|messenger\.com/t)",
    r"(?:signal\.(?:group|me)|line\.me/(?:R/)?ti/g|join\.skype\.com|ok\.me|ok\.ru/messages)",
    r"(?:[\w-]+\.)?zoom\.us/(?:j|my|s)/",
    r"(?:meet\.google\.com|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet))",
)
_APPS = (
    r"tg:(?://)?(?:user|join|privatepost|openmessage|addlist|contact)\?",
    r"tg:(?://)?resolve\?phone=",
    r"(?:viber|whatsapp|sgnl|discord|skype):(?://)?",
)
_REST = r"(?:[\w\-/?=&%+#.@~!:]*[\w/=])?"
_WEB = rf"(?:h(?:tt|xx)ps?://(?:[\w.%+:-]+@)?)?(?:www\.)?(?:{'|'.join(_CHATS)})"

# A text without the number in such a link has nothing private any more.
_PHONE_LINK = re.compile(
    r"(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send)", re.IGNORECASE
)
_INNER = re.compile(r"://|=")

PRIVATE_LINK = re.compile(
    rf"(?<![A-Za-z0-9.@-])(?:{_WEB}|{'|'.join(_APPS)})(?![A-Za-z0-9.-]*\.[a-z]{{2,}}/){_REST}",
    re.IGNORECASE,
)
"""Such a link within a text, as far as it goes."""


def is_private_link(address: str) -> bool:
    """Tell whether an address is such a link, with its scheme or without one, or holds one."""
    told = unquote(unquote(address.strip()))
    # What stands behind a second scheme or in a parameter is an address again.
    parts = (address.strip(), told, *_INNER.split(told))
    return any(PRIVATE_LINK.match(part) or _PHONE_LINK.match(part) for part in parts)
