"""Letters, films and recordings are answered as the words in them are."""

import io
from collections.abc import Awaitable, Callable

import pytest
from PIL import Image

from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Person, Sandbox
from sandbox.handles import Message
from tests.kit.files_made import blank, docx_of, film_of, pdf_of, repacked, scanned_pdf, voice_of
from tests.kit.pictures import picture_of, saved

TEXTS = Texts.load()
RU = TEXTS["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
FAKE = "🔴 Фейк"
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]

Does = Callable[[Person], Awaitable[Message]]
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CUT_FILM = b"\0\0\0\x18ftypmp42" + b"\0" * 200
BOMB = repacked(docx_of(RUMOUR), {"word/media/image1.png": b"\0" * 120_000_000})


def scene(text: str = RUMOUR) -> Image.Image:
    """A frame of a film with words on it, of even sides as films have them."""
    shown = picture_of(text).convert("RGB")
    return shown.crop((0, 0, shown.width // 2 * 2, shown.height // 2 * 2))


FILES = {
    "слух.txt": RUMOUR.encode(),
    "старый.txt": RUMOUR.encode("cp1251"),
    "блокнот.txt": RUMOUR.encode("utf-16"),
    "приказ.pdf": pdf_of([RUMOUR]),
    "сценарий.pdf": pdf_of([RUMOUR], script=True),
    "толстый.pdf": pdf_of([RUMOUR, *["И так далее, и тому подобное."] * 9_999]),
    "письмо.docx": docx_of("Уважаемые жители!", RUMOUR),
    "страница.html": f"<!doctype html><body><p>{RUMOUR}</p><script>x()</script>".encode(),
    "не то имя.jpg": docx_of(RUMOUR),
    "вовсе без имени": pdf_of([RUMOUR]),
    "\u202egpj.exe\x01\n": RUMOUR.encode(),
}


@pytest.mark.parametrize("name", FILES)
async def test_a_letter_with_a_rumour_gets_its_verdict_and_is_quoted(
    telegram: Sandbox, name: str
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_document(content=FILES[name], name=name))
    assert FAKE in answer.text
    assert answer.text.startswith(RU("document-read"))
    assert any(RUMOUR[:60] in quoted for quoted in answer.quotations)
    assert (RU("read-in-part") in answer.text) is (name == "толстый.pdf")


async def test_a_scanned_letter_is_read_as_a_picture(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    letter = scanned_pdf([picture_of(RUMOUR).convert("RGB")])
    answer = await reader.reply_to(await reader.send_document(content=letter, name="скан.pdf"))
    assert FAKE in answer.text


@pytest.mark.parametrize("kind", ["video", "animation", "video_note", "document"])
async def test_words_in_a_film_are_read(telegram: Sandbox, kind: str) -> None:
    reader = telegram.person("Айгүл", language="ru")
    film = film_of([blank("gray", scene().size), scene()], 3.0)
    answer = await reader.reply_to(await reader.send_media(kind, content=film))
    assert FAKE in answer.text
    assert answer.text.startswith(RU("video-read"))


async def test_a_film_of_no_length_is_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    film = film_of([scene()], 0.0)
    answer = await reader.reply_to(await reader.send_video(content=film, details={"duration": 0}))
    assert FAKE in answer.text


async def live_photo(reader: Person) -> Message:
    telegram_file = (await reader.send_photo(content=saved(scene()), chat=None)).raw["photo"]
    await reader.next_reply()
    told: Message = await reader.send_live_photo(details={"photo": telegram_file})
    return told


async def paid(reader: Person) -> Message:
    told: Message = await reader.send_paid_media(content=saved(scene()))
    return told


async def under_a_spoiler(reader: Person) -> Message:
    told: Message = await reader.send_photo(content=saved(scene()), has_media_spoiler=True)
    return told


async def sticker(reader: Person) -> Message:
    kept = io.BytesIO()
    scene().save(kept, "WEBP")
    told: Message = await reader.send_sticker(content=kept.getvalue())
    return told


async def moving_sticker(reader: Person) -> Message:
    details = {"is_video": True, "thumbnail": saved(scene())}
    told: Message = await reader.send_sticker(content=b"\x1aE\xdf\xa3", details=details)
    return told


@pytest.mark.parametrize(
    "does",
    [live_photo, paid, under_a_spoiler, sticker, moving_sticker],
    ids=lambda one: one.__name__,
)
async def test_pictures_in_every_wrapping_are_read(telegram: Sandbox, does: Does) -> None:
    reader = telegram.person("Айгүл", language="ru")
    assert FAKE in (await reader.reply_to(await does(reader))).text


async def test_a_sticker_without_words_is_told_what_it_is(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    kept = io.BytesIO()
    blank("yellow", (512, 512)).save(kept, "WEBP")
    for content, details in ((kept.getvalue(), {}), (b"{}", {"is_animated": True})):
        told = await reader.send_sticker(content=content, details=details)
        assert (await reader.reply_to(told)).text == RU("unreadable", kind="sticker")


@pytest.mark.parametrize(
    ("content", "key", "fields"),
    [
        (OLD_WORD, "unreadable", {"kind": "document"}),
        (b"MZ\0\0 program", "unreadable", {"kind": "document"}),
        (bytes(range(256)) * 50, "unreadable", {"kind": "document"}),
        (b"", "document-trouble", {"trouble": "damaged"}),
        (BOMB, "document-trouble", {"trouble": "too-large"}),
        (pdf_of([RUMOUR], locked=True), "document-trouble", {"trouble": "locked"}),
        (b"%PDF-1.7\nbroken", "document-trouble", {"trouble": "damaged"}),
        (docx_of(""), "document-wordless", {}),
        (film_of([blank()]), "video-wordless", {}),
        (CUT_FILM, "video-trouble", {"trouble": "damaged"}),
    ],
    ids=["doc", "program", "noise", "empty", "bomb", "locked", "pdf", "blank", "film", "cut film"],
)
async def test_of_a_file_that_is_not_read_is_said_why(
    telegram: Sandbox, content: bytes, key: str, fields: dict[str, str]
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_document(content=content, name="a.pdf"))
    assert answer.text == RU(key, **fields)
    assert not answer.buttons


@pytest.mark.parametrize("kind", ["voice", "audio"])
async def test_where_nothing_listens_the_text_is_asked_for(telegram: Sandbox, kind: str) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_media(kind, content=voice_of(1.0)))
    assert answer.text == RU("unreadable", kind=kind)


async def test_a_caption_is_answered_whatever_the_file_is(telegram: Sandbox) -> None:
    for kind, content, key in (
        ("document", OLD_WORD, "document-left-out"),
        ("voice", voice_of(1.0), "voice-left-out"),
        ("video", CUT_FILM, "video-left-out"),
    ):
        reader = telegram.person("Айгүл", language="ru")
        answer = await reader.reply_to(await reader.send_media(kind, RUMOUR, content=content))
        assert answer.text.startswith(FAKE)
        assert RU(key) in answer.text


BIG = 30_000_000


async def test_of_what_telegram_does_not_hand_out_the_caption_is_used(telegram: Sandbox) -> None:
    for kind in ("video", "document", "audio"):
        reader = telegram.person("Айгүл", language="ru")
        answer = await reader.reply_to(await reader.send_media(kind, RUMOUR, size=BIG))
        assert answer.text.startswith(FAKE)
        assert RU("too-big-left-out") in answer.text


async def test_of_what_telegram_does_not_hand_out_its_small_picture_is_read(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    told = await reader.send_video(size=BIG, details={"thumbnail": saved(scene())})
    answer = await reader.reply_to(told)
    assert FAKE in answer.text
    assert RU("too-big-left-out") in answer.text


async def test_a_film_that_is_too_big_is_read_in_less_detail(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    small = (await reader.send_video(content=film_of([scene()], 2.0))).raw["video"]
    await reader.next_reply()
    named = ("file_id", "file_unique_id", "width", "height", "file_size")
    quality = {**{name: small[name] for name in named}, "codec": "h264"}
    told = await reader.send_video(size=BIG, details={"qualities": [quality]})
    answer = await reader.reply_to(told)
    assert FAKE in answer.text
    assert RU("too-big-left-out") not in answer.text


@pytest.mark.parametrize("kind", ["video", "animation", "document", "voice", "audio"])
async def test_a_file_over_20_megabytes_is_said_to_be_one(telegram: Sandbox, kind: str) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_media(kind, size=BIG))
    assert answer.text == RU("too-big-trouble")


@pytest.mark.own_bot
@pytest.mark.parametrize(
    ("words", "key", "fields"),
    [
        ("Bad Request: file is too big", "too-big-trouble", {}),
        (
            "Bad Request: wrong file_id or the file is temporarily unavailable",
            "document-trouble",
            {"trouble": "damaged"},
        ),
    ],
)
async def test_a_file_that_telegram_refuses_costs_nobody_the_answer(
    telegram: Sandbox, words: str, key: str, fields: dict[str, str]
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    telegram.fault("getFile", status=400, description=words, times=2)
    answer = await reader.reply_to(await reader.send_document(content=RUMOUR.encode()))
    assert answer.text == RU(key, **fields)
    captioned = await reader.send_document(RUMOUR, content=b"words", name="a.txt")
    assert (await reader.reply_to(captioned)).text.startswith(FAKE)


@pytest.mark.own_bot
async def test_a_link_to_a_file_that_has_expired_costs_nobody_the_answer(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    telegram.world.files.expired = True
    alone = await reader.send_document(content=RUMOUR.encode(), name="a.txt")
    answer = await reader.reply_to(alone)
    assert answer.text == RU("document-trouble", trouble="damaged")
    captioned = await reader.send_document(RUMOUR, content=b"words", name="a.txt")
    assert (await reader.reply_to(captioned)).text.startswith(FAKE)
    telegram.world.files.expired = False
    again = await reader.send_document(content=RUMOUR.encode(), name="a.txt")
    assert FAKE in (await reader.reply_to(again)).text


async def test_a_letter_in_reply_to_which_somebody_asks_is_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    origin = Channel("Срочно", username="srochno_example", message_id=31)
    letter = await reader.send_document(content=FILES["приказ.pdf"], origin=origin)
    assert FAKE in (await reader.reply_to(letter)).text
    question = await reader.send("рас па?", reply_to=letter)
    assert FAKE in (await reader.next_reply()).text, question


async def test_a_comment_over_a_forwarded_letter_and_the_letter_are_one_ask(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.send("Смотрите, что прислали, это правда?")
    letter = await reader.send_document(content=FILES["письмо.docx"], origin=HiddenUser("Сосед"))
    assert FAKE in (await reader.reply_to(letter)).text
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2
