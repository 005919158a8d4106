"""The bot's own answers that come back, through the real bot on the sandbox."""

from dataclasses import replace

from bot.settings import Settings
from domain.debunk import Claim, Verdict
from handlers.kit.card import card
from handlers.kit.markup import without_markup
from handlers.kit.texts import Texts
from sandbox import Channel, FromUser, Person, Sandbox
from storage.store import Store
from tests.kit.desk_room import WATER, correct, publish, quick_bot, retract

TEXTS = Texts.load()
RU = TEXTS["ru"]
FALSE, MISLEADING = f"🔴 {RU('verdict-false')}", f"🟠 {RU('verdict-misleading')}"


async def back(telegram: Sandbox, reader: Person, text: str) -> str:
    """Return what the bot says to a message of its own that is forwarded to it."""
    bot = FromUser("Рас па?", id=int(telegram.token.partition(":")[0]))
    return (await reader.reply_to(await reader.forward(text, origin=bot))).text


async def pasted(reader: Person, text: str) -> str:
    return (await reader.reply_to(await reader.send(text))).text


async def test_an_old_card_is_met_with_what_became_of_it(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    debunk = await publish(store)
    reader = telegram.person("Дана", language="ru")
    async with quick_bot(settings):
        old = (await reader.reply_to(await reader.send(WATER.claims[0].text))).text
        for said in (await back(telegram, reader, old), await pasted(reader, old)):
            assert said == RU("own-card")
        assert await pasted(reader, " ".join(old.split())) == RU("own-card")
        now = await correct(store, debunk, Verdict.MISLEADING, "Нашли ошибку")
        for said in (await back(telegram, reader, old), await pasted(reader, old)):
            assert said.startswith(RU("own-card-changed"))
            assert RU("told-new-verdict", old=FALSE, new=MISLEADING) in said
            assert without_markup(card(now, RU).content) in said
        await retract(store, now)
        for said in (await back(telegram, reader, old), await pasted(reader, old)):
            assert said.startswith(RU("own-card-withdrawn"))
            assert RU("told-we-said", old=FALSE) in said
            assert RU("told-do-not-rely") in said
            assert WATER.summary["ru"] not in said


async def test_a_card_whose_claim_was_worded_anew_since_is_found_in_what_it_was(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    debunk = await publish(store)
    reader = telegram.person("Дана", language="ru")
    old = without_markup(card(debunk, RU).content)
    reworded = replace(debunk, claims=(Claim("ru", "Со вторника отопление выключат у всех"),))
    await correct(store, reworded, Verdict.FALSE, "Не то слово")
    async with quick_bot(settings):
        said = await pasted(reader, old)
    assert RU("told-same-verdict", new=FALSE) in said
    assert "Со вторника отопление" in said


async def test_a_forged_card_is_matched_like_any_post(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    debunk = await publish(store)
    reader = telegram.person("Дана", language="ru")
    real = without_markup(card(debunk, RU).content)
    async with quick_bot(settings):
        forged = await pasted(reader, real.replace(FALSE, f"🟢 {RU('verdict-true')}"))
        foreign = await pasted(reader, f"{FALSE}\n\n{RU('card-claim')} Зебры сдают экзамен в ГАИ")
    # The claim's own words find its debunk; whether as an answer or a question is matching's.
    assert WATER.claims[0].text in forged
    assert not forged.startswith((RU("own-card"), f"🟢 {RU('verdict-true')}"))
    assert foreign == RU("unknown")


async def test_an_own_message_that_is_of_no_debunk_is_met_with_help_and_an_unknown_card_is_said(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    await publish(store)
    reader = telegram.person("Дана", language="ru")
    gone = f"{FALSE}\n\n{RU('card-claim')} Зебры сдают экзамен в ГАИ"
    async with quick_bot(settings):
        assert await back(telegram, reader, RU("choose")) == RU("own-card")
        assert await back(telegram, reader, gone) == RU("own-card-gone")


async def test_a_letter_about_a_retraction_that_no_longer_holds_gets_the_present_card(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    await publish(store)
    reader = telegram.person("Дана", language="ru")
    letter = f"{RU('told-retraction')}\n\n{RU('card-claim')} {WATER.claims[0].text}"
    async with quick_bot(settings):
        said = await back(telegram, reader, letter)
    assert RU("told-restored", new=FALSE) in said


async def test_a_channel_listed_as_a_whole_answers_none_of_its_posts(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    links = ("https://t.me/gorod_example", "https://youtu.be/aB3dEfGh1Jk")
    await publish(store, replace(WATER, appearances=links))
    reader = telegram.person("Дана", language="ru")
    origin = Channel("Город", username="gorod_example", message_id=5)
    async with quick_bot(settings):
        post = await reader.forward("Завтра субботник. t.me/gorod_example", origin=origin)
        assert (await reader.reply_to(post)).text == RU("unknown")
        told = await pasted(reader, "Гляньте:https://m.youtube.com/shorts/aB3dEfGh1Jkшын ба?")
    assert told.startswith(FALSE)
