"""What came of odd updates: the calls of the bot, held against what each update must lead to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.odd.desk import DESK_CHAT, is_of_desk
from benchmarks.odd.oracle import LARGEST_ID, Due, Expected, expected
from benchmarks.odd.telegram import NotedCall
from benchmarks.odd.updates import OddUpdate
from handlers.kit.texts import LANGUAGES, Texts

_FIRST_GROUP = -1_000_000_000_000
"""Ids of groups and channels are below."""


@dataclass(slots=True)
class OddOutcome:
    """What came of it. Faults are numbers of updates; `open` counts what nobody has to do."""

    updates: int = 0
    due: Counter[Due] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    crashed: bool = False
    silences: list[int] = field(default_factory=list)
    undue: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    error_codes: list[int] = field(default_factory=list)
    called_unreadable: list[int] = field(default_factory=list)
    told_unreadable: int = 0
    notices: int = 0
    strays: list[NotedCall] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    left: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was wrong."""
        faults = (self.silences, self.undue, self.doubled, self.error_codes, self.strays)
        wrong = self.called_unreadable or self.crashed or self.left or self.errors
        return not any(faults) and not wrong


def judge(outcome: OddOutcome, updates: Iterable[OddUpdate], calls: Sequence[NotedCall]) -> None:
    by_chat: defaultdict[int, list[NotedCall]] = defaultdict(list)
    by_query: defaultdict[str, list[NotedCall]] = defaultdict(list)
    codes: set[int] = set()
    texts = Texts.load()
    broken = _Known(texts, "try-again", "inline-broken")
    unreadable = _Known(texts, "update-unreadable")
    # What the desk's people are told of their own accord.
    letters = _Known(texts, "unreadable-owner")
    # What a busy machine has people told beside their answers.
    notice = _Known(texts, "long-queue", "too-many")
    for call in calls:
        if notice(call.text):
            outcome.notices += 1
            continue
        if call.chat is not None:
            by_chat[call.chat].append(call)
        if call.query is not None:
            by_query[call.query].append(call)
    claimed: Counter[int] = Counter()
    # Without what was sent, which would fill the memory.
    asked: list[tuple[int, bool, Expected]] = []
    for update in updates:
        what = expected(update.raw)
        outcome.updates += 1
        outcome.due[what.due] += 1
        if what.due is Due.OPEN:
            outcome.open[what.why] += 1
        if what.chat is not None:
            claimed[what.chat] += 1
        asked.append((update.number, update.valid, what))
    seen: set[int] = set()
    for number, valid, what in asked:
        answers = by_chat.get(what.chat or 0, [])
        seen.add(what.chat or 0)
        went_out = [call for call in answers if call.done]
        alone = claimed[what.chat or 0] == 1
        told = [*answers, *by_query.get(what.query or "", [])]
        if any(broken(call.text) for call in told):
            codes.add(number)
        if any(unreadable(call.text) for call in went_out):
            outcome.told_unreadable += 1
            if valid and what.says:
                outcome.called_unreadable.append(number)
        match what.due:
            case Due.REPLY:
                if not went_out:
                    outcome.silences.append(number)
            case Due.PRESS | Due.INLINE:
                if not by_query.get(what.query or ""):
                    outcome.silences.append(number)
            case Due.NOTHING:
                if alone and any(not letters(call.text) for call in went_out):
                    outcome.undue.append(number)
        if alone and what.due is Due.REPLY and _is_doubled(number, went_out):
            outcome.doubled.append(number)
    outcome.error_codes += sorted(codes)
    outcome.strays += [
        call
        for chat, found in by_chat.items()
        if chat not in seen and (0 < chat < LARGEST_ID or chat < _FIRST_GROUP)
        for call in found
        if not letters(call.text) and (chat != DESK_CHAT or call.reply_to is not None)
    ]


def _is_doubled(number: int, went_out: Sequence[NotedCall]) -> bool:
    """Tell whether someone got more than one reply; the desk's pages come in several messages."""
    if is_of_desk(number):
        return len({call.text for call in went_out}) < len(went_out)
    return len(went_out) > 1


class _Known:
    """Tells whether words are one of the texts under some keys, in any language."""

    def __init__(self, texts: Texts, *keys: str) -> None:
        told = (texts[lang](key, id="\0") for lang in LANGUAGES for key in keys)
        self._begins = tuple(one.split("\0")[0].strip() for one in told)

    def __call__(self, words: str) -> bool:
        return words.startswith(self._begins)
