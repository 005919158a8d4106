"""`/retract`: what readers shall get no more."""

from telegram import Message, Update

from domain.debunk import Debunk, Status
from domain.moderator import Moderator, Role
from handlers.desk.debunks.picking import one_or_offer
from handlers.desk.debunks.publish import page_of
from handlers.desk.doors import pressed
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.preview import unwritable
from handlers.desk.drafting.turn import ask
from handlers.desk.people.guard import for_role
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import send
from handlers.kit.texts import Voice

DOOR = "retract"


@for_role(Role.CHIEF)
async def retract(update: Update, context: Context, moderator: Moderator) -> None:
    """Take a debunk back: asks why, and once more."""
    message = update.effective_message
    if message is None:
        return
    voice = await voice_for(update.effective_user, context)
    found = await one_or_offer(
        update,
        context,
        voice,
        door=DOOR,
        heading=voice("retract-which"),
        statuses=(Status.PUBLISHED,),
    )
    if found:
        async with unwritable(message, voice):
            if words := await _begin(found, message, context, moderator, voice):
                await send(message, Answer(plain(words)))


@for_role(Role.CHIEF)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Begin to take back the debunk that was picked."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    found = await context.services.store.debunks.by_ref(asked.args[0]) if asked.args else None
    if found is None:
        return voice("desk-gone")
    if asked.verb != "one":
        return voice("stale-button")
    return await _begin(found, message, context, moderator, voice)


async def _begin(
    debunk: Debunk, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    services = context.services
    if debunk.status is Status.DRAFT:
        await send(message, await page_of(debunk, context, voice))
        return voice("retract-draft")
    if debunk.status is Status.RETRACTED:
        return voice("retract-already", id=debunk.id)
    draft = await services.store.drafts.begin(
        moderator.id,
        step=questions.REASON,
        body=Body(parts_of(debunk), was=debunk, retract=True).text(),
        at=services.clock(),
        debunk=debunk.id,
        base=debunk.version,
    )
    await ask(Dialogue.of(draft), message, context, moderator, voice)
    return None
