"""`/queue`: what readers ask that no debunk answers yet, and what the desk does about it."""

from domain.case import CaseError, State
from domain.moderator import Role
from handlers.desk.drafting import add
from handlers.desk.queue import attaching, case_pages, closing, merging, same
from handlers.desk.queue.case_pages import button, case_page, keyboard, queue_page
from handlers.desk.queue.case_troubles import free, in_words, load
from handlers.desk.queue.closed import closed_page
from handlers.desk.queue.texts import texts_page
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.doors import Door
from handlers.kit.markup import bold

LINK = r"^/start(?:@\w+)? case-\d{1,15}$"
"""What the message looks like that the desk chat's link to a case sends."""

_CLOSED_WORDS = {
    *("closed", "done", "answered", "закрытые", "закрытое", "закрыто", "отвеченные"),
    *("жабық", "жабылған", "жабылғандар", "жауап берілген"),
}
_DONE = {
    "take": "case-done-take",
    "release": "case-done-release",
    "uncheck": "case-done-uncheck",
    "spam": "case-done-spam",
    "reopen": "case-done-reopen",
}


async def queue(act: Act) -> None:
    """List the open cases, or those that are over, or show the one whose number is given."""
    wanted = (act.message.text or "").partition(" ")[2].strip().casefold()
    number = wanted.removeprefix("№").removeprefix("#").strip()
    if wanted in _CLOSED_WORDS:
        await act.say(await closed_page(0, act))
    elif number.isdecimal() and number.isascii() and len(number) < 16:
        case = await act.services.store.cases.get(int(number), act.at)
        await act.say(await case_page(case, act) if case else act.voice("case-gone"))
    elif wanted:
        await act.say(act.voice("queue-which"))
    else:
        await act.say(await queue_page(0, act))


async def follow_link(act: Act) -> None:
    """Show the case that a link in the desk's chat names."""
    number = int((act.message.text or "").rpartition("-")[2])
    case = await act.services.store.cases.get(number, act.at)
    await act.say(await case_page(case, act) if case else act.voice("case-gone"))


async def press(act: Act) -> str | None:
    """Do what a button of the queue asks for, or say how things stand now."""
    try:
        return await _press(act)
    except CaseError as trouble:
        return await _as_it_is(trouble, act)


async def _press(act: Act) -> str | None:
    number = act.press.number()
    if number is None:
        return act.voice("stale-button")
    match act.press.verb, len(act.press.args):
        case "closed", 1:
            return await act.replace(await closed_page(number, act))
        case "texts", 2:
            return await act.replace(
                await texts_page(await load(number, act), act.press.number(1) or 0, act)
            )
        case (("pick" | "asks" | "spams" | "closes"), _):
            return await closing.answer(act)
        case "backs", 1:
            return await closing.take_back(act)
        case "page", 1:
            return await act.replace(await queue_page(number, act))
        case "case", 1:
            return await act.replace(await _page(number, act))
        case (("take" | "release" | "uncheck" | "spam" | "reopen"), 1):
            return await _at_once(act.press.verb, number, act)
        case (("over" | "grab"), 2):
            return await _take_over(number, act)
        case "write", 1:
            return await _write(number, act)
        case (("attach" | "learn" | "plain" | "surel" | "surep"), _):
            return await attaching.answer(act)
        case (("undo" | "undone"), 1):
            return await attaching.take_back(act)
        case "close", 1:
            return await _ask_to_close(number, act)
        case "find", 1:
            return await attaching.ask_for_words(number, act)
        case (("merge" | "into" | "join" | "split" | "apart"), _):
            return await merging.answer(act)
        case "differ", (2 | 3):
            return await _keep_apart(number, act)
        case _:
            return act.voice("stale-button")


async def _keep_apart(number: int, act: Act) -> str | None:
    done = await same.keep_apart(act)
    page = act.press.number(2)
    shown = await _page(number, act) if page is None else await queue_page(page, act)
    return await act.replace(shown, done)


async def _at_once(verb: str, case: int, act: Act) -> str | None:
    cases = act.services.store.cases
    match verb:
        case "take":
            await cases.take(case, deed=act.deed())
        case "release":
            await cases.release(case, deed=act.deed())
        case "reopen":
            await cases.reopen(case, deed=act.deed())
        case _:
            state = State.SPAM if verb == "spam" else State.UNCHECKABLE
            await cases.close(case, state, deed=act.deed())
    return await act.replace(await _page(case, act), act.voice(_DONE[verb]))


async def _ask_to_close(case: int, act: Act) -> str | None:
    """Ask before readers are told that their question cannot be checked."""
    found = await free(case, act)
    number = await act.services.store.answers.listeners(case)
    yes = button(act.voice("case-button-uncheckable"), "uncheck", case)
    words = bold(act.voice("case-ask-uncheckable", number=number))
    return await act.replace(Answer(words, keyboard([[yes]], found, act.voice)))


async def _take_over(case: int, act: Act) -> str | None:
    holder = act.press.number(1)
    if act.press.verb == "over":
        return await act.replace(await merging.ask_to_take_over(case, act))
    services = act.services
    await services.store.cases.take(case, deed=act.deed(), instead_of=holder)
    return await act.replace(await _page(case, act), act.voice(_DONE["take"]))


async def _write(case: int, act: Act) -> str | None:
    services = act.services
    await services.store.cases.take(case, deed=act.deed())
    newest = await services.store.cases.wordings(case, 1)
    text = newest[0].text if newest else ""
    await add.begin(act, text=text, case=case)
    return await act.replace(await _page(case, act))


async def _page(case: int, act: Act) -> Answer:
    return await case_page(await load(case, act), act)


async def _as_it_is(trouble: CaseError, act: Act) -> str | None:
    """Return the case as it stands now, or the queue where it has gone, and what is in the way."""
    words = await in_words(trouble, act)
    number = act.press.number()
    case = await act.services.store.cases.get(number or 0, act.at)
    if case is None:
        return await act.replace(await queue_page(0, act), words)
    return await act.replace(await case_page(case, act), words)


DOOR = Door(
    case_pages.NAME,
    Role.EDITOR,
    {"queue": queue},
    press,
    (
        *("page", "case", "write", "find", *_DONE, "over", "grab", "attach", "learn", "plain"),
        *("closed", "texts", "pick", "asks", "spams", "closes", "backs"),
        *("surel", "surep", "undo", "undone", "close"),
        *("merge", "into", "join", "split", "apart", "differ"),
    ),
    links={LINK: follow_link},
    replies={attaching.ANSWERS_THE_PROMPT: attaching.search},
    not_kept="case-not-kept",
)
