"""A message that is due -> whom it goes to and what it says, as things stand now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.debunk import Debunk, Status, Verdict
from handlers.kit import buttons
from handlers.kit.answer import Answer, listed, with_cards
from handlers.kit.card import claim_in, verdict_words
from handlers.kit.context import Services
from handlers.kit.desk_presses import case_link
from handlers.kit.markup import bold, joined, plain, shortened
from handlers.kit.texts import LANGUAGES, Voice
from handlers.mail import channel
from handlers.mail.channel import Posting
from handlers.mail.desk_letters import back, digest, news
from storage.mail.deliveries import RETRACTED
from storage.mail.notices import LetterKind
from storage.mail.outbox import Due

_LONGEST_REASON = 600
_LONGEST_CLAIM = 700


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go: the chat, what it says, and the verdict that its reader then has.

    `verdict` is None where the message tells of no debunk. `posting` is there for one to the
    desk's channel; `listed` are debunks that a digest tells of.
    """

    chat_id: int | str
    answer: Answer
    verdict: str | None = None
    posting: Posting | None = None
    listed: tuple[Debunk, ...] = ()


async def letter_for(due: Due, services: Services, bot_username: str) -> Letter | None:
    """Return what is to be sent; None where nobody listens or there is nothing to say.

    Raises SealError where the reader's address cannot be opened, and StoreError.
    """
    if due.kind in channel.KINDS:
        posting = await channel.posting_for(due, services)
        return Letter(posting.channel, posting.answer, posting=posting) if posting else None
    if due.addressee is None:
        return await _to_the_desk(due, services, bot_username)
    chat_id = services.people.unseal(due.addressee.sealed or b"", due.addressee.person)
    if not due.addressee.listening:
        return None
    lang = due.addressee.lang
    voice = services.texts[lang if lang in LANGUAGES else LANGUAGES[0]]
    if due.kind is LetterKind.NEW:
        return await _news(due, chat_id, voice, services)
    if due.kind is LetterKind.CLOSED:
        told = Answer(plain(voice("told-uncheckable")), buttons.unasked(None, voice))
        return Letter(chat_id, told)
    if due.kind is LetterKind.MISTAKEN:
        told = Answer(plain(voice("told-mistaken")), buttons.unasked(None, voice))
        return Letter(chat_id, told)
    debunk = await services.store.debunks.get(due.debunk_id) if due.debunk_id else None
    if debunk is None or debunk.status is Status.DRAFT:
        return None
    if debunk.status is Status.RETRACTED:
        answer = _withdrawn(due, debunk, voice, services)
    elif due.kind is LetterKind.ANSWER:
        answer = with_cards([debunk], voice, voice("told-answer"))
    else:
        answer = with_cards([debunk], voice, _corrected(due, debunk, voice, services))
    answer = replace(answer, keyboard=buttons.unasked(answer.keyboard, voice))
    published = debunk.status is Status.PUBLISHED
    return Letter(chat_id, answer, debunk.verdict if published else RETRACTED)


async def _news(due: Due, chat_id: int, voice: Voice, services: Services) -> Letter | None:
    """Return what is new as it stands now; None where none of it is published any more."""
    debunks = [await services.store.debunks.by_num(int(num)) for num in due.body["debunks"]]
    shown = [one for one in debunks if one and one.status is Status.PUBLISHED]
    if not shown:
        return None
    posts = await services.store.channel_posts.addresses([one.id for one in shown])
    parts = [bold(voice("news")), listed(shown, voice, verdicts=True, posts=posts)]
    if (more := int(due.body["more"])) > 0:
        parts.append(plain(voice("news-more", number=more)))
    answer = Answer(joined(parts, "\n\n"), buttons.under_news(shown, voice))
    return Letter(chat_id, answer, listed=tuple(shown))


async def _to_the_desk(due: Due, services: Services, bot_username: str) -> Letter | None:
    match due.kind:
        case LetterKind.DIGEST:
            told = await digest(due.body, services)
        case LetterKind.BACK:
            told = await back(due.body, services, bot_username)
        case LetterKind.NEWS:
            told = await news(due.body, services)
        case _:
            return _alert(due, services, bot_username)
    return Letter(*told) if told else None


def _alert(due: Due, services: Services, bot_username: str) -> Letter | None:
    if services.desk.chat is None:
        return None
    numbers = {name: int(due.body[name]) for name in ("case", "readers")}
    # The desk's chat has no language of its own; every desk reads one of these.
    voices = [services.texts[lang] for lang in ("kk", "ru")]
    said = [plain(voice("told-desk", **numbers)) for voice in voices]
    label = " · ".join(voice("button-open-case") for voice in voices)
    link = case_link(label, numbers["case"], bot_username)
    return Letter(services.desk.chat, Answer(joined(said, "\n\n"), link))


def _corrected(due: Due, debunk: Debunk, voice: Voice, services: Services) -> str:
    old, new = _verdict(due.body, voice), verdict_words(debunk.verdict, voice)
    if old is None:
        change = voice("told-restored", new=new)
    elif old == new:
        change = voice("told-same-verdict", new=new)
    else:
        change = voice("told-new-verdict", old=old, new=new)
    about = [voice("told-correction"), change, *_why(due.body, voice, services)]
    return "\n".join(about)


def _withdrawn(due: Due, debunk: Debunk, voice: Voice, services: Services) -> Answer:
    claim = shortened(claim_in(debunk, voice.lang), _LONGEST_CLAIM)
    if due.kind is LetterKind.ANSWER:
        heading, lines = "told-answer-withdrawn", [voice("told-not-checked")]
    else:
        old = _verdict(due.body, voice)
        heading, lines = "told-retraction", [voice("told-we-said", old=old)] if old else []
        lines += [*_why(due.body, voice, services), voice("told-do-not-rely")]
    said = [bold(voice(heading)), plain(f"{voice('card-claim')} {claim}"), plain("\n".join(lines))]
    return Answer(joined(said, "\n\n"))


def _verdict(body: Mapping[str, Any], voice: Voice) -> str | None:
    """Return the verdict that the reader had, None if none or that it was withdrawn."""
    had = body.get("old", RETRACTED)
    return None if had == RETRACTED else verdict_words(Verdict(had), voice)


def _why(body: Mapping[str, Any], voice: Voice, services: Services) -> list[str]:
    if "at" not in body:
        return []
    # A change that the operator's import made has no time; readers hear of it within seconds.
    when = datetime.fromtimestamp(body["at"] or services.clock(), services.desk.zone)
    lines = [voice("told-date", date=voice.date(when.date().isoformat()))]
    if reason := shortened(body.get("reason", "").strip(), _LONGEST_REASON):
        lines.insert(0, voice("told-why", reason=reason))
    return lines
