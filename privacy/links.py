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
    rf"{_HTTP}(?:t|telegram)\.(?:me|dog)/(?:\+|joinchat/|c/|addlist/){_REST}"
    r"|tg:(?://)?(?:user|openmessage|join|privatepost|contact|addlist)\?[^\s<>\"«»\x00]{1,200}"
    rf"|{_HTTP}(?:chat\.whatsapp\.com|invite\.viber\.com|signal\.(?:group|me)|discord\.gg|join\.skype\.com){_REST}"
    rf"|{_HTTP}(?:vk\.(?:com|ru|me)|vkontakte\.ru)/(?:id\d+|join/{_REST}|write\d+)"
    rf"|{_HTTP}(?:instagram\.com|instagr\.am|ig\.me/m)/(?!(?:{_OTHERS_OF_INSTAGRAM})(?:[/?]|\b))@?\w{_REST}"
    rf"|{_HTTP}(?:facebook|fb)\.com/(?:profile\.php\?|people/){_REST}"
    rf"|{_HTTP}(?:facebook|fb)\.com/(?:groups/\w{{1,40}}/user/)?\d{{9,20}}(?![\w.])"
    rf"|{_HTTP}(?:facebook|fb)\.com/[a-z]{{2,20}}\.[a-z]{{2,20}}(?:\.\d{{1,6}})?(?![\w/])"
    rf"|{_HTTP}my\.mail\.ru/(?:mail|bk|inbox|list)/{_REST}"
    rf"|{_HTTP}(?:ok|odnoklassniki)\.ru/(?:profile/|dk\?){_REST}"
    rf"|{_HTTP}(?:threads\.(?:net|com)/@|m\.me/|snapchat\.com/add/){_REST}",
    re.IGNORECASE,
)

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{0,63}\w"
_LATIN_LOCAL = r"(?<![\w.+%-])[a-z0-9](?:[\w.+%-]{0,62}\w)?"
_AT_WORD = r"(?:at|sobaka|собака|собачка|собаки|сабака|соб\.|эт|ат|ет|ит|ит\s?белгісі|итбелгі|a)"
_OPEN, _SHUT = r"[(\[{<«\"'/*_~|“„]", r"[)\]}>»\"'/*_~|”“]"
_AT = rf"(?:@{{1,3}}|[ ]@[ ]|\s{{0,2}}{_OPEN}\s?(?:{_AT_WORD}|@)\s?{_SHUT}\s{{0,2}})"
_DOT_WORD = "точка|tochka|тчк|dot|нүкте|дот"
_DOT_IN_WORDS = rf"(?:\s{{0,2}}{_OPEN}?\s?(?:{_DOT_WORD}|(?<=[(\[])\.)\s?{_SHUT}?\s{{0,2}})"
_DOT = rf"(?:\.|{_DOT_IN_WORDS})"
_TOP = r"(?:ru|kz|com|net|org|рф|ру|ком|кз|қаз|by|uz|kg|info|me|su)(?![^\W_])"
_PROVIDER = (
    r"(?:mail|gmail|yandex|ya|bk|inbox|list|internet|outlook|hotmail|icloud|rambler|yahoo|proton"
    r"|protonmail|мэйл|мейл|майл|маил|гмейл|гмайл|джимейл|яндекс|бк|инбокс)"
)
_PROVIDER_DOMAIN = rf"{_PROVIDER}(?:{_DOT}|\s{{1,2}}\.\s{{0,2}}|\.\s{{1,2}}|,|\s){_TOP}"
_DOMAIN = rf"(?:{_PROVIDER_DOMAIN}|[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}{_DOT}[^\W\d_]{{2,24}})"
_EMAIL = re.compile(rf"{_LOCAL}{_AT}{_DOMAIN}", re.IGNORECASE)
# In words with spaces around ("ivan собака mail точка ru") only what no sentence looks like.
_SPELLED_EMAIL = re.compile(
    rf"{_LATIN_LOCAL}\s{{1,2}}{_AT_WORD}\s{{1,2}}"
    rf"(?:{_PROVIDER_DOMAIN}|[\w-]{{1,63}}{_DOT_IN_WORDS}[^\W\d_]{{2,24}})"
    rf"|{_LATIN_LOCAL}(?:\s@|@\s){_PROVIDER_DOMAIN}"
    rf"|{_LOCAL}\s{{1,2}}(?:соба[а-я]{{2,3}}|итбелгі|ит\s?белгісі)\s{{1,2}}{_PROVIDER_DOMAIN}",
    re.IGNORECASE,
)
_JOINED_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%]{1,60}?[_-](?:собака|собачка|at|ит)[_-]"
    rf"[\w-]{{1,40}}?[_-]?{_DOT}[_-]?[^\W\d_]{{2,24}}",
    re.IGNORECASE,
)
_NAMED_PROFILE = re.compile(
    r"(?<![^\W_])(?:инст[аеу]|инстаграм\w{0,3}|insta|instagram)[^\w\n@]{1,3}(@\w[\w.]{2,29}|[a-z]\w{0,20}[._]\w{1,20}(?![^\W_]))",
    re.IGNORECASE,
)


def links(text: str) -> Iterator[Trace]:
    """Yield the links that lead to one person, or into a chat that is not for everybody."""
    for pattern, mark in ((_PHONE_LINK, PHONE), (_PRIVATE_LINK, LINK), (PRIVATE_LINK, LINK)):
        for found in pattern.finditer(text):
            yield Trace(found.start(), found.end(), mark)
    for found in _NAMED_PROFILE.finditer(text):
        yield Trace(found.start(1), found.end(1), LINK)


def emails(text: str) -> Iterator[Trace]:
    """Yield e-mail addresses, with an at-sign or with what people write for it."""
    for pattern in (_EMAIL, _SPELLED_EMAIL, _JOINED_EMAIL):
        for found in pattern.finditer(text):
            yield Trace(found.start(), found.end(), EMAIL)
