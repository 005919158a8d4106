"""Links that lead to one person or into a closed chat, and e-mails, at-signs in words included."""

import re
from collections.abc import Iterator

from privacy.marks import EMAIL, LINK, PHONE, Trace
from privacy.private_links import PRIVATE_LINK

_REST = r"[^\s<>\"«»\x00]{0,200}[^\s<>\"«»\x00.,;:!?)\]'…]"
_HTTP = r"(?<![\w./])(?:https?://)?(?:(?:www|m|web|ru-ru|mbasic)\.)?"
_PHONE_LINK = re.compile(
    rf"{_HTTP}(?:wa\.me/|(?:api\.)?whatsapp\.com/(?:send|message|catalog)){_REST}"
    rf"|(?:viber://(?:chat|add|call)|whatsapp://send|tg:(?://)?resolve\?phone=){_REST}"
    r"|(?<!\w)(?:tel|sms|smsto|callto):(?://)?\+?[\d\-().]{5,20}",
    re.IGNORECASE,
)
_OTHERS_OF_INSTAGRAM = "p|reel|reels|tv|explore|accounts|about|direct|popular"
_PRIVATE_LINK = re.compile(
    rf"{_HTTP}(?:t|telegram)\.(?:me|dog)/(?:\+|joinchat/|c/){_REST}"
    r"|tg:(?://)?(?:user|openmessage|join|privatepost|contact|addlist)\?[^\s<>\"«»\x00]{1,200}"
    rf"|{_HTTP}(?:chat\.whatsapp\.com|invite\.viber\.com|signal\.(?:group|me)|discord\.gg){_REST}"
    rf"|{_HTTP}(?:vk\.(?:com|ru|me)|vkontakte\.ru)/(?:id\d+|join/{_REST}|write\d+)"
    rf"|{_HTTP}(?:instagram\.com|instagr\.am|ig\.me/m)/(?!(?:{_OTHERS_OF_INSTAGRAM})(?:[/?]|\b))@?\w{_REST}"
    rf"|{_HTTP}(?:facebook|fb)\.com/(?:profile\.php\?|people/){_REST}"
    rf"|{_HTTP}(?:ok|odnoklassniki)\.ru/(?:profile/|dk\?){_REST}"
    rf"|{_HTTP}(?:threads\.(?:net|com)/@|m\.me/|snapchat\.com/add/){_REST}",
    re.IGNORECASE,
)

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{0,63}\w"
_AT_WORD = "at|собака|собачка|собаки|эт|ит"
_AT = rf"(?:@{{1,3}}|[ ]@[ ]|\s{{0,2}}[(\[{{<](?:{_AT_WORD}|@)[)\]}}>]\s{{0,2}})"
_DOT_WORD = "точка|dot|нүкте|дот"
_DOT = rf"(?:\.|\s{{0,2}}[(\[{{<]?(?:{_DOT_WORD})[)\]}}>]?\s{{0,2}})"
_TOP = r"(?:ru|kz|com|net|org|рф|қаз|by|uz|kg|info|me|su)(?![^\W_])"
_PROVIDER = (
    r"(?:mail|gmail|yandex|ya|bk|inbox|list|internet|outlook|hotmail|icloud|rambler|yahoo|proton"
    r"|protonmail|мэйл|мейл|майл|гмейл|джимейл|яндекс)"
)
_DOMAIN = (
    rf"(?:{_PROVIDER}(?:\s{{1,2}}\.\s{{0,2}}|\.\s{{1,2}}|\s){_TOP}"
    rf"|[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}{_DOT}[^\W\d_]{{2,24}})"
)
_EMAIL = re.compile(rf"{_LOCAL}{_AT}{_DOMAIN}", re.IGNORECASE)
# In words with spaces around ("ivan собака mail точка ru") only what no sentence looks like.
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.+%-])[a-z0-9](?:[\w.+%-]{0,62}\w)?"
    rf"\s{{1,2}}(?:собака|собачка|at|эт|ит)\s{{1,2}}"
    rf"(?:{_PROVIDER}{_DOT}{_TOP}|{_PROVIDER}\s{_TOP}"
    rf"|[\w-]{{1,63}}\s{{0,2}}[(\[]?(?:{_DOT_WORD})[)\]]?\s{{0,2}}[^\W\d_]{{2,24}})",
    re.IGNORECASE,
)
_JOINED_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%]{1,60}?[_-](?:собака|собачка|at|ит)[_-]"
    rf"[\w-]{{1,40}}{_DOT}[^\W\d_]{{2,24}}",
    re.IGNORECASE,
)


def links(text: str) -> Iterator[Trace]:
    """Yield the links that lead to one person, or into a chat that is not for everybody."""
    for pattern, mark in ((_PHONE_LINK, PHONE), (_PRIVATE_LINK, LINK), (PRIVATE_LINK, LINK)):
        for found in pattern.finditer(text):
            yield Trace(found.start(), found.end(), mark)


def emails(text: str) -> Iterator[Trace]:
    """Yield e-mail addresses, with an at-sign or with what people write for it."""
    for pattern in (_EMAIL, _SPELLED_EMAIL, _JOINED_EMAIL):
        for found in pattern.finditer(text):
            yield Trace(found.start(), found.end(), EMAIL)
