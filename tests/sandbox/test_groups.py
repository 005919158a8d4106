"""Groups as the Bot API shows them: what reaches a bot, forums, supergroups, channels' groups."""

import pytest

from sandbox import Person, Sandbox
from sandbox.groups import link
from sandbox.senders import as_bot, as_channel, as_group
from tests.sandbox.conftest import Api


def messages(telegram: Sandbox) -> list[str]:
    return [one["message"].get("text", "") for one in telegram.updates if "message" in one]


async def test_a_message_that_names_the_bot_passes_privacy_mode(
    telegram: Sandbox, aigul: Person
) -> None:
    group = telegram.group("Үй", members=[aigul])
    await aigul.send("just talk @other_bot", chat=group)
    await aigul.send(f"look, @{telegram.bot_username.upper()}", chat=group)
    assert messages(telegram) == [f"look, @{telegram.bot_username.upper()}"]


async def test_with_privacy_mode_off_everything_comes_but_what_bots_write(
    telegram: Sandbox, aigul: Person
) -> None:
    telegram.switch(can_read_all_group_messages=True)
    group = telegram.group("Үй", members=[aigul])
    await aigul.send("talk", chat=group)
    await aigul.send("news", chat=group, **as_bot(991, "news"))
    await aigul.send("admin", chat=group, **as_group(group))
    await aigul.send("channel", chat=group, **as_channel(telegram.channel("Арна")))
    assert messages(telegram) == ["talk", "admin", "channel"]


async def test_in_a_forum_a_message_goes_into_a_topic_that_is_there(
    telegram: Sandbox, aigul: Person, api: Api
) -> None:
    group = telegram.group("Үй", members=[aigul])
    topic = aigul.open_topic(group, "Жаңалық")
    sent = await api("sendMessage", chat_id=group.id, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    refused = await api.refusal(
        "sendMessage", chat_id=group.id, text="x", message_thread_id=topic + 1
    )
    assert refused.description == "Bad Request: message thread not found"


async def test_a_group_that_became_a_supergroup_says_where_it_is(
    telegram: Sandbox, aigul: Person, api: Api
) -> None:
    group = telegram.group("Үй", members=[aigul], supergroup=False)
    supergroup = aigul.upgrade(group)
    events = [one["message"] for one in telegram.updates]
    assert [one.get("migrate_to_chat_id") for one in events] == [supergroup.id, None]
    assert [one.get("migrate_from_chat_id") for one in events] == [None, group.id]
    await api.refusal("sendMessage", chat_id=group.id, text="x")
    assert telegram.calls[-1].response["parameters"] == {"migrate_to_chat_id": supergroup.id}
    await api("sendMessage", chat_id=supergroup.id, text="x")


async def test_a_muted_bot_is_refused(telegram: Sandbox, aigul: Person, api: Api) -> None:
    group = telegram.group("Үй", members=[aigul])
    aigul.mute_bot(group)
    told = telegram.updates[-1]["my_chat_member"]["new_chat_member"]
    assert (told["status"], told["can_send_messages"]) == ("restricted", False)
    refused = await api.refusal("sendMessage", chat_id=group.id, text="x")
    assert "not enough rights to send text messages" in refused.description
    aigul.promote_bot(group)
    await api("sendMessage", chat_id=group.id, text="x")


async def test_a_channel_s_post_comes_into_its_group_as_telegram_forwards_it(
    telegram: Sandbox, aigul: Person, api: Api
) -> None:
    group = telegram.group("Талқы", members=[aigul], bot="administrator")
    channel = telegram.channel("Арна", bot="left")
    link(channel, group)
    await aigul.publish(channel, "Шұғыл")
    told = telegram.updates[-1]["message"]
    assert told["is_automatic_forward"]
    assert told["sender_chat"]["id"] == channel.id
    assert told["forward_origin"]["type"] == "channel"
    assert (await api("getChat", chat_id=group.id))["linked_chat_id"] == channel.id


async def test_a_chat_is_shared_by_a_button_that_asks_for_one(
    telegram: Sandbox, aigul: Person, api: Api
) -> None:
    group = telegram.group("Талқы", members=[aigul])
    with pytest.raises(LookupError):
        await aigul.share_chat(group)
    request = {"request_id": 7, "chat_is_channel": False}
    keyboard = {"keyboard": [[{"text": "Choose", "request_chat": request}]]}
    await api("sendMessage", chat_id=aigul.id, text="Which?", reply_markup=keyboard)
    await aigul.share_chat(group)
    shared = telegram.updates[-1]["message"]["chat_shared"]
    assert (shared["request_id"], shared["chat_id"]) == (7, group.id)
