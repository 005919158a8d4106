"""Which addresses name one post or page, and which a whole channel, site, profile or search."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from matching.reading.addresses.platforms import TELEGRAM_WORDS

_LANGUAGES = re.compile(
    r"(?:ru|kk|kz|qaz|kaz|en|eng|rus|uz|ky|uk|ua|de|tr|zh|ar|fr|es)(?:[-_](?:kz|ru|us|gb))?"
)
_FILE = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp)$")
# Steps that begin a list of pages of which one step more says of what.
_SHELVES = r"tags?|categor(?:y|ies)|authors?|search|poisk|rubrics?|rubrika|hashtag"
_LISTS = re.compile(_SHELVES + r"|sections?|users?|profile|channels?|u")
_SHELF = re.compile(_SHELVES)
# Steps that are a list, or a page about the site, where nothing follows.
_ALONE = re.compile(
    r"news|novosti|latest|lenta|main|home|index|blog|articles|all-?news|feed|rss|archives?|contacts"
    r"|about(?:-us)?|subscribe|(?:wp-)?login|videos?|photos?|privacy(?:-policy)?|zhanalyqtar"
    r"|politics|society|sports?|economy|world|culture|health|incidents|opinions?|business|tech"
    r"|politika|ob(?:s|sh|sc|shc|sch)hestvo|ekonomika|proiss?hestvi[jy]a|kultura|zdorov[ey]e"
    r"|v-mire|mneni[jy]a|qogam|kogam|saiasat|sayasat|alem|madeniet|densaulyq|oqiga"
    r"|новости|жаңалықтар|лента|статьи|главная|контакты|блог|политика|общество|экономика|спорт"
    r"|қоғам|саясат|әлем|мәдениет|денсаулық|оқиға"
    r"|rss\.xml|sitemap\.xml|robots\.txt|favicon\.ico"
)
# All that was published in a month, or on a day.
_DATE = re.compile(r"(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?")
_LIST_QUERY = re.compile(
    r"page|paged|pagen_\d+|lang|language|hl|locale|sort|order|filter|q|s|query|search|text"
    r"|search_query|tag|category|cat|region|city|theme|m"
)
_NEVER = re.compile(
    r"wa\.me|(?:api|chat|web)\.whatsapp\.com|(?:invite|chats)\.viber\.com|viber\.me|vk\.me|m\.me"
    r"|taplink\.(?:cc|at|ws)|linktr\.ee|mssg\.me|hipolink\.(?:net|me)|lnk\.bio|bio\.link"
    r"|web\.telegram\.org|play\.google\.com|(?:apps|itunes)\.apple\.com|appgallery\.huawei\.com"
    r"|podcasts\.apple\.com|discord\.gg|signal\.me|forms\.gle|fb\.me"
    r"|(?:apps|www)\.rustore\.ru|rustore\.ru|maps\.google\.[a-z.]+|maps\.app\.goo\.gl"
    r"|(?:go\.)?2gis\.[a-z]{2,3}|tgstat\.(?:ru|com)|telemetr\.(?:me|io)"
)
_SEARCH = re.compile(r"(?:google|yandex|ya|bing|duckduckgo|rambler|yahoo|baidu|mail)\.[a-z.]{2,6}")
_SEARCH_HOST = re.compile(
    r"(?:search\.(?:yahoo|brave)\.com|nova\.rambler\.ru|go\.mail\.ru|webcache\.googleusercontent\.com)"
)
_SEARCH_PATH = re.compile(r"/?|/(?:search|maps|yandsearch|images|videos|news|turbo|url)(?:/.*)?")
# What names a post on platforms where most addresses are somebody's page.
_POSTS: Mapping[str, str] = {
    r"t\.me": rf"/(?:c/\d+|(?!(?:{TELEGRAM_WORDS.pattern})/)[a-z0-9_]{{2,}})/[1-9]\d*"
    r"|/[a-z0-9_]+/s/\d+",
    r"youtube\.com": r"/watch\?v=.+|/(?:post|clip)/[^/]+",
    r"x\.com": r"/i/(?:status|spaces|broadcasts|events|articles?)/\w+|/[^/]+/articles?/\d+",
    r"facebook\.com": r"/(?:groups/)?[^/]+/posts/[^/]+|/watch\?v=.+|/photo\?fbid=.+"
    r"|/share/(?:[prv]/)?[^/]+|/events/\d+.*|/notes/[^/]+/.+|/stories/[^/]+/.+|/media/set\?set=.+"
    r"|/marketplace/item/.+|/ads/library\?id=.+",
    r"instagram\.com": r"/p/[^/]+|/stories/[^/]+/\d+|/share/(?:\w+/)?[^/]+",
    r"tiktok\.com": r"/video/\d+|/t/[^/]+",
    r"threads\.com": r"/t/[^/]+",
    r"vk\.com": r"/(?:wall|video|photo|topic|market|story|doc|podcast)-?\d+_\d+.*"
    r"|/@(?:[\w.]+|-\d+)-.+",
    r"ok\.ru": r"/.*(?:topic|statuses|video|album/\d+|photos?)/\d+.*",
    r"linkedin\.com": r"/feed/update/.+|/posts/.+|/pulse/.+",
    r"reddit\.com": r"/comments/.+|/r/[^/]+/s/.+",
    r"dzen\.ru": r"/(?:a|b|shorts|video/watch)/.+|/media/id/[^/]+/.+|/media/(?!id/)[^/]+/.+",
    r"rutube\.ru": r"/video/.+",
    r"discord\.com": r"/channels/\d+/\d+/\d+",
    r"snapchat\.com": r"/(?:spotlight|t)/.+",
    # One step is somebody's page.
    r"(?:twitch\.tv|boosty\.to|medium\.com|soundcloud\.com|github\.com|patreon\.com)": r"/.+/.+",
    r"rumble\.com": r"/(?!(?:c|user)/).+",
    r"(?:[a-z]{2}\.)?pinterest\.[a-z.]+": r"/pin/.+",
    r"whatsapp\.com": r"/channel/[^/]+/\d+",
    r"(?:open\.)?spotify\.com": r"/(?:.+/)?episode/.+",
}


def is_post(canonical: str) -> bool:
    """Tell whether an address, in its canonical form, names one post or page.

    False is for what is surely none: the root of a site or channel, a profile, an invitation, a
    search, a list of posts, a shop's page of an app. An address that such a debunk lists must
    decide nothing. A short link is an address of its own.
    """
    rest, _, fragment = canonical.partition("#")
    place, _, asked = rest.partition("?")
    host, slash, path = place.partition("/")
    path = slash + path
    if not host or _NEVER.fullmatch(host) or _SEARCH_HOST.fullmatch(host):
        return False
    for pattern, posts in _POSTS.items():
        if re.fullmatch(pattern, host):
            told = f"{path}?{asked}" if asked else path
            return re.fullmatch(posts, told, re.DOTALL) is not None
    if _SEARCH.fullmatch(host) and _SEARCH_PATH.fullmatch(path):
        return False
    return _is_page(path, asked) or _is_page(fragment.lstrip("!"), "")


def _is_page(path: str, asked: str) -> bool:
    """Tell it of a site that is not known."""
    steps = [unquote(step).lower() for step in path.split("/") if step]
    names = {name.lower() for name, _ in parse_qsl(asked, keep_blank_values=True)}
    telling = any(not _LIST_QUERY.fullmatch(name) for name in names)
    if steps:
        steps[-1] = _FILE.sub("", steps[-1])
    while steps and _LANGUAGES.fullmatch(steps[0]):
        del steps[0]
    if len(steps) > 1 and steps[-2] == "page" and steps[-1].isdigit():
        del steps[-2:]
    if not steps or steps[0] in {"search", "poisk"}:
        return telling and not steps
    if len(steps) > 1 and (_LISTS if len(steps) == 2 else _SHELF).fullmatch(steps[-2]):
        return False
    while len(steps) > 1 and _ALONE.fullmatch(steps[0]):
        del steps[0]
    if _DATE.fullmatch("/".join(steps)):
        return False
    if len(steps) == 1:
        return telling or not (
            _LISTS.fullmatch(steps[0]) or _ALONE.fullmatch(steps[0]) or steps[0].startswith("@")
        )
    return True
