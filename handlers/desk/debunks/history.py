"""`/history`: who changed what and when, older versions, and the way back to one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardMarkup

from domain.debunk import Debunk, Status, Verdict, ref_of
from domain.moderator import Role
from handlers.desk.debunks.picking import one_or_offer, picked
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.save import done
from handlers.desk.drafting.whole import lacking, learned_in, whole
from handlers.desk.reading_through import Reading, Turning, page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.marks import mark_of
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.names import name_of
from handlers.kit.pages import passage
from handlers.kit.texts import Voice
from storage.debunks.history import Former
from storage.debunks.publishing import ChangedMeanwhile, NoSuchDebunk, Shown
from storage.desk.audit import Entry

NAME = "past"
_MOST_ENTRIES = 20
_MOST_VERSIONS = 16
_A_ROW = 4
_REASON = 200
_ALL_ARGS = 3
_PAGES = 1_000
"""A version and a page of it are one number in a button: the version times this, and the page."""
_DEEDS = {
    *("imported", "drafted", "published", "edited", "retracted", "restored"),
    *("learned", "unlearned"),
    *("posted", "reposted"),
}


async def history(act: Act) -> None:
    """Show what was done with a debunk."""
    found = await one_or_offer(act, door=NAME, heading=act.voice("history-which"))
    if found:
        await act.say(await _page(found, act))


async def press(act: Act) -> str | None:
    """Show the history or a version that was picked, or restore it."""
    services = act.services
    if act.press.verb in {"turn", "leaf", "do"}:
        return await _decide(act) if len(act.press.args) == _ALL_ARGS else act.voice("stale-button")
    found = await picked(act)
    if found is None:
        return act.voice("desk-gone")
    if act.press.verb == "one":
        await act.say(await _page(found, act))
        return None
    number = act.press.number(1)
    former = await services.store.history.get(found.id, number) if number is not None else None
    if former is None:
        return act.voice("history-no-version")
    match act.press.verb, act.press.args[2:]:
        case "ver", ():
            await act.say(await _version(found, former, act))
        case "ask", ():
            await act.replace(await _question(found, former, act))
        case _:
            return act.voice("stale-button")
    return None


async def _decide(act: Act) -> str | None:
    """Show another page of a version, or restore it just as its pages showed it."""
    services = act.services
    if act.press.verb == "do" and not act.may(Role.CHIEF):
        return await act.refuse(Role.CHIEF, "history.restore")
    num, number, mark = act.press.number(), act.press.number(1), act.press.args[-1]
    debunk = await services.store.debunks.by_num(num) if num is not None else None
    if debunk is None or number is None:
        return act.voice("stale-button")
    version, at = number // _PAGES, number % _PAGES
    former = await services.store.history.get(debunk.id, version)
    if former is None:
        return act.voice("history-no-version")
    if act.press.verb == "leaf":
        return await act.replace(await _version(debunk, former, act, at))
    if mark != mark_of(debunk, former):
        return await act.replace(await _question(debunk, former, act), act.voice("publish-changed"))
    if act.press.verb == "turn":
        return await act.replace(await _question(debunk, former, act, at))
    try:
        saved = await services.store.publishing.restore(
            debunk.id, version, base=debunk.version, deed=act.deed(), shown=Shown(debunk)
        )
    except (ChangedMeanwhile, NoSuchDebunk):
        return act.voice("publish-changed")
    await act.replace(await done(saved, act, chief=True))
    return None


async def _page(debunk: Debunk, act: Act) -> Answer:
    services = act.services
    entries = await services.store.audit.of(f"debunk:{debunk.id}", _MOST_ENTRIES)
    lines: list[Html] = [bold(act.voice("history-of", id=shortened(debunk.id, _REASON)))]
    lines += [plain(await _told(entry, act)) for entry in entries]
    if not entries:
        lines.append(plain(act.voice("history-empty")))
    versions = await services.store.history.versions(debunk.id, _MOST_VERSIONS)
    ref = ref_of(debunk.id)
    buttons = [
        desk_button(act.voice("history-button-version", version=one), NAME, "ver", ref, one)
        for one in versions
    ]
    rows: list[Row] = [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]
    return Answer(joined(lines), InlineKeyboardMarkup(rows) if rows else None)


async def _told(entry: Entry, act: Act) -> str:
    services = act.services
    when = datetime.fromtimestamp(entry.at, services.desk.zone)
    if entry.moderator is None:
        who = act.voice("history-by-command")
    else:
        who = name_of(await services.store.moderators.get(entry.moderator), services, act.voice)
    deed = act.voice(f"deed-{entry.action}") if entry.action in _DEEDS else entry.action
    told = f"• {act.voice.date(when.date().isoformat())}, {when:%H:%M}. {who}: {deed}"
    return told + _facts(entry.details, act.voice)


def _facts(details: Mapping[str, Any], voice: Voice) -> str:
    facts = []
    if "version" in details:
        facts.append(voice("history-version", version=details["version"]))
    if details.get("was") in set(Verdict) and details.get("verdict") in set(Verdict):
        old, new = voice(f"verdict-{details['was']}"), voice(f"verdict-{details['verdict']}")
        facts.append(f"{old} → {new}")
    told = f" ({', '.join(facts)})" if facts else ""
    reason = shortened(" ".join(str(details.get("reason", "")).split()), _REASON)
    return f"{told}. {voice('edit-reason', reason=reason)}" if reason else told


async def _version(debunk: Debunk, former: Former, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of all that a debunk was in an older version."""
    status = act.voice(f"status-{former.debunk.status}")
    heading = act.voice("history-shown", id=debunk.id, version=former.version, status=status)
    rows: list[Row] = []
    if act.may(Role.CHIEF):
        ask = ref_of(debunk.id), former.version
        rows.append([desk_button(act.voice("history-button-restore"), NAME, "ask", *ask)])
    turning = await _turning(debunk, former, "leaf", act)
    reading = Reading(bold(heading), whole(former.debunk, act.voice), turning, aside=rows)
    return page(reading, at, act.voice)


async def _question(debunk: Debunk, former: Former, act: Act, at: int = 0) -> Answer:
    """Return a page, counted from 0, of what bringing back an older version comes to."""
    voice = act.voice
    after = replace(former.debunk, claims=former.debunk.own_claims)
    passages = differences(parts_of(debunk), parts_of(former.debunk), voice)
    if debunk.status is not former.debunk.status:
        old, new = voice(f"status-{debunk.status}"), voice(f"status-{former.debunk.status}")
        passages.insert(0, passage(f"{old} → {new}", ""))
    if debunk.status is not Status.PUBLISHED:
        passages += [passage(voice("whole-all"), ""), *whole(after, voice)]
    passages += learned_in(debunk, voice)
    closing = []
    if lacks := lacking(former.debunk, voice):
        closing.append(bold(voice("whole-lacks", what=lacks)))
    if debunk.status is not Status.DRAFT:
        closing.append(plain(voice("history-tells")))
        number = await act.services.store.names.listeners(debunk.id)
        closing.append(plain(voice("whole-told", number=number)))
    turning = await _turning(debunk, former, "turn", act)
    do = desk_button(
        voice("history-button-restore"),
        NAME,
        "do",
        turning.number,
        former.version * _PAGES,
        turning.mark,
    )
    heading = bold(voice("history-ask", id=debunk.id, version=former.version))
    return page(Reading(heading, passages, turning, closing, [[do]]), at, voice)


async def _turning(debunk: Debunk, former: Former, verb: str, act: Act) -> Turning:
    num = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]
    return Turning(NAME, verb, num, mark_of(debunk, former), former.version * _PAGES)


DOOR = Door(
    NAME,
    Role.EDITOR,
    {"history": history},
    press,
    ("one", "ver", "ask", "leaf", "turn", "do"),
)
