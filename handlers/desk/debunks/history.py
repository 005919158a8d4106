"""`/history`: who changed what and when, older versions, and the way back to one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.debunk import Debunk, Status, Verdict, ref_of
from domain.moderator import Role
from formats.interchange import format_line
from handlers.desk.debunks.picking import one_or_offer, picked
from handlers.desk.drafting.save import done
from handlers.desk.people.names import name_of
from handlers.desk.shown import Row, Shown, changes, page, whole
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.desk_presses import desk_button
from handlers.kit.doors import Door
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.texts import Voice
from storage.debunks.history import Former
from storage.debunks.publishing import ChangedMeanwhile, NoSuchDebunk
from storage.desk.audit import Entry

NAME = "past"
_MOST_ENTRIES = 20
_MOST_VERSIONS = 16
_A_ROW = 4
_REASON = 200
_HEADING = 300
_DEEDS = {
    *("imported", "drafted", "published", "edited", "retracted", "restored"),
    *("learned", "unlearned"),
}


async def history(act: Act) -> None:
    """Show what was done with a debunk."""
    found = await one_or_offer(act, door=NAME, heading=act.voice("history-which"))
    if found:
        await act.say(await _page(found, act))


async def press(act: Act) -> str | None:
    """Show the history or a version that was picked, or restore it."""
    services = act.services
    if act.press.verb in {"look", "do"}:
        # Named by its row: an id may be too long to leave room for the mark.
        row = act.press.number()
        found = await services.store.debunks.by_num(row) if row is not None else None
    else:
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
            await act.say(_version(found, former, act))
        case "ask", ():
            await act.replace(await _question(found, former, act))
        case "look", (at, mark) if at.isdecimal() and len(at) < 4:
            if mark != _shown(found, former, act.voice).mark:
                return await _anew(found, former, act)
            await act.replace(await _question(found, former, act, int(at)))
        case "do", _ if not act.may(Role.CHIEF):
            return await act.refuse(Role.CHIEF, "history.restore")
        case "do", (mark,):
            if mark != _shown(found, former, act.voice).mark:
                return await _anew(found, former, act)
            return await _restore(found, former, act)
        case _:
            return act.voice("stale-button")
    return None


async def _restore(debunk: Debunk, former: Former, act: Act) -> str | None:
    try:
        saved = await act.services.store.publishing.restore(
            debunk.id, former.version, base=debunk.version, deed=act.deed()
        )
    except (ChangedMeanwhile, NoSuchDebunk):
        return act.voice("publish-changed")
    await act.replace(done(saved, act.voice, chief=True))
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


def _version(debunk: Debunk, former: Former, act: Act) -> Answer:
    shown = card(former.debunk, act.voice, FULL - _HEADING)
    status = act.voice(f"status-{former.debunk.status}")
    heading = act.voice("history-shown", id=debunk.id, version=former.version, status=status)
    rows: list[Row] = []
    if act.may(Role.CHIEF):
        ask = ref_of(debunk.id), former.version
        rows.append([desk_button(act.voice("history-button-restore"), NAME, "ask", *ask)])
    keyboard = InlineKeyboardMarkup(rows) if rows else None
    return Answer(joined([bold(heading), shown.content], "\n\n"), keyboard)


def _shown(debunk: Debunk, former: Former, voice: Voice) -> Shown:
    """Return what restoring a version would make public: all of it, or what would differ."""
    learned = tuple(claim for claim in debunk.claims if claim.learned)
    after = replace(
        former.debunk, claims=former.debunk.own_claims + learned, version=debunk.version
    )
    if debunk.status is Status.PUBLISHED:
        return changes(debunk, after, voice, former.version)
    return whole(after, voice, format_line(debunk), former.version)


async def _anew(debunk: Debunk, former: Former, act: Act) -> str | None:
    return await act.replace(await _question(debunk, former, act), act.voice("publish-changed"))


async def _question(debunk: Debunk, former: Former, act: Act, number: int = 0) -> Answer:
    voice = act.voice
    shown = _shown(debunk, former, voice)
    row = (await act.services.store.debunks.nums([debunk.id]))[debunk.id]

    def last() -> tuple[list[Html], list[Row]]:
        parts: list[Html] = []
        if debunk.status is not former.debunk.status:
            old, new = voice(f"status-{debunk.status}"), voice(f"status-{former.debunk.status}")
            parts.append(plain(f"{old} → {new}"))
        if debunk.status is not Status.DRAFT:
            parts.append(plain(voice("history-tells")))
        parts.append(bold(voice("history-ask", id=debunk.id, version=former.version)))
        label = voice("history-button-restore")
        return parts, [[desk_button(label, NAME, "do", row, former.version, shown.mark)]]

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return desk_button(label, NAME, "look", row, former.version, to, shown.mark)

    return page(shown, number, voice, turn, last)


DOOR = Door(NAME, Role.EDITOR, {"history": history}, press, ("one", "ver", "ask", "look", "do"))
