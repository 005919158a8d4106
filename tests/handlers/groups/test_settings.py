"""What a group's admins choose, through the real bot on the sandbox."""

import pytest

from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Message, Person, Sandbox
from sandbox.chats import Chat
from sandbox.senders import as_channel, as_group
from storage.groups.groups import Group
from storage.store import Store
from tests.handlers.groups.test_asking import RUMOUR
from tests.kit.waiting import until

RU = Texts.load()["ru"]
KK = Texts.load()["kk"]
PEOPLE = People(bytes(range(32)))
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


@pytest.fixture
def neighbour(telegram: Sandbox) -> Person:
    return telegram.person("Сосед", language="ru", started=True)


@pytest.fixture
def group(telegram: Sandbox, dana: Person, neighbour: Person) -> Chat:
    return telegram.group("Подъезд", members=[dana, neighbour])


async def page_of(admin: Person, group: Chat) -> Message:
    return await admin.reply_to(await admin.send("/raspa", chat=group))


async def kept(store: Store, group: Chat) -> Group | None:
    return await store.groups.by_chat(PEOPLE.hash(group.id))


async def test_an_admin_switches_the_bot_off_and_on(
    telegram: Sandbox, dana: Person, neighbour: Person, group: Chat
) -> None:
    page = await page_of(dana, group)
    await dana.press(page, RU("button-group-off"))
    assert RU("group-settings-answer", state="off") in page.text
    post = await neighbour.send(RUMOUR, chat=group)
    await neighbour.send("/check", chat=group, reply_to=post)
    await neighbour.send("/raspa", chat=group)
    await neighbour.send(f"/help@{telegram.bot_username}", chat=group)
    await dana.press(page, RU("button-group-on"))
    assert dana.received(group) == [page]
    await neighbour.send("/check", chat=group, reply_to=post)
    assert (await neighbour.reply_to(post)).text.startswith("🔴 Фейк")


async def test_the_chosen_language_is_the_group_s_whoever_asks(
    dana: Person, neighbour: Person, group: Chat
) -> None:
    page = await page_of(dana, group)
    await dana.press(page, KK("button-group-lang", lang="kk"))
    assert page.text.startswith(KK("group-settings"))
    post = await neighbour.send(RUMOUR, chat=group)
    await neighbour.send("/check", chat=group, reply_to=post)
    assert KK("card-claim") in (await neighbour.reply_to(post)).text


async def test_marks_are_switched_on_with_the_word_what_they_take(
    dana: Person, group: Chat, store: Store
) -> None:
    page = await page_of(dana, group)
    assert RU("group-settings-marks", number=0) in page.text
    await dana.press(page, RU("button-group-marks", number=6))
    assert RU("group-settings-marks", number=6) in page.text
    assert RU("group-marks-deaf") in page.text
    found = await kept(store, group)
    assert found is not None
    assert found.marks == 6
    dana.promote_bot(group)
    await dana.press(page, RU("button-group-marks", number=3))
    assert RU("group-marks-deaf") not in page.text


async def test_members_and_channels_that_write_there_choose_nothing(
    telegram: Sandbox, dana: Person, neighbour: Person, group: Chat, store: Store
) -> None:
    for fields in ({}, as_channel(telegram.channel("Голос двора"))):
        asked = await neighbour.send("/raspa", chat=group, **fields)
        assert (await neighbour.reply_to(asked)).text == RU("group-only-keepers")
    page = await page_of(dana, group)
    before = page.text
    done = await neighbour.press(page, RU("button-group-off"))
    assert (done.text, done.show_alert) == (RU("group-only-keepers"), True)
    assert page.text == before


async def test_who_is_no_admin_any_more_chooses_nothing_with_an_old_page(
    dana: Person, group: Chat, store: Store
) -> None:
    page = await page_of(dana, group)
    group.members[dana.id] = "member"
    assert (await dana.press(page, RU("button-group-off"))).text == RU("group-only-keepers")
    found = await kept(store, group)
    assert found is not None
    assert found.answering


async def test_an_anonymous_admin_is_shown_the_page(dana: Person, group: Chat) -> None:
    asked = await dana.send("/raspa", chat=group, **as_group(group))
    page = await dana.reply_to(asked)
    assert page.text.startswith(RU("group-settings"))
    await dana.press(page, RU("button-group-off"))
    assert RU("group-settings-answer", state="off") in page.text


async def test_a_page_of_one_group_decides_nothing_for_another(
    telegram: Sandbox, dana: Person, neighbour: Person, group: Chat, store: Store
) -> None:
    await page_of(dana, group)
    theirs = await kept(store, group)
    assert theirs is not None
    own = telegram.group("Свой", members=[neighbour])
    page = await page_of(neighbour, own)
    forged = f"group:{theirs.id}:answer:off"
    assert (await neighbour.press_data(page, forged)).text == RU("stale-button")
    asked = await neighbour.reply_to(await neighbour.send("/help"))
    assert (await neighbour.press_data(asked, forged)).text == RU("group-only-keepers")
    found = await kept(store, group)
    assert found is not None
    assert found.answering


async def test_settings_follow_a_group_that_becomes_a_supergroup(
    telegram: Sandbox, dana: Person, store: Store
) -> None:
    old = telegram.group("Дом", members=[dana], supergroup=False)
    page = await page_of(dana, old)
    await dana.press(page, KK("button-group-lang", lang="kk"))
    new = dana.upgrade(old)
    post = await dana.send(RUMOUR, chat=new)
    await dana.send("/check", chat=new, reply_to=post)
    assert KK("card-claim") in (await dana.reply_to(post)).text
    assert await kept(store, old) is None


async def test_an_admin_has_all_deleted_that_is_kept_of_a_group(
    telegram: Sandbox, dana: Person, neighbour: Person, group: Chat, store: Store
) -> None:
    forget = f"/forget@{telegram.bot_username}"
    await page_of(dana, group)
    asked = await neighbour.send(forget, chat=group)
    words = RU("group-forget-yours", bot=telegram.bot_username)
    assert (await neighbour.reply_to(asked)).text == words
    question = await dana.reply_to(await dana.send(forget, chat=group))
    await dana.press(question, RU("button-forget-all"))
    assert question.text == RU("group-forgotten")
    assert await kept(store, group) is None


async def test_what_is_kept_of_a_group_is_told_there(
    telegram: Sandbox, dana: Person, group: Chat
) -> None:
    asked = await dana.send(f"/privacy@{telegram.bot_username}", chat=group)
    told = (await dana.reply_to(asked)).text
    assert told == RU("group-privacy", bot=telegram.bot_username)


async def test_neither_the_coming_nor_the_going_of_the_bot_is_answered(
    telegram: Sandbox, dana: Person, group: Chat, store: Store
) -> None:
    await page_of(dana, group)
    dana.remove_bot(group)
    await dana.reply_to(await dana.send("/help"))
    dana.add_bot(group)
    await dana.reply_to(await dana.send("/help"))
    assert len(dana.received(group)) == 1


async def test_a_group_s_menu_offers_check_and_its_admins_the_settings(
    telegram: Sandbox, dana: Person
) -> None:
    await until(lambda: bool(telegram.commands("all_chat_administrators", "en")))
    menus = {
        scope: [one["command"] for one in telegram.commands(scope, "kk")]
        for scope in ("all_group_chats", "all_chat_administrators")
    }
    assert menus == {"all_group_chats": ["check"], "all_chat_administrators": ["check", "raspa"]}
