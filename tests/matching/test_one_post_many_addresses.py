"""Which addresses are one post, and which must stay apart."""

from itertools import combinations

import pytest

from matching.reading.addresses.address import canonical, is_post, named

NEWS = "news.example/a/1"
VIDEO = "youtube.com/watch?v=aB3dEfGh1J-"
GROUPS = {
    "t.me/invented/12": """t.me/s/invented/12 https://t.me/Invented/12?single
        https://t.me/invented/12?comment=45 t.me/invented/12?thread=3 https://t.me/invented/3/12
        https://t.me/@invented/12 https://telegram.me/invented/12 https://telegram.dog/invented/12/
        https://invented.t.me/12 tg://resolve?domain=invented&post=12
        tg:resolve?domain=Invented&post=12&single https://t.me/iv?url=https://t.me/invented/12&rhash=1
        https://t.me/share/url?url=https%3A%2F%2Ft.me%2Finvented%2F12&text=x
        https://web.archive.org/web/20220304id_/https://t.me/s/invented/12
        https://archive.ph/2026.03.01-101010/https://t.me/invented/12 HXXPS://T.ME/invented/12
        tg://resolve/?domain=invented&post=12 https://web.telegram.org/a/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dinvented%26post%3D12
        https://kaz.tgstat.com/channel/@Invented/12 https://t.me/invented/12рас https://t.me/inv\u200bented/12 https://t.me:443/invented//12#x""",
    "t.me/c/1234567890/45": """https://t.me/c/1234567890/45 https://t.me/c/1234567890/7/45
        tg://privatepost?channel=1234567890&post=45&single t.me/c/-1001234567890/45?thread=7""",
    VIDEO: """https://youtu.be/aB3dEfGh1J- https://youtu.be/aB3dEfGh1J-?t=10&si=x
        https://m.youtube.com/watch?v=aB3dEfGh1J-&list=PL123&index=2 https://youtube.com/watch?t=5&v=aB3dEfGh1J-
        https://www.youtube.com/shorts/aB3dEfGh1J-?feature=share https://www.youtube.com/live/aB3dEfGh1J-
        https://www.youtube.com/embed/aB3dEfGh1J-?start=3 https://www.youtube-nocookie.com/embed/aB3dEfGh1J-
        https://www.youtube.com/v/aB3dEfGh1J- https://music.youtube.com/watch?v=aB3dEfGh1J-&amp;t=1
        https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2FaB3dEfGh1J- https://www.youtube.com/watch?v=aB3dEfGh1J-%26t=5
        https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2FaB3dEfGh1J- https://studio.youtube.com/video/aB3dEfGh1J-/edit
        https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DaB3dEfGh1J-%26cbrd%3D1&gl=KZ
        https://i.ytimg.com/vi/aB3dEfGh1J-/hqdefault.jpg https://yewtu.be/watch?v=aB3dEfGh1J- https://kk.youtube.com/watch?v=aB3dEfGh1J-
        https://youtu.be/aB3dEfGh1J-қара""",
    "x.com/i/status/1500000000000000001": """https://twitter.com/Invented/status/1500000000000000001?s=21
        https://x.com/invented/status/1500000000000000001/photo/1 https://mobile.twitter.com/i/web/status/1500000000000000001
        https://x.com/i/status/1500000000000000001?t=AbCd&s=19 https://vxtwitter.com/a/status/1500000000000000001
        https://fxtwitter.com/a/status/1500000000000000001/video/1 https://nitter.net/a/status/1500000000000000001#m
        https://twitter.com/a/statuses/1500000000000000001 https://twitter.com/#!/a/status/1500000000000000001
        https://x.com/intent/retweet?tweet_id=1500000000000000001 https://ru.twitter.com/a/status/1500000000000000001""",
    "facebook.com/456/posts/123": """https://www.facebook.com/permalink.php?story_fbid=123&id=456
        https://m.facebook.com/story.php?story_fbid=123&id=456&_rdr https://mbasic.facebook.com/456/posts/123/?_rdc=1&_rdr
        https://ru-ru.facebook.com/456/posts/123 https://web.facebook.com/456/posts/a-title/123?__tn__=x
        https://www.facebook.com/456/posts/слух-дня/123 https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2F456%2Fposts%2F123
        https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2F456%2Fposts%2F123&width=500""",
    "facebook.com/watch?v=600700800": """https://www.facebook.com/100200300400/videos/600700800/
        https://m.facebook.com/watch/?v=600700800&ref=sharing https://fb.com/reel/600700800
        https://touch.facebook.com/some.page/videos/a-title/600700800/?mibextid=xyz
        https://www.facebook.com/watch/live/?v=600700800 https://www.facebook.com/video.php?v=600700800""",
    "facebook.com/photo?fbid=77": """https://www.facebook.com/photo.php?fbid=77&set=a.1
        https://m.facebook.com/photo/?fbid=77 https://www.facebook.com/page/photos/a.1/77/?type=3""",
    "facebook.com/groups/club/posts/9": """https://www.facebook.com/groups/club/permalink/9/
        https://m.facebook.com/groups/club/posts/9/?_rdr https://www.facebook.com/groups/club/?multi_permalinks=9""",
    "instagram.com/p/CdEfGhIjKlM": """https://www.instagram.com/reel/CdEfGhIjKlM/?igsh=1
        https://instagram.com/reels/CdEfGhIjKlM https://www.instagram.com/some.user/p/CdEfGhIjKlM/
        https://www.instagram.com/tv/CdEfGhIjKlM/ https://instagr.am/p/CdEfGhIjKlM/?img_index=1
        https://www.ddinstagram.com/p/CdEfGhIjKlM/ https://l.instagram.com/?u=https%3A%2F%2Finstagram.com%2Fp%2FCdEfGhIjKlM%2F&e=A
        https://www.instagram.com/p/CdEfGhIjKlM/embed/captioned/ https://i.instagram.com/p/CdEfGhIjKlM
        https://www.instagram.com/accounts/login/?next=%2Fp%2FCdEfGhIjKlM%2F""",
    "tiktok.com/video/7000000000000000001": """https://www.tiktok.com/@a/video/7000000000000000001?_r=1&_t=8Z
        https://m.tiktok.com/v/7000000000000000001.html https://www.tiktok.com/embed/v2/7000000000000000001
        https://www.tiktok.com/@a/photo/7000000000000000001?is_from_webapp=1 https://us.tiktok.com/@a/video/7000000000000000001
        https://www.tiktok.com/ru/@a/video/7000000000000000001 https://www.tiktok.com/foryou?item_id=7000000000000000001
        https://www.tiktok.com/i18n/share/video/7000000000000000001/ https://vxtiktok.com/@a/video/7000000000000000001""",
    "vk.com/wall-1_2": """https://vk.com/wall-1_2 https://m.vk.com/wall-1_2?from=feed https://vk.ru/wall-1_2
        https://vk.com/somegroup?w=wall-1_2 https://vk.com/feed?w=wall-1_2%2Fall&z=photo-1_5
        https://vkontakte.ru/wall-1_2?reply=5 https://vk.com/wall-1_2?z=photo-1_5%2Fwall-1_2
        https://vk.com/away.php?to=https%3A%2F%2Fvk.com%2Fwall-1_2&cc_key=""",
    "vk.com/video-1_2": """https://vkvideo.ru/video-1_2 https://vk.com/clip-1_2 https://vk.com/video?z=video-1_2%2Fpl
        https://vk.com/clips/some?z=clip-1_2 https://vk.com/video_ext.php?oid=-1&id=2&hash=x""",
    "ok.ru/group/123/topic/456": """https://m.ok.ru/group/123/topic/456 https://ok.ru/group123/topic/456
        https://www.odnoklassniki.ru/group/123/topic/456?x=1
        https://m.ok.ru/dk?st.cmd=altGroupMediaThemeComments&st.groupId=123&st.themeId=456
        https://ok.ru/dk?st.cmd=anonymMain&st.link=https%3A%2F%2Fok.ru%2Fgroup%2F123%2Ftopic%2F456""",
    "ok.ru/profile/5/statuses/456": """https://m.ok.ru/profile/5/statuses/456
        https://m.ok.ru/dk?st.cmd=userMediaTopic&st.friendId=5&st.themeId=456""",
    "ok.ru/video/789": """https://ok.ru/videoembed/789 https://m.ok.ru/video/789 https://ok.ru/live/789
        https://m.ok.ru/dk?st.cmd=movieLayer&st.discId=789""",
    "linkedin.com/feed/update/7000000000000000001": """https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000001/
        https://www.linkedin.com/posts/some-name_tag-activity-7000000000000000001-AbCd?utm_source=share&utm_medium=member
        https://kz.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000001?commentUrn=x
        https://www.linkedin.com/embed/feed/update/urn:li:activity:7000000000000000001
        https://www.linkedin.com/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A7000000000000000001
        https://www.linkedin.com/safety/go?url=https%3A%2F%2Flinkedin.com%2Ffeed%2Fupdate%2Furn%3Ali%3Aactivity%3A7000000000000000001""",
    "reddit.com/comments/1abcde": """https://www.reddit.com/r/kaz/comments/1abcde/some_title/ https://redd.it/1abcde
        https://old.reddit.com/r/kaz/comments/1abcde/_/ https://sh.reddit.com/user/u/comments/1abcde https://www.reddit.com/gallery/1abcde
        https://out.reddit.com/t3_1?url=https%3A%2F%2Fredd.it%2F1abcde https://rxddit.com/r/kaz/comments/1abcde?share_id=x""",
    "dzen.ru/a/ZabcDEF": "https://zen.yandex.ru/a/ZabcDEF https://dzen.ru/a/ZabcDEF?utm_referrer=x",
    "rutube.ru/video/0a1b2c3d": "https://rutube.ru/play/embed/0a1b2c3d https://rutube.ru/video/0a1b2c3d/?r=a",
    "threads.com/t/XYZ": "https://www.threads.net/@a/post/XYZ https://threads.com/@a/post/XYZ?xmt=AQ",
    "news.example/a/1": """http://www.news.example:80/a/1/ HTTPS://NEWS.example./a//1#comments news.example/a/1
        https://m.news.example/a/1?utm_source=yxnews&fbclid=1&yclid=2&ysclid=3&gclid=4&mc_cid=5&from=tg
        https://news.example/a/1/amp/ https://news.example/amp/a/1 https://amp.news.example/a/1
        https://news.example/a/1?amp=1 https://news.example/a/1?outputType=amp https://news.example/a/1?amp
        https://www.google.com/amp/s/news.example/a/1 https://news-example.cdn.ampproject.org/c/s/news.example/a/1
        https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%2F1%3Ffbclid%3D1&h=AT0
        https://vk.com/away.php?to=https%3A%2F%2Fnews.example%2Fa%2F1 https://www.google.com/url?q=https://news.example/a/1&sa=D
        https://web.archive.org/web/20220304101010/http://news.example/a/1 https://web.archive.org/web/2022*/news.example/a/1
        https://archive.today/newest/https://news.example/a/1 https://archive.is/2026/https%3A%2F%2Fnews.example%2Fa%2F1
        https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:https://news.example/a/1+words
        https://news-example.translate.goog/a/1?_x_tr_sl=ru&_x_tr_tl=en https://translate.google.com/translate?sl=ru&u=https://news.example/a/1
        https://yandex.kz/turbo/news.example/s/a/1 https://news-example.turbopages.org/news.example/s/a/1
        https://out.site.example/away?url=https%3A%2F%2Fnews.example%2Fa%2F1 https://news.example/x/../a/1
        https://l.facebook.com/l.php?u=https%3A%2F%2Fweb.archive.org%2Fweb%2F2022%2Fhttps%3A%2F%2Fnews.example%2Fa%2F1
        https://news.example/a/1;jsessionid=0A1B?PHPSESSID=zz hxxps://news[.]example/a/1 https://archive.ph/https://news.example/a/1
        https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example%2Fa%2F1&data=05%7C02&reserved=0
        https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Fnews.example%2Fa%2F1
        https://urldefense.com/v3/__https://news.example/a/1__;!!abc!def$ https://12ft.io/https://news.example/a/1
        https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fnews.example%2fa%2f1/RK=2/RS=x https://news.example/login?next=/a/1
        https://www.google.com/url?q=слух+про+воду&url=https%3A%2F%2Fnews.example%2Fa%2F1 https://wa.me/?text=https%3A%2F%2Fnews.example%2Fa%2F1
        https://images.google.com/imgres?imgurl=https://news.example/i.jpg&imgrefurl=https://news.example/a/1
        https://archive.today/?run=1&url=https%3A%2F%2Fnews.example%2Fa%2F1 https://steamcommunity.com/linkfilter/?u=https://news.example/a/1
        https://news-example.cdn.ampproject.org/v/s/news.example/a/1/amp?usqp=mq331AQ&amp;amp_gsa=1 https://news.example/a/1?CMP=share_btn_tw""",
}
SPELLINGS = [(one, each) for one, spelled in GROUPS.items() for each in spelled.split()]
POSTS = [
    *GROUPS,
    "t.me/invented/13", "t.me/other/12", "t.me/c/1234567891/45", "t.me/c/1234567890/46",
    "youtube.com/watch?v=aB3dEfGh1J_", "youtube.com/watch?v=AB3dEfGh1J-",
    "x.com/i/status/1500000000000000002", "x.com/i/status/150000000000000000",
    "https://x.com/i/spaces/1500000000000000001",
    "facebook.com/456/posts/124", "facebook.com/457/posts/123", "facebook.com/watch?v=600700801",
    "https://facebook.com/a/posts/слух/55", "https://facebook.com/a/posts/слух/56", "https://t.co/a",
    "https://dzen.ru/a/A", "https://dzen.ru/a/B", "https://www.reddit.com/r/a/s/1a", "https://redd.it/1a",
    "https://rutube.ru/video/aaaaa", "https://rutube.ru/video/bbbbb", "https://vk.com/@a-b", "https://vk.com/@a-c",
    "https://factcheck.example/a?url=https://news.example/a/1", "https://news.example/login?next=https://other.example/a/1",
    "https://bad.example/x/https://news.example/a/1", "https://mnews.example/a/1", "https://news.example.kz/a/1",
    "https://ok.ru/profile/1/album/2/3", "https://ok.ru/profile/1/statuses/2", "https://t.me/c/12/12",
    "https://linkedin.com/feed/update/urn:li:activity:7000000000000000002", "https://www.linkedin.com/pulse/a",
    "facebook.com/photo?fbid=600700800", "facebook.com/groups/club/posts/10",
    "https://facebook.com/groups/club2/posts/9", "https://www.facebook.com/share/p/AbC/",
    "https://www.facebook.com/share/p/ABC/", "https://fb.watch/AbC/",
    "instagram.com/p/CdEfGhIjKlm", "https://www.instagram.com/share/reel/CdEfGhIjKlM",
    "tiktok.com/video/7000000000000000002", "https://vm.tiktok.com/ZMabc/", "https://vt.tiktok.com/ZMabC/",
    "vk.com/wall-1_3", "vk.com/wall1_2", "vk.com/wall-2_1", "vk.com/video-1_3", "vk.com/photo-1_2",
    "vk.com/topic-1_2", "https://vk.com/topic-1_2?post=3", "https://vk.com/@name-article-one",
    "ok.ru/group/123/topic/457", "ok.ru/group/124/topic/456", "ok.ru/video/790",
    "threads.com/t/XYz", "news.example/a/2", "news.example/A/1", "news.example/a/1?id=1",
    "news.example/a/1?id=2", "news.example/a/1?sid=5", "news.example/a/1?sid=6", "news.example:8080/a/1",
    "https://web.archive.org/web/2022/https://news.example/b/1", "https://other.example/a/1",
    "https://news.example/%CF%F0%E8/1", "https://news.example/%CF%F1%E8/1",
    "https://news.example/#!/a/1", "https://news.example/#!/a/2", "https://news.example/?p=1",
    "https://news.example/?p=2", "https://bit.ly/AbC", "https://bit.ly/abc", "https://archive.ph/AbCde",
    "https://archive.ph/AbCdE", "https://telegra.ph/Sluh-03-04", "https://telegra.ph/Sluh-03-05",
    "https://t.me/invented/s/12", "https://news.example/новости/слух", "https://news.example/новости/слух-2",
]  # fmt: skip


@pytest.mark.parametrize(("one", "spelling"), SPELLINGS)
def test_every_address_of_a_post_becomes_its_one_form(one: str, spelling: str) -> None:
    assert canonical(spelling) == one
    assert canonical(one) == one
    assert is_post(one)


def test_two_posts_never_share_a_form() -> None:
    forms = {post: canonical(post) for post in POSTS}
    forms["too long"] = canonical("https://youtu.be/aB3dEfGh1J-Z")
    together = [pair for pair in combinations(forms, 2) if forms[pair[0]] == forms[pair[1]]]
    assert together == []
    assert [post for post in POSTS if not is_post(forms[post])] == []


@pytest.mark.parametrize(
    "text",
    [
        "Смотрите:https://news.example/a/1-это правда?",
        "https://news.example/a/1Это правда?",
        "https://news.example/a/1.Это правда, да?",
        "сайттаhttps://news.example/a/1 жазылған",
        "(https://news.example/a/1), вот",
        "«https://news.example/a/1»",
        "[читать](https://news.example/a/1)",
        "[https://news.example/a/1](https://news.example/a/1)",
        "читайте:news.example/a/1",
        "Читайтеnews.example/a/1!",
        "hxxps://news.example/a/1…",
        "news.exa\u200bmple/a/1",
        "https://news.example/a/1https://other.example/b/2",
        "**https://news.example/a/1**",
    ],
)
def test_a_link_in_words_is_read_whatever_stands_around_it(text: str) -> None:
    assert NEWS in named((), text)


def test_a_glued_word_of_a_telegram_link_entity_is_taken_off() -> None:
    assert NEWS in named(["https://news.example/a/1-это"])
    assert named(["https://t.me/x_channel/1рас"]) == ["t.me/x_channel/1"]


def test_a_page_whose_own_name_is_in_other_letters_is_read_whole() -> None:
    whole = "https://news.example/2022/02/слух-про-воду"
    assert named((), f"Вот: {whole}/ читайте") == [canonical(whole)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Қорғау.ҚАЗ/a/1", "https://xn--80a1agn21bob.xn--80ao21a/a/1"),
        ("https://news.example/слух", "https://news.example/%d1%81%D0%BB%D1%83%D1%85/"),
        ("https://news.example/й", "https://news.example/и\u0306"),
        ("https://news.example/a?b=слух&a=1", "https://news.example/a?a=1&b=%D1%81%D0%BB%D1%83%D1%85"),
        ("https://news.example/a/", "https://news.example/a/index.html"),
    ],
)  # fmt: skip
def test_letters_and_escapes_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize(
    "address",
    """https://t.me/invented https://t.me/s/invented https://t.me/s/invented?q=слух
    https://t.me/s/invented?before=13 https://t.me/+AbCdEf https://t.me/joinchat/AbCdEf
    https://t.me/addlist/AbC https://t.me/c/1234567890 https://t.me/invented_bot?start=x
    https://invented.t.me https://t.me/boost/invented https://t.me/addstickers/pack
    tg://resolve?domain=invented tg://join?invite=AbC https://web.telegram.org/k/#@invented
    https://news.example https://news.example/ru https://news.example/ru/ https://news.example/index.php
    https://news.example/?lang=kk https://news.example/?page=2 https://news.example/?s=слух
    https://news.example/tag/x https://news.example/category/x/ https://news.example/ru/tags/x
    https://news.example/category/x/page/2 https://news.example/news/ https://news.example/новости
    https://news.example/search?q=x https://news.example/author/ivan https://mastodon.example/@ivan
    https://www.instagram.com/name/ https://x.com/name https://twitter.com/hashtag/x
    https://x.com/search?q=слух https://www.facebook.com/name https://www.facebook.com/profile.php?id=5
    https://www.facebook.com/groups/club https://www.facebook.com/name/about
    https://www.tiktok.com/@name https://www.tiktok.com/tag/x https://www.tiktok.com/search?q=x
    https://www.youtube.com/@name https://www.youtube.com/channel/UCabc https://www.youtube.com/c/name
    https://www.youtube.com/user/name https://www.youtube.com/playlist?list=PL1
    https://www.youtube.com/results?search_query=слух https://www.youtube.com https://youtu.be/
    https://www.youtube.com/embed/videoseries?list=PL1 https://vk.com/name https://vk.com/wall-1
    https://vk.com/club1 https://vk.com/@name https://vk.com/feed?q=x https://ok.ru/profile/5
    https://ok.ru/group/123 https://www.linkedin.com/in/name https://www.linkedin.com/company/x
    https://www.google.com/search?q=слух https://google.kz https://yandex.kz/search/?text=слух
    https://ya.ru https://www.bing.com/search?q=x https://duckduckgo.com/?q=x https://go.mail.ru/search?q=x
    https://bit.ly https://clck.ru/ https://goo.su https://t.co https://vk.cc https://tinyurl.com/
    https://wa.me/77010000000 https://api.whatsapp.com/send?phone=7 https://chat.whatsapp.com/AbC
    https://whatsapp.com/channel/0029Va https://linktr.ee/name https://taplink.cc/name
    https://play.google.com/store/apps/details?id=x https://apps.apple.com/kz/app/x/id1
    https://www.google.com/maps/place/x https://2gis.kz/almaty/firm/1 https://www.threads.net/@name
    https://www.reddit.com/r/kazakhstan https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Finvented
    https://t.me/bg/123456 https://t.me/login/12345 https://t.me/joinchat/12345 https://t.me/invented/0 https://t.me/k/12
    https://m.ok.ru/dk?st.cmd=altGroupMain&st.groupId=123 https://ok.ru/dk?st.cmd=userMain
    https://www.instagram.com/reels/audio/123456/ https://www.facebook.com/stories/123 https://www.facebook.com/notes/name
    https://dzen.ru/name https://dzen.ru/media/id/5f00aa https://rutube.ru/u/name https://www.twitch.tv/name
    https://discord.gg/AbC https://www.snapchat.com/add/name https://github.com/name https://rumble.com/c/name
    https://news.example/politika/ https://news.example/ru/news/politics https://news.example/2022/03/04/
    https://news.example/archive/2022/03 https://news.example/?region=almaty https://news.example/?PAGEN_1=2
    https://news.example/rss.xml https://news.example/home.html https://news.example/ru.html https://news.example/kz/ru/
    https://news.example/блог https://news.example/news/category/x https://news.example/#!/ https://news.example/#/about
    https://web.archive.org/web/2022/https://t.me/s/invented not-an-address""".split(),
)
def test_what_is_no_post_is_told(address: str) -> None:
    assert not is_post(canonical(address))


@pytest.mark.parametrize(
    "address",
    """https://news.example/2022/02/fake https://news.example/some-slug https://news.example/news/1
    https://news.example/ru/some-slug https://news.example/index.php?id=5 https://news.example/?p=1
    https://news.example/tag/x/a-post-of-it https://www.facebook.com/events/12345
    https://www.instagram.com/stories/name/123 https://docs.google.com/document/d/x/edit
    https://news.example/2022/03/slug https://news.example/archives/2022 https://news.example/society/slug
    https://news.example/section/slug/1 https://dzen.ru/media/name/slug-5f https://www.facebook.com/notes/name/title/1
    https://medium.com/@name/a-post-1 https://bit.ly/AbC https://t.me/invented/s/3""".split(),
)
def test_what_may_be_a_post_is_left_one(address: str) -> None:
    assert is_post(canonical(address))


@pytest.mark.parametrize(
    "piece",
    [
        "https://", "https://web.archive.org/web/", "/web/2022", "%25", "?u=https%3A%2F%2F", "a.", ")",
        "xn--", "tg://", "/amp", "..", "/../", ";sid=", "а1", "1а", "-а", "https://l.facebook.com/l.php?u=",
        "#!", "&amp;", "\u200b", "\udc00", "@", "[.]", "google.com/amp/s/", "cache:", "==&", "hxxp",
    ],
)  # fmt: skip
def test_an_address_of_one_piece_repeated_is_read_once_for_all(piece: str) -> None:
    for whole in (piece * 1_500, f"https://a.example/{piece * 900}", f"{piece * 700}.example/a"):
        one = canonical(whole)
        assert canonical(one) == one
        assert len(named([whole], whole)) <= 64
