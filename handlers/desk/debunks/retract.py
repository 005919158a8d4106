"""`/retract`: what readers shall get no more."""

from domain.debunk import Debunk, Status
from domain.moderator import Role
from handlers.desk.debunks.picking import one_or_offer, picked
from handlers.desk.debunks.publish_pages import page_of
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.turn import ask
from handlers.kit.act import Act
from handlers.kit.doors import Door

NAME = "retract"


async def retract(act: Act) -> str | None:
    """Take a debunk back: asks why, and once more."""
    heading = act.voice("retract-which")
    found = await one_or_offer(act, door=NAME, heading=heading, statuses=(Status.PUBLISHED,))
    return await _begin(found, act) if found else None


async def press(act: Act) -> str | None:
    """Begin to take back the debunk that was picked."""
    found = await picked(act)
    return await _begin(found, act) if found else act.voice("desk-gone")


async def _begin(debunk: Debunk, act: Act) -> str | None:
    services = act.services
    if debunk.status is Status.DRAFT:
        await act.say(await page_of(debunk, act))
        return act.voice("retract-draft")
    if debunk.status is Status.RETRACTED:
        return act.voice("retract-already", id=debunk.id)
    draft = await services.store.drafts.begin(
        act.deed(),
        step=questions.REASON,
        body=Body(parts_of(debunk), was=debunk, retract=True).text(),
        debunk=debunk.id,
        base=debunk.version,
    )
    await ask(Dialogue.of(draft), act)
    return None


DOOR = Door(NAME, Role.CHIEF, {"retract": retract}, press, ("one",))
