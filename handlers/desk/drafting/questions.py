"""The questions of a draft and their order."""

from dataclasses import replace

from handlers.desk.drafting.body import Body
from handlers.kit.texts import LANGUAGES

PARTS = "parts"
"""The overview of an edit: which part shall change?"""
REVIEW = "review"
"""The last step: look at it and save it."""
REASON = "reason"
TELL = "tell"
REPEATED = frozenset({"source", "topics", "seen", "pictures"})
"""What may have several answers: a choice that is pressed leaves the question open for more."""
IN_A_LANGUAGE = frozenset({"claim", "summary", "said"})
"""What is asked for in a language."""
_STATEMENT = ("said", "when", "where", "another")


def kind_of(step: str) -> str:
    """Return what a step asks for: `claim` of `claim-kk`."""
    return step.partition("-")[0]


def lang_of(step: str) -> str:
    """Return the language that a step asks for, empty where it asks for none."""
    return step.partition("-")[2]


def languages_of(body: Body) -> list[str]:
    """Return the languages in the order in which they are asked for."""
    return sorted(LANGUAGES, key=lambda lang: lang != body.lead)


def order(body: Body) -> list[str]:
    """Return the questions of a new debunk as far as they are known by now.

    The language of the post that it began with comes first, and the others after it.
    """
    asked = languages_of(body)
    languages = body.parts.languages or asked[:1]
    spoken = [lang for lang in asked if lang in languages]
    steps = [f"claim-{lang}" for lang in asked] + ["verdict"]
    steps += [f"summary-{lang}" for lang in spoken]
    steps.append("who")
    if body.parts.statement(body.at):
        steps += [f"said-{lang}" for lang in spoken] + ["when", "where"]
    return [*steps, "source", "topics", "seen", REVIEW]


def exists(step: str) -> bool:
    """Tell whether there is such a question; button data can be forged."""
    if kind_of(step) in IN_A_LANGUAGE:
        return lang_of(step) in LANGUAGES
    return step in {"verdict", "who", *_STATEMENT[1:], *REPEATED, "date"} | {
        PARTS,
        REVIEW,
        REASON,
        TELL,
    }


def onward(step: str, body: Body) -> tuple[str, Body]:
    """Return the question after this one, and the body as it stands then."""
    if body.single and kind_of(step) not in {"who", "said", "when", "where"}:
        return PARTS if body.was else REVIEW, replace(body, single=False)
    if step == "another":
        return "source", body
    steps = order(body)
    if step not in steps:
        return (PARTS if body.was else REVIEW), replace(body, single=False)
    following = next(
        one for one in steps[steps.index(step) + 1 :] if body.single or not _told(one, body)
    )
    if body.single and following == "source":
        return PARTS if body.was else REVIEW, replace(body, single=False)
    return following, body


def _told(step: str, body: Body) -> bool:
    """Tell whether a question was answered before its turn came: with another, or by a post."""
    held = body.parts.statement(body.at)
    match kind_of(step):
        case "claim":
            return bool(body.parts.claim(lang_of(step)))
        case "when":
            return bool(held and held.date)
        case "where":
            return bool(held and held.url)
        case _:
            return False


def back(step: str, body: Body) -> tuple[str, Body]:
    """Return the question before this one; before the first there is the first."""
    if body.single:
        return PARTS if body.was else REVIEW, replace(body, single=False)
    if step == "who" and body.at:
        return "where", replace(body, at=body.at - 1)
    steps = order(body)
    at = steps.index(step) if step in steps else len(steps) - 1
    return steps[max(0, at - 1)], body
