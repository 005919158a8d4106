"""`/publish`: what readers get from now on."""

from dataclasses import replace as changed
from hashlib import sha256

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from formats.interchange import format_line
from handlers.desk.debunks.picking import lines_of, named, numbered, one_or_offer, picked
from handlers.desk.drafting import questions
from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import title_of, waiting_page
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.save import apply_waiting, done
from handlers.desk.drafting.turn import ask
from handlers.desk.people.names import name_of, tell
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.markup import Html, bold, joined, plain
from storage.debunks.publishing import ChangedMeanwhile
from storage.desk.drafts import WAITING, Draft

NAME = "publish"
_MOST = 10
_HEADING = 400
_HEX = 8


async def publish(act: Act) -> None:
    """Publish a debunk, or list everything that waits to be published."""
    if not named(act.message):
        await act.say(await _everything_waiting(act))
    elif found := await one_or_offer(act, door=NAME, heading=""):
        await act.say(await page_of(found, act))


async def press(act: Act) -> str | None:
    """Do what a button of `/publish` asks for."""
    services = act.services
    if act.press.verb == "one":
        found = await picked(act)
        if found is None:
            return act.voice("desk-gone")
        await act.say(await page_of(found, act))
        return None
    number = act.press.number()
    if act.press.verb in {"yes", "drop"}:
        debunk = await services.store.debunks.by_num(number) if number is not None else None
        if debunk is None:
            return act.voice("stale-button")
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
            await act.say(await waiting_page(draft, services, act.voice))
        case "apply" if act.press.number(1) != draft.changed:
            return act.voice("publish-changed")
        case "apply":
            return await apply_waiting(Dialogue.of(draft), act)
        case "over":
            return await _take_over(draft, changed(draft, step=questions.REVIEW), act)
        case "refuse":
            return await _give_back(draft, act)
    return None


async def page_of(debunk: Debunk, act: Act) -> Answer:
    """Return the question whether to publish a debunk, or why there is nothing to publish."""
    waiting = await act.services.store.drafts.waiting_for(debunk.id)
    if debunk.status is Status.PUBLISHED:
        if waiting:
            return await waiting_page(waiting, act.services, act.voice)
        return Answer(plain(act.voice("publish-already", id=debunk.id)))
    if not debunk.own_claims:
        return Answer(plain(act.voice("add-missing-claim")))
    heading = "publish-ask" if debunk.status is Status.DRAFT else "publish-ask-again"
    shown = card(debunk, act.voice, FULL - _HEADING)
    # The row's number: an id may be too long to leave room for the mark.
    what = (await act.services.store.debunks.nums([debunk.id]))[debunk.id], _mark(debunk)
    rows: list[Row] = [
        [desk_button(act.voice("add-button-publish"), NAME, "yes", *what)],
        [desk_button(act.voice("show-button-edit"), "edit", "one", ref_of(debunk.id))],
    ]
    if debunk.status is Status.DRAFT:
        rows.append([desk_button(act.voice("publish-button-drop"), NAME, "drop", *what)])
    content = joined([bold(act.voice(heading, id=debunk.id)), shown.content], "\n\n")
    return Answer(content, InlineKeyboardMarkup(rows), shown.preview)


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
    if act.press.args[1:] != (_mark(debunk),):
        # A chief answers for the words that they have seen.
        return act.voice("publish-changed")
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


def _mark(debunk: Debunk) -> str:
    """Return what tells whether a debunk is still as a page has shown it, a draft too."""
    line = format_line(changed(debunk, claims=debunk.own_claims))
    return sha256(f"{debunk.version} {line}".encode()).hexdigest()[:_HEX]


DOOR = Door(
    NAME,
    Role.CHIEF,
    {"publish": publish},
    press,
    ("one", "yes", "drop", "wait", "left", "apply", "over", "refuse"),
)
