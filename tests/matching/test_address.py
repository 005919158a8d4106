import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.addresses.address import MOST, addresses, canonical, is_post


@pytest.mark.parametrize(
    "spelling",
    [
        "https://t.me/News_KZ/123",
        "http://t.me/news_kz/123/",
        "t.me/news_kz/123",
        "HTTPS://T.ME/news_kz/123?single",
        "https://t.me/s/news_kz/123",
        "https://telegram.me/news_kz/123?comment=7#c",
        "https://telegram.dog/news_kz/123",
        "https://news_kz.t.me/123",
        "tg://resolve?domain=news_kz&post=123",
        "  https://t.me/news_kz//123  ",
    ],
)
def test_a_channel_post_has_one_form(spelling: str) -> None:
    assert canonical(spelling) == "t.me/news_kz/123"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://zakon.example/news/Слух?id=5&a=b",
        "http://www.zakon.example:80/news/Слух/?a=b&id=5",
        "https://m.zakon.example:443/news/%D0%A1%D0%BB%D1%83%D1%85?id=5&a=b&utm_source=tg&fbclid=x",
        "//reader:secret@ZAKON.example./news/%d0%a1%d0%bb%d1%83%d1%85?a=b&id=5&gclid=1#top",
        "zakon.example/news/Слух?a=b&id=5&yclid=9&_openstat=z",
    ],
)
def test_a_page_has_one_form(spelling: str) -> None:
    assert canonical(spelling) == "zakon.example/news/%D0%A1%D0%BB%D1%83%D1%85?a=b&id=5"


def test_a_domain_in_letters_and_in_ascii_is_the_same() -> None:
    ascii_name = "қорғау.қаз".encode("idna").decode()
    assert canonical("https://Қорғау.ҚАЗ/a") == canonical(f"http://{ascii_name}/a") != ""


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://a.example/1", "https://a.example/2"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://t.me/channel/1", "https://t.me/channel/2"),
        ("https://a.example/Case", "https://a.example/case"),
    ],
)
def test_different_pages_stay_different(one: str, two: str) -> None:
    assert canonical(one) != canonical(two)


@pytest.mark.parametrize(
    "text", ["", "   ", "foo", "http://", "http://[::1", "tg://x", "a..b/c", "."]
)
def test_no_address_is_empty(text: str) -> None:
    assert canonical(text) == ""


def test_links_in_plain_text_are_read_without_the_punctuation_around_them() -> None:
    text = (
        "Смотрите (https://t.me/news/5), «www.a.example/x_(y)» и b.example/z! "
        "Ещё раз: t.me/news/5. Пишите на info@c.example/no"
    )
    assert addresses(text) == ["t.me/news/5", "a.example/x_(y)", "b.example/z"]


def test_words_joined_by_a_dot_are_no_address() -> None:
    assert addresses("Пришёл домой.Потом ушёл. Всё/ничего т.д. 12.05.2024") == []


def test_a_text_of_many_links_is_cut() -> None:
    assert len(addresses(" ".join(f"a.example/{n}" for n in range(5_000)))) == MOST


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[a-zа-я.%:@/?#=&]{1,40}", fullmatch=True))
def test_an_address_is_canonical_once_for_all(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(
    st.lists(
        st.sampled_from(
            "https:// t.me youtu.be youtube.com x.com vk.com ok.ru facebook.com instagram.com tiktok.com"
            " web.archive.org google.com m. www. amp. .translate.goog / /s/ /c/ /watch?v= /status/ /wall-1_2"
            " /amp /index.html /web/2022/ /url?q= /l.php?u= ?w= ?z= & = # #! %D1%81 %2F %25 слух aB3dEfGh1Jk"
            " 123 @name post tg://resolve?domain= &post= .. ; : +".split(" ")
        ),
        max_size=9,
    ).map("".join)
)
def test_an_address_of_a_platform_is_canonical_once_for_all(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert is_post(once) in {True, False}


@given(st.text(alphabet="a.:/@?%&-_ \n«»()tmew", max_size=200))
def test_reading_addresses_never_fails(text: str) -> None:
    assert all(addresses(text))
