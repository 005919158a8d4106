"""Dialogues of drafts at a step, without a store."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.debunk import Claim, Debunk, Statement, Verdict
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue, Known
from handlers.desk.drafting.parts import Parts, parts_of
from storage.debunks.names import Authority
from storage.desk.drafts import Draft
from tests.kit.staff import TEXTS

KNOWN = Known(date(2026, 11, 27), tuple(TEXTS.values()))
MINISTRY = Authority(7, {"ru": "Министерство обороны", "kk": "Қорғаныс министрлігі"})
WITH_MINISTRY = replace(KNOWN, authorities=[MINISTRY])
CLAIMED = Parts(claims=(Claim("ru", "Говорящий сом"),))
NAMED = replace(CLAIMED, statements=(Statement({}, {"ru": "Акимат"}),))
FISH = Debunk("fish", Verdict.FAKE, CLAIMED.claims)


def dialogue_at(step: str, parts: Parts = CLAIMED, **body: Any) -> Dialogue:
    """Return the dialogue of a new debunk at a step."""
    return Dialogue(Draft(1, 1, None, None, step, "", None, 10), Body(parts, **body))


def change_at(step: str, parts: Parts | None = None, **body: Any) -> Dialogue:
    """Return the dialogue of a change of a published debunk at a step."""
    row = Draft(1, 1, FISH.id, FISH.version, step, "", None, 10)
    return Dialogue(row, Body(parts or parts_of(FISH), was=FISH, **body))


def take(dialogue: Dialogue, text: str, *links: str, known: Known = KNOWN) -> Dialogue:
    """Return the dialogue after an answer that is taken."""
    now = dialogue.answer(text, links, known)
    assert isinstance(now, Dialogue), now
    return now
