"""What `/mods` shows: everyone, one of them, and the questions before a change."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.moderator import Moderator, Role
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.context import Services
from handlers.kit.desk_presses import desk_button
from handlers.kit.markup import bold, joined, plain
from handlers.kit.names import name_of, role_in_words
from handlers.kit.texts import Voice

NAME = "mods"
NO_ROLE = "none"
"""What stands in button data for taking a role away."""


async def everyone(act: Act) -> Answer:
    """Return the list of the desk, with a button for each and for inviting."""
    services = act.services
    found = await services.store.moderators.all()
    waiting = await services.store.invites.count_open(act.at)
    lines = [bold(act.voice("mods-title"))]
    rows = []
    for number, one in enumerate(found, start=1):
        lines.append(plain(f"{number}. {described(one, act)}"))
        label = f"{number}. {name_of(one, services, act.voice)}"
        rows.append([desk_button(label, NAME, "one", one.id)])
    if waiting:
        lines += [plain(""), plain(act.voice("mods-open-invites", number=waiting))]
    rows.append([desk_button(act.voice("mods-button-invite"), NAME, "invite")])
    if waiting:
        rows.append([desk_button(act.voice("mods-button-cancel"), NAME, "void")])
    return Answer(joined(lines), InlineKeyboardMarkup(rows))


def one(moderator: Moderator, act: Act) -> Answer:
    """Return what is known of one of the desk, with the changes that `by` may make."""
    rows = []
    for role in options(moderator, act):
        label = (
            act.voice("mods-button-make", role=str(role))
            if role
            else act.voice("mods-button-remove")
        )
        rows.append([desk_button(label, NAME, "ask", moderator.id, role or NO_ROLE)])
    if rows:
        below = "mods-one"
    else:
        below = "mods-one-setting" if fixed(moderator, act.services) else "mods-one-fixed"
    content = [bold(described(moderator, act)), plain(act.voice(below))]
    return Answer(joined(content, "\n\n"), InlineKeyboardMarkup([*rows, [_back(act.voice)]]))


def question(about: str, words: str, yes: InlineKeyboardButton, voice: Voice) -> Answer:
    """Return the question before a change, with yes and the way back."""
    content = [bold(about), plain(words)] if about else [plain(words)]
    return Answer(joined(content, "\n\n"), InlineKeyboardMarkup([[yes], [_back(voice)]]))


def whom_to_invite(act: Act) -> Answer:
    """Return the roles that `by` may invite to."""
    rows = [
        [desk_button(role_in_words(role, act.voice).capitalize(), NAME, "link", role)]
        for role in Role
        if act.actor.role and act.actor.role.may_change(None, role)
    ]
    return Answer(
        plain(act.voice("mods-invite-whom")), InlineKeyboardMarkup([*rows, [_back(act.voice)]])
    )


def options(moderator: Moderator, act: Act) -> list[Role | None]:
    """Return the roles that `by` may give this moderator, None for taking the role away."""
    if act.actor.role is None or fixed(moderator, act.services):
        return []
    every: list[Role | None] = [*Role, None]
    return [
        role
        for role in every
        if role is not moderator.role and act.actor.role.may_change(moderator.role, role)
    ]


def fixed(moderator: Moderator, services: Services) -> bool:
    """Tell whether someone is an owner by the operator's setting, which Telegram cannot change."""
    return moderator.person in services.desk.owners


def described(moderator: Moderator, act: Act) -> str:
    """Return a moderator's name and role in one line."""
    name = name_of(moderator, act.services, act.voice)
    role = role_in_words(moderator.role, act.voice) if moderator.role else "–"
    you = f" ({act.voice('mods-you')})" if moderator.id == act.actor.id else ""
    return f"{name}{you}, {role}"


def _back(voice: Voice) -> InlineKeyboardButton:
    return desk_button(voice("mods-button-back"), NAME, "list")
