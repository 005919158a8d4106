"""`/publish`: what readers get from now on."""

from dataclasses import replace as changed

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.debunks.picking import (
    keep_numbers,
    lines_of,
    named,
    numbered,
    one_or_offer,
    picked,
)
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import title_of, waiting_page
from handlers.desk.drafting.review_page import shown_of, warnings
from handlers.desk.drafting.save import apply_waiting, done
from handlers.desk.drafting.turn import ask
from handlers.desk.people.names import author_of, name_of, tell
from handlers.desk.shown import Row, page, whole
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.markup import Html, bold, joined, plain
from storage.debunks.publishing import ChangedMeanwhile
from storage.desk.drafts import WAITING, Draft

NAME = "publish"
_MOST = 10


async def publish(act: Act) -> None:
    """Publish a debunk, or list everything that waits to be published."""
    if not named(act.message):
        await act.say(await _everything_waiting(act))
    elif found := await one_or_offer(act, door=NAME, heading=""):
        await act.say(await page_of(found, act))


async def press(act: Act) -> str | None:
    """Do what a button of `/publish` asks for."""
    services = act.services
    if act.press.verb == "list":
        await act.say(await _everything_waiting(act))
        return None
    if act.press.verb == "one":
        found = await picked(act)
        if found is None:
            return act.voice("desk-gone")
        await act.say(await page_of(found, act))
        return None
    number = act.press.number()
    if act.press.verb in {"look", "yes", "drop"}:
        debunk = await services.store.debunks.by_num(number) if number is not None else None
        if debunk is None:
            return act.voice("stale-button")
        if act.press.verb == "look":
            return await _look(debunk, act)
        return await _change_status(debunk, act)
    draft = await services.store.drafts.get(number) if number is not None else None
    if draft is None:
        return act.voice("draft-gone")
    if act.press.verb == "left":
        return await _take_over_left(draft, act)
    if draft.step != WAITING or draft.case is not None:
        return act.voice("draft-gone")
    match act.press.verb:
        case "wait":
            await act.say(await waiting_page(draft, act))
        case "turn":
            return await _turn(draft, act)
        case "apply" if act.press.args[1:] != (shown_of(Dialogue.of(draft), act.voice).mark,):
            return await act.replace(await waiting_page(draft, act), act.voice("publish-changed"))
        case "apply":
            return await apply_waiting(Dialogue.of(draft), act)
        case "over":
            return await _take_over(draft, changed(draft, step=questions.REVIEW), act)
        case "refuse":
            return await _give_back(draft, act)
    return None


async def page_of(debunk: Debunk, act: Act, number: int = 0) -> Answer:
    """Return a page of the question whether to publish a debunk, or why there is nothing to.

    All that readers and matching would get is on the pages, and only the last one publishes.
    """
    waiting = await act.services.store.drafts.waiting_for(debunk.id)
    if debunk.status is Status.PUBLISHED:
        if waiting:
            return await waiting_page(waiting, act)
        return Answer(plain(act.voice("publish-already", id=debunk.id)))
    if not debunk.own_claims:
        return Answer(plain(act.voice("add-missing-claim")))
    shown = whole(debunk, act.voice)
    # The row's number: an id may be too long to leave room for the mark.
    row = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]
    author = await author_of(debunk, act.services, act.voice)

    def last() -> tuple[list[Html], list[Row]]:
        key = "publish-ask" if debunk.status is Status.DRAFT else "publish-ask-again"
        what = row, shown.mark
        rows: list[Row] = [
            [desk_button(act.voice("add-button-publish"), NAME, "yes", *what)],
            [desk_button(act.voice("show-button-edit"), "edit", "one", ref_of(debunk.id))],
        ]
        if debunk.status is Status.DRAFT:
            rows.append([desk_button(act.voice("publish-button-drop"), NAME, "drop", *what)])
        lines = [plain(act.voice("publish-author", name=author)), *warnings(debunk, act.voice)]
        return [*lines, bold(act.voice(key, id=debunk.id))], rows

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return desk_button(label, NAME, "look", row, to, shown.mark)

    return page(shown, number, act.voice, turn, last)


async def _look(debunk: Debunk, act: Act) -> str | None:
    number, mark = act.press.number(1), act.press.args[2:]
    if number is None or mark != (whole(debunk, act.voice).mark,):
        return await act.replace(await page_of(debunk, act), act.voice("publish-changed"))
    return await act.replace(await page_of(debunk, act, number))


async def _turn(draft: Draft, act: Act) -> str | None:
    number, mark = act.press.number(1), act.press.args[2:]
    if number is None or mark != (shown_of(Dialogue.of(draft), act.voice).mark,):
        return await act.replace(await waiting_page(draft, act), act.voice("publish-changed"))
    return await act.replace(await waiting_page(draft, act, number))


async def _change_status(debunk: Debunk, act: Act) -> str | None:
    """Publish a debunk, or drop a draft that nobody has seen."""
    services = act.services
    after = Status.PUBLISHED if act.press.verb == "yes" else Status.RETRACTED
    if debunk.status is after:
        return act.voice(
            "publish-already" if act.press.verb == "yes" else "retract-already", id=debunk.id
        )
    if act.press.verb == "drop" and debunk.status is not Status.DRAFT:
        return act.voice("stale-button")
    if act.press.args[1:] != (whole(debunk, act.voice).mark,):
        # A chief answers for the words that they have seen.
        return await act.replace(await page_of(debunk, act), act.voice("publish-changed"))
    try:
        saved = await services.store.publishing.save(
            changed(debunk, status=after), base=debunk.version, was=debunk, deed=act.deed()
        )
    except ChangedMeanwhile:
        return act.voice("publish-changed")
    await act.replace(done(saved, act.voice, chief=True, dropped=act.press.verb == "drop"))
    return None


async def _everything_waiting(act: Act) -> Answer:
    services = act.services
    changes = await services.store.drafts.waiting(_MOST)
    left = await services.store.drafts.left(_MOST)
    debunks = await services.store.debunks.recent(_MOST, (Status.DRAFT,))
    parts: list[Html] = []
    rows: list[Row] = []
    if debunks:
        parts += [bold(act.voice("publish-drafts")), *map(plain, lines_of(debunks, act.voice))]
        rows += numbered(debunks, NAME)
        await keep_numbers(act, debunks)
    for key, verb, drafts in [("publish-changes", "wait", changes), ("publish-left", "left", left)]:
        if drafts:
            parts.append(bold(act.voice(key)))
        for draft in drafts:
            who = name_of(await services.store.moderators.get(draft.moderator), services, act.voice)
            parts.append(plain(f"{title_of(draft, act.voice)} ({who})"))
            rows.append([desk_button(title_of(draft, act.voice), NAME, verb, draft.id)])
    if not parts:
        return Answer(plain(act.voice("publish-nothing")))
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


async def _take_over_left(draft: Draft, act: Act) -> str | None:
    """Go on with the draft of someone who has left the desk."""
    services = act.services
    if not any(one.id == draft.id for one in await services.store.drafts.left()):
        return act.voice("draft-gone")
    return await _take_over(draft, Dialogue.of(draft).take_up().row(act.at), act)


async def _take_over(draft: Draft, taken: Draft, act: Act) -> str | None:
    mine = await act.services.store.drafts.hand_over(draft, taken, act.deed())
    if mine is None:
        return act.voice("draft-gone")
    await ask(Dialogue.of(mine), act)
    return None


async def _give_back(draft: Draft, act: Act) -> str | None:
    services = act.services
    body = changed(body_of(draft), resume=questions.REVIEW).text()
    resting = changed(draft, body=body)
    if not await services.store.drafts.give_back(resting, deed=act.deed()):
        return act.voice("draft-gone")
    await act.replace(act.voice("publish-given-back"))
    author = await services.store.moderators.get(draft.moderator)
    if author and author.role:
        debunk_id = draft.debunk or ""
        await tell(author, act.context, lambda theirs: theirs("publish-refused", id=debunk_id))
    return None


DOOR = Door(
    NAME,
    Role.CHIEF,
    {"publish": publish},
    press,
    ("list", "one", "look", "yes", "drop", "wait", "turn", "left", "apply", "over", "refuse"),
)
