"""`/show` and `/find`: what there is, whatever its status."""

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Role
from handlers.desk.debunks.channel import way_to_the_channel
from handlers.desk.debunks.picking import MOST_OFFERED, named, offer_list, one_or_offer, picked
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.whole import learned_in
from handlers.desk.reading_through import Reading, Turning, page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import card, sign_of
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.marks import mark_of
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.names import name_of
from handlers.kit.searching import tries
from handlers.kit.texts import LANGUAGES
from storage.desk.drafts import WAITING

NAME = "show"
_PHRASING = 200
_MOST_PHRASINGS = 8
_MOST_SEEN = 8
_PAGES = 1_000
"""A wording and a page of it are one number in a button: its place times this, and the page."""


async def show(act: Act) -> None:
    """Show a debunk as readers get it, and what the desk knows of it."""
    found = await one_or_offer(act, door=NAME, heading=act.voice("show-which"))
    if found:
        await _present(found, act)


async def find(act: Act) -> None:
    """Search debunks of every status; without words, list the recent ones."""
    words = named(act.message)
    debunks = act.services.store.debunks
    if not words:
        recent = await debunks.recent(MOST_OFFERED)
        heading = act.voice("find-recent")
        await offer_list(act, recent, door=NAME, heading=heading)
        return
    exact = await debunks.get(words)
    near = await debunks.search_first(tries(words), MOST_OFFERED, statuses=Status)
    found = list({one.id: one for one in [exact, *near] if one}.values())
    if not found:
        await act.say(act.voice("find-nothing", words=shortened(words, 100)))
        return
    await offer_list(act, found, door=NAME, heading=act.voice("find-found"))


async def press(act: Act) -> str | None:
    """Show the debunk that was picked, or what was learned from readers."""
    if act.press.verb in {"un", "leaf"}:
        return await _unlearn(act)
    found = await picked(act)
    if found is None:
        return act.voice("desk-gone")
    match act.press.verb, act.press.args[1:]:
        case (("one" | "new"), ()):
            await _present(found, act)
        case "learned", ():
            await act.say(await _learned(found, act))
        case _:
            return act.voice("stale-button")
    return None


async def _unlearn(act: Act) -> str | None:
    """Show another page of what was learned, or take a wording out that was shown."""
    services = act.services
    num, number, mark = act.press.number(), act.press.number(1), act.press.args[2:]
    debunk = await services.store.debunks.by_num(num) if num is not None else None
    if debunk is None or number is None:
        return act.voice("desk-gone")
    if act.press.verb == "leaf":
        return await act.replace(await _learned(debunk, act, number))
    gone = next((one for one in debunk.claims if one.learned and (mark_of(one),) == mark), None)
    if gone is None:
        return await act.replace(await _learned(debunk, act), act.voice("desk-gone"))
    await services.store.publishing.unlearn(debunk.id, gone.text, deed=act.deed())
    now = await services.store.debunks.get(debunk.id)
    return await act.replace(await _learned(now or debunk, act, number * _PAGES))


async def _present(debunk: Debunk, act: Act) -> None:
    spoken = {claim.lang for claim in debunk.own_claims}
    for lang in LANGUAGES:
        if lang in spoken:
            shown = card(debunk, act.services.texts[lang])
            await act.say(Answer(shown.content, preview=shown.preview))
    await act.say(await _facts(debunk, act))


async def _facts(debunk: Debunk, act: Act) -> Answer:
    services = act.services
    learned = [claim for claim in debunk.claims if claim.learned]
    status = act.voice(f"status-{debunk.status}")
    lines: list[Html] = [
        bold(f"{sign_of(debunk.verdict)} {shortened(debunk.id, _PHRASING)}"),
        plain(act.voice("show-status", status=status, version=debunk.version)),
        plain(act.voice("show-received", number=await services.store.names.receivers(debunk.id))),
        plain(act.voice("show-phrasings", own=len(debunk.own_claims), learned=len(learned))),
    ]
    lines += [
        plain(f"• {claim.lang}: {shortened(claim.text, _PHRASING)}")
        for claim in debunk.own_claims[:_MOST_PHRASINGS]
    ]
    if debunk.appearances:
        lines.append(plain(act.voice("show-seen")))
        seen = debunk.appearances[:_MOST_SEEN]
        lines += [plain(f"• {shortened(one, _PHRASING)}") for one in seen]
    for draft in await services.store.drafts.holders(debunk.id):
        holder = await services.store.moderators.get(draft.moderator)
        key = "show-waiting" if draft.step == WAITING else "show-held"
        lines.append(plain(act.voice(key, name=name_of(holder, services, act.voice))))
    keyboard = InlineKeyboardMarkup(_ways(debunk, act, learned=bool(learned)))
    return Answer(joined(lines), keyboard)


def _ways(debunk: Debunk, act: Act, *, learned: bool) -> list[Row]:
    ref, voice = ref_of(debunk.id), act.voice
    rows: list[Row] = [
        [
            desk_button(voice("show-button-edit"), "edit", "one", ref),
            desk_button(voice("show-button-history"), "past", "one", ref),
        ]
    ]
    if act.may(Role.CHIEF):
        if debunk.status is Status.PUBLISHED:
            rows.append([desk_button(voice("retract-button-yes"), "retract", "one", ref)])
        else:
            rows.append([desk_button(voice("add-button-publish"), "publish", "one", ref)])
    rows += way_to_the_channel(debunk, act)
    if learned:
        rows.append([desk_button(voice("show-button-learned"), NAME, "learned", ref)])
    return rows


async def _learned(debunk: Debunk, act: Act, number: int = 0) -> Answer:
    """Return a page of a learned wording, with the way to take it out on the last.

    `number` is the wording's place from 0 times `_PAGES`, and the page of it.
    """
    voice = act.voice
    learned = [claim for claim in debunk.claims if claim.learned]
    if not learned:
        return Answer(plain(voice("show-nothing-learned")))
    at = min(number // _PAGES, len(learned) - 1)
    num = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]
    mark = mark_of(learned[at])
    heading = joined(
        [bold(voice("show-learned")), plain(voice("file-page", page=at + 1, pages=len(learned)))]
    )
    others = [
        desk_button(sign, NAME, "leaf", num, to * _PAGES, mark)
        for sign, to in (("«", at - 1), ("»", at + 1))
        if 0 <= to < len(learned)
    ]
    take_out = desk_button(voice("show-button-unlearn"), NAME, "un", num, at, mark)
    reading = Reading(
        heading,
        [learned_in(debunk, voice)[at]],
        Turning(NAME, "leaf", num, mark, at * _PAGES),
        doing=[[take_out]],
        aside=[others] if others else [],
    )
    return page(reading, number % _PAGES, voice)


DOOR = Door(
    NAME, Role.EDITOR, {"find": find, "show": show}, press, ("one", "new", "learned", "leaf", "un")
)
