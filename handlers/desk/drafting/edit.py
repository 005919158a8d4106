"""`/edit`: a debunk that is there already, changed part by part."""

from dataclasses import replace

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, ref_of
from domain.moderator import Role
from handlers.desk.debunks.picking import one_or_offer, picked
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import MOST_FINGERPRINTS
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.pictures import keep_for_pick, read_pictures, take_kept
from handlers.desk.drafting.turn import ask, keep
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.markup import bold, joined, plain
from handlers.kit.names import name_of
from storage.desk.drafts import WAITING

NAME = "edit"


async def edit(act: Act) -> None:
    """Begin to change a debunk; with nobody else at it, at once."""
    _, sent = await read_pictures(act)
    keep_for_pick(act, sent.fingerprints)
    found = await one_or_offer(act, door=NAME, heading=act.voice("edit-which"))
    if found:
        await open_edit(found, act)


async def press(act: Act) -> str | None:
    """Begin to change the debunk that was picked."""
    if act.press.verb == "no" and not act.press.args:
        return await act.replace(act.voice("edit-left"))
    found = await picked(act)
    if found is None:
        return act.voice("desk-gone")
    if act.press.verb == "one":
        await open_edit(found, act)
    elif act.press.verb == "anyway":
        await _begin(found, act)
    return None


async def open_edit(debunk: Debunk, act: Act) -> None:
    """Go on with one's own draft of a debunk, say who else holds one, or begin. StoreError."""
    services, voice = act.services, act.voice
    holders = await services.store.drafts.holders(debunk.id)
    own = next((d for d in holders if d.moderator == act.actor.id and d.step != WAITING), None)
    if own:
        dialogue = Dialogue.of(own).take_up().with_pictures(take_kept(act))
        if await keep(dialogue, services):
            await ask(dialogue, act)
        return
    if holders:
        names = []
        for draft in holders:
            name = name_of(await services.store.moderators.get(draft.moderator), services, voice)
            names.append(voice("edit-waits" if draft.step == WAITING else "edit-held", name=name))
        held = [plain(name) for name in dict.fromkeys(names)]
        rows = [
            [desk_button(voice("edit-button-anyway"), NAME, "anyway", ref_of(debunk.id))],
            [desk_button(voice("edit-button-leave"), NAME, "no")],
        ]
        answer = Answer(
            joined([*held, bold(voice("edit-ask-anyway"))], "\n\n"), InlineKeyboardMarkup(rows)
        )
        # Now it is this question that stands above the next press.
        keep_for_pick(act, take_kept(act))
        await act.say(answer)
        return
    await _begin(debunk, act)


async def _begin(debunk: Debunk, act: Act) -> None:
    pictures = tuple(dict.fromkeys((*debunk.pictures, *take_kept(act))))[:MOST_FINGERPRINTS]
    parts = replace(parts_of(debunk), pictures=pictures)
    draft = await act.services.store.drafts.begin(
        act.deed(),
        step=questions.PARTS,
        body=Body(parts, was=debunk).text(),
        debunk=debunk.id,
        base=debunk.version,
    )
    await ask(Dialogue.of(draft), act)


DOOR = Door(NAME, Role.EDITOR, {"edit": edit}, press, ("one", "anyway", "no"))
