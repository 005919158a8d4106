"""Which case a submission is about: pages, asides, and near copies."""

import pytest

from domain.post import Post
from matching.comparing.copies import NAMES, copy_of, shared
from matching.joining import bare, pages
from matching.reading.windows import read

POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."


@pytest.mark.parametrize(
    "address",
    [
        "t.me/kanal_example/17",
        "t.me/c/1234567/17",
        "example.kz/news/2026/voda",
        "kaspi-bonus.example/win",
        "instagram.com/p/Cxyz123",
        "youtube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_a_page_says_what_a_post_is_about(address: str) -> None:
    assert pages(Post("Смотрите", links=(f"https://{address}",))) == [address]
    assert pages(Post(f"Смотрите https://{address}")) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "t.me/kanal_example",
        "t.me/+AbCdEf",
        "t.me/joinchat/AbCdEf",
        "wa.me/77012345678",
        "chat.whatsapp.com/AbCdEf",
        "instagram.com/kanal_example",
        "tiktok.com/@kanal",
        "example.kz",
    ],
)
def test_whoever_signs_a_post_does_not(address: str) -> None:
    assert pages(Post("Подписывайтесь", links=(f"https://{address}",))) == []


def test_the_channel_post_that_it_was_forwarded_from_is_a_page() -> None:
    assert pages(Post("Рас па?", origin="https://t.me/kanal_example/17")) == [
        "t.me/kanal_example/17"
    ]


@pytest.mark.parametrize(
    "aside", ["Это правда?", "Мына хабарлама келді, рас па?", "Срочно!!!", "Мама прислала"]
)
def test_words_that_only_pass_a_post_on_do_not_count(aside: str) -> None:
    assert bare(f"{aside}\n{POST}") == bare(POST)


@pytest.mark.parametrize("text", ["Это правда?", "Рас па?", "", "🙏🙏", "\ud800", "а" * 5_000])
def test_a_post_of_nothing_else_stays_as_it_is(text: str) -> None:
    assert bare(text) == text


def test_a_copy_with_a_few_marks_shares_nearly_all() -> None:
    ours, theirs = copy_of(read(POST)), copy_of(read(POST.upper() + " 😱😱"))
    told = dict(zip(NAMES, shared(ours, theirs, lambda _: 0.5), strict=True))
    assert min(told.values()) > 0.9


def test_a_post_without_words_shares_nothing() -> None:
    nothing = copy_of(read(""))
    assert set(shared(nothing, nothing, lambda _: 0.5)) == {0.0}
