"""One ask, one answer: comments, questions, letters and small talk, through the real bot."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from domain.post import Post
from handlers.kit.asked import compared
from handlers.kit.texts import Texts
from sandbox import Channel, FromUser, HiddenUser, Person, Sandbox
from sandbox.handles import Message
from storage.store import Store

TEXTS = Texts.load()
RU, KK = TEXTS["ru"], TEXTS["kk"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
FAKE = "🔴 Фейк"
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]

Does = Callable[[Person], Awaitable[Message]]
"""What a person sends; the message that must get the one reply."""


async def one_reply(telegram: Sandbox, does: Does, language: str = "ru") -> tuple[Message, Person]:
    """Let a person do something; return the one reply to it, once nothing more can come."""
    reader = telegram.person("Айгүл", language=language)
    answer = await reader.reply_to(await does(reader))
    # Whatever was waiting has been answered before this is.
    await reader.reply_to(await reader.send("/help"))
    await reader.silence(2)
    assert len(reader.received()) == 2, [message.text for message in reader.received()]
    return answer, reader


async def commented(reader: Person) -> Message:
    await reader.send("Смотрите, что в нашем чате пишут, это правда?")
    return await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))


async def questioned(reader: Person) -> Message:
    await reader.send("рас па?")
    return await reader.forward(RUMOUR, origin=Channel("Срочно", username="srochno_example"))


async def asked_before_typing(reader: Person) -> Message:
    await reader.send("Здравствуйте! Подскажите, пожалуйста, это правда?")
    return await reader.send(RUMOUR)


async def greeted(reader: Person) -> Message:
    await reader.send("Добрый день")
    told: Message = await reader.send_photo(caption=RUMOUR)
    return told


async def flooded(reader: Person) -> Message:
    for _ in range(60):
        await reader.send("?")
    return await reader.forward(RUMOUR, origin=FromUser("Сосед"))


async def asked_over_an_album(reader: Person) -> Message:
    await reader.send("мынау шын ба")
    told: Message = await reader.send_photo(caption=RUMOUR, album="one", origin=HiddenUser("Сосед"))
    await reader.send_photo(album="one", origin=HiddenUser("Сосед"))
    return told


async def asked_amid_an_album(reader: Person) -> Message:
    told: Message = await reader.send_photo(caption=RUMOUR, album="two")
    await reader.send_photo(album="two")
    await reader.send("это правда?")
    return told


async def claimed_over_a_picture(reader: Person) -> Message:
    told = await reader.send(
        "Правда, что Минобороны ведёт переговоры об отправке солдат в Украину?"
    )
    await reader.send_photo(origin=HiddenUser("Сосед"))
    return told


async def cut_in_two(reader: Person) -> Message:
    sentence = "Дорогие соседи, у нас всё по-прежнему, на клумбе цветут астры и бархатцы. "
    await reader.send((sentence * 60)[:3900].rpartition(" ")[0])
    return await reader.send(f"{RUMOUR} Передайте всем, кого знаете.")


async def forwarded_in_two(reader: Person) -> Message:
    await reader.send("Правда ли это")
    long = (RUMOUR + " ") * 40
    told = await reader.forward(long[:4090].strip(), origin=Channel("Срочно", message_id=8))
    await reader.forward("И это ещё не всё, берегите себя.", origin=Channel("Срочно", message_id=9))
    return told


async def questioned_behind(reader: Person) -> Message:
    told = await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))
    await reader.send("рас па?")
    return told


async def shown_and_told(reader: Person) -> Message:
    await reader.send_photo()
    return await reader.send(RUMOUR)


async def told_and_shown(reader: Person) -> Message:
    told = await reader.send(RUMOUR)
    await reader.send_photo()
    return told


async def pictures_and_words(reader: Person) -> Message:
    await reader.send_photo(album="three")
    await reader.send_photo(album="three")
    return await reader.send(RUMOUR)


async def shown_over_a_forward(reader: Person) -> Message:
    await reader.send_photo()
    return await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))


async def dotted(reader: Person) -> Message:
    await reader.send(".")
    return await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))


async def asked_before_replying(reader: Person) -> Message:
    quote = {"text": RUMOUR, "position": 0}
    await reader.send("Здравствуйте")
    post = {"origin": Channel("Срочно", username="srochno_example", message_id=7).shape(0)}
    return await reader.send("вот это правда?", external_reply=post, quote=quote)


@pytest.mark.parametrize(
    "ways",
    [
        [commented, questioned, asked_before_typing, greeted, flooded, asked_over_an_album],
        [asked_amid_an_album, claimed_over_a_picture, cut_in_two, forwarded_in_two],
        [questioned_behind, told_and_shown, shown_and_told, pictures_and_words],
        [shown_over_a_forward, dotted, asked_before_replying],
    ],
    ids=["before", "around", "behind", "beside"],
)
async def test_messages_that_are_one_ask_get_one_reply_where_the_claim_stands(
    telegram: Sandbox, ways: Sequence[Does]
) -> None:
    found = await asyncio.gather(*(one_reply(telegram, does) for does in ways))
    told = {does.__name__: answer.text for does, (answer, _) in zip(ways, found, strict=True)}
    assert {
        name: text
        for name, text in told.items()
        if RU("card-claim") not in text and KK("card-claim") not in text
    } == {}


async def test_a_question_is_answered_in_the_language_that_it_is_typed_in(
    telegram: Sandbox,
) -> None:
    answer, _ = await one_reply(telegram, asked_over_an_album)
    assert answer.text.startswith(f"🔴 {KK('verdict-fake')}")


async def test_several_forwards_sent_with_one_comment_are_each_answered(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.send("Это всё правда?")
    first = await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))
    second = await reader.forward(UNCHECKED, origin=HiddenUser("Соседка"))
    third = await reader.send_photo(origin=HiddenUser("Соседка"))
    assert (await reader.reply_to(first)).text.startswith(FAKE)
    assert (await reader.reply_to(second)).text == RU("unknown")
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 3
    assert third.message_id not in [told.reply_to_message_id for told in reader.received()]


async def test_a_bare_question_with_nothing_beside_it_is_asked_for_the_post(
    telegram: Sandbox, store: Store
) -> None:
    asking = ["Это правда?", "рас па?", "is it true?", "?", "Правда ли это", "/check", "ras pa"]

    async def asks(text: str) -> Message:
        reader = telegram.person("Айгүл", language="ru")
        return await reader.reply_to(await reader.send(text))

    answers = await asyncio.gather(*map(asks, asking))
    expected = {voice("talk-question") for voice in TEXTS.values()}
    assert {answer.text for answer in answers} <= expected
    assert not any(answer.buttons for answer in answers)
    assert await store.cases.queue(10**10, 5) == []


async def test_a_question_that_replies_to_a_post_is_about_that_post(telegram: Sandbox) -> None:
    async def to_own(reader: Person) -> None:
        told = await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))
        await reader.reply_to(told)
        await reader.send("это правда?", reply_to=told)
        again = await reader.next_reply()
        assert (again.reply_to_message_id, again.text[:6]) == (told.message_id, FAKE)

    async def to_a_channel(reader: Person) -> None:
        origin = Channel("Срочно", username="srochno_example", message_id=7).shape(0)
        quote = {"text": RUMOUR, "position": 0, "is_manual": True}
        post = {"origin": origin, "chat": origin["chat"], "message_id": 7}
        question = await reader.send("рас па?", external_reply=post, quote=quote)
        assert (await reader.reply_to(question)).text.startswith("🔴")

    async def to_the_card(reader: Person) -> None:
        card = await reader.reply_to(await reader.send(RUMOUR))
        question = await reader.send("Это правда?", reply_to=card)
        assert (await reader.reply_to(question)).text == card.text

    async def to_not_found(reader: Person) -> None:
        told = await reader.reply_to(await reader.send(UNCHECKED))
        question = await reader.send("а это точно?", reply_to=told)
        assert (await reader.reply_to(question)).text == RU("unknown")

    async def to_help(reader: Person) -> None:
        told = await reader.reply_to(await reader.send("/help"))
        question = await reader.send("правда?", reply_to=told)
        assert (await reader.reply_to(question)).text == RU("talk-question")

    ways = [to_own, to_a_channel, to_the_card, to_not_found, to_help]
    await asyncio.gather(*(does(telegram.person("Айгүл", language="ru")) for does in ways))


async def test_a_post_without_words_is_known_by_any_address_that_a_debunk_lists(
    telegram: Sandbox,
) -> None:
    def listed(post: int = 17) -> Channel:
        return Channel("Пример", username="raspa_example_channel", message_id=post)

    async def forwarded(reader: Person) -> Message:
        told: Message = await reader.send_photo(origin=listed())
        return told

    async def in_an_album(reader: Person) -> Message:
        told: Message = await reader.send_photo(album="three", origin=listed(16))
        await reader.send_photo(album="three", origin=listed(17))
        return told

    async def after_another(reader: Person) -> Message:
        await reader.send("Это правда?")
        await reader.send_photo(origin=Channel("Другой", message_id=3))
        told: Message = await reader.send_photo(origin=listed())
        return told

    async def replied_to(reader: Person) -> Message:
        return await reader.reply_elsewhere("правда?", listed())

    async def only_linked(reader: Person) -> Message:
        preview = {"url": "https://t.me/s/raspa_example_channel/17?single"}
        return await reader.reply_elsewhere(
            "правда?", HiddenUser("Сосед"), link_preview_options=preview
        )

    ways = [forwarded, in_an_album, after_another, replied_to, only_linked]
    found = await asyncio.gather(*(one_reply(telegram, does) for does in ways))
    unknown = {way.__name__: answer.text for way, (answer, _) in zip(ways, found, strict=True)}
    assert {name: text for name, text in unknown.items() if "верблюд" not in text} == {}


def test_small_talk_beside_a_link_is_not_compared_with_debunks() -> None:
    link = "https://t.me/s/Name/5"
    said = Post(f"Гляньте, что пишут: {link}", ("https://a.example/1",), "https://t.me/x/1")
    links = ("https://a.example/1", "t.me/name/5")
    assert compared(said) == Post("", links, "https://t.me/x/1")
    claim = Post(f"Воду отключат в субботу: {link}")
    assert compared(claim) == claim


async def test_a_question_just_after_an_answer_is_pointed_to_it(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    card = await reader.reply_to(await reader.forward(RUMOUR, origin=HiddenUser("Сосед")))
    await reader.send("рас па?")
    pointer = await reader.reply_to(card)
    assert pointer.text == KK("answered-above") or pointer.text == RU("answered-above")
    assert not pointer.buttons


async def test_a_bare_question_as_a_caption_belongs_to_the_picture(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_photo(caption="Это правда?"))
    assert answer.text == RU("unreadable", kind="photo")
    assert not answer.buttons


SMALL_TALK = {
    "Спасибо!": "thanks", "рахмет": "thanks", "ок": "fine", "понятно": "fine", "а": "fine",
    "Здравствуйте": "hello", "сәлеметсіз бе": "hello", "кто вы?": "who", "👍": "fine",
    "как пользоваться": "how", "стоп": "stop", "Отпишите меня": "stop", "тупой бот": "insult",
    "😂😂": "laugh", "до свидания": "bye", "/stop": "stop", "thank you": "thanks",
}  # fmt: skip


async def test_small_talk_gets_a_short_human_answer(telegram: Sandbox, store: Store) -> None:
    async def says(text: str) -> Message:
        reader = telegram.person("Айгүл", language="ru")
        return await reader.reply_to(await reader.send(text))

    answers = await asyncio.gather(*map(says, SMALL_TALK))
    for (text, kind), answer in zip(SMALL_TALK.items(), answers, strict=True):
        assert answer.text in {voice(f"talk-{kind}") for voice in TEXTS.values()}, text
        buttons = [button.text for row in answer.buttons for button in row]
        assert buttons == ([RU("button-no-updates")] if kind == "stop" else []), text
    assert await store.cases.queue(10**10, 5) == []


async def test_mistyped_commands_are_understood(telegram: Sandbox) -> None:
    async def says(text: str) -> str:
        reader = telegram.person("Айгүл", language="ru")
        return (await reader.reply_to(await reader.send(text))).text

    told = await asyncio.gather(*map(says, ["/хелп", "help", "старт", ".start", "/Start"]))
    name = telegram.bot_username
    helps = {voice("help", bot=name) for voice in TEXTS.values()}
    starts = {voice("start", bot=name) for voice in TEXTS.values()}
    assert set(told[:2]) <= helps
    assert set(told[2:]) <= starts


async def test_nothing_that_could_not_be_checked_goes_to_the_desk(
    telegram: Sandbox, store: Store
) -> None:
    async def says(text: str) -> None:
        reader = telegram.person("Айгүл", language="ru")
        answer = await reader.reply_to(await reader.send(text))
        assert answer.text not in {voice("unknown") for voice in TEXTS.values()}
        assert not answer.buttons
        # An old button, or a forged one.
        pressed = await reader.press_data(answer, "ask")
        assert pressed.text in {voice("ask-too-little") for voice in TEXTS.values()}

    texts = ["Қайрат Нұртас", "осмс", "Рас па?", "спасибо", "12345", "#срочно", "🔴🔴", "доллар?"]
    await asyncio.gather(*map(says, texts))
    assert await store.cases.queue(10**10, 5) == []


@pytest.mark.own_bot
async def test_a_short_claim_can_go_to_the_desk(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send("Бананы радиоактивны"))
    await reader.press(answer, RU("button-ask"))
    assert answer.text == RU("ask-sent", others=0)
    (case,) = await store.cases.queue(10**10, 5)
    assert case.readers == 1


@pytest.mark.own_bot
async def test_a_letter_in_two_pieces_goes_to_the_desk_whole(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    piece = " ".join(f"Яблоню номер {number} посадят у дома." for number in range(115))
    first = await reader.send(piece)
    await reader.send("А грушу спилят в понедельник.")
    answer = await reader.reply_to(first)
    await reader.press(answer, RU("button-ask"))
    (case,) = await store.cases.queue(10**10, 5)
    (wording,) = await store.cases.wordings(case.id, 5)
    assert wording.text.endswith("А грушу спилят в понедельник.")


async def test_two_people_s_asks_are_never_mixed(telegram: Sandbox) -> None:
    one = telegram.person("Айгүл", language="ru")
    two = telegram.person("Марат", language="ru")
    await one.send("это правда?")
    await two.send("рас па?")
    first = await one.forward(RUMOUR, origin=HiddenUser("Сосед"))
    second = await two.forward(UNCHECKED, origin=HiddenUser("Сосед"))
    assert (await one.reply_to(first)).text.startswith("🔴")
    assert "🔴" not in (await two.reply_to(second)).text
