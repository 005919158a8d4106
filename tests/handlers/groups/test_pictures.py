"""A picture that is asked about in a group, or by a guest mention, is read."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import ImageOps

from handlers.kit.texts import Texts
from media.likeness.fingerprints import kept
from sandbox import Person, Sandbox
from storage.store import Store
from tests.handlers.groups.test_asking import RUMOUR, UNCHECKED
from tests.kit.photos import photo
from tests.kit.pictures import picture_of, saved

RU = Texts.load()["ru"]
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


async def test_a_picture_of_words_is_answered_as_the_words_are(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send_photo(content=saved(picture_of(RUMOUR)), chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    assert answer.text.startswith(RU("picture-read"))
    assert "🔴 Фейк" in answer.text
    second = await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.reply_to(second)).text == RU("group-answered")


async def test_the_words_of_a_picture_that_nobody_checked_come_along_to_the_desk(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send_photo(
        content=saved(
            picture_of(f"{UNCHECKED} Приходите с вёдрами и лопатами к десяти часам утра.")
        ),
        chat=group,
    )
    await dana.send("/check", chat=group, reply_to=post)
    url = (await dana.reply_to(post)).button(RU("button-ask")).url
    assert url is not None
    opened = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert "саженцы" in opened.quotations[0]


async def test_a_guest_mention_at_a_picture_reads_it(telegram: Sandbox, dana: Person) -> None:
    elsewhere = telegram.group("Жат топ", members=[dana], bot="left")
    post = await dana.send_photo(content=saved(picture_of(RUMOUR)), chat=elsewhere)
    answer = await dana.ask_guest(f"@{telegram.bot_username}", post, elsewhere)
    assert "🔴 Фейк" in answer.text
    here = [call.method for call in telegram.calls if str(elsewhere.id) in str(call.params)]
    assert "sendChatAction" not in here


async def test_a_picture_without_words_is_said_to_have_none(
    telegram: Sandbox, dana: Person
) -> None:
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send_photo(content=saved(picture_of(" ")), chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    assert (await dana.reply_to(post)).text == RU("picture-wordless")


async def test_a_picture_like_a_checked_one_leads_to_its_claim_without_a_verdict(
    telegram: Sandbox, dana: Person, store: Store
) -> None:
    debunk = (await store.debunks.newest(1))[0]
    await store.debunks.save(replace(debunk, pictures=kept(photo(1))))
    buffer = BytesIO()
    ImageOps.mirror(photo(1)).save(buffer, "JPEG", quality=40)
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send_photo(content=buffer.getvalue(), chat=group)
    await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(post)
    assert answer.text.startswith(RU("group-similar"))
    assert any(claim.text in answer.text for claim in debunk.own_claims)
    assert not any(sign in answer.text for sign in "🔴🟠🟡🟣⚪🟢")
    assert answer.button(RU("button-whole-card")).url
