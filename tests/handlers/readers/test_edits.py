"""Posts that are changed after their answer: the answer changes in its place."""

import pytest

from handlers.kit.texts import Texts
from sandbox import HiddenUser, Person, Sandbox
from sandbox.handles import Message
from storage.store import Store
from tests.kit.files_made import pdf_of
from tests.kit.pictures import picture_of, saved

TEXTS = Texts.load()
RU = TEXTS["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
OTHER = "Верблюд в Алматы научился играть на домбре и выступает в цирке каждую субботу"
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
FAKE = "🔴 Фейк"
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


async def settled(reader: Person) -> list[Message]:
    """Return all that the bot has said, once nothing more can come."""
    await reader.reply_to(await reader.send("/help"))
    return reader.received()[:-1]


async def changed(reader: Person, answer: Message, words: str) -> None:
    """Wait until an answer says these words."""
    await reader.chat.changed.until(lambda: words in now(reader, answer).text or None, 60)


def now(reader: Person, answer: Message) -> Message:
    return Message(reader.chat, reader.chat.messages[answer.message_id])


async def test_the_answer_to_an_edited_post_changes_in_its_place(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(UNCHECKED)
    answer = await reader.reply_to(post)
    assert answer.text == RU("unknown")
    await reader.edit(post, RUMOUR)
    await changed(reader, answer, FAKE)
    await reader.edit(post, UNCHECKED)
    await changed(reader, answer, RU("unknown"))
    assert len(await settled(reader)) == 1


async def test_edited_twice_at_once_the_answer_is_about_the_last(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(UNCHECKED)
    await reader.edit(post, f"{UNCHECKED} Приходите!")
    await reader.edit(post, RUMOUR)
    answer = await reader.reply_to(post)
    await changed(reader, answer, FAKE)
    assert len(await settled(reader)) == 1


async def test_what_was_pressed_stays_over_a_slip_of_the_pen_and_goes_with_another_post(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send("В субботу во дворе бесплатно раздают саженцы яблонь жителям Косатная")
    answer = await reader.reply_to(post)
    await reader.press(answer, RU("button-ask"))
    sent = now(reader, answer).text
    assert sent != RU("unknown")
    await reader.edit(post, "В субботу во дворе бесплатно раздают саженцы яблонь жителям Костаная")
    await settled(reader)
    assert now(reader, answer).text == sent
    await reader.edit(post, "С понедельника в Шымкенте закроют все рынки на карантин до весны")
    await changed(reader, answer, RU("unknown"))
    await reader.press(now(reader, answer), RU("button-ask"))
    assert now(reader, answer).text == sent


async def test_where_the_answer_was_deleted_there_is_a_new_one(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(UNCHECKED)
    await reader.delete(await reader.reply_to(post))
    await reader.edit(post, RUMOUR)
    again = await reader.next_reply()
    assert FAKE in again.text
    assert again.reply_to_message_id == post.message_id


async def test_after_forget_an_edited_post_is_a_new_one(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(UNCHECKED)
    old = await reader.reply_to(post)
    asked = await reader.reply_to(await reader.send("/forget"))
    await reader.press(asked, RU("button-forget-all"))
    await reader.edit(post, RUMOUR)
    again = await reader.next_reply()
    assert FAKE in again.text
    assert now(reader, old).text == RU("unknown")


async def test_thanks_in_the_place_of_a_post_take_no_answer_back(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(RUMOUR)
    answer = await reader.reply_to(post)
    await reader.edit(post, "Спасибо!")
    assert len(await settled(reader)) == 1
    assert FAKE in now(reader, answer).text


async def test_a_comment_over_a_forward_can_be_edited_and_the_forward_is_still_read(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    comment = await reader.send("Смотрите, что в нашем чате пишут, это правда?")
    post = await reader.forward(RUMOUR, origin=HiddenUser("Сосед"))
    answer = await reader.reply_to(post)
    await reader.edit(comment, "Смотрите, что в нашем домовом чате пишут, это правда?")
    assert len(await settled(reader)) == 1
    assert FAKE in now(reader, answer).text


async def test_an_edited_caption_of_an_album_changes_the_album_s_answer(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    first = await reader.send_photo("Ведутся переговоры об отправке войск", album="e1")
    await reader.send_photo(album="e1")
    third = await reader.send_photo(album="e1")
    answer = await reader.reply_to(first)
    assert FAKE not in answer.text
    await reader.edit(third, RUMOUR)
    await changed(reader, answer, FAKE)
    assert len(await settled(reader)) == 1


async def test_a_picture_put_in_another_s_place_is_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send_photo(content=saved(picture_of(UNCHECKED)))
    answer = await reader.reply_to(post)
    assert FAKE not in answer.text
    await reader.edit_media(post, "photo", content=saved(picture_of(RUMOUR)))
    await changed(reader, answer, FAKE)
    await reader.edit_media(post, "document", content=pdf_of([UNCHECKED]), name="a.pdf")
    await changed(reader, answer, RU("document-read"))
    assert FAKE not in now(reader, answer).text
    assert len(await settled(reader)) == 1


async def test_an_edit_while_the_first_is_still_being_read_changes_its_answer(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send_photo("Гляньте", content=saved(picture_of(UNCHECKED)))
    await reader.edit(post, RUMOUR)
    answer = await reader.reply_to(post)
    await changed(reader, answer, FAKE)
    assert len(await settled(reader)) == 1


async def test_a_place_shared_live_is_answered_once(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    place = await reader.send_location()
    await reader.reply_to(place)
    for step in range(3):
        moved = {**place.raw, "location": {"latitude": 43.2 + step, "longitude": 76.9}}
        telegram.inject({"edited_message": {**moved, "edit_date": place.raw["date"] + step}})
    assert len(await settled(reader)) == 1


async def test_a_question_under_a_changed_answer_is_about_what_it_says_now(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(RUMOUR)
    answer = await reader.reply_to(post)
    await reader.edit(post, UNCHECKED)
    await changed(reader, answer, RU("unknown"))
    question = await reader.send("рас па?", reply_to=now(reader, answer))
    assert FAKE not in (await reader.reply_to(question)).text


async def test_what_is_asked_with_a_command_can_be_edited_too(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    post = await reader.send(f"/check {UNCHECKED}")
    answer = await reader.reply_to(post)
    await reader.edit(post, f"/check {RUMOUR}")
    await changed(reader, answer, FAKE)
    assert len(await settled(reader)) == 1
