"""Posts of the platforms that people share from: many addresses -> the one of the post itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from matching.reading.addresses.parts import AddressParts

_NOT_ASCII = re.compile(r"(?:%[89A-F][0-9A-F])")
_VIDEO = re.compile(r"([\w-]{11})(?![\w-])", re.ASCII)
_VIDEO_STEPS = frozenset({"shorts", "live", "embed", "v", "vi", "vi_webp", "e", "watch", "video"})
_NO_VIDEOS = frozenset({"videoseries", "live_stream"})
_STATUS = re.compile(r"/(?:i/web|[^/]+)/status(?:es)?/(\d{1,20})(?!\w).*", re.ASCII)
_NUMBER = re.compile(r"(\d{1,10})(?![A-Za-z0-9_])")
_SHORTCODE = re.compile(
    r"/(?:[^/]+/)?(?:p|reels?|tv)/(?!(?:audio|videos)(?!\w))([\w-]{5,40})(?!\w).*", re.ASCII
)
_TIKTOK_VIDEO = re.compile(
    r"(?:/[^/]+){0,2}/(?:video|photo|v|embed(?:/v2)?|player/v1)/(\d{5,25})\b.*"
)
_VK_OBJECT = re.compile(r"(wall|video|clip|photo|topic|market|story|doc|podcast)(-?\d+_\d+)")
_TELEGRAM_HOST = re.compile(r"([a-z0-9_]{4,32})\.(?:t\.me|telegram\.me)")
# First steps of Telegram's addresses that name no chat; what follows keeps its case.
TELEGRAM_WORDS = re.compile(
    r"\+.*|joinchat|addlist|addstickers|addemoji|addtheme|proxy|socks|share|login|setlanguage|bg"
    r"|confirmphone|invoice|giftcode|contact|boost|m|nft|iv"
)
_FACEBOOK_KEPT = ("q", "id", "set")


def unified(parts: AddressParts) -> AddressParts:
    """Return the one address of a post on a platform that is known, else what was given."""
    host = parts.host
    if named := _TELEGRAM_HOST.fullmatch(host):
        return _telegram(replace(parts, host="t.me", path=f"/{named[1]}{parts.path}"))
    for pattern, rule in _RULES.items():
        if re.fullmatch(pattern, host):
            return rule(_without_glued_words(parts))
    return replace(parts, host=_SAME_PAGES.get(host, host))


def _without_glued_words(parts: AddressParts) -> AddressParts:
    """Take off words in other letters that were typed right after the address."""
    # A title within the path belongs to it: "/page/posts/заголовок/123".
    titled = not _NOT_ASCII.search(parts.path.rpartition("/")[2])
    path = parts.path if titled else _NOT_ASCII.split(parts.path, maxsplit=1)[0].rstrip("/")
    values = [(name, re.split(r"[^\x00-\x7f]", value)[0].strip()) for name, value in parts.query]
    return replace(parts, path=path, query=tuple(values))


def _youtube(parts: AddressParts) -> AddressParts:
    steps = parts.steps
    video = parts.value("v", "vi") if steps[:1] != ["playlist"] else ""
    if parts.host.endswith("youtu.be") and steps:
        video = steps[0]
    elif len(steps) > 1 and steps[0] in _VIDEO_STEPS:
        video = steps[1]
    elif steps[:1] == ["attribution_link"]:
        video = re.sub(r"^.*[?&]v=([\w-]+).*$", r"\1", parts.value("u"))
    here = AddressParts("youtube.com", parts.path)
    if (found := _VIDEO.match(video)) and found[1] not in _NO_VIDEOS:
        return AddressParts("youtube.com", "/watch").asking(v=found[1])
    if post := parts.value("lb"):
        return here.at("post", post)
    kept = {name: value for name in ("list", "search_query", "v") if (value := parts.value(name))}
    return here.asking(**kept)


def _x(parts: AddressParts) -> AddressParts:
    path = parts.path
    if not path and parts.fragment.startswith("!"):
        path = "/" + parts.fragment.removeprefix("!").lstrip("/")
    here = AddressParts("x.com")
    if found := _STATUS.fullmatch(path):
        return here.at("i", "status", found[1])
    if path.startswith("/intent/") and (post := parts.value("tweet_id", "in_reply_to")).isdigit():
        return here.at("i", "status", post)
    steps = [step for step in path.split("/") if step]
    asked = {"q": query} if (query := parts.value("q")) else {}
    named = [steps[0].lower(), *steps[1:]] if steps else []
    return here.at(*named).asking(**asked)


def _facebook(parts: AddressParts) -> AddressParts:
    steps = [re.sub(r"^@", "", step) for step in parts.steps]
    first, last = (steps[0].lower(), steps[-1]) if steps else ("", "")
    here = AddressParts("facebook.com")
    story, owner = parts.value("story_fbid"), parts.value("id")
    if first in {"story.php", "permalink.php"} and story and owner:
        return here.at(owner, "posts", story)
    if first == "groups" and len(steps) > 1:
        post = parts.value("multi_permalinks") or (owner if parts.value("view") else "")
        if len(steps) > 3 and steps[2] in {"posts", "permalink"}:
            post = steps[3]
        return here.at("groups", steps[1].lower(), *(("posts", post) if post else steps[2:]))
    video = parts.value("v") if first in {"watch", "video.php", "video"} else ""
    if first in {"reel", "reels", "videos"} and len(steps) > 1:
        video = steps[1]
    if len(steps) > 2 and steps[1] == "videos":
        video = last
    if video.isdigit():
        return here.at("watch").asking(v=video)
    photo = parts.value("fbid") if first in {"photo.php", "photo", "photos"} else ""
    if "photos" in steps[:2] and len(steps) > 1:
        photo = photo or last
    if photo.isdigit():
        return here.at("photo").asking(fbid=photo)
    if len(steps) > 2 and steps[1] == "posts":
        return here.at(first, "posts", last)
    kept = {name: value for name in _FACEBOOK_KEPT if (value := parts.value(name))}
    return here.at(*([first, *steps[1:]] if steps else [])).asking(**kept)


def _instagram(parts: AddressParts) -> AddressParts:
    here = AddressParts("instagram.com")
    shared = parts.steps[:1] == ["share"]
    if not shared and (found := _SHORTCODE.fullmatch(parts.path)):
        return here.at("p", found[1])
    return here.at(*parts.steps)


def _tiktok(parts: AddressParts) -> AddressParts:
    if parts.host in {"vm.tiktok.com", "vt.tiktok.com"}:
        return parts.at(*parts.steps)
    here = AddressParts("tiktok.com")
    if found := _TIKTOK_VIDEO.fullmatch(parts.path):
        return here.at("video", found[1])
    if (video := parts.value("item_id", "share_item_id")).isdigit():
        return here.at("video", video)
    asked = {"q": query} if (query := parts.value("q")) else {}
    return here.at(*parts.steps).asking(**asked)


def _threads(parts: AddressParts) -> AddressParts:
    found = re.fullmatch(r"/(?:@[^/]+/post|t)/([\w-]+).*", parts.path, re.ASCII)
    here = AddressParts("threads.com")
    return here.at("t", found[1]) if found else here.at(*parts.steps)


def _vk(parts: AddressParts) -> AddressParts:
    here = AddressParts("vk.com")
    owner, number = parts.value("oid"), parts.value("id")
    if parts.path == "/video_ext.php" and owner and number:
        return here.at(f"video{owner}_{number}")
    # What is opened over the page decides; of a post and a picture in it, the post.
    for place in (parts.value("w"), parts.path.rpartition("/")[2], parts.value("z")):
        if found := _VK_OBJECT.match(place):
            kind = "video" if found[1] == "clip" else found[1]
            post = parts.value("post") if kind == "topic" else ""
            object_page = here.at(f"{kind}{found[2]}")
            return object_page.asking(post=post) if post else object_page
    kept = {name: value for name in ("q", "w", "z") if (value := parts.value(name))}
    return here.at(*(step.lower() for step in parts.steps)).asking(**kept)


def _ok(parts: AddressParts) -> AddressParts:
    here = AddressParts("ok.ru")
    steps = parts.steps
    if steps[:1] == ["dk"]:
        video = parts.value("st.discId", "st.mvId")
        if video and "movie" in parts.value("st.cmd").lower():
            return here.at("video", video)
        topic = parts.value("st.themeId", "st.topicId")
        if topic and (group := parts.value("st.groupId")):
            return here.at("group", group, "topic", topic)
        if topic and (person := parts.value("st.friendId", "st.uid")):
            return here.at("profile", person, "statuses", topic)
        return AddressParts("ok.ru", parts.path, parts.query)
    if len(steps) > 1 and steps[0] in {"videoembed", "live"}:
        return here.at("video", steps[1])
    if steps[:1] == ["video"]:
        return here.at(*steps[:2])
    if found := re.fullmatch(r"group(\d+)", steps[0] if steps else ""):
        steps = ["group", found[1], *steps[1:]]
    asked = {"st.query": query} if (query := parts.value("st.query")) else {}
    return here.at(*steps).asking(**asked)


def _linkedin(parts: AddressParts) -> AddressParts:
    here = AddressParts("linkedin.com")
    place = parts.value("highlightedUpdateUrn", "updateEntityUrn") or parts.path
    found = re.search(r"(?:activity|ugcPost|share)[:-](?:%3A)?(\d{10,25})", place)
    if found and parts.steps[:1] in (["posts"], ["feed"], ["embed"]):
        return here.at("feed", "update", found[1])
    return here.at(*parts.steps)


def _reddit(parts: AddressParts) -> AddressParts:
    here = AddressParts("reddit.com")
    if parts.host == "redd.it":
        return here.at("comments", *parts.steps[:1]) if parts.steps else here
    found = re.match(r"/(?:(?:(?:r|user|u)/[^/]+/)?comments|gallery)/(\w+)", parts.path)
    return here.at("comments", found[1]) if found else here.at(*parts.steps)


def _telegram(parts: AddressParts) -> AddressParts:
    steps = parts.steps
    if steps[:1] == ["s"] and len(steps) > 1:
        del steps[0]
    here = AddressParts("t.me")
    if not steps or TELEGRAM_WORDS.fullmatch(steps[0].lower()):
        return here.at(*steps)
    steps = [step.lower() for step in steps]
    steps[0] = steps[0].removeprefix("@")
    private = steps[0] == "c"
    chat = ["c", steps[1].removeprefix("-100")] if private and len(steps) > 1 else steps[:1]
    numbers = []
    for step in steps[len(chat) :]:
        if not (number := _NUMBER.match(step)):
            break
        numbers.append(number[1].lstrip("0") or "0")
    if numbers:
        # Of a topic and a post in it, the post: its number is the chat's.
        return here.at(*chat, numbers[1] if len(numbers) > 1 else numbers[0])
    return here.at(*chat, *steps[len(chat) :])


def _dzen(parts: AddressParts) -> AddressParts:
    return AddressParts("dzen.ru", parts.path, parts.query)


def _rutube(parts: AddressParts) -> AddressParts:
    here = AddressParts("rutube.ru")
    found = re.fullmatch(r"/(?:video|shorts|play/embed|live/video)/(\w{5,40}).*", parts.path)
    return here.at("video", found[1]) if found else here.at(*parts.steps)


def _tgstat(parts: AddressParts) -> AddressParts:
    steps = parts.steps
    if len(steps) > 2 and steps[0] == "channel" and steps[1].startswith("@") and steps[2].isdigit():
        return AddressParts("t.me").at(steps[1].removeprefix("@").lower(), steps[2])
    return parts


_SAME_PAGES: Mapping[str, str] = {
    "graph.org": "telegra.ph",
    "te.legra.ph": "telegra.ph",
}
_RULES: Mapping[str, Callable[[AddressParts], AddressParts]] = {
    r"t\.me|telegram\.me|telegram\.dog": _telegram,
    r"(?:(?:music|gaming|studio|tv|[a-z]{2})\.)?youtube\.com|youtu\.be"
    r"|youtube(?:-nocookie|kids)\.com|youtube\.googleapis\.com|(?:i\d*\.ytimg|img\.youtube)\.com"
    r"|yewtu\.be|piped\.video|(?:[a-z]+\.)?invidious\.[a-z.]+": _youtube,
    r"(?:[a-z]{1,2}\.)?(?:twitter|x|[vf]xtwitter|fixup(?:x|twitter)|fixvx|twittpr|xcancel)\.com"
    r"|nitter\.[a-z0-9.-]+": _x,
    r"(?:[a-z-]+\.)?(?:facebook|fb)\.com": _facebook,
    r"(?:[a-z]{1,2}\.)?(?:dd|kk|vx)?instagram\.com|instagr\.am": _instagram,
    r"(?:[a-z]{2}\.)?(?:vx)?tiktok\.com|tnktok\.com": _tiktok,
    r"threads\.(?:net|com)": _threads,
    r"(?:[a-z]+\.)?(?:vk\.com|vk\.ru|vkontakte\.ru|vkvideo\.ru)": _vk,
    r"(?:ok|odnoklassniki)\.ru": _ok,
    r"(?:[a-z]{2}\.)?linkedin\.com": _linkedin,
    r"(?:(?:old|new|[a-z]{1,2})\.)?r[ex]ddit\.com|redd\.it": _reddit,
    r"dzen\.ru|zen\.yandex\.(?:ru|com|kz)": _dzen,
    r"rutube\.ru": _rutube,
    r"(?:[a-z]{2,3}\.)?tgstat\.(?:ru|com)": _tgstat,
}
