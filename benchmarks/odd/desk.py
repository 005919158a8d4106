"""The desk's people among the senders of odd updates: who has which role, and what they send."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from benchmarks.odd.samples import FILE, TEXTS, OddPerson
from benchmarks.odd.values import DRAFT, ODD_STRINGS
from domain.moderator import Role
from handlers import DOORS, MODERATOR_COMMANDS

Json = dict[str, Any]
DESK_CHAT = -1_009_999_999_999
"""The group that the desk is told in."""

# Seven has no divisor in common with the number of ways, so that each role comes upon each field.
_PLACES = 7 * 3
_ROLES: Mapping[int, Role] = MappingProxyType({0: Role.EDITOR, 1: Role.CHIEF, 2: Role.OWNER})
_LEFT_PLACE = 3
_OUR_BOT = {"id": 1, "is_bot": True, "first_name": "Raspa", "username": "odd_bot"}
_DEBUNKS = ("kz-2022-03-04", "invented-tap-water", "нет-такого")
_ARGUMENTS = (
    *("0", "1", "2", "3", "7", "30", "999999999999999", "x" * 48, "kz-2022-03-04", "a_b-c", ""),
    *("claim-ru", "verdict", "who", "source", "ru", "kk", "fake", "today", "editor", "owner"),
)
_FILES = ("debunks.csv", "debunks.xlsx", "debunks.jsonl", "", "\ud83d.csv", "a" * 300)


def role_of(number: int) -> Role | None:
    """Return the role of the person that the update of a number is from, None for most."""
    return _ROLES.get(number % _PLACES)


def has_left(number: int) -> bool:
    """Tell whether that person has had a role."""
    return number % _PLACES == _LEFT_PLACE


def is_of_desk(number: int) -> bool:
    """Tell whether that person has a role or has had one."""
    return role_of(number) is not None or has_left(number)


def _command(person: OddPerson) -> Json:
    chance = person.chance
    command = chance.choice([*MODERATOR_COMMANDS, "help", "verdicts", "start", "check"])
    argument = chance.choice(("", "", *_DEBUNKS, "1", TEXTS[1], *ODD_STRINGS, "case-1", "m-1"))
    length = len(command) + 1
    mark = {"type": "bot_command", "offset": 0, "length": length}
    return {"message": person.message(text=f"/{command} {argument}".strip(), entities=[mark])}


def _press(person: OddPerson) -> Json:
    chance = person.chance
    door = chance.choice([one for one in DOORS if one.presses])
    count = chance.choice((0, 1, 1, 1, 2, 2, 3, 4))
    told = [chance.choice((DRAFT, DRAFT, *_ARGUMENTS)) for _ in range(count)]
    data = f"{door.name}.{chance.choice(door.presses)}" + (f":{','.join(told)}" if told else "")
    shown = person.message(text="Вопрос", **{"from": _OUR_BOT})
    if chance.random() < 0.15:
        shown["chat"] = {"id": DESK_CHAT, "type": "supergroup", "title": "Редакция"}
    query = {"id": f"press-{person.number}", "from": person.user(), "chat_instance": "8"}
    return {"callback_query": {**query, "message": shown, "data": data}}


def _reply_to_question(person: OddPerson) -> Json:
    chance = person.chance
    sign, number = chance.choice("↩✕🔎"), chance.choice((DRAFT, *_ARGUMENTS[:7]))
    asked = person.message(text=f"{sign} №{number}\nПочему?", **{"from": _OUR_BOT})
    told = chance.choice((*TEXTS, *ODD_STRINGS))
    return {"message": person.message(text=told, reply_to_message=asked)}


def _answer(person: OddPerson) -> Json:
    """Something for the draft that awaits it."""
    told = person.chance.choice(
        (*TEXTS, *ODD_STRINGS, "фейк", "27.11.2026", "https://factcheck.kz/a", "ұлттық банк")
    )
    return {"message": person.message(text=told)}


def _pasted(person: OddPerson) -> Json:
    lines = [f"{label}: {person.chance.choice((*TEXTS, *ODD_STRINGS))}" for label in _LABELS]
    return {"message": person.message(text="\n".join(lines)[:4_096])}


def _file(person: OddPerson) -> Json:
    document = {**FILE, "file_name": person.chance.choice(_FILES)}
    return {"message": person.message(document=document)}


def _edit(person: OddPerson) -> Json:
    return {"edited_message": person.message(**person.text(), edit_date=1_790_000_060)}


def _in_desk_chat(person: OddPerson) -> Json:
    chat = {"id": DESK_CHAT, "type": "supergroup", "title": "Редакция"}
    told = _command(person)["message"] if person.chance.random() < 0.5 else person.text()
    return {"message": {**person.message(**told), "chat": chat}}


_LABELS = ("Утверждение", "Вердикт", "Почему", "Источник", "Дата")
DESK_SAMPLES: Mapping[str, Callable[[OddPerson], Json]] = MappingProxyType(
    {
        "a command of the desk": _command,
        "a press at the desk": _press,
        "a reply to a question of the desk": _reply_to_question,
        "an answer for a draft": _answer,
        "a debunk pasted": _pasted,
        "a file for the desk": _file,
        "an edit at the desk": _edit,
        "in the desk's chat": _in_desk_chat,
    }
)
"""Names of what the desk's people send, and what makes an update of each for one of them."""
