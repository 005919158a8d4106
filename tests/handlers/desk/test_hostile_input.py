"""What attackers and broken clients send to the desk's doors: answered in words, never an error."""

import pytest

from domain.debunk import Debunk, Status, ref_of
from domain.deed import Deed
from handlers import DOORS
from handlers.kit.names import harmless
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.draft_walk import begin, say
from tests.kit.samples import a_debunk
from tests.kit.staff import RU
from tests.kit.waiting import until

ERROR = RU("try-again", id="|").partition("|")[0]
ARGUMENTS = {
    "400 digits": "9" * 400,
    "a number beyond any row": str(2**63),
    "a negative number": "-1",
    "digits of another script": "٣٤٥",
    "a fraction": "½²",
    "a name at a host": "admin@example.kz",
    "an address with a password": "https://user:word@example.kz/a",
    "an address nested deep": "https://example.kz/" + "a/" * 900,
    "brackets nested deep": "[" * 1_500 + "]" * 1_500,
    "a lone surrogate": "сом \ud83d рыба",
    "a NUL": "сом\x00рыба",
    "direction marks": "\u202eмос\u2066",
    "SQL": "' OR 1=1; DROP TABLE debunks; --",
    "HTML": "<b><a href='tg://user?id=1'>сом</b>",
    "a pattern": '%_*"NEAR(сом)" AND OR NOT ^сом',
}
COMMANDS = [command for door in DOORS for command in door.commands]
pytestmark = pytest.mark.usefixtures("desk")


@pytest.mark.parametrize("words", ARGUMENTS.values(), ids=ARGUMENTS.keys())
async def test_every_command_answers_hostile_words(words: str, boss: Person, fish: Debunk) -> None:
    for command in COMMANDS:
        told = await say(boss, f"/{command} {words}")
        assert not told.text.startswith(ERROR), command
    assert fish.id


@pytest.mark.parametrize("words", ARGUMENTS.values(), ids=ARGUMENTS.keys())
async def test_every_question_of_a_draft_answers_hostile_words(words: str, boss: Person) -> None:
    page = await begin(boss)
    for _ in range(20):
        told = await say(boss, words)
        assert not told.text.startswith(ERROR), page.text
        if RU("add-ask-review") in told.text:
            break


@pytest.mark.parametrize("words", ARGUMENTS.values(), ids=ARGUMENTS.keys())
@pytest.mark.parametrize(
    "label", ["Утверждение", "Вердикт", "Почему", "Заявление", "Источник", "Темы", "Видели", "Дата"]
)
async def test_every_label_of_the_template_answers_hostile_words(
    label: str, words: str, boss: Person
) -> None:
    whole = f"Утверждение: Сом заговорил\nВердикт: фейк\n{label}: {words}"
    assert not (await say(boss, whole)).text.startswith(ERROR)


@pytest.mark.parametrize("number", ["9" * 15, "9" * 40, "-1", "0", "x", "1" * 48])
async def test_every_button_answers_a_forged_argument(number: str, boss: Person) -> None:
    under = await say(boss, "/help")
    for door in DOORS:
        for verb in door.presses:
            data = f"{door.name}.{verb}:{number}"
            if len(data) <= 64:
                told = await boss.press_data(under, data)
                assert not (told.text or "").startswith(ERROR), data


async def test_a_desk_button_forged_into_a_group_does_nothing(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    await begin(boss)
    group = telegram.group("Соседи", members=[boss])
    seen = await boss.send("Сом", chat=group)
    for door in DOORS:
        for verb in door.presses:
            told = await boss.press_data(seen, f"{door.name}.{verb}:1")
            assert told.text == RU("stale-button"), f"{door.name}.{verb}"
    assert len(await store.drafts.open_of(1)) == 1


async def test_a_link_to_a_draft_is_like_a_link_to_nothing(
    telegram: Sandbox, store: Store, owner: int
) -> None:
    await store.publishing.save(
        a_debunk("secret", "Сом сдаст экзамен", status=Status.DRAFT), base=None, deed=Deed(1, AT)
    )
    reader = telegram.person("Марат", language="ru")
    nothing = await say(reader, "/start d-nothing")
    assert (await say(reader, "/start d-secret")).text == nothing.text == RU("link-unknown")
    assert "экзамен" not in (await say(reader, "/latest")).text
    assert "экзамен" not in (await say(reader, "Сом сдаст экзамен")).text
    for query in ("экзамен", "secret"):
        found = (await reader.inline(query)).results
        assert not any("экзамен" in repr(one) for one in found)
    seen = await say(reader, "/latest")
    for data in ("c:secret", "card:secret", "d-secret"):
        await reader.press_data(seen, data)
        assert "экзамен" not in seen.text
    assert owner == 1


async def test_a_draft_cannot_take_the_short_name_of_a_published_debunk(
    telegram: Sandbox, store: Store, owner: int
) -> None:
    long_id = "проверка про сома"
    await store.publishing.save(a_debunk(long_id, "Сом заговорил"), base=None, deed=Deed(1, AT))
    thief = a_debunk(ref_of(long_id), "Сом молчит", status=Status.DRAFT)
    await store.publishing.save(thief, base=None, deed=Deed(1, AT))
    reader = telegram.person("Марат", language="ru")
    assert "Сом заговорил" in (await say(reader, f"/start d-{ref_of(long_id)}")).text
    assert ref_of(thief.id) != ref_of(long_id)
    assert owner == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Айгүл", "Айгүл"),
        ("\u202eлугйА\u202c", "лугйА"),
        ("Ай\u200bгүл\n\tКүн", "Айгүл Күн"),
        ("\u2067\u200f", ""),
        ("أحمد", "\u2068أحمد\u2069"),
        ("\ud800Болат", "Болат"),
    ],
)
def test_a_name_leaves_what_stands_around_it_alone(name: str, shown: str) -> None:
    assert harmless(name) == shown


FILES = {
    "deep JSON": "[" * 5_000 + "]" * 5_000,
    "a deep object": '{"claims": ' * 2_000 + "1" + "}" * 2_000,
    "a lone surrogate": '{"id": "a", "verdict": "fake", '
    '"claims": [{"lang": "ru", "text": "\\ud83d"}]}',
    "400 digits": '{"id": "a", "verdict": "fake", "date": ' + "9" * 400 + ', "claims": []}',
    "an endless number": '{"id": ' + "9" * 5_000 + "}",
    "a password": '{"id": "a", "verdict": "fake", "claims": [{"lang": "ru", "text": "Сом"}], '
    '"sources": [{"url": "https://user:word@example.kz/a"}]}',
    "direction marks": '{"id": "\u202ea", "verdict": "fake", '
    '"claims": [{"lang": "ru", "text": "\u2066Сом\u202e"}]}',
    "a label that is a command": "Утверждение: /publish fish\nВердикт: фейк",
    "NULs": "\x00" * 1_000,
    "nothing": " ",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt"])
async def test_every_hostile_file_is_told_of_in_words(text: str, name: str, boss: Person) -> None:
    sent = await boss.send_document(content=text.encode("utf-8", "surrogatepass"), name=name)
    shown = await boss.reply_to(sent)
    await until(lambda: shown.text != RU("file-reading"))
    assert not shown.text.startswith(ERROR)
    assert (await say(boss, "/queue")).text == RU("queue-empty")
