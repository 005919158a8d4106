"""The cases that a debunk has just answered: to how many that goes, and the way to undo it."""

from telegram import InlineKeyboardButton

from domain.debunk import Debunk
from handlers.kit.act import Act
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import Html, joined, plain


async def answered(debunk: Debunk, act: Act) -> tuple[list[Html], list[list[InlineKeyboardButton]]]:
    """Return what is said of the cases whose answers still wait, with a button each to undo it.

    Both are empty where none waits.
    """
    services, voice = act.services, act.voice
    grace, answers = services.desk.grace, services.store.answers
    found = await answers.given_with(debunk.id, act.at - grace)
    if not found:
        return [], []
    lines, rows, told = [], [], 0
    for case in found:
        number = await answers.listeners(case)
        told += number
        lines.append(plain(voice("case-attached", case=str(case), number=number)))
        label = f"№{case}: {voice('case-button-undo')}"
        rows.append([desk_button(label, "queue", "undo", case)])
    if grace and told:
        lines.append(plain(voice("case-grace", seconds=grace)))
    return [joined(lines)], rows if act.may(services.desk.attach_role) else []
