"""Pictures that moderators attach to debunks, and what a reader gets who sends one like them."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from domain.debunk import Debunk, Status
from domain.deed import Deed
from media.likeness.fingerprints import kept
from sandbox import Person, Sandbox
from sandbox.handles import Message
from storage.store import Store
from tests.kit.a_fish import AT, CLAIM, FISH, current
from tests.kit.draft_walk import press, say
from tests.kit.photos import photo
from tests.kit.pictures import picture_of, saved
from tests.kit.staff import RU

SEEN = photo(1)
ONE = RU("similar-picture", number=1)
pytestmark = pytest.mark.usefixtures("desk")


def sent_on(picture: Image.Image = SEEN) -> bytes:
    """Return a picture as it comes after several hands."""
    buffer = BytesIO()
    ImageOps.mirror(picture).save(buffer, "JPEG", quality=40)
    return buffer.getvalue()


@pytest.fixture
async def pictured(store: Store, fish: Debunk) -> Debunk:
    with_picture = replace(fish, pictures=kept(SEEN))
    return await store.publishing.save(with_picture, base=fish.version, deed=Deed(1, AT))


async def open_pictures(boss: Person) -> Message:
    page = await say(boss, "/edit fish")
    return await press(boss, page, "part-pictures")


@pytest.mark.usefixtures("pictured")
async def test_a_reader_is_asked_whether_a_similar_picture_is_theirs_and_told_no_verdict(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    asked = await reader.reply_to(await reader.send_photo(content=sent_on()))
    assert asked.text == f"{ONE}\n\n{CLAIM}"
    await press(reader, asked, "button-yes")
    assert "🔴 Фейк" in (await reader.next_reply()).text


@pytest.mark.usefixtures("pictured")
async def test_an_unchecked_caption_over_a_similar_picture_leads_to_the_question(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    words = "Вчера на ярмарке в Костанае раздавали бесплатно мёд всем пенсионерам города."
    asked = await reader.reply_to(await reader.send_photo(words, content=sent_on()))
    assert ONE in asked.text


@pytest.mark.usefixtures("pictured")
async def test_another_picture_is_like_none(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    told = await reader.reply_to(await reader.send_photo(content=sent_on(photo(2))))
    assert told.text == RU("picture-wordless")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETRACTED])
async def test_a_picture_of_what_is_not_published_is_like_none(
    status: Status, store: Store, telegram: Sandbox, owner: int
) -> None:
    hidden = replace(FISH, pictures=kept(SEEN), status=status)
    await store.publishing.save(hidden, base=None, deed=Deed(1, AT))
    reader = telegram.person("Айгүл", language="ru")
    told = await reader.reply_to(await reader.send_photo(content=sent_on()))
    assert told.text == RU("picture-wordless")


async def test_a_debunk_begun_in_reply_to_a_picture_is_found_by_it(
    boss: Person, store: Store
) -> None:
    seen = await boss.send_photo(content=saved(SEEN))
    await boss.reply_to(seen)
    await boss.reply_to(await boss.send("/add", reply_to=seen))
    (draft,) = await store.drafts.open_of(1)
    assert str(kept(SEEN)[0]) in draft.body


async def test_words_in_the_picture_are_the_first_claim_and_it_gets_no_fingerprint(
    boss: Person, store: Store
) -> None:
    words = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
    seen = await boss.send_photo(content=saved(picture_of(words)))
    await boss.reply_to(seen)
    page = await boss.reply_to(await boss.send("/add", reply_to=seen))
    assert "раздают саженцы" in page.text
    (draft,) = await store.drafts.open_of(1)
    assert '"pictures": []' in draft.body


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize("command", ["/edit fish", "/edit"])
async def test_a_picture_is_attached_by_replying_to_it_and_no_reader_is_written_to(
    command: str, boss: Person, store: Store
) -> None:
    before = await current(store)
    seen = await boss.send_photo(content=saved(SEEN))
    await boss.reply_to(seen)
    page = await boss.reply_to(await boss.send(command, reply_to=seen))
    if command == "/edit":
        await boss.press(page, "1")
        page = await boss.reply_to(page)
    assert RU("part-pictures") in page.text
    await press(boss, page, "add-button-done")
    for key in ("add-button-skip", "add-button-tell-nobody", "add-button-publish"):
        if RU(key) in str(page.buttons):
            await press(boss, page, key)
    after = await current(store)
    assert after.pictures == kept(SEEN)
    assert after.version == before.version


@pytest.mark.usefixtures("fish")
async def test_a_picture_whose_debunk_was_not_picked_is_attached_to_no_other(
    boss: Person, store: Store
) -> None:
    seen = await boss.send_photo(content=saved(SEEN))
    await boss.reply_to(seen)
    await boss.reply_to(await boss.send("/edit", reply_to=seen))
    page = await say(boss, "/show fish")
    while not page.buttons:
        page = await boss.next_reply()
    await press(boss, page, "show-button-edit")
    assert RU("part-pictures") not in (await boss.reply_to(page)).text
    (draft,) = await store.drafts.open_of(1)
    assert '"pictures": []' in draft.body


@pytest.mark.usefixtures("fish")
async def test_pictures_are_asked_for_one_after_the_other_and_taken_away(
    boss: Person, store: Store
) -> None:
    page = await open_pictures(boss)
    assert RU("add-ask-pictures") in page.text
    for number in (1, 2):
        page = await boss.reply_to(await boss.send_photo(content=saved(photo(number))))
        assert RU("add-ask-pictures") in page.text
    (draft,) = await store.drafts.open_of(1)
    assert all(str(kept(photo(number))[0]) in draft.body for number in (1, 2))
    await press(boss, page, "add-button-clear")
    (draft,) = await store.drafts.open_of(1)
    assert '"pictures": []' in draft.body


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (saved(picture_of("Слова. " * 40)), "picture-words"),
        (saved(Image.new("RGB", (300, 300), (90, 90, 90))), "picture-flat"),
        (b"no picture at all", "picture-unread"),
    ],
)
async def test_a_picture_that_cannot_be_recognised_again_is_told_why(
    content: bytes, fault: str, boss: Person
) -> None:
    await open_pictures(boss)
    page = await boss.reply_to(await boss.send_photo(content=content))
    assert RU(f"add-fault-{fault}") in page.text


@pytest.mark.usefixtures("fish")
async def test_words_where_a_picture_is_asked_for_are_none(boss: Person) -> None:
    await open_pictures(boss)
    assert RU("add-fault-picture") in (await say(boss, "вот она")).text


async def test_a_file_without_pictures_leaves_those_that_are_there(
    store: Store, pictured: Debunk
) -> None:
    bare = replace(pictured, pictures=(), summary={"ru": "Рыбы молчат."})
    await store.debunks.save(bare)
    assert (await current(store)).pictures == pictured.pictures
