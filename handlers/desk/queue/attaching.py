"""Answering a case with a debunk that there is: found, shown beside the wording, confirmed."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Message
from telegram.ext import filters

from domain.case import Case, CaseError, CaseWording, NotPublished, State
from domain.debunk import Claim, Debunk, Status
from handlers.desk.queue.case_pages import button, case_page, keyboard, offered, shown
from handlers.desk.queue.case_troubles import free, in_words, load
from handlers.desk.similar import like_words
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.card import claim_in, verdict_line
from handlers.kit.hidden import visible
from handlers.kit.marks import mark_of
from handlers.kit.markup import Html, bold, joined, plain, quotation, shortened, width
from handlers.kit.reading.message import post_of
from handlers.kit.texts import Voice
from privacy.redaction import redacted
from storage.debunks.publishing import ChangedMeanwhile

_PROMPT = re.compile(r"🔎 №(\d{1,15})\b")
_CLAIM = 700
_LEARNED = 1_000
"""Characters of the longest wording that is learned: it is shown whole before."""
_SHOWN = 2_000
"""UTF-16 units of a wording, with what nobody sees made visible, that have room on the page."""
_OFFERED = 10


@dataclass(frozen=True, slots=True)
class _Pair:
    """A case and the debunk, in its row, that may answer it, with one of the case's wordings."""

    case: Case
    num: int
    debunk: Debunk
    wording: CaseWording | None

    @property
    def learnable(self) -> bool:
        """Whether the debunk may learn the wording: claims are short, and are shown whole."""
        text = self.wording.text if self.wording else ""
        return 0 < len(text) <= _LEARNED and width(visible(text)) <= _SHOWN

    @property
    def mark(self) -> str:
        """What stands for the words that were shown of both."""
        words = self.wording.text if self.wording else ""
        return mark_of(self.debunk, words)

    @property
    def args(self) -> tuple[int | str, ...]:
        """What a button under them carries."""
        return self.case.id, self.num, self.wording.key if self.wording else 0, self.mark


class _AnswersThePrompt(filters.MessageFilter):
    """A reply to the bot's question for words to look for."""

    def filter(self, message: Message) -> bool:
        asked = message.reply_to_message
        return bool(
            asked
            and asked.from_user
            and asked.from_user.id == message.get_bot().id
            and _PROMPT.match(asked.text or "")
        )


ANSWERS_THE_PROMPT = _AnswersThePrompt()


async def ask_for_words(case: int, act: Act) -> str | None:
    """Ask for words to find a debunk by. Raises CaseError."""
    await free(case, act)
    # The sign and the number are what `search` knows the question by, also after a restart.
    await act.ask(f"🔎 №{case}\n{act.voice('case-find-ask')}")
    return None


async def search(act: Act) -> None:
    """Offer the debunks that the words of a reply to the bot's question lead to."""
    prompt = act.message.reply_to_message
    found = _PROMPT.match(prompt.text or "") if prompt else None
    if found is None:
        return
    try:
        case = await free(int(found[1]), act)
    except CaseError as trouble:
        await act.say(await in_words(trouble, act))
        return
    debunks = await like_words(post_of([act.message]).text, act.services)
    parts, rows = await offered(case, debunks, act)
    content = joined(parts, "\n\n") if parts else plain(act.voice("case-find-nothing"))
    await act.say(Answer(content, keyboard(rows, case, act.voice)))


async def answer(act: Act) -> str | None:
    """Show a debunk beside a wording and ask, or attach the case to it. Raises CaseError."""
    role = act.services.desk.attach_role
    if not act.may(role):
        return await act.refuse(role, "queue.attach")
    case = await free(act.press.number(), act)
    num, key = act.press.number(1), act.press.number(2)
    debunk = await act.services.store.debunks.by_num(num) if num is not None else None
    if debunk is None or num is None:
        return act.voice("stale-button")
    if debunk.status is not Status.PUBLISHED:
        raise NotPublished
    wordings = await act.services.store.cases.wordings(case.id, _OFFERED)
    chosen = next((one for one in wordings if key in {None, one.key}), None)
    if chosen is not None:
        # Just what would be learned of it: what counts as private grows.
        chosen = replace(chosen, text=await asyncio.to_thread(redacted, chosen.text))
    pair = _Pair(case, num, debunk, chosen)
    if act.press.args[3:] != (pair.mark,) or act.press.verb == "attach":
        changed = None if act.press.verb == "attach" else act.voice("case-changed")
        return await act.replace(await _ask(pair, wordings, act), changed)
    number = await act.services.store.answers.listeners(case.id)
    if act.press.verb in {"learn", "plain"} and number > act.services.desk.ask_above:
        return await act.replace(_ask_again(pair, number, act))
    return await _attach(pair, act)


async def _ask(pair: _Pair, wordings: Sequence[CaseWording], act: Act) -> Answer:
    case, chosen = pair.case, pair.wording
    number = await act.services.store.answers.listeners(case.id)
    rows = [[button(act.voice("case-button-plain"), "plain", *pair.args)]]
    if pair.learnable:
        rows.insert(0, [button(act.voice("case-button-learn"), "learn", *pair.args)])
    if chosen and len(wordings) > 1:
        keys = [one.key for one in wordings]
        following = wordings[(keys.index(chosen.key) + 1) % len(wordings)]
        label = act.voice("case-button-other-wording")
        rows.append([button(label, "attach", case.id, pair.num, following.key)])
    content = _question(pair.debunk, chosen, number, act.voice)
    return Answer(content, keyboard(rows, case, act.voice))


def _ask_again(pair: _Pair, number: int, act: Act) -> Answer:
    """Ask once more where many readers will be written to."""
    sure = "surel" if act.press.verb == "learn" else "surep"
    yes = button(act.voice("case-button-send", number=number), sure, *pair.args)
    words = bold(act.voice("case-ask-many", number=number))
    claim = quotation(plain(shortened(claim_in(pair.debunk, act.voice.lang), _CLAIM)))
    return Answer(joined([claim, words], "\n\n"), keyboard([[yes]], pair.case, act.voice))


async def _attach(pair: _Pair, act: Act) -> str | None:
    desk, case = act.services.desk, pair.case
    learns = act.press.verb in {"learn", "surel"} and pair.learnable
    wording = pair.wording if learns else None
    try:
        told = await act.services.store.publishing.attach(
            case.id,
            pair.debunk,
            Claim(wording.lang, wording.text) if wording else None,
            deed=act.deed(),
            needed=desk.attach_role,
        )
    except ChangedMeanwhile:
        return act.voice("case-changed")
    lines = [plain(act.voice("case-attached", case=str(case.id), number=told))]
    if desk.grace and told:
        lines.append(plain(act.voice("case-grace", seconds=desk.grace)))
    lines.append(quotation(plain(shortened(claim_in(pair.debunk, act.voice.lang), _CLAIM))))
    undo = button(act.voice("case-button-undo"), "undo", case.id)
    return await act.replace(Answer(joined(lines), keyboard([[undo]], case, act.voice)))


async def take_back(act: Act) -> str | None:
    """Take the answer of a case back; asks first where readers have got it. Raises CaseError."""
    role = act.services.desk.attach_role
    if not act.may(role):
        return await act.refuse(role, "queue.undo")
    case = await load(act.press.number(), act)
    told = await act.services.store.answers.reached(case.id)
    if act.press.verb == "undo" and told and case.state is State.ANSWERED:
        yes = button(act.voice("case-button-undo-told", number=told), "undone", case.id)
        words = bold(act.voice("case-ask-undo", number=told))
        return await act.replace(Answer(words, keyboard([[yes]], case, act.voice)))
    undone = await act.services.store.publishing.take_back(case.id, deed=act.deed(), needed=role)
    page = await case_page(await load(case.id, act), act)
    if undone is None:
        return await act.replace(page)
    return await act.replace(
        page, act.voice("case-done-undo", unsent=undone.unsent, told=undone.told)
    )


def _question(debunk: Debunk, wording: CaseWording | None, number: int, voice: Voice) -> Html:
    claim = shortened(claim_in(debunk, voice.lang), _CLAIM)
    parts = [
        bold(voice("case-attach-claim")),
        quotation(plain(f"{claim}\n{verdict_line(debunk, voice)}")),
    ]
    if wording:
        seen = replace(wording, text=visible(wording.text))
        parts += [bold(voice("case-attach-wording")), shown(seen, voice, _SHOWN)]
    parts += [plain(voice("case-attach-ask")), bold(voice("case-will-tell", number=number))]
    return joined(parts, "\n\n")
