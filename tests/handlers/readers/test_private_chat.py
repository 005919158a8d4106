"""The reader's main door, through the real bot on the sandbox."""

from dataclasses import replace

import pytest

from bot.encoding import make_vectors
from domain.debunk import Claim, Debunk, Status, Verdict
from handlers.kit.texts import Texts
from sandbox import Channel, FromUser, HiddenUser, OriginChat, Sandbox
from sandbox.shapes import PLAIN
from storage.store import Store
from tests.kit.encoding import real_encoder

RU = Texts.load()["ru"]
KK = Texts.load()["kk"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь."
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.mark.parametrize(
    "origin",
    [
        FromUser("Сосед"),
        HiddenUser("Кто-то"),
        Channel("Срочно", username="srochno_example", message_id=3),
        Channel("Закрытый канал", message_id=3),
        OriginChat("Родительский чат"),
    ],
    ids=lambda origin: type(origin).__name__,
)
async def test_a_forwarded_rumour_gets_the_verdict_with_the_ministry_s_words(
    telegram: Sandbox, origin: FromUser | HiddenUser | Channel | OriginChat
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.forward(RUMOUR, origin=origin)
    answer = await reader.reply_to(post)
    assert answer.text.startswith("🔴 Фейк")
    assert any("Переговоры по данному вопросу Министерство обороны" in q for q in answer.quotations)
    assert any("Министерство обороны РК" in quoted for quoted in answer.quotations)


async def test_a_typed_rumour_gets_exactly_one_reply(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(RUMOUR)
    await reader.reply_to(post)
    follow_up = await reader.send("/help")
    await reader.reply_to(follow_up)
    assert len(reader.received()) == 2


async def test_the_caption_of_a_picture_is_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_photo(caption=RUMOUR))
    assert answer.text.startswith("🔴 Фейк")


async def test_an_album_gets_one_reply_at_the_picture_with_the_caption(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.send_photo(album="one")
    told = await reader.send_photo(caption=RUMOUR, album="one")
    await reader.send_photo(album="one")
    answer = await reader.reply_to(told)
    assert answer.text.startswith("🔴 Фейк")
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2


async def test_a_link_behind_words_is_read(telegram: Sandbox, store: Store) -> None:
    listed = next(d for d in await store.debunks.newest(50) if d.appearances)
    reader = telegram.person("Айгүл", language="ru")
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": listed.appearances[0]}
    answer = await reader.reply_to(await reader.send("Вот! Смотрите", entities=(entity,)))
    assert any(claim.text in answer.text for claim in listed.claims)


async def test_a_post_of_a_channel_that_a_debunk_lists_is_recognised_by_its_origin(
    telegram: Sandbox, store: Store
) -> None:
    listed = next(d for d in await store.debunks.newest(50) if d.appearances)
    channel, _, number = listed.appearances[0].rpartition("/")
    origin = Channel("Канал", username=channel.rpartition("/")[2], message_id=int(number))
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.forward("Смотрите сами", origin=origin))
    assert any(claim.text in answer.text for claim in listed.claims)


async def test_a_question_in_kazakh_is_answered_in_kazakh(telegram: Sandbox) -> None:
    reader = telegram.person("Ерлан", language="ru")
    question = "Қазақстан Ресей жағында соғысуға әскер жібермекші деп жатыр, рас па?"
    answer = await reader.reply_to(await reader.send(question))
    assert KK("card-claim") in answer.text or KK("choose-one") in answer.text


async def test_what_nobody_has_checked_is_said_not_to_be_true_by_that(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send(UNCHECKED))
    assert answer.text == RU("unknown")


@pytest.mark.parametrize(
    "kind",
    [
        "voice",
        "video_note",
        "video",
        "audio",
        "sticker",
        "animation",
        "photo",
        "document",
        "location",
        "contact",
        "dice",
    ],
)
async def test_what_cannot_be_read_gets_one_friendly_sentence(telegram: Sandbox, kind: str) -> None:
    reader = telegram.person("Айгүл", language="ru")
    held = {"content": b"{\\rtf1 words}"} if kind == "document" else {}
    answer = await reader.reply_to(await getattr(reader, f"send_{kind}")(**held))
    assert answer.text == RU("unreadable", kind=kind.replace("_", "-"))


async def test_a_poll_is_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(
        await reader.send_poll(poll={**PLAIN["poll"], "question": RUMOUR})
    )
    assert answer.text.startswith("🔴 Фейк")


async def test_the_bot_s_own_card_forwarded_back_is_met_with_help(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    back = await reader.forward(
        card.text, origin=FromUser("Рас па?", id=int(telegram.token.partition(":")[0]))
    )
    assert (await reader.reply_to(back)).text == RU("own-card")


async def test_a_card_that_a_friend_found_by_inline_and_passed_on_is_met_with_help(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    page = await reader.inline("Таджикистан")
    card = await reader.choose(page.results[0])
    back = await reader.send(card.text, origin=HiddenUser("Друг"), via_bot=card.raw["via_bot"])
    assert (await reader.reply_to(back)).text == RU("own-card")


async def test_a_card_that_was_copied_in_part_is_met_with_help(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    part = "\n".join(card.text.splitlines()[:4])
    assert (await reader.reply_to(await reader.send(part))).text == RU("own-card")


async def test_a_button_under_a_message_that_telegram_no_longer_shows_is_out_of_date(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.reply_to(await reader.send("/help"))
    chat = {"id": reader.id, "type": "private", "first_name": "Айгүл"}
    gone = {"chat": chat, "message_id": 1, "date": 0}
    telegram.inject(
        {
            "callback_query": {
                "id": "77",
                "from": reader.user,
                "chat_instance": "1",
                "message": gone,
                "data": "card:kz-2022-03-04",
            }
        }
    )
    answered = await telegram.call_of("answerCallbackQuery", callback_query_id="77")
    assert answered.params["text"] == RU("stale-button")


async def test_a_denial_posted_by_the_ministry_is_not_called_fake(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = (
        "Министерство обороны опровергло слухи о том, что Казахстан тайно встал на сторону России "
        "и ведёт переговоры об отправке военных и техники в Украину. "
        "Это не соответствует действительности."
    )
    answer = await reader.reply_to(await reader.send(post))
    assert RU("denial") in answer.text


@pytest.fixture
async def twice_checked(store: Store) -> None:
    """One claim that the desk checked in March, and again in September."""
    for date, claim in {
        "2026-09-02": "В Риддере на 40 дней закроют мост через Ульбу, объезда не будет",
        "2026-03-04": "Мост через Ульбу в Риддере закрывают на 40 дней, объезда не будет",
    }.items():
        told = (Claim("ru", claim),)
        await store.debunks.save(Debunk(f"bridge-{date}", Verdict.FALSE, told, date=date))
    await make_vectors(store, real_encoder())


@pytest.mark.usefixtures("twice_checked")
async def test_a_claim_that_was_checked_twice_gets_the_newer_card_and_the_name_of_the_other(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send("Мост через Ульбу в Риддере закрывают на 40 дней, объезда не будет!")
    answer = await reader.reply_to(post)
    above, _, card = answer.text.partition(f"{RU('card-claim')} ")
    assert "4 марта 2026" in above
    assert "Мост через Ульбу в Риддере закрывают" in above
    assert card.startswith("В Риддере на 40 дней закроют мост")


@pytest.fixture
async def siblings(store: Store) -> None:
    """Two debunks of one topic, of which a vague post may mean either."""
    for number, when in enumerate(["весной", "осенью"]):
        claim = Claim("ru", f"Водоканал отключит горячую воду во всём городе {when}")
        await store.debunks.save(Debunk(f"water-{number}", Verdict.FALSE, (claim,)))
    encoder = real_encoder()
    await make_vectors(store, encoder)


@pytest.mark.usefixtures("siblings")
async def test_a_choice_names_claims_without_verdicts_and_opens_the_card_that_is_pressed(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send("Говорят, водоканал отключит горячую воду во всём городе")
    asked = await reader.reply_to(post)
    assert asked.text.startswith(RU("choose"))
    assert "🔴" not in asked.text
    await reader.press(asked, "2")
    card = await reader.next_reply()
    assert card.text.startswith("🔴 Неправда")
    assert card.text.splitlines()[2].removeprefix(RU("card-claim")).strip() in asked.text
    assert card.reply_to_message_id == post.message_id


@pytest.mark.usefixtures("siblings")
async def test_refusing_every_choice_gives_the_honest_not_found(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    asked = await reader.reply_to(
        await reader.send("Говорят, водоканал отключит горячую воду во всём городе")
    )
    await reader.press(asked, RU("button-none"))
    assert reader.received()[-1].text == RU("unknown")


async def test_a_single_likely_claim_is_asked_about_with_yes_and_no(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    asked = await reader.reply_to(await reader.send("Россия давит на Казахстан"))
    assert asked.text.startswith(RU("choose-one"))
    await reader.press(asked, RU("button-yes"))
    assert (await reader.next_reply()).text.startswith("🔴 Фейк")


async def test_not_about_my_post_takes_the_verdict_back_and_can_be_undone(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    answer = card.text
    await reader.press(card, RU("button-not-mine"))
    assert card.text == RU("not-mine")
    await reader.press(card, RU("button-show-again"))
    assert card.text == answer


@pytest.mark.own_bot
async def test_a_withdrawn_debunk_is_never_shown_again(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    await reader.press(card, RU("button-not-mine"))
    debunk = await store.debunks.get("kz-2022-03-04")
    assert debunk
    await store.debunks.save(replace(debunk, status=Status.RETRACTED))
    await reader.press(card, RU("button-show-again"))
    assert card.text == RU("gone")
    answer = await reader.reply_to(await reader.send(RUMOUR))
    assert "🔴 Фейк" not in answer.text


@pytest.mark.parametrize(
    "data",
    [
        "card:no-such-debunk",
        "again:no-such-debunk",
        "card:",
        "💥",
        "x" * 64,
        "lang:xx",
        "lang:ru,kk",
    ],
)
async def test_a_forged_or_stale_button_is_answered_and_breaks_nothing(
    telegram: Sandbox, data: str
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    await reader.press_data(card, data)
    answer = await reader.reply_to(await reader.send(UNCHECKED))
    assert answer.text == RU("unknown")
    assert RU("try-again", id="")[:20] not in " ".join(m.text for m in reader.received())
