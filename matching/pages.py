"""Which addresses name one post or page, and which a whole channel, site, profile or search."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

_LANGUAGES = re.compile(
    r"(?:ru|kk|kz|qaz|kaz|en|eng|rus|uz|ky|uk|ua|de|tr|zh|ar|fr|es)(?:[-_](?:kz|ru|us|gb))?"
)
# Steps that begin a list of pages of which one step more says of what.
_LISTS = re.compile(
    r"tags?|categor(?:y|ies)|authors?|search|poisk|rubrics?|rubrika|sections?|users?|profile"
    r"|channels?|hashtag"
)
# Steps that are a list, or a page about the site, where nothing follows.
_ALONE = re.compile(
    r"news|novosti|latest|lenta|main|home|index|blog|articles|all-?news|feed|rss|archives?|contacts"
    r"|about|subscribe|login|videos?|photos?|politics|society|sport|economy|world|zhanalyqtar"
    r"|новости|жаңалықтар|лента|статьи|главная|контакты"
)
_LIST_QUERY = re.compile(
    r"page|paged|lang|language|hl|locale|sort|order|filter|q|s|query|search|text|search_query|tag"
    r"|category|cat"
)
_NEVER = re.compile(
    r"wa\.me|(?:api|chat|web)\.whatsapp\.com|(?:invite|chats)\.viber\.com|viber\.me|vk\.me|m\.me"
    r"|taplink\.(?:cc|at|ws)|linktr\.ee|mssg\.me|hipolink\.(?:net|me)|lnk\.bio|bio\.link"
    r"|web\.telegram\.org|play\.google\.com|(?:apps|itunes)\.apple\.com|appgallery\.huawei\.com"
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
    r"t\.me": r"/(?:c/\d+|(?!c/)[a-z0-9_]+)/\d+|/[a-z0-9_]+/s/\d+",
    r"youtube\.com": r"/watch\?v=.+|/(?:post|clip)/[^/]+",
    r"x\.com": r"/i/(?:status|spaces|broadcasts|events|articles?)/\w+|/[^/]+/articles?/\d+",
    r"facebook\.com": r"/(?:groups/)?[^/]+/posts/[^/]+|/watch\?v=.+|/photo\?fbid=.+"
    r"|/share/(?:[prv]/)?[^/]+|/events/\d+.*|/notes/.+|/stories/.+|/media/set\?set=.+"
    r"|/marketplace/item/.+|/ads/library\?id=.+",
    r"instagram\.com": r"/p/[^/]+|/stories/[^/]+/\d+|/share/(?:\w+/)?[^/]+",
    r"tiktok\.com": r"/video/\d+|/t/[^/]+",
    r"threads\.com": r"/t/[^/]+",
    r"vk\.com": r"/(?:wall|video|photo|topic|market|story|doc|podcast)-?\d+_\d+.*"
    r"|/@(?:[\w.]+|-\d+)-.+",
    r"ok\.ru": r"/.*(?:topic|statuses|video|album/\d+|photos?)/\d+.*|/dk\?.+",
    r"linkedin\.com": r"/feed/update/.+|/posts/.+|/pulse/.+",
    r"reddit\.com": r"/comments/.+",
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
    return fragment != "" or _is_page(path, asked)


def _is_page(path: str, asked: str) -> bool:
    """Tell it of a site that is not known."""
    steps = [unquote(step).lower() for step in path.split("/") if step]
    names = {name.lower() for name, _ in parse_qsl(asked, keep_blank_values=True)}
    telling = any(not _LIST_QUERY.fullmatch(name) for name in names)
    if steps and _LANGUAGES.fullmatch(steps[0]):
        del steps[0]
    if len(steps) > 1 and steps[-2] == "page" and steps[-1].isdigit():
        del steps[-2:]
    if not steps or steps[0] in {"search", "poisk"}:
        return telling and not steps
    if len(steps) == 1:
        return telling or not (
            _LISTS.fullmatch(steps[0]) or _ALONE.fullmatch(steps[0]) or steps[0].startswith("@")
        )
    return len(steps) > 2 or not _LISTS.fullmatch(steps[0])
