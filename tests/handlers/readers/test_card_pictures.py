"""The card as a picture, asked for by the button under it."""

import asyncio
from dataclasses import replace

import pytest
from telegram import Bot
from telegram.ext import ExtBot

from domain.debunk import Claim, Debunk, Source, Statement, Verdict
from handlers.kit.cards import Cards, ShownCard
from handlers.kit.markup import width, without_markup
from handlers.kit.picture import caption_of, picture_of
from handlers.kit.texts import LANGUAGES, Texts
from media.cards.picture_card import Theme
from sandbox import FromUser, Message, Person, Sandbox
from storage.store import Store
from tests.kit.desk_room import correct, retract

TEXTS = Texts.load()
RU = TEXTS["ru"]
KNOWN = "kz-2022-03-04"
pytestmark = pytest.mark.usefixtures("bot")


async def a_card(telegram: Sandbox, lang: str = "ru") -> tuple[Person, Message]:
    reader = telegram.person("Дана", language=lang)
    return reader, await reader.reply_to(await reader.send(f"/start d-{KNOWN}"))


async def a_picture(reader: Person, card: Message, lang: str = "ru") -> Message:
    await reader.press(card, TEXTS[lang]("button-picture"))
    return await reader.reply_to(card)


def sent_up(telegram: Sandbox) -> list[bool]:
    """Of each picture that was sent: whether its bytes went along."""
    return [not isinstance(call.params["photo"], str) for call in telegram.calls_of("sendPhoto")]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_button_sends_the_card_as_a_picture_with_words_for_who_cannot_see_it(
    telegram: Sandbox, lang: str
) -> None:
    reader, card = await a_card(telegram, lang)
    picture = await a_picture(reader, card, lang)
    assert picture.raw["photo"]
    assert picture.text.startswith(card.text.split("\n\n")[0])
    assert card.text.split("\n\n")[1] in picture.text
    assert [button.text for row in picture.buttons for button in row] == [
        TEXTS[lang]("button-share"),
        TEXTS[lang]("button-picture-dark"),
    ]


async def test_a_picture_is_sent_up_once_for_all_who_ask(telegram: Sandbox) -> None:
    for _ in range(3):
        reader, card = await a_card(telegram)
        await a_picture(reader, card)
    assert sent_up(telegram) == [True, False, False]


async def test_a_correction_makes_a_new_picture(telegram: Sandbox, store: Store) -> None:
    reader, card = await a_card(telegram)
    await a_picture(reader, card)
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    await correct(store, debunk, Verdict.MISLEADING, "Уточнили")
    other, newer = await a_card(telegram)
    picture = await a_picture(other, newer)
    assert sent_up(telegram) == [True, True]
    assert RU("verdict-misleading") in picture.text


async def test_an_old_card_s_button_gives_the_picture_of_what_is_published_now(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram)
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    await store.debunks.save(replace(debunk, verdict=Verdict.TRUE))
    assert RU("verdict-true") in (await a_picture(reader, card)).text


async def test_of_what_was_taken_back_there_is_no_picture(telegram: Sandbox, store: Store) -> None:
    reader, card = await a_card(telegram)
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    await retract(store, debunk)
    assert (await reader.press(card, RU("button-picture"))).text == RU("gone")
    assert telegram.calls_of("sendPhoto") == []


async def test_the_other_look_takes_the_place_of_this_one(telegram: Sandbox) -> None:
    reader, card = await a_card(telegram)
    picture = await a_picture(reader, card)
    words, before = picture.text, picture.raw["photo"]
    await reader.press(picture, RU("button-picture-dark"))
    assert picture.raw["photo"] != before
    assert picture.text == words
    await reader.press(picture, RU("button-picture-light"))
    assert picture.raw["photo"] == before
    assert len(telegram.calls_of("sendPhoto")) == 1


@pytest.mark.parametrize("words", ["wrong file identifier/HTTP URL specified", "wrong remote file"])
async def test_a_picture_that_telegram_has_lost_is_sent_up_again(
    telegram: Sandbox, words: str
) -> None:
    reader, card = await a_card(telegram)
    await a_picture(reader, card)
    telegram.fault("sendPhoto", status=400, description=f"Bad Request: {words}")
    other, again = await a_card(telegram)
    assert (await a_picture(other, again)).raw["photo"]
    assert sent_up(telegram) == [True, False, True]


async def test_a_picture_counts_as_a_card_that_the_reader_was_given(
    telegram: Sandbox, store: Store
) -> None:
    reader, card = await a_card(telegram)
    await a_picture(reader, card)
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    await correct(store, debunk, Verdict.TRUE, "Ошиблись")
    letter = await reader.next_reply()
    assert RU("verdict-true") in letter.text


async def test_a_picture_that_comes_back_is_known_as_ours(telegram: Sandbox) -> None:
    reader, card = await a_card(telegram)
    picture = await a_picture(reader, card)
    ours = FromUser("Raspa", id=picture.raw["from"]["id"])
    back = await reader.send_photo(picture.text, origin=ours)
    assert (await reader.reply_to(back)).text == RU("own-card")


@pytest.mark.parametrize("data", ["pic", "pic:nobody", f"pic:{KNOWN},neon", "pic:,dark"])
async def test_forged_data_breaks_nothing(telegram: Sandbox, data: str) -> None:
    reader, card = await a_card(telegram)
    await reader.press_data(card, data)
    assert (await reader.reply_to(await reader.send("/help"))).text


async def test_a_card_that_several_ask_for_at_once_is_drawn_once(
    telegram: Sandbox, store: Store
) -> None:
    debunk = await store.debunks.get(KNOWN)
    assert debunk
    cards = Cards(store.pictures, "Редакция")
    async with Bot(telegram.token, f"{telegram.url}/bot") as plain:
        bot = ExtBot(telegram.token, f"{telegram.url}/bot")
        await bot.initialize()
        made = await asyncio.gather(*(cards.picture(ShownCard(debunk), RU, bot) for _ in range(5)))
        dark = await cards.picture(ShownCard(debunk), RU, bot, Theme.DARK)
        await bot.shutdown()
        assert plain.id == bot.id
    assert len({id(one.file) for one in made}) == 1
    assert dark.name.state != made[0].name.state


LONG = Debunk(
    "long",
    Verdict.MISLEADING,
    (Claim("ru", "Очень длинное утверждение. " * 90),),
    date="2026-05-20",
    summary={"ru": "Разбор. " * 200},
    statements=(Statement({"kk": "Мәтін. " * 400}, {"ru": "Министерство" * 40}, "2026"),),
    sources=(Source("Проверка " * 60, "https://example.kz/" + "a" * 900),),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_under_a_picture_never_pass_telegram_s_limit(lang: str) -> None:
    assert width(without_markup(caption_of(LONG, TEXTS[lang]))) <= 1024


def test_one_that_is_back_says_when_it_was_first_checked_in_the_place_of_the_date() -> None:
    first = RU("first-checked", date=RU.date("2026-05-20"))
    shown = picture_of(LONG, RU, None, "https://t.me/raspa_bot?start=d-long", first)
    assert first in shown.notes
    assert RU("card-checked", date=RU.date("2026-05-20")) not in shown.notes


def test_an_address_too_long_to_scan_gives_way_to_the_link_to_the_bot() -> None:
    link = "https://t.me/raspa_bot?start=d-long"
    assert picture_of(LONG, RU, None, link).address == link
    short = replace(LONG, sources=(Source("Проверка", "https://www.example.kz/1"),))
    shown = picture_of(short, RU, None, link)
    assert shown.address == "https://www.example.kz/1"
    assert RU("picture-source", site="example.kz") in shown.notes
