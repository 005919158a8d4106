"""However something is published, the open cases that it answers are offered, and only offered."""

from dataclasses import replace

import pytest

from domain.case import State
from domain.debunk import Status
from domain.deed import Deed
from formats.interchange import format_line
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.parts import parts_of
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, CLAIM, FISH
from tests.kit.desk_room import ask
from tests.kit.draft_walk import press, say
from tests.kit.reading import read_through
from tests.kit.staff import RU
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk", "owner")
PUBLISH = RU("add-button-publish")


@pytest.fixture
async def case(telegram: Sandbox, store: Store) -> int:
    reader = telegram.person("Марат", language="ru", started=True)
    found, _ = await ask(telegram, store, reader, text=CLAIM)
    return found


def offer_of(case: int) -> str:
    return RU("queue-button-case", case=str(case), readers="1")


async def offered(boss: Person, page: Message, case: int, store: Store) -> None:
    """The case is offered, nothing is answered by itself, and its button leads to the question."""
    assert RU("whole-answers") in page.text
    before = await store.cases.get(case, AT)
    assert before is not None
    assert before.state is State.OPEN
    await boss.press(page, offer_of(case))
    assert RU("case-attach-ask") in page.text


async def test_a_draft_that_is_published_offers_the_open_case(
    boss: Person, store: Store, case: int
) -> None:
    await store.publishing.save(replace(FISH, status=Status.DRAFT), base=None, deed=Deed(1, AT))
    page = await say(boss, "/publish fish")
    await read_through(boss, page, PUBLISH)
    await boss.press(page, PUBLISH)
    await offered(boss, page, case, store)


async def test_a_debunk_of_add_offers_the_open_case(boss: Person, store: Store, case: int) -> None:
    draft = await store.drafts.begin(Deed(1, AT), step="review", body=Body(parts_of(FISH)).text())
    listed = await say(boss, "/add")
    await boss.press_data(listed, f"add.goon:{draft.id}")
    page = await boss.reply_to(listed)
    await boss.press(page, PUBLISH)
    await offered(boss, page, case, store)


async def test_a_template_offers_the_open_case(boss: Person, store: Store, case: int) -> None:
    page = await say(boss, f"Утверждение: {CLAIM}\nВердикт: фейк\nПочему: Сомы не говорят.")
    await boss.press(page, PUBLISH)
    await offered(boss, page, case, store)


async def test_a_file_offers_the_open_case(boss: Person, store: Store, case: int) -> None:
    sent = await boss.send_document(content=format_line(FISH).encode(), name="fish.jsonl")
    page = await boss.reply_to(sent)
    await until(lambda: page.buttons)
    await press(boss, page, "file-button-import")
    await until(lambda: RU("whole-answers") in page.text)
    await offered(boss, page, case, store)


async def test_what_answers_no_open_case_offers_none(boss: Person, store: Store, case: int) -> None:
    page = await say(boss, "Утверждение: Жирафы научились водить трамваи\nВердикт: фейк")
    await boss.press(page, PUBLISH)
    assert RU("saved-published", id="|").split("|")[0] in page.text
    assert RU("whole-answers") not in page.text
