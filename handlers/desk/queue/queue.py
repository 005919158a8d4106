"""`/queue`: what readers ask that no debunk answers yet, and what the desk does about it."""

from telegram import Message, Update

from domain.case import CaseError, State
from domain.moderator import Moderator, Role
from handlers.desk.doors import read_press
from handlers.desk.drafting import add
from handlers.desk.people.guard import for_role
from handlers.desk.queue import attaching, merging
from handlers.desk.queue.case_pages import case_page, queue_page
from handlers.desk.queue.case_troubles import in_words, loaded
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.desk_presses import DeskPress
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.sending import acknowledge, replace, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreUnwritable

LINK = r"^/start(?:@\w+)? case-\d{1,15}$"
"""What the message looks like that the desk chat's link to a case sends."""

_DONE = {
    "take": "case-done-take",
    "release": "case-done-release",
    "uncheck": "case-done-uncheck",
    "spam": "case-done-spam",
    "reopen": "case-done-reopen",
}

Outcome = tuple[Answer | None, str | None]


@for_role(Role.EDITOR)
async def queue(update: Update, context: Context, moderator: Moderator) -> None:
    """List the open cases."""
    voice = await voice_for(update.effective_user, context)
    if update.effective_message:
        await send(update.effective_message, await queue_page(0, context, voice))


@for_role(Role.EDITOR)
async def follow_link(update: Update, context: Context, moderator: Moderator) -> None:
    """Show the case that a link in the desk's chat names."""
    message = update.effective_message
    voice = await voice_for(update.effective_user, context)
    if message is None or message.text is None:
        return
    number = int(message.text.rpartition("-")[2])
    case = await context.services.store.cases.get(number, context.services.clock())
    if case is None:
        await send(message, Answer(plain(voice("case-gone"))))
    else:
        await send(message, await case_page(case, context, moderator, voice))


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Do what a button of the queue asks for, or say how things stand now."""
    found = await read_press(update, context)
    if found is None:
        return
    asked, message, voice = found.asked, found.message, found.voice
    try:
        answer, words = await _do(asked, message, context, moderator, voice)
    except CaseError as trouble:
        answer, words = await _as_it_is(asked, trouble, context, moderator, voice)
    except StoreUnwritable:
        answer, words = None, voice("case-not-kept")
    if answer:
        await replace(message, answer)
    await acknowledge(found.query, words)


async def _do(
    asked: DeskPress, message: Message, context: Context, by: Moderator, voice: Voice
) -> Outcome:
    """Return what the message becomes, and what is said beside it. Raises CaseError."""
    number = asked.number()
    if number is None:
        return None, voice("stale-button")
    match asked.verb, len(asked.args):
        case "page", 1:
            return await queue_page(number, context, voice), None
        case "case", 1:
            return await _page(number, context, by, voice), None
        case (("take" | "release" | "uncheck" | "spam" | "reopen"), 1):
            return await _at_once(asked.verb, number, context, by, voice)
        case (("over" | "grab"), 2):
            return await _take_over(asked, number, context, by, voice)
        case "write", 1:
            return await _write(number, message, context, by, voice)
        case (("attach" | "learn" | "plain"), _):
            return await attaching.answer(asked, context, by, voice)
        case "find", 1:
            return await attaching.ask_for_words(number, message, context, by, voice)
        case (("merge" | "into" | "join" | "split" | "apart"), _):
            return await merging.answer(asked, context, by, voice)
        case _:
            return None, voice("stale-button")


async def _at_once(verb: str, case: int, context: Context, by: Moderator, voice: Voice) -> Outcome:
    cases, at = context.services.store.cases, context.services.clock()
    match verb:
        case "take":
            await cases.take(case, by=by.id, at=at)
        case "release":
            await cases.release(case, by=by.id, at=at)
        case "reopen":
            await cases.reopen(case, by=by.id, at=at)
        case _:
            state = State.SPAM if verb == "spam" else State.UNCHECKABLE
            await cases.close(case, state, by=by.id, at=at)
    return await _page(case, context, by, voice), voice(_DONE[verb])


async def _take_over(
    asked: DeskPress, case: int, context: Context, by: Moderator, voice: Voice
) -> Outcome:
    holder = asked.number(1)
    if asked.verb == "over":
        return await merging.ask_to_take_over(case, context, by, voice), None
    services = context.services
    await services.store.cases.take(case, by=by.id, at=services.clock(), instead_of=holder)
    return await _page(case, context, by, voice), voice(_DONE["take"])


async def _write(
    case: int, message: Message, context: Context, by: Moderator, voice: Voice
) -> Outcome:
    services = context.services
    await services.store.cases.take(case, by=by.id, at=services.clock())
    newest = await services.store.cases.wordings(case, 1)
    text = newest[0].text if newest else ""
    await add.begin(message, context, by, voice, text=text, case=case)
    return await _page(case, context, by, voice), None


async def _page(case: int, context: Context, by: Moderator, voice: Voice) -> Answer:
    return await case_page(await loaded(case, context), context, by, voice)


async def _as_it_is(
    asked: DeskPress, trouble: CaseError, context: Context, by: Moderator, voice: Voice
) -> Outcome:
    """Return the case as it stands now, or the queue where it has gone, and what is in the way."""
    words = await in_words(trouble, context, voice)
    number = asked.number()
    case = await context.services.store.cases.get(number or 0, context.services.clock())
    if case is None:
        return await queue_page(0, context, voice), words
    return await case_page(case, context, by, voice), words
