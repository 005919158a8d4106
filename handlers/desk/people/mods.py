"""`/mods`: who is on the desk, and how they come in, rise, fall and leave."""

from domain.moderator import Moderator, Role
from handlers.desk.people import mods_pages as pages
from handlers.desk.people.invites import invite
from handlers.kit.act import Act
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.menus import set_menu
from handlers.kit.names import role_in_words
from handlers.kit.news import News, tell
from storage.desk.moderators import LastOwner
from storage.desk.roles import NotAllowed


async def mods(act: Act) -> None:
    """List who is on the desk."""
    await act.say(await pages.everyone(act))


async def press(act: Act) -> str | None:
    """Do what a button of `/mods` asks for; each change is asked about once more first."""
    match act.press.verb, act.press.args:
        case "list", ():
            return await act.replace(await pages.everyone(act))
        case ("one", (_,)) | ("ask", (_, _)) | ("set", (_, _, _)):
            return await _about_one(act)
        case "invite", ():
            return await act.replace(pages.whom_to_invite(act))
        case "link", (name,) if name in set(Role):
            if not _may(act.actor, None, Role(name)):
                return await act.refuse(Role.OWNER, "mods.link")
            return await invite(Role(name), act)
        case "void", ():
            yes = desk_button(act.voice("mods-button-yes"), pages.NAME, "cancel")
            return await act.replace(
                pages.question("", act.voice("mods-ask-cancel"), yes, act.voice)
            )
        case "cancel", ():
            return await _cancel_invites(act)
        case _:
            return act.voice("stale-button")


async def _about_one(act: Act) -> str | None:
    services = act.services
    number = act.press.number()
    moderator = await services.store.moderators.get(number) if number is not None else None
    if moderator is None or moderator.role is None:
        return await act.replace(await pages.everyone(act), act.voice("mods-changed"))
    if act.press.verb == "one":
        return await act.replace(pages.one(moderator, act))
    if act.press.args[1] not in {*Role, pages.NO_ROLE}:
        return act.voice("stale-button")
    role = Role(act.press.args[1]) if act.press.args[1] != pages.NO_ROLE else None
    if not _may(act.actor, moderator.role, role):
        return await act.refuse(Role.OWNER, f"mods.{act.press.verb}")
    stale = act.press.verb == "set" and act.press.args[2] != moderator.role
    if stale or role not in pages.options(moderator, act):
        return await act.replace(pages.one(moderator, act), act.voice("mods-changed"))
    if act.press.verb == "set":
        return await _set_role(moderator, role, act)
    words = act.voice("mods-ask-role", role=str(role)) if role else act.voice("mods-ask-remove")
    data = moderator.id, role or pages.NO_ROLE, moderator.role
    yes = desk_button(act.voice("mods-button-yes"), pages.NAME, "set", *data)
    return await act.replace(pages.question(pages.described(moderator, act), words, yes, act.voice))


def _may(by: Moderator, old: Role | None, new: Role | None) -> bool:
    return by.role is not None and by.role.may_change(old, new)


async def _set_role(moderator: Moderator, role: Role | None, act: Act) -> str | None:
    services = act.services
    try:
        changed = await services.store.moderators.set_role(
            moderator.id, role, was=moderator.role, deed=act.deed()
        )
    except LastOwner:
        return act.voice("mods-last-owner")
    except NotAllowed:
        return act.voice("mods-changed")
    if changed.id != act.actor.id:
        await tell(
            changed,
            act.context,
            News("mods-told-role", role=role) if role else News("mods-told-removed"),
        )
    await set_menu(act.context.bot, changed, services)
    if changed.id == act.actor.id and (role is None or not role.allows(Role.CHIEF)):
        left = act.voice("mods-told-role", role=role_in_words(role, act.voice)) if role else None
        return await act.replace(left or act.voice("mods-told-removed"))
    return await act.replace(await pages.everyone(act), act.voice("mods-done"))


async def _cancel_invites(act: Act) -> str | None:
    try:
        await act.services.store.invites.cancel(deed=act.deed())
    except NotAllowed:
        return act.voice("mods-changed")
    return await act.replace(await pages.everyone(act), act.voice("mods-cancelled"))


DOOR = Door(
    pages.NAME,
    Role.CHIEF,
    {"mods": mods},
    press,
    ("list", "one", "ask", "set", "invite", "link", "void", "cancel"),
    not_kept="mods-not-kept",
)
