import asyncio
from typing import Any

import pytest

from sandbox import Button, Channel, FromUser, HiddenUser, OriginChat, Person, Sandbox
from tests.sandbox.conftest import Api

ARTICLE = {
    "type": "article",
    "id": "a",
    "title": "Title",
    "description": "Lines",
    "input_message_content": {"message_text": "<b>card</b>", "parse_mode": "HTML"},
    "reply_markup": {"inline_keyboard": [[{"text": "Share", "switch_inline_query": ""}]]},
}
KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "Толығырақ", "callback_data": "open:1"},
            {"text": "Көзі", "url": "https://gov.kz"},
        ]
    ]
}


def kinds(telegram: Sandbox) -> list[str]:
    return [key for update in telegram.updates for key in update if key != "update_id"]


async def test_a_text_reaches_the_bot_with_the_entities_that_are_in_it(
    telegram: Sandbox, aigul: Person
) -> None:
    await aigul.send("/start abc https://gov.kz")
    message = telegram.updates[-1]["message"]
    assert [one["type"] for one in message["entities"]] == ["bot_command", "url"]
    assert message["from"]["language_code"] == "kk"
    assert message["chat"] == {"id": aigul.id, "type": "private", "first_name": "Айгүл"}


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        (FromUser("Серік"), "user"),
        (HiddenUser("Серік"), "hidden_user"),
        (Channel("Жаңалық", "news", 7), "channel"),
        (OriginChat("Үй"), "chat"),
    ],
)
async def test_a_forward_tells_its_origin(
    telegram: Sandbox, aigul: Person, origin: Any, kind: str
) -> None:
    await aigul.forward("Шұғыл!", origin)
    assert telegram.updates[-1]["message"]["forward_origin"]["type"] == kind


@pytest.mark.parametrize(
    "kind",
    [
        "photo",
        "video",
        "animation",
        "document",
        "audio",
        "voice",
        "video_note",
        "sticker",
        "location",
        "venue",
        "contact",
        "dice",
        "poll",
        "story",
        "game",
        "live_photo",
        "paid_media",
        "checklist",
        "giveaway",
        "invoice",
    ],
)
async def test_anything_can_be_sent(telegram: Sandbox, aigul: Person, kind: str) -> None:
    await aigul.send_media(kind, origin=HiddenUser("X"))
    assert kind in telegram.updates[-1]["message"]


async def test_a_rich_message_and_a_reply_to_another_chat_can_be_sent(
    telegram: Sandbox, aigul: Person
) -> None:
    await aigul.send_rich({"type": "paragraph", "text": "Су кетеді"}, origin=HiddenUser("X"))
    await aigul.reply_elsewhere("Рас па?", Channel("K", username="kanal"), quote="Су")
    rich, reply = (update["message"] for update in telegram.updates)
    assert rich["rich_message"]["blocks"][0]["text"] == "Су кетеді"
    assert reply["external_reply"]["origin"]["chat"]["username"] == "kanal"
    assert reply["quote"]["text"] == "Су"


async def test_the_parts_of_an_album_are_updates_of_their_own(
    telegram: Sandbox, aigul: Person
) -> None:
    await aigul.send_photo("caption gov.kz", album="7")
    await aigul.send_photo(album="7")
    first, second = (update["message"] for update in telegram.updates)
    assert first["media_group_id"] == second["media_group_id"] == "7"
    assert first["caption_entities"][0]["type"] == "url"
    assert "caption" not in second


async def test_an_edit_is_an_update_of_its_own(telegram: Sandbox, aigul: Person) -> None:
    sent = await aigul.send("one https://gov.kz")
    await aigul.edit(sent, "two")
    edited = telegram.updates[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("two", sent.message_id)
    assert "entities" not in edited
    assert "edit_date" in edited


async def test_people_wait_for_replies_and_see_edits(api: Api, aigul: Person) -> None:
    sent = await aigul.send("рас па?")
    waiting = asyncio.create_task(aigul.reply_to(sent))
    await asyncio.sleep(0)
    other = await api("sendMessage", chat_id=aigul.id, text="first")
    reply = {"message_id": sent.message_id, "quote": "рас"}
    html = "<b>Жалған</b> &lt;1&gt;<blockquote expandable>сөз 😀</blockquote>"
    await api(
        "sendMessage",
        chat_id=aigul.id,
        text=html,
        parse_mode="HTML",
        reply_parameters=reply,
        reply_markup=KEYBOARD,
        link_preview_options={"url": "https://gov.kz", "is_disabled": False},
    )
    got = await waiting
    assert got.text == "Жалған <1>сөз 😀"
    assert got.html == html
    assert got.quotations == ["сөз 😀"]
    assert got.raw["quote"]["text"] == "рас"
    assert got.reply_to_message_id == sent.message_id
    assert got.link_preview_options == {"url": "https://gov.kz"}
    assert got.buttons[0][1] == Button("Көзі", "url", "https://gov.kz/")
    first = await aigul.next_reply()
    assert first.message_id == other["message_id"]
    await api("editMessageText", chat_id=aigul.id, message_id=first.message_id, text="changed")
    assert [message.text for message in aigul.received()] == ["changed", got.text]
    await api("deleteMessage", chat_id=aigul.id, message_id=first.message_id)
    assert first.deleted
    assert aigul.received() == [got]


async def test_waiting_in_vain_says_for_what(aigul: Person) -> None:
    sent = await aigul.send("hello")
    with pytest.raises(TimeoutError, match="a reply to <Message 1 in"):
        await aigul.reply_to(sent, timeout=0.02)
    assert await aigul.silence(0.02)


async def test_a_pressed_button_is_answered_once(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    await api("sendMessage", chat_id=aigul.id, text="card", reply_markup=KEYBOARD)
    card = await aigul.next_reply()
    pressing = asyncio.create_task(aigul.press(card, "Толы"))
    await asyncio.sleep(0)
    query = telegram.updates[-1]["callback_query"]
    assert query["data"] == "open:1"
    assert query["message"]["text"] == "card"
    await api("answerCallbackQuery", callback_query_id=query["id"], text="OK", show_alert=True)
    answer = await pressing
    assert (answer.text, answer.show_alert) == ("OK", True)
    again = await api.refusal("answerCallbackQuery", callback_query_id=query["id"])
    assert again.description.startswith("Bad Request: query is too old")
    with pytest.raises(LookupError, match="no one button"):
        await aigul.press(card, "Жоқ")
    with pytest.raises(ValueError, match="does not call the bot"):
        await aigul.press(card, "Көзі")


async def test_a_question_gets_too_old(telegram: Sandbox, api: Api, aigul: Person) -> None:
    typing = asyncio.create_task(aigul.inline("x"))
    await asyncio.sleep(0)
    telegram.advance(11)
    query = telegram.updates[-1]["inline_query"]["id"]
    refused = await api.refusal("answerInlineQuery", inline_query_id=query, results=[])
    assert refused.description.startswith("Bad Request: query is too old")
    typing.cancel()
    assert await asyncio.gather(typing, return_exceptions=True)


async def chosen_card(telegram: Sandbox, api: Api, aigul: Person, chat: Any = None) -> Any:
    typing = asyncio.create_task(aigul.inline("соғыс", offset="50"))
    await asyncio.sleep(0)
    query = telegram.updates[-1]["inline_query"]
    assert (query["query"], query["offset"]) == ("соғыс", "50")
    await api(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[ARTICLE],
        cache_time=5,
        next_offset="100",
        button={"text": "Ask", "start_parameter": "ask"},
    )
    page = await typing
    assert (page.cache_time, page.next_offset, page.is_personal) == (5, "100", False)
    assert page.button == {"text": "Ask", "start_parameter": "ask"}
    assert (page.results[0].title, page.results[0].text) == ("Title", "card")
    return await aigul.choose(page.results[0], chat)


async def test_a_chosen_result_is_told_and_can_be_edited(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    seen = await chosen_card(telegram, api, aigul)
    told = telegram.updates[-1]["chosen_inline_result"]
    assert told["inline_message_id"] == seen.inline_message_id
    assert seen.html == "<b>card</b>"
    assert seen.raw["via_bot"]["username"] == telegram.bot_username
    inline_id = seen.inline_message_id
    assert await api("editMessageText", inline_message_id=inline_id, text="new") is True
    assert seen.text == "new"
    pressing = asyncio.create_task(aigul.press_data(seen, "forged"))
    await asyncio.sleep(0)
    query = telegram.updates[-1]["callback_query"]
    assert query["inline_message_id"] == inline_id
    assert "message" not in query
    await api("answerCallbackQuery", callback_query_id=query["id"])
    assert (await pressing).text == ""


async def test_a_result_chosen_in_the_private_chat_comes_back_as_a_message(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    telegram.inline_feedback = False
    await chosen_card(telegram, api, aigul, aigul.chat)
    assert telegram.updates[-1]["message"]["via_bot"]["id"] == 424242
    assert "chosen_inline_result" not in kinds(telegram)


async def test_the_same_words_reach_the_bot_again_only_after_the_cache_time(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    async def answer(number: int, **params: Any) -> None:
        made = telegram.world.updates
        await made.added.until(lambda: len(made.made) >= number or None, 5)
        query = telegram.updates[-1]["inline_query"]["id"]
        await api("answerInlineQuery", inline_query_id=query, results=[ARTICLE], **params)

    telegram.inline_cache = True
    other = telegram.person("Серік")
    await asyncio.gather(aigul.inline("x"), answer(1))
    await other.inline("x")
    assert len(telegram.updates) == 1
    telegram.advance(301)
    await asyncio.gather(other.inline("x"), answer(2, cache_time=5, is_personal=True))
    await other.inline("x")
    await asyncio.gather(aigul.inline("x"), answer(3))


async def test_in_a_group_privacy_mode_keeps_talk_from_the_bot(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    group = telegram.group("Үй", members=[aigul])
    talk = await aigul.send("just talk", chat=group)
    await aigul.send("/check@other_bot", chat=group)
    assert telegram.updates == []
    await aigul.send("/check", chat=group, reply_to=talk)
    assert telegram.updates[-1]["message"]["reply_to_message"]["text"] == "just talk"
    await aigul.send(f"/check@{telegram.bot_username}", chat=group)
    said = await api("sendMessage", chat_id=group.id, text="answer")
    await aigul.send("thanks", chat=group, reply_to=telegram.message(group.id, said["message_id"]))
    assert len(telegram.updates) == 3
    await chosen_card(telegram, api, aigul, group)
    assert kinds(telegram)[-1] == "message"


async def test_an_administrator_sees_all_talk(telegram: Sandbox, aigul: Person) -> None:
    group = telegram.group("Үй", members=[aigul], bot="administrator")
    await aigul.send("just talk", chat=group)
    assert kinds(telegram) == ["message"]


async def test_each_supergroup_numbers_its_own_messages(telegram: Sandbox, aigul: Person) -> None:
    group = telegram.group("Үй", members=[aigul])
    private = await aigul.send("a")
    here = await aigul.send("/check", chat=group)
    assert (private.message_id, here.message_id) == (1, 1)


async def test_a_guest_mention_is_answered_once(telegram: Sandbox, api: Api, aigul: Person) -> None:
    group = telegram.group("Жат топ", members=[aigul], bot="left")
    rumour = await aigul.send("Шұғыл!", chat=group)
    assert telegram.updates == []
    asking = asyncio.create_task(
        aigul.ask_guest(f"@{telegram.bot_username} рас па?", reply_to=rumour, chat=group)
    )
    await asyncio.sleep(0)
    guest = telegram.updates[-1]["guest_message"]
    assert guest["reply_to_message"]["text"] == "Шұғыл!"
    sent = await api("answerGuestQuery", guest_query_id=guest["guest_query_id"], result=ARTICLE)
    answer = await asking
    assert answer.text == "card"
    await api("editMessageText", inline_message_id=sent["inline_message_id"], text="new")
    assert answer.text == "new"


async def test_blocking_and_joining_are_told(telegram: Sandbox, aigul: Person) -> None:
    aigul.block()
    aigul.unblock()
    aigul.add_bot(telegram.group("Үй", members=[aigul], bot="left"))
    assert kinds(telegram) == ["my_chat_member"] * 3
    assert telegram.updates[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_people_cannot_send_what_telegram_would_not(aigul: Person) -> None:
    with pytest.raises(ValueError, match="empty"):
        await aigul.send(" \n")
    with pytest.raises(ValueError, match="4096"):
        await aigul.send("x" * 4097)


async def test_a_file_comes_with_its_small_picture_and_can_be_put_in_another_s_place(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    sent = await aigul.send_video("one", content=b"film", details={"thumbnail": b"small"})
    small = sent.raw["video"]["thumbnail"]
    assert small["file_unique_id"] != sent.raw["video"]["file_unique_id"]
    assert (await api("getFile", file_id=small["file_id"]))["file_size"] == len(b"small")
    await aigul.edit_media(sent, "document", content=b"words", name="a.txt")
    edited = telegram.updates[-1]["edited_message"]
    assert edited["document"]["file_name"] == "a.txt"
    assert not {"video", "caption"} & set(edited)
    assert edited["message_id"] == sent.message_id
