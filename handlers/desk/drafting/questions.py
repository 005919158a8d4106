"""The questions of a draft and their order."""

from dataclasses import replace

from handlers.desk.drafting.draft_body import Making
from handlers.kit.texts import LANGUAGES

PARTS = "parts"
"""The overview of an edit: which part shall change?"""
REVIEW = "review"
"""The last step: look at it and save it."""
REASON = "reason"
TELL = "tell"
_STATEMENT = ("said", "when", "where", "another")


def kind_of(step: str) -> str:
    """Return what a step asks for: `claim` of `claim-kk`."""
    return step.partition("-")[0]


def lang_of(step: str) -> str:
    """Return the language that a step asks for, empty where it asks for none."""
    return step.partition("-")[2]


def order(making: Making) -> list[str]:
    """Return the questions of a new debunk as far as they are known by now."""
    languages = making.work.languages or LANGUAGES[:1]
    spoken = [lang for lang in LANGUAGES if lang in languages]
    steps = [f"claim-{lang}" for lang in LANGUAGES] + ["verdict"]
    steps += [f"summary-{lang}" for lang in spoken]
    steps.append("who")
    if making.work.statement(making.at):
        steps += [f"said-{lang}" for lang in spoken] + list(_STATEMENT[1:])
    return [*steps, "source", "topics", "seen", REVIEW]


def exists(step: str) -> bool:
    """Tell whether there is such a question; button data can be forged."""
    if kind_of(step) in {"claim", "summary", "said"}:
        return lang_of(step) in LANGUAGES
    return step in {"verdict", "who", *_STATEMENT[1:], "source", "topics", "seen", "date"} | {
        PARTS,
        REVIEW,
        REASON,
        TELL,
    }


def onward(step: str, making: Making) -> tuple[str, Making]:
    """Return the question after this one, and the making as it stands then."""
    if making.single and kind_of(step) not in {"who", "said", "when", "where"}:
        return PARTS if making.was else REVIEW, replace(making, single=False)
    if step == "another":
        return "source", making
    steps = order(making)
    if step not in steps:
        return (PARTS if making.was else REVIEW), replace(making, single=False)
    following = steps[steps.index(step) + 1]
    if making.single and following in {"another", "source"}:
        return PARTS if making.was else REVIEW, replace(making, single=False)
    return following, making


def back(step: str, making: Making) -> tuple[str, Making]:
    """Return the question before this one; before the first there is the first."""
    if making.single:
        return PARTS if making.was else REVIEW, replace(making, single=False)
    if step == "who" and making.at:
        return "another", replace(making, at=making.at - 1)
    steps = order(making)
    at = steps.index(step) if step in steps else len(steps) - 1
    return steps[max(0, at - 1)], making
