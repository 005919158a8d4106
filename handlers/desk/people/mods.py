"""`/mods`: who is on the desk, and how they come in, rise, fall and leave."""

from telegram import Update

from domain.moderator import Moderator, Role
from handlers.desk.doors import read_press
from handlers.desk.people import mods_pages as pages
from handlers.desk.people.guard import for_role, refusal
from handlers.desk.people.invites import invite
from handlers.desk.people.names import role_in_words, told
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, desk_button
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.menus import set_menu
from handlers.kit.sending import acknowledge, replace, send
from handlers.kit.texts import Voice
from storage.desk.moderators import LastOwner, NotAllowed
from storage.engine.errors import StoreUnwritable


@for_role(Role.CHIEF)
async def mods(update: Update, context: Context, moderator: Moderator) -> None:
    """List who is on the desk."""
    voice = await voice_for(update.effective_user, context)
    if update.effective_message:
        await send(update.effective_message, await pages.everyone(context, moderator, voice))


@for_role(Role.CHIEF)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Do what a button of `/mods` asks for; each change is asked about once more first."""
    found = await read_press(update, context)
    if found is None:
        return
    answer, words = await _answer(found.asked, context, moderator, found.voice)
    if answer:
        await replace(found.message, answer)
    await acknowledge(found.query, words)


async def _answer(
    asked: DeskPress, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    """Return what the message becomes, and what is said beside it."""
    match asked.verb, asked.args:
        case "list", ():
            return await pages.everyone(context, by, voice), None
        case ("one", (_,)) | ("ask", (_, _)) | ("set", (_, _, _)):
            return await _about_one(asked, context, by, voice)
        case "invite", ():
            return pages.whom_to_invite(by, voice), None
        case "link", (name,) if name in set(Role):
            if not _may(by, None, Role(name)):
                return None, await refusal(context, by, Role.OWNER, "mods.link", voice)
            return await invite(Role(name), context, by, voice)
        case "void", ():
            yes = desk_button(voice("mods-button-yes"), pages.DOOR, "cancel")
            return pages.question("", voice("mods-ask-cancel"), yes, voice), None
        case "cancel", ():
            return await _cancel_invites(context, by, voice)
        case _:
            return None, voice("stale-button")


async def _about_one(
    asked: DeskPress, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    services = context.services
    number = asked.number()
    moderator = await services.store.moderators.get(number) if number is not None else None
    if moderator is None or moderator.role is None:
        return await pages.everyone(context, by, voice), voice("mods-changed")
    if asked.verb == "one":
        return pages.one(moderator, by, services, voice), None
    if asked.args[1] not in {*Role, pages.NO_ROLE}:
        return None, voice("stale-button")
    role = Role(asked.args[1]) if asked.args[1] != pages.NO_ROLE else None
    if not _may(by, moderator.role, role):
        return None, await refusal(context, by, Role.OWNER, f"mods.{asked.verb}", voice)
    stale = asked.verb == "set" and asked.args[2] != moderator.role
    if stale or role not in pages.options(moderator, by, services):
        return pages.one(moderator, by, services, voice), voice("mods-changed")
    if asked.verb == "set":
        return await _set_role(moderator, role, context, by, voice)
    words = voice("mods-ask-role", role=str(role)) if role else voice("mods-ask-remove")
    data = moderator.id, role or pages.NO_ROLE, moderator.role
    yes = desk_button(voice("mods-button-yes"), pages.DOOR, "set", *data)
    return pages.question(pages.described(moderator, by, services, voice), words, yes, voice), None


def _may(by: Moderator, old: Role | None, new: Role | None) -> bool:
    return by.role is not None and by.role.may_change(old, new)


async def _set_role(
    moderator: Moderator, role: Role | None, context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    services = context.services
    try:
        changed = await services.store.moderators.set_role(
            moderator.id, role, was=moderator.role, by=by.id, at=services.clock()
        )
    except LastOwner:
        return None, voice("mods-last-owner")
    except NotAllowed:
        return None, voice("mods-changed")
    except StoreUnwritable:
        return None, voice("mods-not-kept")
    if changed.id != by.id:
        await told(
            changed,
            context,
            lambda theirs: (
                theirs("mods-told-role", role=role_in_words(role, theirs))
                if role
                else theirs("mods-told-removed")
            ),
        )
    await set_menu(context.bot, changed, services)
    if changed.id == by.id and (role is None or not role.allows(Role.CHIEF)):
        left = voice("mods-told-role", role=role_in_words(role, voice)) if role else None
        return Answer(plain(left or voice("mods-told-removed"))), None
    return await pages.everyone(context, by, voice), voice("mods-done")


async def _cancel_invites(
    context: Context, by: Moderator, voice: Voice
) -> tuple[Answer | None, str | None]:
    services = context.services
    try:
        await services.store.invites.cancel(by=by.id, at=services.clock())
    except NotAllowed:
        return None, voice("mods-changed")
    except StoreUnwritable:
        return None, voice("mods-not-kept")
    return await pages.everyone(context, by, voice), voice("mods-cancelled")
