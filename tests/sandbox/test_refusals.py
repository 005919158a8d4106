"""Every refusal in the words of Telegram's server, asserted one by one."""

from typing import Any

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.conftest import Api


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


def entity(**fields: Any) -> dict[str, Any]:
    return {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 1, **fields}]}


TEXTS: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x" * 40_000}, "message is too long"),
    ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
    ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "<b><i>test</b></i>", "parse_mode": "html"},
        'can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ),
    ({"text": "x", "message_thread_id": 9}, "message thread not found"),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
    ({"text": "x", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
    ({"text": "x", "link_preview_options": {"url": "not-a-url"}}, "WEBPAGE_URL_INVALID"),
    (
        {"text": "x", "link_preview_options": {"is_disabled": "yes"}},
        'field "is_disabled" must be of type Boolean',
    ),
    (entity(offset=100), "entity begins after the end of the text at UTF-16 offset 100"),
    (
        entity(length=100),
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    (entity(offset=-1), "receive an entity with incorrect offset -1"),
    (entity(type="wrong"), "can't parse MessageEntity: Unsupported type specified"),
    (entity(type="text_link"), "can't parse MessageEntity: Can't find field \"url\""),
    (entity(type="text_link", url=""), "entity URL '' is invalid: URL host is empty"),
    (entity(type="text_link", url="nope"), "entity URL 'nope' is invalid: Wrong HTTP URL"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": "bad"}},
        'field "inline_keyboard" must be of type Array',
    ),
    (
        {"text": "x", "reply_markup": {"force_reply": "yes"}},
        'field "force_reply" must be of type Boolean',
    ),
    (
        {"text": "x", "reply_markup": keyboard(callback_data="x")},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", callback_data="ә" * 33)},
        "BUTTON_DATA_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", copy_text={"text": "x" * 257})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard(text="b", web_app={"url": "http://example.com"})},
        "inline keyboard button Web App URL 'http://example.com' is invalid: "
        "Only HTTPS links are allowed",
    ),
    ({"text": "x", "reply_markup": keyboard(text="b", pay=True)}, "BUTTON_TYPE_INVALID"),
    (
        {
            "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "x"}]] * 101},
        },
        "reply markup is too long",
    ),
]


@pytest.mark.parametrize(("params", "reason"), TEXTS)
async def test_a_message_is_refused_in_telegrams_words(
    api: Api, aigul: Person, params: dict[str, Any], reason: str
) -> None:
    refused = await api.refusal("sendMessage", chat_id=aigul.id, **params)
    assert (refused.status, refused.description) == (400, f"Bad Request: {reason}")
    assert aigul.received() == []


@pytest.mark.parametrize(
    ("chat_id", "reason"),
    [
        ("", "chat_id is empty"),
        ("0", "chat not found"),
        ("-1", "chat not found"),
        ("not_a_chat", "chat not found"),
        ("@nobody_here", "chat not found"),
    ],
)
async def test_a_message_to_nobody_is_refused(api: Api, chat_id: str, reason: str) -> None:
    refused = await api.refusal("sendMessage", chat_id=chat_id, text="x")
    assert (refused.status, refused.description) == (400, f"Bad Request: {reason}")


async def test_a_bot_does_not_know_people_whom_it_never_met(telegram: Sandbox, api: Api) -> None:
    stranger = telegram.person("Stranger")
    refused = await api.refusal("sendMessage", chat_id=stranger.id, text="x")
    assert refused.description == "Bad Request: chat not found"


async def test_a_bot_does_not_speak_first(telegram: Sandbox, api: Api) -> None:
    shy = telegram.person("Shy")
    telegram.group("Group", members=[shy])
    refused = await api.refusal("sendMessage", chat_id=shy.id, text="x")
    assert refused.status == 403
    assert refused.description == "Forbidden: bot can't initiate conversation with a user"


async def test_who_blocked_the_bot_gets_nothing(api: Api, aigul: Person) -> None:
    aigul.block()
    refused = await api.refusal("sendMessage", chat_id=aigul.id, text="x")
    assert refused.status == 403
    assert refused.description == "Forbidden: bot was blocked by the user"
    aigul.unblock()
    await api("sendMessage", chat_id=aigul.id, text="x")


async def test_a_group_that_threw_the_bot_out_gets_nothing(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    group = telegram.group("Group", members=[aigul])
    aigul.remove_bot(group)
    refused = await api.refusal("sendMessage", chat_id=group.id, text="x")
    assert refused.status == 403
    assert refused.description == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_quote_that_is_not_in_the_message_is_refused(api: Api, aigul: Person) -> None:
    sent = await aigul.send("Бүгін ауа райы жақсы")
    reply = {"message_id": sent.message_id, "quote": "жаман"}
    refused = await api.refusal("sendMessage", chat_id=aigul.id, text="x", reply_parameters=reply)
    assert refused.description == "Bad Request: QUOTE_TEXT_INVALID"


EDITS: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"message_id": "theirs", "text": "x"}, "message can't be edited"),
    (
        "editMessageText",
        {"message_id": "photo", "text": "x"},
        "there is no text in the message to edit",
    ),
    ("editMessageCaption", {"message_id": "ours"}, "there is no caption in the message to edit"),
    (
        "editMessageText",
        {"message_id": "ours", "text": "ours"},
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message",
    ),
    ("editMessageText", {"inline_message_id": "zz", "text": "x"}, "MESSAGE_ID_INVALID"),
    ("deleteMessage", {"message_id": 999}, "message to delete not found"),
    ("deleteMessages", {}, "message identifiers are not specified"),
    ("deleteMessages", {"message_ids": [1] * 101}, "too many message identifiers specified"),
    ("forwardMessage", {"from_chat_id": "chat", "message_id": 99}, "message to forward not found"),
    ("copyMessage", {"from_chat_id": "chat", "message_id": 99}, "message to copy not found"),
    ("setMessageReaction", {"message_id": 999}, "message to react not found"),
    ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "nothing"}, "wrong file identifier/HTTP URL specified"),
    (
        "sendPhoto",
        {"photo": "http://a.kz/p.jpg", "caption": "x" * 1025},
        "message caption is too long",
    ),
    ("sendMediaGroup", {"media": []}, "there are no messages to send"),
    (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": "http://a.kz/1.jpg"}] * 11},
        "too many messages to send as an album",
    ),
    ("getFile", {"file_id": "zz"}, "wrong file_id or the file is temporarily unavailable"),
    ("getChatMember", {"user_id": 5}, "user not found"),
    ("getChatAdministrators", {}, "there are no administrators in the private chat"),
    ("leaveChat", {}, "chat member status can't be changed in private chats"),
]


@pytest.mark.parametrize(("method", "params", "reason"), EDITS)
async def test_a_change_of_what_is_not_there_is_refused(
    api: Api, aigul: Person, method: str, params: dict[str, Any], reason: str
) -> None:
    theirs = await aigul.send("theirs")
    ours = await api("sendMessage", chat_id=aigul.id, text="ours")
    photo = await api("sendPhoto", chat_id=aigul.id, photo="https://example.kz/p.jpg")
    places = {
        "theirs": theirs.message_id,
        "ours": ours["message_id"],
        "photo": photo["message_id"],
        "chat": aigul.id,
    }
    params = {
        key: places.get(value, value) if key in {"message_id", "from_chat_id"} else value
        for key, value in params.items()
    }
    refused = await api.refusal(method, **({"chat_id": aigul.id} | params))
    assert (refused.status, refused.description) == (400, f"Bad Request: {reason}")


async def test_an_old_message_can_not_be_deleted(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    sent = await aigul.send("old")
    telegram.advance(49 * 3600)
    refused = await api.refusal("deleteMessage", chat_id=aigul.id, message_id=sent.message_id)
    assert refused.description == "Bad Request: message can't be deleted"


async def test_a_file_of_over_20_mib_is_not_handed_out(api: Api, aigul: Person) -> None:
    sent = await aigul.send_document(size=(20 << 20) + 1)
    refused = await api.refusal("getFile", file_id=sent.raw["document"]["file_id"])
    assert refused.description == "Bad Request: file is too big"


async def test_what_is_not_utf_8_is_refused(api: Api, aigul: Person) -> None:
    response = await api.client.get(f"{api.base}/sendMessage?chat_id={aigul.id}&text=%ff")
    assert response.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_a_wrong_token_and_an_unknown_method_are_refused(telegram: Sandbox, api: Api) -> None:
    wrong = await api.client.get(f"{telegram.url}/bot1:wrong/getMe")
    assert wrong.status_code == 401
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    unknown = await api.client.get(f"{api.base}/getYou")
    assert unknown.status_code == 404
    assert unknown.json()["description"] == "Not Found: method not found"
    assert (await api.client.get(f"{telegram.url}/elsewhere")).status_code == 404
