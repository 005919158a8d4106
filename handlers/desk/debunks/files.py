"""A file that a moderator sends: a report of what it would do, questions about it, the import.

The file itself is not kept: it is fetched and looked at again at every step. What was said about
it is kept, so that a restart loses no answer.
"""

from dataclasses import replace as changed

from telegram import Document, InlineKeyboardMarkup, Message

from domain.debunk import Debunk, Status
from domain.moderator import Role
from formats.fields import wrong_text
from handlers.desk.debunks.file_questions import ask_question, ask_same, show_corrections
from handlers.desk.debunks.file_reading import CannotUseError, Desk, load, look_over
from handlers.desk.debunks.file_report import FAULTS, NAME, WARNINGS, listing, report
from handlers.desk.debunks.file_talk import FileTalk, begin_talk, talk_of
from handlers.desk.debunks.file_texts import send_texts
from handlers.desk.drafting.answers import LIMITS
from handlers.desk.open_cases import MOST_COMPARED, offered
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.desk_presses import DeskPress
from handlers.kit.doors import Door
from handlers.kit.markup import joined, plain
from handlers.kit.sending import replace
from storage.debunks.former_states import Unannounced
from storage.imports.pending import ASKED, REASON, PendingFile
from storage.imports.uploads import Inspection, Interrupted

_NEVER_DEBUNKS = ("video/", "audio/")


async def take_file(act: Act) -> bool:
    """Report what a moderator's file of debunks would do; other files are a reader's post.

    What a file is, its content says. One that holds something else is named in a sentence; where
    it was forwarded, has a caption or is a letter or a picture, it is a post to be checked as well.
    """
    message, document = act.message, act.message.document
    if document is None or _is_no_file(message, document):
        return False
    if message.forward_origin is not None or message.caption:
        # Nothing is said before it is known whether this is a post.
        return await _take_post(document, Desk(act))
    shown = await act.say(act.voice("file-reading"))
    if shown is None:
        return True
    desk = Desk(act, shown)
    try:
        found = await look_over(begin_talk(document), desk)
    except CannotUseError as refusal:
        words = [str(refusal), act.voice("file-as-post")] if refusal.a_post else [str(refusal)]
        await replace(shown, Answer(plain(" ".join(words))))
        return not refusal.a_post
    await replace(shown, await _begin(document, found, desk))
    return True


async def _take_post(document: Document, desk: Desk) -> bool:
    """Report on a forwarded file if it holds debunks; tell whether it does."""
    try:
        found = await look_over(begin_talk(document), desk)
    except CannotUseError:
        return False
    await desk.act.say(await _begin(document, found, desk))
    return True


async def take_reason(pending: PendingFile, act: Act) -> None:
    """Take what a moderator types as the reason for a file's corrections. Raises StoreError."""
    voice = act.voice
    text = (act.message.text or act.message.caption or "").strip()
    most = LIMITS["reason"]
    wrong = None
    if not text:
        wrong = voice("add-fault-words")
    elif len(text) > most:
        wrong = voice("add-fault-long", limit=most, length=len(text))
    elif wrong_text(text):
        wrong = voice("add-fault-characters")
    if wrong:
        await act.say(wrong)
        return
    shown = await act.say(voice("file-reading"))
    if shown:
        desk = Desk(act, shown)
        talk = changed(talk_of(pending), reason=text)
        await replace(shown, await _turn(pending, talk, desk))


async def press(act: Act) -> str | None:
    """Take in an answer about a file, turn its pages, or load it."""
    store, number = act.services.store.pending, act.press.number()
    pending = await store.get(number, act.actor.id) if number is not None else None
    if pending is None:
        return act.voice("file-over")
    desk, talk = Desk(act, act.message), talk_of(pending)
    match act.press.verb, act.press.args[1:]:
        case "drop", ():
            await store.drop(pending)
            return await act.replace(act.voice("file-dropped"))
        case "show", ():
            answer = await _turn(pending, talk, desk)
        case "take", (mark,):
            answer = await _load(pending, talk, mark, desk)
        case ("list", (_, what)) if what in {FAULTS, WARNINGS}:
            found = await _look(talk, desk)
            answer = (
                listing(pending.id, what, act.press.number(1) or 0, found, act.voice)
                if isinstance(found, Inspection)
                else found
            )
        case "told", (_,):
            answer = await _turn(pending, talk, desk, at=act.press.number(1) or 0)
        case "all" | "quiet", (mark, *rest):
            answer = await _all(pending, talk, mark, rest, desk)
        case "map" | "same" | "back", (_, *_) if act.press.number(1) != talk.said:
            return act.voice("add-answered")
        case _:
            said = _answer(act.press, talk)
            if said is None:
                return act.voice("stale-button")
            answer = await _turn(pending, said, desk)
    return await act.replace(answer)


def _answer(asked: DeskPress, talk: FileTalk) -> FileTalk | None:
    """Return the talk with the answer that a press gives to its question."""
    match asked.verb, asked.args[2:]:
        case "map", (answer,):
            return talk.answer(answer)
        case "same", ("yes" | "no" as answer,) if talk.asked[:1] == ["same"]:
            return changed(talk, same=talk.same | {talk.asked[1]: answer == "yes"}, asked=[])
        case "back", () if talk.answers:
            return changed(talk, answers=talk.answers[:-1], asked=[])
        case _:
            return None


async def _begin(document: Document, found: Inspection, desk: Desk) -> Answer:
    """Keep that a file has come, and return its first page. Raises StoreError."""
    services, talk = desk.act.services, begin_talk(document)
    pending = await services.store.pending.begin(
        desk.act.actor.id, body=talk.body(), at=desk.act.at
    )
    return await _page(pending, talk, found, desk)


async def _turn(pending: PendingFile, talk: FileTalk, desk: Desk, at: int = 0) -> Answer:
    """Keep what was said, look the file over, and return the page that follows. StoreError."""
    found = await _look(talk, desk)
    return await _page(pending, talk, found, desk, at) if isinstance(found, Inspection) else found


async def _look(talk: FileTalk, desk: Desk) -> Inspection | Answer:
    try:
        return await look_over(talk, desk)
    except CannotUseError as refusal:
        return Answer(plain(str(refusal)))


async def _page(
    pending: PendingFile, talk: FileTalk, found: Inspection, desk: Desk, at: int = 0
) -> Answer:
    """Return the page that a file is at: a question, what readers would be told, or the report."""
    services, step = desk.act.services, ASKED
    if found.questions:
        talk, answer = ask_question(pending.id, talk, found, desk.act.voice)
    elif found.likely:
        talk, answer = ask_same(pending.id, talk, found, desk.act.voice)
    elif found.corrections and not talk.reason:
        step = REASON
        answer = show_corrections(pending.id, at, found, desk.act.voice)
    else:
        if found.loadable and not desk.drafts_only and talk.shown != found.mark:
            try:
                found = await send_texts(talk, desk)
            except CannotUseError as refusal:
                return Answer(plain(str(refusal)))
            talk = changed(talk, shown=found.mark)
        answer = report(pending.id, talk, found, desk)
    await services.store.pending.put(pending, step=step, body=talk.body(), at=desk.act.at)
    return answer


async def _all(
    pending: PendingFile, talk: FileTalk, mark: str, rest: list[str], desk: Desk
) -> Answer:
    """Take in an answer about all that a page counted, if it still counts the same."""
    found = await _look(talk, desk)
    if not isinstance(found, Inspection):
        return found
    if found.mark != mark:
        return await _anew(pending, talk, found, desk)
    match rest:
        case []:
            talk = changed(talk, quiet=True)
        case ["yes"]:
            same = {one.debunk_id: True for one in found.likely if one.slip}
            talk = changed(talk, same=talk.same | same, asked=[])
        case _:
            others = {one.debunk_id: False for one in found.likely}
            talk = changed(talk, same=talk.same | others, asked=[])
    return await _turn(pending, talk, desk)


async def _load(pending: PendingFile, talk: FileTalk, mark: str, desk: Desk) -> Answer:
    """Load a file if it still is what was shown; else show it anew. Raises StoreError."""
    voice, services = desk.act.voice, desk.act.services
    if not desk.drafts_only and talk.shown != mark:
        again = await _look(talk, desk)
        return await _anew(pending, talk, again, desk) if isinstance(again, Inspection) else again
    published: list[Debunk] = []

    def note(_: Debunk | None, after: Debunk) -> None:
        if after.status is Status.PUBLISHED and len(published) < MOST_COMPARED:
            published.append(after)

    try:
        found, counts = await load(talk, mark, desk, note)
    except CannotUseError as refusal:
        return Answer(plain(str(refusal)))
    except Interrupted as stop:
        done = stop.counts
        return Answer(plain(voice("file-stopped", fresh=done.new, changed=done.changed)))
    except Unannounced:
        again = await _look(talk, desk)
        if not isinstance(again, Inspection):
            return again
        return await _anew(pending, changed(talk, reason=""), again, desk)
    if counts is None:
        return await _anew(pending, talk, found, desk)
    await services.store.pending.drop(pending)
    words = [plain(voice("file-imported", fresh=counts.new, changed=counts.changed))]
    if found.faults or found.left:
        words.append(plain(voice("file-not-loaded", faults=len(found.faults), left=found.left)))
    lines, ways = await offered(published, desk.act)
    content = joined([*words, *lines], "\n\n")
    return Answer(content, InlineKeyboardMarkup(ways) if ways else None)


async def _anew(pending: PendingFile, talk: FileTalk, found: Inspection, desk: Desk) -> Answer:
    """Return the page of a file that is no longer what was shown."""
    answer = await _page(pending, talk, found, desk)
    above = plain(desk.act.voice("file-changed-meanwhile"))
    return changed(answer, content=joined([above, answer.content], "\n\n"))


def _is_no_file(message: Message, document: Document) -> bool:
    """Tell whether a document is a film or a sound, which hold no debunks."""
    return message.animation is not None or (document.mime_type or "").startswith(_NEVER_DEBUNKS)


DOOR = Door(
    NAME,
    Role.EDITOR,
    press=press,
    presses=("show", "take", "drop", "list", "told", "all", "quiet", "map", "same", "back"),
)
