import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox import Person, Sandbox
from sandbox.pulse import PATIENCE
from tests.sandbox.conftest import Api, RefusedError

ROOT = Path(__file__).parents[2]


async def test_parameters_come_in_every_way_that_telegram_takes(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "b", "callback_data": "d"}]]}
    call = {"chat_id": str(aigul.id), "text": "x & y", "reply_markup": json.dumps(markup)}
    url = f"{api.base}/SENDmessage"
    for response in (
        await api.client.get(url, params=call),
        await api.client.post(url, params=call),
        await api.client.post(url, data=call),
        await api.client.post(url, data=call, files={"unused": b"x"}),
        await api.client.post(url, json=call),
        await api.client.post(url, json={**call, "chat_id": aigul.id, "reply_markup": markup}),
    ):
        result = response.json()["result"]
        assert result["text"] == "x & y"
        assert result["reply_markup"] == markup
    assert telegram.calls[0].method == "sendMessage"
    assert telegram.calls[0].params["chat_id"] == aigul.id
    assert telegram.calls[0].params["reply_markup"] == markup


async def test_broken_json_is_refused(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    response = await api.client.post(f"{api.base}/getMe", content=b"{", headers=headers)
    assert response.status_code == 400


async def test_a_file_goes_up_and_comes_down(telegram: Sandbox, api: Api, aigul: Person) -> None:
    sent = await api(
        "sendDocument", {"document": ("a.txt", b"hello")}, chat_id=aigul.id, caption="<b>x</b>"
    )
    assert sent["caption"] == "<b>x</b>"
    file = await api("getFile", file_id=sent["document"]["file_id"])
    assert file["file_size"] == 5
    where = f"{telegram.url}/file/bot{telegram.token}/{file['file_path']}"
    assert (await api.client.get(where)).content == b"hello"
    assert (await api.client.get(where + "x")).status_code == 404
    assert (await api.client.get(where.replace(telegram.token, "1:x"))).status_code == 401
    again = await api("sendDocument", chat_id=aigul.id, document=file["file_id"])
    assert again["document"]["file_unique_id"] == sent["document"]["file_unique_id"]


async def test_an_album_of_uploads_is_several_messages(api: Api, aigul: Person) -> None:
    sent = await api(
        "sendMediaGroup",
        {"one": b"1", "two": b"2"},
        chat_id=aigul.id,
        media=[
            {"type": "photo", "media": "attach://one", "caption": "<i>c</i>", "parse_mode": "HTML"},
            {"type": "photo", "media": "attach://two"},
        ],
    )
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.text for message in aigul.received()] == ["c", ""]


async def test_messages_are_forwarded_copied_and_deleted(api: Api, aigul: Person) -> None:
    sent = await aigul.send("рас па?")
    here: dict[str, Any] = {"chat_id": aigul.id, "from_chat_id": aigul.id}
    forwarded = await api("forwardMessage", **here, message_id=sent.message_id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == aigul.id
    await api("forwardMessages", **here, message_ids=[sent.message_id, 99])
    await api("copyMessage", **here, message_id=sent.message_id)
    assert [message.text for message in aigul.received()] == ["рас па?"] * 3
    numbers = [message.message_id for message in aigul.received()]
    await api("deleteMessages", chat_id=aigul.id, message_ids=[*numbers, 99])
    assert aigul.received() == []
    await api("setMessageReaction", chat_id=aigul.id, message_id=sent.message_id, reaction=[])
    await api("sendChatAction", chat_id=aigul.id, action="typing")


async def test_a_reply_may_do_without_its_message_if_told_so(api: Api, aigul: Person) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await api("sendMessage", chat_id=aigul.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_chats_and_members_can_be_asked_about(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    group = telegram.group("Үй", members=[aigul], bot="administrator")
    assert (await api("getChat", chat_id=group.id))["title"] == "Үй"
    mine = await api("getChatMember", chat_id=group.id, user_id=telegram.world.bot["id"])
    assert mine["status"] == "administrator"
    heads = await api("getChatAdministrators", chat_id=group.id)
    assert {head["status"] for head in heads} == {"creator", "administrator"}
    assert await api("getChatMemberCount", chat_id=group.id) == 2
    await api("leaveChat", chat_id=group.id)
    assert (await api.refusal("sendMessage", chat_id=group.id, text="x")).status == 403


async def test_texts_and_commands_are_kept_by_language_and_scope(
    telegram: Sandbox, api: Api
) -> None:
    await api("setMyName", name="Рас па?")
    await api("setMyName", name="Is it true?", language_code="en")
    await api("setMyDescription", description="д", language_code="ru")
    await api("setMyShortDescription", short_description="қ")
    assert (telegram.name(), telegram.name("en"), telegram.name("kk")) == (
        "Рас па?",
        "Is it true?",
        "Рас па?",
    )
    assert (telegram.description("ru"), telegram.description()) == ("д", "")
    assert telegram.short_description("en") == "қ"
    assert (await api("getMyName", language_code="en")) == {"name": "Is it true?"}
    assert (await api("getMe"))["first_name"] == "Рас па?"
    help_ = [{"command": "help", "description": "Help"}]
    await api("setMyCommands", commands=help_)
    private = {"type": "all_private_chats"}
    await api("setMyCommands", commands=help_, scope=private, language_code="kk")
    assert telegram.commands() == telegram.commands("all_private_chats", "kk") == help_
    assert telegram.commands(None, "kk") == []
    await api("deleteMyCommands", scope=private, language_code="kk")
    assert await api("getMyCommands", scope=private, language_code="kk") == []


async def test_a_fault_strikes_the_calls_that_it_names(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    other = telegram.person("Серік", started=True)
    fault = telegram.fault("sendMessage", status=429, retry_after=3, times=2, chat_id=aigul.id)
    await api("sendMessage", chat_id=other.id, text="x")
    for _ in range(2):
        refused = await api.refusal("sendMessage", chat_id=aigul.id, text="x")
        assert (refused.status, refused.retry_after) == (429, 3)
        assert refused.description == "Too Many Requests: retry after 3"
    await api("sendMessage", chat_id=aigul.id, text="x")
    assert fault.struck == 2
    telegram.fault("sendMessage", status=403)
    refused = await api.refusal("sendMessage", chat_id=aigul.id, text="x")
    assert refused.description == "Forbidden: bot was blocked by the user"
    telegram.fault(status=502)
    assert (await api.refusal("getMe")).description == "Bad Gateway"


async def test_an_answer_can_get_lost_after_the_message_was_sent(
    telegram: Sandbox, api: Api, aigul: Person
) -> None:
    telegram.fault("sendMessage", drop=True, after=True)
    with pytest.raises(httpx.RemoteProtocolError):
        await api("sendMessage", chat_id=aigul.id, text="x")
    telegram.fault("sendMessage", status=500, after=True)
    assert (await api.refusal("sendMessage", chat_id=aigul.id, text="y")).status == 500
    assert [message.text for message in aigul.received()] == ["x", "y"]
    assert [call.status for call in telegram.calls_of("sendMessage")] == [0, 500]


async def test_a_server_can_hang(telegram: Sandbox, api: Api) -> None:
    telegram.fault("getMe", hang=5)
    with pytest.raises(httpx.ReadTimeout):
        await api.client.get(f"{api.base}/getMe", timeout=httpx.Timeout(PATIENCE, read=0.1))


async def test_random_faults_are_the_same_for_the_same_seed(telegram: Sandbox, api: Api) -> None:
    async def run() -> list[int]:
        telegram.clear_faults()
        telegram.fault("getMe", status=429, probability=0.4, seed=4, times=None)
        before = len(telegram.calls)
        for _ in range(30):
            await api.client.get(f"{api.base}/getMe")
        return [call.status for call in telegram.calls[before:]]

    first = await run()
    assert {200, 429} == set(first)
    assert await run() == first


async def test_flood_mode_keeps_telegrams_pace(telegram: Sandbox, api: Api, aigul: Person) -> None:
    telegram.stop_clock()
    telegram.flood(overall=30, per_chat=1, burst=3)
    for _ in range(3):
        await api("sendMessage", chat_id=aigul.id, text="x")
    refused = await api.refusal("sendMessage", chat_id=aigul.id, text="x")
    assert refused.status == 429
    assert refused.retry_after == 3
    telegram.advance(refused.retry_after)
    await api("sendMessage", chat_id=aigul.id, text="x")
    crowd = [telegram.person(str(n), started=True) for n in range(40)]
    refusals = 0
    for person in crowd:
        try:
            await api("sendMessage", chat_id=person.id, text="x")
        except RefusedError as refusal:
            refusals += refusal.status == 429
    assert refusals == 11


async def test_any_update_can_be_injected(telegram: Sandbox, api: Api) -> None:
    number = telegram.inject(
        {
            "poll_answer": {
                "poll_id": "1",
                "user": {"id": 1, "is_bot": False, "first_name": "X"},
                "option_ids": [0],
                "option_persistent_ids": ["0"],
            }
        }
    )
    assert [update["update_id"] for update in await api("getUpdates")] == [number]


async def test_the_sandbox_runs_alone_for_testers_in_any_language() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        url, token = [
            (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().split()[1]
            for _ in range(2)
        ]
        async with httpx.AsyncClient(base_url=url) as client:
            person = (
                await client.post("/sandbox/person", json={"first_name": "A", "language": "kk"})
            ).json()
            bot = f"/bot{token}"
            sent = await client.post(
                f"{bot}/sendMessage", data={"chat_id": person["id"], "text": "x"}
            )
            assert sent.json()["result"]["text"] == "x"
            made = await client.post(
                "/sandbox/update",
                json={"message": {"message_id": 9, "date": 1, "text": "y", "chat": person}},
            )
            got = (await client.get(f"{bot}/getUpdates")).json()["result"]
            assert got[0]["update_id"] == made.json()["update_id"]
            await client.post("/sandbox/fault", json={"method": "getMe", "status": 500})
            assert (await client.get(f"{bot}/getMe")).status_code == 500
            calls = (await client.get("/sandbox/calls", params={"method": "sendmessage"})).json()
            assert [call["params"]["text"] for call in calls] == ["x"]
            messages = await client.get("/sandbox/messages", params={"chat_id": person["id"]})
            assert [message["text"] for message in messages.json()] == ["x"]
            assert (await client.get("/sandbox/messages")).status_code == 404
            assert (await client.post("/sandbox/fault", json={"wrong": 1})).status_code == 400
    finally:
        process.terminate()
        await process.wait()
