"""What `/mods` shows: everyone, one of them, and the questions before a change."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.moderator import Moderator, Role
from handlers.desk.people.names import name_of, role_in_words
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.texts import Voice

DOOR = "mods"
NO_ROLE = "none"
"""What stands in button data for taking a role away."""


async def everyone(context: Context, by: Moderator, voice: Voice) -> Answer:
    """Return the list of the desk, with a button for each and for inviting."""
    services = context.services
    found = await services.store.moderators.all()
    waiting = await services.store.invites.count_open(services.clock())
    lines = [bold(voice("mods-title"))]
    rows = []
    for number, one in enumerate(found, start=1):
        lines.append(plain(f"{number}. {described(one, by, services, voice)}"))
        label = f"{number}. {name_of(one, services, voice)}"
        rows.append([desk_button(label, DOOR, "one", one.id)])
    if waiting:
        lines += [plain(""), plain(voice("mods-open-invites", number=waiting))]
    rows.append([desk_button(voice("mods-button-invite"), DOOR, "invite")])
    if waiting:
        rows.append([desk_button(voice("mods-button-cancel"), DOOR, "void")])
    return Answer(joined(lines), InlineKeyboardMarkup(rows))


def one(moderator: Moderator, by: Moderator, services: Services, voice: Voice) -> Answer:
    """Return what is known of one of the desk, with the changes that `by` may make."""
    rows = []
    for role in options(moderator, by, services):
        label = voice("mods-button-make", role=str(role)) if role else voice("mods-button-remove")
        rows.append([desk_button(label, DOOR, "ask", moderator.id, role or NO_ROLE)])
    if rows:
        below = "mods-one"
    else:
        below = "mods-one-setting" if fixed(moderator, services) else "mods-one-fixed"
    content = [bold(described(moderator, by, services, voice)), plain(voice(below))]
    return Answer(joined(content, "\n\n"), InlineKeyboardMarkup([*rows, [_back(voice)]]))


def question(about: str, words: str, yes: InlineKeyboardButton, voice: Voice) -> Answer:
    """Return the question before a change, with yes and the way back."""
    content = [bold(about), plain(words)] if about else [plain(words)]
    return Answer(joined(content, "\n\n"), InlineKeyboardMarkup([[yes], [_back(voice)]]))


def whom_to_invite(by: Moderator, voice: Voice) -> Answer:
    """Return the roles that `by` may invite to."""
    rows = [
        [desk_button(role_in_words(role, voice).capitalize(), DOOR, "link", role)]
        for role in Role
        if by.role and by.role.may_change(None, role)
    ]
    return Answer(plain(voice("mods-invite-whom")), InlineKeyboardMarkup([*rows, [_back(voice)]]))


def options(moderator: Moderator, by: Moderator, services: Services) -> list[Role | None]:
    """Return the roles that `by` may give this moderator, None for taking the role away."""
    if by.role is None or fixed(moderator, services):
        return []
    every: list[Role | None] = [*Role, None]
    return [
        role
        for role in every
        if role is not moderator.role and by.role.may_change(moderator.role, role)
    ]


def fixed(moderator: Moderator, services: Services) -> bool:
    """Tell whether someone is an owner by the operator's setting, which Telegram cannot change."""
    return moderator.person in services.desk.owners


def described(moderator: Moderator, by: Moderator, services: Services, voice: Voice) -> str:
    """Return a moderator's name and role in one line."""
    name = name_of(moderator, services, voice)
    role = role_in_words(moderator.role, voice) if moderator.role else "–"
    you = f" ({voice('mods-you')})" if moderator.id == by.id else ""
    return f"{name}{you}, {role}"


def _back(voice: Voice) -> InlineKeyboardButton:
    return desk_button(voice("mods-button-back"), DOOR, "list")
