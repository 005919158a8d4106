"""Files that moderators send and that hold no debunks: they are posts, as anybody's are."""

import pytest

from handlers.kit.texts import Texts
from sandbox import HiddenUser, Person
from tests.kit.files_made import docx_of, pdf_of

RU = Texts.load()["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
FAKE = "🔴 Фейк"
FILES = {
    "приказ.pdf": pdf_of([RUMOUR]),
    "письмо.docx": docx_of("Уважаемые жители!", RUMOUR),
    "слух.txt": RUMOUR.encode(),
    "слух со строками.txt": f"Срочно, всем, важно;\n{RUMOUR}\nПередайте, кому можете.".encode(),
    "страница.html": f"<!doctype html><body><p>{RUMOUR}</p></body>".encode(),
}
pytestmark = pytest.mark.usefixtures("desk")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["forwarded", "captioned"])
async def test_a_moderator_s_forwarded_or_captioned_letter_is_answered(
    boss: Person, name: str, how: str
) -> None:
    caption = "Проверьте, пожалуйста" if how == "captioned" else ""
    origin = HiddenUser("Сосед") if how == "forwarded" else None
    sent = await boss.send_document(caption, content=FILES[name], name=name, origin=origin)
    answer = await boss.reply_to(sent)
    assert FAKE in answer.text
    await boss.reply_to(await boss.send("/help"))
    assert len(boss.received()) == 2


@pytest.mark.parametrize("name", ["приказ.pdf", "письмо.docx"])
async def test_of_a_moderator_s_plain_letter_both_are_said(boss: Person, name: str) -> None:
    sent = await boss.send_document(content=FILES[name], name=name)
    while len(boss.received()) < 2:
        await boss.next_reply()
    refused, answer = boss.received()
    assert refused.text.endswith(RU("file-as-post"))
    assert FAKE in answer.text
    assert answer.reply_to_message_id == sent.message_id
