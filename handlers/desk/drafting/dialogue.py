"""The dialogue of one draft: what an answer or a press makes of it. No I/O."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.debunk import Debunk, Status, Verdict
from domain.fingerprint import Fingerprint
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import (
    AnswerFault,
    clear,
    holds,
    names_in,
    take_in,
    with_authority,
    with_facts,
    with_pictures,
    with_topic,
    with_verdict,
)
from handlers.desk.drafting.body import Body, body_of
from handlers.desk.drafting.parts import Parts, parts_of
from handlers.desk.drafting.statement_facts import facts_in
from handlers.desk.drafting.template import verdict_in
from handlers.kit.texts import Voice
from matching.reading.language import language_of
from storage.debunks.names import Authority
from storage.desk.drafts import ASIDE, WAITING, Draft

_TYPED = {
    *("claim", "verdict", "summary", "who", "said", "when", "where"),
    *("source", "topics", "seen", "pictures", "date", "reason"),
}
_LONGEST_NAME = 200
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer is read against: the desk's day, all languages, and what the store names.

    `authorities` and `topics` are those that the question offers, or that the answer may mean.
    """

    today: date
    voices: Sequence[Voice] = ()
    authorities: Sequence[Authority] = ()
    topics: Sequence[str] = ()

    def names_of(self, text: str) -> dict[str, str] | None:
        """Return all names of the authority that is called just so in some language."""
        wanted = " ".join(text.split()).casefold()
        for one in self.authorities:
            if any(name.casefold() == wanted for name in one.names.values()):
                return dict(one.names)
        return None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A draft's row with its body read; each move returns the dialogue as it is after it."""

    draft: Draft
    body: Body

    @classmethod
    def of(cls, draft: Draft) -> "Dialogue":
        """Read a draft's row."""
        return cls(draft, body_of(draft))

    def row(self, at: int) -> Draft:
        """Return the row as it is to be kept, changed at this time in seconds."""
        return replace(self.draft, body=self.body.text(), changed=at)

    @property
    def step(self) -> str:
        """The question that awaits an answer."""
        return self.draft.step

    @property
    def expects_words(self) -> bool:
        """Whether the question is answered by typing."""
        return questions.kind_of(self.step) in _TYPED or self.awaits_reason

    def takes(self, *, forwarded: bool, worded: bool) -> bool:
        """Tell whether a message is the answer to the question: one with words, or a picture."""
        if self.step == "pictures":
            return True
        return worded and self.expects_words and (not forwarded or self.step == "seen")

    @property
    def awaits_reason(self) -> bool:
        """Whether this is the overview of a change that readers will hear the reason for."""
        return self.step == questions.PARTS and self.done().step == questions.REASON

    @property
    def at_last_claim(self) -> bool:
        """Whether this is the claim in the last language of a new debunk, unanswered as yet."""
        body = self.body
        alone = body.single or bool(body.looks) or body.was is not None
        return not alone and self.step == f"claim-{questions.languages_of(body)[-1]}"

    @property
    def may_finish(self) -> bool:
        """Whether the rest of a new debunk's questions can be left: it has a verdict."""
        over = {questions.PARTS, questions.REVIEW, questions.REASON, questions.TELL}
        return self.body.was is None and bool(self.body.parts.verdict) and self.step not in over

    def under(self, message: int) -> "Dialogue":
        """Name the message that holds the question."""
        return replace(self, body=replace(self.body, message=message))

    def answer(
        self, text: str, links: Sequence[str], known: Known, *, more: bool = False
    ) -> "Dialogue | AnswerFault":
        """Take in what was typed; `links` are the addresses in the message and behind its words.

        Who made a statement is asked again where known authorities begin with what was typed, a
        text in another language than the one asked for whether that is meant, and with `more` a
        question that may have several answers. Words to the overview of a change are its reason.
        """
        if self.awaits_reason:
            return self.done().answer(text, links, known)
        if self.step == "who" and text.strip():
            return self._take_authority(text, links, known)
        if self.step == "verdict" and (verdict := verdict_in(text, known.voices)):
            return self._onward(with_verdict(self.body, verdict))
        kind, lang = questions.kind_of(self.step), questions.lang_of(self.step)
        looks = _other_language(text, lang) if kind in questions.IN_A_LANGUAGE else None
        found = take_in(self.step, text, links, self.body, known.today)
        if isinstance(found, AnswerFault):
            return found
        if looks:
            return self._at(self.step, replace(self.body, typed=text.strip(), looks=looks))
        if more and kind in questions.REPEATED:
            return self._at(self.step, found)
        return self._onward(found)

    def look_at(self, pictures: Sequence[Fingerprint]) -> "Dialogue | AnswerFault":
        """Take in how a picture looks, and leave the question open for the next."""
        found = with_pictures(self.body, pictures)
        return found if isinstance(found, AnswerFault) else self._at(self.step, found)

    def with_pictures(self, pictures: Sequence[Fingerprint]) -> "Dialogue":
        """Add how a picture looks, wherever the draft is, as far as there is room."""
        found = with_pictures(self.body, pictures)
        return self if isinstance(found, AnswerFault) else self._at(self.step, found)

    def _take_authority(
        self, text: str, links: Sequence[str], known: Known
    ) -> "Dialogue | AnswerFault":
        """Take who made a statement, and when and where if that stands in the same message."""
        found = take_in("who", text, links, self.body, known.today)
        facts = facts_in(text, links, known.today)
        if isinstance(found, AnswerFault):
            return found
        if facts is None:
            return AnswerFault("address")
        dated = with_facts(self.body, facts)
        if not facts.name:
            return self._at("who", dated)
        if (names := known.names_of(facts.name)) is not None:
            return self._onward(with_authority(dated, names))
        if known.authorities and not self.body.typed:
            return self._at("who", replace(dated, typed=facts.name[:_LONGEST_NAME]))
        return self._onward(with_authority(dated, names_in(facts.name)))

    def choose(self, value: str, known: Known) -> "Dialogue | None":
        """Take in a pressed choice; None where there is no such choice (any more)."""
        body = self.body
        match questions.kind_of(self.step):
            case "verdict" if value in set(Verdict):
                return self._onward(with_verdict(body, Verdict(value)))
            case "claim" if value in set(Verdict) and self.at_last_claim:
                return self._at("verdict")._onward(with_verdict(body, Verdict(value)))
            case kind if kind in questions.IN_A_LANGUAGE and body.looks:
                return self._as_language(value, known)
            case "who" if value == "typed" and body.typed:
                return self._onward(with_authority(body, names_in(body.typed)))
            case "who" if value.isdecimal():
                chosen = next((one for one in known.authorities if one.id == int(value)), None)
                return self._onward(with_authority(body, dict(chosen.names))) if chosen else None
            case "when" | "date" if value in {"today", "yesterday"}:
                return self._word(value, known)
            case "topics" if value.isdecimal() and int(value) < len(known.topics):
                return self._at(self.step, with_topic(body, known.topics[int(value)]))
            case "tell" if value in {"yes", "no"}:
                return self._at(questions.REVIEW, replace(body, tell=value == "yes"))
            case _:
                return None

    def skip(self) -> "Dialogue":
        """Go to the next question, whatever the answer to this one is."""
        return self._onward(self.body)

    def finish(self) -> "Dialogue":
        """Leave the other questions and go to the last page; what was typed and not yet placed is
        kept as what it looks like.
        """
        now = self
        if self.body.looks:
            kind = questions.kind_of(self.step)
            free = not holds(f"{kind}-{self.body.looks}", self.body)
            now = self._placed(f"{kind}-{self.body.looks}" if free else self.step)
        elif self.body.typed:
            now = self._at(self.step, with_authority(self.body, names_in(self.body.typed)))
        return now._at(questions.REVIEW, replace(now.body, single=False, typed="", looks=""))

    def back(self) -> "Dialogue":
        """Go to the question before."""
        if self.body.retract:
            return self._at(questions.REASON)
        asked_last = {questions.REASON, questions.TELL, questions.REVIEW}
        if self.body.was and self.step in asked_last:
            return self._at(questions.PARTS)
        if self.body.looks:
            return self._at(self.step, replace(self.body, typed="", looks=""))
        return self._at(*questions.back(self.step, replace(self.body, typed="")))

    def clear(self) -> "Dialogue":
        """Take the answer to the question away; it is asked again."""
        return self._at(self.step, clear(self.step, self.body))

    def another(self) -> "Dialogue":
        """Go to the next statement."""
        return self._at("who", replace(self.body, at=self.body.at + 1))

    def overview(self) -> "Dialogue":
        """Go to the list of the parts."""
        return self._at(questions.PARTS, replace(self.body, single=False))

    def one_part(self, step: str, at: int = 0) -> "Dialogue":
        """Ask for one part alone; `at` is the place of a statement, the next free one at most."""
        place = min(at, len(self.body.parts.statements))
        return self._at(step, replace(self.body, single=True, at=place))

    def fill(self, parts: Parts) -> "Dialogue":
        """Put in all parts at once."""
        return self._at(questions.REVIEW, replace(self.body, parts=parts))

    def done(self) -> "Dialogue":
        """Leave the overview: a change that readers have seen is asked the reason for."""
        was = self.body.was
        seen = was is not None and was.version > 0 and was.status is not Status.DRAFT
        return self._at(questions.REASON if seen and self.body.changed else questions.REVIEW)

    def rest(self) -> "Dialogue":
        """Put it aside: what its moderator types goes elsewhere until it is taken up again."""
        return self._at(ASIDE, replace(self.body, resume=self.step))

    def take_up(self) -> "Dialogue":
        """Go on where it was left."""
        step = self.body.resume if self.step == ASIDE else self.step
        fallback = questions.PARTS if self.body.was else questions.REVIEW
        return self._at(step if questions.exists(step) else fallback)

    def wait(self) -> "Dialogue":
        """Leave it to a chief."""
        return self._at(WAITING, replace(self.body, note=""))

    def redo(self, current: Debunk) -> "Dialogue | None":
        """Begin a change anew on what the debunk is now, with one's own changes kept on top."""
        if self.body.was is None:
            return None
        parts = self.body.parts.onto(parts_of(current), was=parts_of(self.body.was))
        based = replace(self.draft, base=current.version)
        again = replace(self, draft=based, body=replace(self.body, parts=parts, was=current))
        return again._at(questions.REVIEW)

    def _word(self, text: str, known: Known) -> "Dialogue | None":
        found = take_in(self.step, text, (), self.body, known.today)
        return None if isinstance(found, AnswerFault) else self._onward(found)

    def _as_language(self, value: str, known: Known) -> "Dialogue | None":
        """Place words that look to be in another language than the one asked for."""
        if value == "asked":
            placed = self._placed(self.step)
            return placed._onward(placed.body)
        if value != "looks":
            return None
        placed = self._placed(f"{questions.kind_of(self.step)}-{self.body.looks}")
        answered = placed.body.single or holds(self.step, placed.body)
        return placed._onward(placed.body) if answered else placed

    def _placed(self, step: str) -> "Dialogue":
        """Put what was typed in as the answer to a step; the question stays."""
        body, words = replace(self.body, typed="", looks=""), self.body.typed
        kind, lang = questions.kind_of(step), questions.lang_of(step)
        parts = body.parts
        match kind:
            case "claim":
                parts = parts.with_claim(lang, words)
            case "summary":
                parts = parts.with_summary(lang, words)
            case _:
                parts = parts.with_said(body.at, lang, words)
        return self._at(self.step, replace(body, parts=parts))

    def _onward(self, body: Body) -> "Dialogue":
        if self.step == questions.REASON:
            return self._at(_after_reason(body), body)
        return self._at(*questions.onward(self.step, replace(body, typed="", looks="")))

    def _at(self, step: str, body: Body | None = None) -> "Dialogue":
        return Dialogue(replace(self.draft, step=step), body or self.body)


def _after_reason(body: Body) -> str:
    """Return the step after the reason for a change: readers hear of another verdict anyway."""
    before = body.was.verdict if body.was else None
    heard_anyway = body.retract or body.parts.verdict is not before
    return questions.REVIEW if heard_anyway else questions.TELL


def _other_language(text: str, asked: str) -> str | None:
    """Return the language that a text is beyond doubt in where it is not the one asked for.

    Letters that the other language does not have leave a doubt.
    """
    looks = language_of(text)
    cyrillic, latin = (len(letters.findall(text)) for letters in (_CYRILLIC, _LATIN))
    kazakh = bool(_KAZAKH.search(text))
    sure = {
        "ru": cyrillic > latin and not kazakh,
        "kk": kazakh or not (cyrillic and latin),
        "en": not cyrillic,
    }
    return looks if looks is not None and looks != asked and sure[looks] else None
