"""`/edit`: a debunk that is there already, changed part by part."""

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Debunk, ref_of
from domain.moderator import Moderator, Role
from handlers.desk.debunks.picking import one_or_offer
from handlers.desk.doors import pressed
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.preview import unwritable
from handlers.desk.drafting.turn import ask, keep
from handlers.desk.people.guard import for_role
from handlers.desk.people.names import name_of
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, desk_button
from handlers.kit.language import voice_for
from handlers.kit.markup import bold, joined, plain
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.desk.drafts import WAITING

DOOR = "edit"


@for_role(Role.EDITOR)
async def edit(update: Update, context: Context, moderator: Moderator) -> None:
    """Begin to change a debunk; with nobody else at it, at once."""
    voice = await voice_for(update.effective_user, context)
    found = await one_or_offer(update, context, voice, door=DOOR, heading=voice("edit-which"))
    message = update.effective_message
    if found and message:
        async with unwritable(message, voice):
            await open_edit(found, message, context, moderator, voice)


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Begin to change the debunk that was picked."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    if asked.verb == "no" and not asked.args:
        await replace(message, Answer(plain(voice("edit-left"))))
        return None
    found = await context.services.store.debunks.by_ref(asked.args[0]) if asked.args else None
    if found is None:
        return voice("desk-gone")
    if asked.verb == "one":
        await open_edit(found, message, context, moderator, voice)
    elif asked.verb == "anyway":
        await _begin(found, message, context, moderator, voice)
    else:
        return voice("stale-button")
    return None


async def open_edit(
    debunk: Debunk, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    """Go on with one's own draft of a debunk, say who else holds one, or begin. StoreError."""
    services = context.services
    holders = await services.store.drafts.holders(debunk.id)
    own = next((d for d in holders if d.moderator == moderator.id and d.step != WAITING), None)
    if own:
        dialogue = Dialogue.of(own).take_up()
        if await keep(dialogue, services):
            await ask(dialogue, message, context, moderator, voice)
        return
    if holders:
        names = []
        for draft in holders:
            name = name_of(await services.store.moderators.get(draft.moderator), services, voice)
            names.append(voice("edit-waits" if draft.step == WAITING else "edit-held", name=name))
        held = [plain(name) for name in dict.fromkeys(names)]
        rows = [
            [desk_button(voice("edit-button-anyway"), DOOR, "anyway", ref_of(debunk.id))],
            [desk_button(voice("edit-button-leave"), DOOR, "no")],
        ]
        answer = Answer(
            joined([*held, bold(voice("edit-ask-anyway"))], "\n\n"), InlineKeyboardMarkup(rows)
        )
        await send(message, answer)
        return
    await _begin(debunk, message, context, moderator, voice)


async def _begin(
    debunk: Debunk, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    services = context.services
    draft = await services.store.drafts.begin(
        moderator.id,
        step=questions.PARTS,
        body=Body(parts_of(debunk), was=debunk).text(),
        at=services.clock(),
        debunk=debunk.id,
        base=debunk.version,
    )
    await ask(Dialogue.of(draft), message, context, moderator, voice)
