"""`/show` and `/find`: what there is, whatever its status."""

from hashlib import sha256

from telegram import InlineKeyboardMarkup, Message, Update

from domain.debunk import Debunk, Status, ref_of
from domain.moderator import Moderator, Role
from handlers.desk.debunks.picking import MOST_OFFERED, named, offered, one_or_offer
from handlers.desk.doors import pressed
from handlers.desk.drafting.question_page import Row
from handlers.desk.people.guard import for_role
from handlers.desk.people.names import name_of
from handlers.kit.answer import Answer
from handlers.kit.card import card, sign_of
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress, desk_button
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, bold, joined, plain, shortened
from handlers.kit.searching import tries
from handlers.kit.sending import replace, send
from handlers.kit.texts import LANGUAGES, Voice
from storage.desk.drafts import WAITING

DOOR = "show"
_PHRASING = 200
_MOST_PHRASINGS = 8
_MOST_SEEN = 8
_HEX = 6


@for_role(Role.EDITOR)
async def show(update: Update, context: Context, moderator: Moderator) -> None:
    """Show a debunk's card in each of its languages, and the facts about it."""
    voice = await voice_for(update.effective_user, context)
    found = await one_or_offer(update, context, voice, door=DOOR, heading=voice("show-which"))
    if found and update.effective_message:
        await _present(found, update.effective_message, context, moderator, voice)


@for_role(Role.EDITOR)
async def find(update: Update, context: Context, moderator: Moderator) -> None:
    """Search debunks of every status; without words, list the recent ones."""
    voice = await voice_for(update.effective_user, context)
    message = update.effective_message
    if message is None:
        return
    words = named(message)
    debunks = context.services.store.debunks
    if not words:
        recent = await debunks.recent(MOST_OFFERED)
        await send(message, offered(recent, voice, door=DOOR, heading=voice("find-recent")))
        return
    exact = await debunks.get(words)
    near = await debunks.search_first(tries(words), MOST_OFFERED, statuses=Status)
    found = list({one.id: one for one in [exact, *near] if one}.values())
    if not found:
        await send(message, Answer(plain(voice("find-nothing", words=shortened(words, 100)))))
        return
    await send(message, offered(found, voice, door=DOOR, heading=voice("find-found")))


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Show the debunk that was picked, or what was learned from readers."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    found = await context.services.store.debunks.by_ref(asked.args[0]) if asked.args else None
    if found is None:
        return voice("desk-gone")
    match asked.verb, asked.args[1:]:
        case (("one" | "new"), ()):
            await _present(found, message, context, moderator, voice)
        case "learned", ():
            await send(message, _learned(found, voice))
        case "un", (mark,):
            gone = next((c for c in found.claims if c.learned and _mark(c.text) == mark), None)
            if gone is None:
                return voice("desk-gone")
            services = context.services
            await services.store.publishing.unlearn(
                found.id, gone.text, by=moderator.id, at=services.clock()
            )
            now = await services.store.debunks.get(found.id)
            await replace(message, _learned(now or found, voice))
        case _:
            return voice("stale-button")
    return None


async def _present(
    debunk: Debunk, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> None:
    spoken = {claim.lang for claim in debunk.own_claims}
    for lang in LANGUAGES:
        if lang in spoken:
            shown = card(debunk, context.services.texts[lang])
            await send(message, Answer(shown.content, preview=shown.preview))
    await send(message, await _facts(debunk, context, moderator, voice))


async def _facts(debunk: Debunk, context: Context, moderator: Moderator, voice: Voice) -> Answer:
    services = context.services
    learned = [claim for claim in debunk.claims if claim.learned]
    status = voice(f"status-{debunk.status}")
    lines: list[Html] = [
        bold(f"{sign_of(debunk.verdict)} {shortened(debunk.id, _PHRASING)}"),
        plain(voice("show-status", status=status, version=debunk.version)),
        plain(voice("show-received", number=await services.store.names.receivers(debunk.id))),
        plain(voice("show-phrasings", own=len(debunk.own_claims), learned=len(learned))),
    ]
    lines += [
        plain(f"• {claim.lang}: {shortened(claim.text, _PHRASING)}")
        for claim in debunk.own_claims[:_MOST_PHRASINGS]
    ]
    if debunk.appearances:
        lines.append(plain(voice("show-seen")))
        seen = debunk.appearances[:_MOST_SEEN]
        lines += [plain(f"• {shortened(one, _PHRASING)}") for one in seen]
    for draft in await services.store.drafts.holders(debunk.id):
        holder = await services.store.moderators.get(draft.moderator)
        key = "show-waiting" if draft.step == WAITING else "show-held"
        lines.append(plain(voice(key, name=name_of(holder, services, voice))))
    keyboard = InlineKeyboardMarkup(_ways(debunk, moderator, voice, learned=bool(learned)))
    return Answer(joined(lines), keyboard)


def _ways(debunk: Debunk, moderator: Moderator, voice: Voice, *, learned: bool) -> list[Row]:
    ref = ref_of(debunk.id)
    rows: list[Row] = [
        [
            desk_button(voice("show-button-edit"), "edit", "one", ref),
            desk_button(voice("show-button-history"), "past", "one", ref),
        ]
    ]
    if moderator.role and moderator.role.allows(Role.CHIEF):
        if debunk.status is Status.PUBLISHED:
            rows.append([desk_button(voice("retract-button-yes"), "retract", "one", ref)])
        else:
            rows.append([desk_button(voice("add-button-publish"), "publish", "one", ref)])
    if learned:
        rows.append([desk_button(voice("show-button-learned"), DOOR, "learned", ref)])
    return rows


def _learned(debunk: Debunk, voice: Voice) -> Answer:
    learned = [claim for claim in debunk.claims if claim.learned][:_MOST_PHRASINGS]
    if not learned:
        return Answer(plain(voice("show-nothing-learned")))
    lines = [
        plain(f"{number}. {shortened(claim.text, _PHRASING)}")
        for number, claim in enumerate(learned, 1)
    ]
    buttons = [
        desk_button(f"✕ {number}", DOOR, "un", ref_of(debunk.id), _mark(claim.text))
        for number, claim in enumerate(learned, 1)
    ]
    rows = [buttons[at : at + 4] for at in range(0, len(buttons), 4)]
    return Answer(joined([bold(voice("show-learned")), *lines], "\n\n"), InlineKeyboardMarkup(rows))


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_HEX]
