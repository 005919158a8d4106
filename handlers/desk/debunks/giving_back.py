"""What did not become public: given back or dropped, and why, in words that its author reads."""

import re
from collections.abc import Sequence
from dataclasses import replace as changed

from telegram import Message
from telegram.ext import filters

from domain.debunk import Debunk, Status
from formats.fields import wrong_text
from handlers.desk.authors import authors_of, hands_of, tell_authors
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import LIMITS
from handlers.desk.drafting.body import body_of
from handlers.desk.drafting.save import done
from handlers.kit.act import Act
from handlers.kit.hidden import visible
from storage.desk.drafts import WAITING, Draft


class _AnswersWhy(filters.MessageFilter):
    """A reply to a question of the bot's that begins with a sign and a row's number."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._prompt = re.compile(rf"{sign} №(\d{{1,15}})\b")

    def filter(self, message: Message) -> bool:
        return self.number(message) is not None

    def number(self, message: Message) -> int | None:
        """Return the number that the question names, or None for another message."""
        asked = message.reply_to_message
        if asked is None or asked.from_user is None:
            return None
        found = self._prompt.match(asked.text or "")
        return int(found[1]) if found and asked.from_user.id == message.get_bot().id else None


# The sign and the number are what the question is known by, also after a restart.
_WHY, _WHY_DROPPED = "↩", "✕"
ANSWERS_WHY = _AnswersWhy(_WHY)
ANSWERS_WHY_DROPPED = _AnswersWhy(_WHY_DROPPED)


async def ask_why(draft: Draft, act: Act) -> str | None:
    """Ask for the words with which a change goes back to its author."""
    await act.ask(f"{_WHY} №{draft.id}\n{act.voice('give-back-ask')}")
    return None


async def take_reason(act: Act) -> str | None:
    """Give a change back with the words of a reply. Raises StoreError."""
    reason = (act.message.text or "").strip()
    if fault := _fault(reason, act):
        await act.say(fault)
        return None
    services = act.services
    draft = await services.store.drafts.get(ANSWERS_WHY.number(act.message) or 0)
    if draft is None or draft.step != WAITING or draft.case is not None:
        await act.say(act.voice("draft-gone"))
        return None
    wrote = await hands_of(draft, services)
    body = changed(body_of(draft), resume=questions.REVIEW, note=reason)
    resting = changed(draft, body=body.text())
    if not await services.store.drafts.give_back(resting, deed=act.deed(reason=reason)):
        await act.say(act.voice("draft-gone"))
        return None
    await act.say(act.voice("publish-given-back"))
    about = draft.debunk or ""
    await tell_authors(wrote, act, "author-given-back", id=about, reason=visible(reason))
    return None


async def drop(saved: Debunk, wrote: Sequence[int], act: Act) -> str | None:
    """Say that a draft was dropped, and tell its authors; who dropped it is asked why."""
    await act.replace(await done(saved, act, chief=True, dropped=True))
    others = [one for one in wrote if one != act.actor.id]
    if not others:
        return None
    await tell_authors(others, act, "author-dropped", id=saved.id)
    num = (await act.services.store.debunks.nums([saved.id]))[saved.id]
    await act.ask(f"{_WHY_DROPPED} №{num}\n{act.voice('drop-ask-why')}")
    return None


async def take_reason_of_drop(act: Act) -> str | None:
    """Pass on to the authors of a dropped draft why it was. Raises StoreError."""
    reason = (act.message.text or "").strip()
    if fault := _fault(reason, act):
        await act.say(fault)
        return None
    services = act.services
    number = ANSWERS_WHY_DROPPED.number(act.message) or 0
    debunk = await services.store.debunks.by_num(number)
    if debunk is None or debunk.status is not Status.RETRACTED:
        await act.say(act.voice("desk-gone"))
        return None
    await tell_authors(
        await authors_of(debunk.id, services),
        act,
        "author-why-dropped",
        id=debunk.id,
        reason=visible(reason),
    )
    await act.say(act.voice("drop-why-told"))
    return None


async def tell_taken_over(draft: Draft, act: Act) -> None:
    """Tell the author of a change that somebody else finishes it."""
    about = draft.debunk or ""
    await tell_authors([draft.moderator], act, "author-taken-over", id=about)


def _fault(reason: str, act: Act) -> str | None:
    most = LIMITS["reason"]
    if not reason:
        return act.voice("add-fault-words")
    if len(reason) > most:
        return act.voice("add-fault-long", limit=most, length=len(reason))
    return act.voice("add-fault-characters") if wrong_text(reason) else None
