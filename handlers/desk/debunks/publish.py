"""`/publish`: what readers get from now on."""

from collections.abc import Sequence
from dataclasses import replace as changed

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status
from domain.moderator import Role
from handlers.desk.authors import authors_of
from handlers.desk.debunks import giving_back
from handlers.desk.debunks.picking import (
    keep_numbers,
    lines_of,
    named,
    numbered,
    one_or_offer,
    picked,
)
from handlers.desk.debunks.publish_pages import page_of, page_of_many
from handlers.desk.debunks.waiting import apply_waiting, turn_waiting, waiting_page
from handlers.desk.drafting import questions
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.listing import title_of
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.save import done, tell_published
from handlers.desk.drafting.turn import ask
from handlers.desk.open_cases import offered
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.marks import mark_of
from handlers.kit.markup import Html, bold, joined, plain
from handlers.kit.names import name_of
from storage.debunks.publishing import ChangedMeanwhile, NoClaim, Shown
from storage.desk.drafts import WAITING, Draft

NAME = "publish"
_A_PAGE = 10
_DEEPEST = 1_000


async def publish(act: Act) -> None:
    """Publish a debunk, or list everything that waits to be published."""
    if not named(act.message):
        await act.say(await _everything_waiting(0, act))
    elif found := await one_or_offer(act, door=NAME, heading=""):
        await act.say(await page_of(found, act))


async def press(act: Act) -> str | None:
    """Do what a button of `/publish` asks for."""
    number = act.press.number()
    match act.press.verb:
        case "one":
            found = await picked(act)
            if found is None:
                return act.voice("desk-gone")
            await act.say(await page_of(found, act))
            return None
        case "list" if number is None:
            await act.say(await _everything_waiting(0, act))
            return None
        case _ if number is None:
            return act.voice("stale-button")
        case "list":
            return await act.replace(await _everything_waiting(number, act))
        case "many" | "leaf" | "all":
            return await _many(number, act)
        case "yes" | "drop" | "see":
            debunk = await act.services.store.debunks.by_num(number)
            return await _decide(debunk, act) if debunk else act.voice("stale-button")
        case _:
            return await _of_a_draft(number, act)


async def _decide(debunk: Debunk, act: Act) -> str | None:
    """Show another page of a debunk, publish it, or drop a draft that nobody has seen."""
    verb = act.press.verb
    after = Status.RETRACTED if verb == "drop" else Status.PUBLISHED
    if debunk.status is after:
        return act.voice("retract-already" if verb == "drop" else "publish-already", id=debunk.id)
    if verb == "drop" and debunk.status is not Status.DRAFT:
        return act.voice("stale-button")
    if act.press.args[-1:] != (mark_of(debunk),):
        # A chief answers for the words that they have seen.
        return await act.replace(await page_of(debunk, act), act.voice("publish-changed"))
    if verb == "see":
        return await act.replace(await page_of(debunk, act, act.press.number(1) or 0))
    wrote = await authors_of(debunk.id, act.services)
    try:
        saved = await act.services.store.publishing.save(
            changed(debunk, status=after),
            base=debunk.version,
            deed=act.deed(),
            shown=Shown(debunk),
        )
    except ChangedMeanwhile as other:
        page = await page_of(other.current or debunk, act)
        return await act.replace(page, act.voice("publish-changed"))
    if verb == "drop":
        return await giving_back.drop(saved, wrote, act)
    await act.replace(await done(saved, act, chief=True))
    await tell_published(saved, wrote, act)
    return None


async def _many(place: int, act: Act) -> str | None:
    """Show a page of all drafts of a list's page, or publish them just as they were shown."""
    drafts, _ = await _drafts(place, act)
    if not drafts:
        return await act.replace(await _everything_waiting(0, act))
    if act.press.verb == "many":
        return await act.replace(await page_of_many(drafts, place, act))
    if act.press.args[-1:] != (mark_of(place, *drafts),):
        newer = await page_of_many(drafts, place, act)
        return await act.replace(newer, act.voice("publish-changed"))
    if act.press.verb == "leaf":
        at = act.press.number(1) or 0
        return await act.replace(await page_of_many(drafts, place, act, at))
    wrote = {one.id: await authors_of(one.id, act.services) for one in drafts}
    try:
        saved = await act.services.store.publishing.publish_all(drafts, deed=act.deed())
    except (ChangedMeanwhile, NoClaim):
        return await act.replace(
            await _everything_waiting(place, act), act.voice("publish-changed")
        )
    lines, ways = await offered(saved, act)
    said = plain(act.voice("published-many", number=len(saved)))
    rows = [*ways, [desk_button(act.voice("publish-button-list"), NAME, "list", 0)]]
    await act.replace(Answer(joined([said, *lines], "\n\n"), InlineKeyboardMarkup(rows)))
    for one in saved:
        await tell_published(one, wrote[one.id], act)
    return None


async def _of_a_draft(number: int, act: Act) -> str | None:
    """Do what is asked of a change that waits, or of what someone left behind."""
    draft = await act.services.store.drafts.get(number)
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
            return await turn_waiting(draft, act)
        case "apply":
            return await apply_waiting(draft, act)
        case "over":
            hindered = await _take_over(draft, changed(draft, step=questions.REVIEW), act)
            if hindered is None:
                await giving_back.tell_taken_over(draft, act)
            return hindered
        case "refuse":
            return await giving_back.ask_why(draft, act)
    return None


async def _drafts(place: int, act: Act) -> tuple[list[Debunk], bool]:
    """Return the unpublished debunks of a page of the list, and whether there are more."""
    start = min(max(0, place), _DEEPEST) * _A_PAGE
    debunks = act.services.store.debunks
    found = await debunks.recent(_A_PAGE + 1, (Status.DRAFT,), start)
    return found[:_A_PAGE], len(found) > _A_PAGE


async def _everything_waiting(place: int, act: Act) -> Answer:
    """Return a page of what waits to be published; pages count from 0."""
    place = min(max(0, place), _DEEPEST)
    start, end = place * _A_PAGE, (place + 1) * _A_PAGE
    changes = (await act.services.store.drafts.waiting(end + 1))[start:]
    left = (await act.services.store.drafts.left(end + 1))[start:]
    debunks, more = await _drafts(place, act)
    parts: list[Html] = []
    rows: list[Row] = []
    if debunks:
        parts += [bold(act.voice("publish-drafts")), *map(plain, lines_of(debunks, act.voice))]
        rows += numbered(debunks, NAME)
        await keep_numbers(act, debunks)
    if len(debunks) > 1:
        label = act.voice("publish-button-look-through", number=len(debunks))
        rows.append([desk_button(label, NAME, "many", place)])
    for key, verb, drafts in [("publish-changes", "wait", changes), ("publish-left", "left", left)]:
        listed, buttons = await _listed(drafts[:_A_PAGE], key, verb, act)
        parts += listed
        rows += buttons
    more = more or len(changes) > _A_PAGE or len(left) > _A_PAGE
    rows += _turns(place, act, more=more)
    if not parts:
        return Answer(plain(act.voice("publish-nothing")))
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


async def _listed(
    drafts: Sequence[Draft], key: str, verb: str, act: Act
) -> tuple[list[Html], list[Row]]:
    if not drafts:
        return [], []
    services = act.services
    parts = [bold(act.voice(key))]
    rows: list[Row] = []
    for draft in drafts:
        who = name_of(await services.store.moderators.get(draft.moderator), services, act.voice)
        parts.append(plain(f"{title_of(draft, act.voice)} ({who})"))
        rows.append([desk_button(title_of(draft, act.voice), NAME, verb, draft.id)])
    return parts, rows


def _turns(place: int, act: Act, *, more: bool) -> list[Row]:
    ways = [("before", place - 1)] if place else []
    ways += [("after", place + 1)] if more else []
    row = [desk_button(act.voice(f"file-button-{way}"), NAME, "list", to) for way, to in ways]
    return [row] if row else []


async def _take_over_left(draft: Draft, act: Act) -> str | None:
    """Go on with the draft of someone who has left the desk."""
    services = act.services
    if not any(one.id == draft.id for one in await services.store.drafts.left(_DEEPEST)):
        return act.voice("draft-gone")
    return await _take_over(draft, Dialogue.of(draft).take_up().row(act.at), act)


async def _take_over(draft: Draft, taken: Draft, act: Act) -> str | None:
    mine = await act.services.store.drafts.hand_over(draft, taken, act.deed())
    if mine is None:
        return act.voice("draft-gone")
    await ask(Dialogue.of(mine), act)
    return None


DOOR = Door(
    NAME,
    Role.CHIEF,
    {"publish": publish},
    press,
    (
        *("one", "yes", "drop", "see", "list", "many", "leaf", "all"),
        *("wait", "turn", "left", "apply", "over", "refuse"),
    ),
    replies={
        giving_back.ANSWERS_WHY: giving_back.take_reason,
        giving_back.ANSWERS_WHY_DROPPED: giving_back.take_reason_of_drop,
    },
)
