"""Which addresses of a post are its own, and which are of whoever signs it."""

import pytest

from domain.post import Post
from matching.reading.addresses.own import own_addresses
from matching.reading.addresses.signatures import is_signature, signatures, unsigned

POST = "В реке у посёлка Тасты поймали говорящего сома, он предсказывает погоду"
PAGE = "https://gorod.example/2026/som"
OWN = "gorod.example/2026/som"
SIGNED = (
    "Подписаться | https://t.me/tasty_novosti/4",
    "👉 Подпишись на «Тасты сегодня»: t.me/tasty_novosti/4",
    "Подписаться 👇\nhttps://t.me/tasty_novosti/4",
    "https://t.me/tasty_novosti/4 — подписывайтесь",
    "Не забудьте подписаться: t.me/tasty_novosti/4",
    "Подробнее в нашем канале https://t.me/tasty_novosti/4",
    "Все новости посёлка — в нашем телеграме: t.me/tasty_novosti/4",
    "Прислать новость: https://t.me/tasty_bot/4",
    "Есть новость? Пишите нам: https://t.me/tasty_bot/4",
    "Связь с редакцией t.me/tasty_bot/4",
    "По вопросам рекламы: t.me/tasty_bot/4",
    "Поделиться: https://t.me/share/url?url=https://t.me/tasty_novosti/4",
    "Читайте также: Щука заговорила https://gorod.example/2026/shuka",
    "Читайте также:\n• Щука https://gorod.example/2026/shuka\n• Ёж https://gorod.example/2026/ezh",
    "Telegram: t.me/tasty_novosti/4\nInstagram: https://instagram.com/p/CdEfGhIj",
    "Telegram t.me/tasty_novosti/4 | TikTok https://vm.tiktok.com/ZMabc | Чат t.me/tasty_chat/1",
    "Біздің арнаға жазылыңыз: https://t.me/tasty_novosti/4",
    "Арнамызға жазылыңыздар 👇\nhttps://t.me/tasty_novosti/4",
    "WhatsApp каналымызға қосылыңыз: https://t.me/tasty_novosti/4",
    "Толығырақ біздің парақшада: t.me/tasty_novosti/4",
    "Жаңалық жіберу: t.me/tasty_bot/4",
    "Достарыңызбен бөлісіңіз: https://t.me/tasty_novosti/4",
    "Тағы оқыңыз: https://gorod.example/2026/shuka",
    "Subscribe to our channel: https://t.me/tasty_novosti/4",
    "Join us → https://t.me/tasty_novosti/4",
    "Read more on our Telegram: t.me/tasty_novosti/4",
    "Got a tip? Send it to us: https://t.me/tasty_bot/4",
    "Share this on WhatsApp: https://t.me/tasty_novosti/4",
    "Follow us on Instagram: https://instagram.com/p/CdEfGhIj",
)
TOLD = (
    PAGE,
    f"Подробнее: {PAGE}",
    f"Источник: {PAGE}",
    f"Видео: {PAGE}",
    f"YouTube: {PAGE}",
    f"В нашем чате пишут: {PAGE}",
    f"Кто подписался, у того сняли деньги: {PAGE}",
    f"Не подписывайтесь на этот канал! {PAGE}",
    f"Подпишите петицию за сома: {PAGE}",
    f"Подпишитесь против застройки берега: {PAGE}",
    f"Перешлите всем! {PAGE}",
    f"Все новости врут про сома {PAGE}",
    f"Толығырақ: {PAGE}",
    f"Дереккөз: {PAGE}",
    f"Балабақшаға кезекке жазылыңыздар: {PAGE}",
    f"Көршім жіберді: {PAGE}",
    f"Read more: {PAGE}",
    f"Share prices fall after the catch {PAGE}",
)


@pytest.mark.parametrize("signature", SIGNED)
def test_what_a_signature_leads_to_is_no_address_of_the_post(signature: str) -> None:
    assert own_addresses(Post(f"{POST}\n\n{signature}")) == []
    assert own_addresses(Post(f"{POST} {PAGE}\n{signature}")) == [OWN]


@pytest.mark.parametrize("line", TOLD)
def test_a_line_that_tells_of_its_link_is_no_signature(line: str) -> None:
    assert own_addresses(Post(line)) == [OWN]
    assert own_addresses(Post(f"{POST}\n{line}")) == [OWN]


def test_a_link_that_stands_in_a_signature_alone_does_not_count_as_a_link_either() -> None:
    text = f"{POST}\nПодписаться: {PAGE}"
    assert own_addresses(Post(text, links=(PAGE,))) == []
    assert own_addresses(Post(f"{PAGE}\n{text}", links=(PAGE,))) == [OWN]


def test_links_to_platforms_that_are_all_of_a_text_are_addresses() -> None:
    text = "Telegram: t.me/tasty_novosti/4\nTikTok: https://vm.tiktok.com/ZMabc"
    assert own_addresses(Post(text)) == ["t.me/tasty_novosti/4", "vm.tiktok.com/ZMabc"]


def test_another_post_of_the_channel_that_a_post_came_from_is_not_the_post() -> None:
    links = ("https://t.me/tasty_novosti/1", "https://t.me/drugie/5")
    told = Post(POST, links, origin="https://t.me/tasty_novosti/17")
    assert own_addresses(told) == ["t.me/tasty_novosti/17", "t.me/drugie/5"]
    assert len(own_addresses(Post("", links, origin="https://t.me/tasty_novosti/17"))) == 3


def test_signatures_are_taken_out_where_they_stand() -> None:
    text = f"{POST}.\nПодписаться: t.me/tasty_novosti/4"
    ((begin, end),) = signatures(text)
    assert text[begin:end] == "Подписаться: t.me/tasty_novosti/4"
    assert unsigned(text).split() == f"{POST}.".split()


@pytest.mark.parametrize(
    ("label", "signs"),
    [
        ("Подписаться", True),
        ("📢 Наш чат", True),
        ("Жазылу", True),
        ("Жаңалық жіберу", True),
        ("Subscribe", True),
        ("Сом заговорил", False),
        ("видео", False),
        ("", False),
    ],
)
def test_a_label_by_itself_is_a_signature_or_not(label: str, *, signs: bool) -> None:
    assert is_signature(label) is signs


@pytest.mark.parametrize(
    "text", ["\ud800", "|" * 5_000, "Подписаться. " * 2_000, "t.me/a/1 " * 900]
)
def test_odd_texts_are_read_too(text: str) -> None:
    own_addresses(Post(text))
