"""`/history`: who changed what and when, older versions, and the way back to one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Debunk, Status, Verdict, ref_of
from domain.moderator import Moderator, Role
from handlers.desk.debunks.picking import one_or_offer
from handlers.desk.doors import pressed
from handlers.desk.drafting.outline import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.question_page import Row
from handlers.desk.drafting.save import done
from handlers.desk.people.guard import for_role, refusal
from handlers.desk.people.names import name_of
from handlers.kit.answer import Answer
from handlers.kit.card import FULL, card
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, desk_button
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from storage.debunks.history import Former
from storage.debunks.publishing import ChangedMeanwhile, NoSuchDebunk
from storage.desk.audit import Entry

DOOR = "past"
_MOST_ENTRIES = 20
_MOST_VERSIONS = 16
_A_ROW = 4
_REASON = 200
_HEADING = 300
_DEEDS = {
    *("imported", "drafted", "published", "edited", "retracted", "restored"),
    *("learned", "unlearned"),
}


@for_role(Role.EDITOR)
async def history(update: Update, context: Context, moderator: Moderator) -> None:
    """Show what was done with a debunk."""
    voice = await voice_for(update.effective_user, context)
    found = await one_or_offer(update, context, voice, door=DOOR, heading=voice("history-which"))
    if found and update.effective_message:
        await send(update.effective_message, await _page(found, context, voice))


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Show the history or a version that was picked, or restore it."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    services = context.services
    found = await services.store.debunks.by_ref(asked.args[0]) if asked.args else None
    if found is None:
        return voice("desk-gone")
    if asked.verb == "one":
        await send(message, await _page(found, context, voice))
        return None
    number = asked.number(1)
    former = await services.store.history.get(found.id, number) if number is not None else None
    if former is None:
        return voice("history-no-version")
    match asked.verb, asked.args[2:]:
        case "ver", ():
            await send(message, _version(found, former, moderator, voice))
        case "ask", ():
            await replace(message, _question(found, former, voice))
        case "do", (_,):
            return await _restore(
                found, former, asked.number(2), message, context, moderator, voice
            )
        case _:
            return voice("stale-button")
    return None


async def _restore(
    debunk: Debunk,
    former: Former,
    base: int | None,
    message: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> str | None:
    services = context.services
    if moderator.role is None or not moderator.role.allows(Role.CHIEF):
        return await refusal(context, moderator, Role.CHIEF, "history.restore", voice)
    try:
        saved = await services.store.publishing.restore(
            debunk.id, former.version, base=base or 0, by=moderator.id, at=services.clock()
        )
    except (ChangedMeanwhile, NoSuchDebunk):
        return voice("publish-changed")
    services.wake.set()
    await replace(message, done(saved, voice, chief=True))
    return None


async def _page(debunk: Debunk, context: Context, voice: Voice) -> Answer:
    services = context.services
    entries = await services.store.audit.of(f"debunk:{debunk.id}", _MOST_ENTRIES)
    lines: list[Html] = [bold(voice("history-of", id=shortened(debunk.id, _REASON)))]
    lines += [plain(await _told(entry, context, voice)) for entry in entries]
    if not entries:
        lines.append(plain(voice("history-empty")))
    versions = await services.store.history.versions(debunk.id, _MOST_VERSIONS)
    ref = ref_of(debunk.id)
    buttons = [
        desk_button(voice("history-button-version", version=one), DOOR, "ver", ref, one)
        for one in versions
    ]
    rows: list[Row] = [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]
    return Answer(joined(lines), InlineKeyboardMarkup(rows) if rows else None)


async def _told(entry: Entry, context: Context, voice: Voice) -> str:
    services = context.services
    when = datetime.fromtimestamp(entry.at, services.desk.zone)
    if entry.moderator is None:
        who = voice("history-by-command")
    else:
        who = name_of(await services.store.moderators.get(entry.moderator), services, voice)
    deed = voice(f"deed-{entry.action}") if entry.action in _DEEDS else entry.action
    told = f"• {voice.date(when.date().isoformat())}, {when:%H:%M}. {who}: {deed}"
    return told + _facts(entry.details, voice)


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


def _version(debunk: Debunk, former: Former, moderator: Moderator, voice: Voice) -> Answer:
    shown = card(former.debunk, voice, FULL - _HEADING)
    status = voice(f"status-{former.debunk.status}")
    heading = voice("history-shown", id=debunk.id, version=former.version, status=status)
    rows: list[Row] = []
    if moderator.role and moderator.role.allows(Role.CHIEF):
        ask = ref_of(debunk.id), former.version
        rows.append([desk_button(voice("history-button-restore"), DOOR, "ask", *ask)])
    keyboard = InlineKeyboardMarkup(rows) if rows else None
    return Answer(joined([bold(heading), shown.content], "\n\n"), keyboard)


def _question(debunk: Debunk, former: Former, voice: Voice) -> Answer:
    parts = [bold(voice("history-ask", id=debunk.id, version=former.version))]
    shown = differences(parts_of(debunk), parts_of(former.debunk), voice)
    if debunk.status is not former.debunk.status:
        old, new = voice(f"status-{debunk.status}"), voice(f"status-{former.debunk.status}")
        parts.append(plain(f"{old} → {new}"))
    parts += [shown] if shown else []
    if debunk.status is not Status.DRAFT:
        parts.append(plain(voice("history-tells")))
    do = desk_button(
        voice("history-button-restore"),
        DOOR,
        "do",
        ref_of(debunk.id),
        former.version,
        debunk.version,
    )
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup([[do]]))
