"""What the store holds: debunks, drafts, examples, what waits, what was set aside."""

import json
from importlib.resources import files

from bot.doctor.finding import Finding, fault, fine, in_time, look
from storage.store import Store
from storage.upkeep.overview import Holdings
from storage.upkeep.unreadable import MOST_KEPT

DEBUNKS, DRAFTS, EXAMPLES = "debunks", "drafts", "examples"
UNREADABLE = "unreadable updates"
_INVENTED = "invented-"
_DAY = 86_400
_LONG_WAIT = 3 * _DAY


def check_debunks(held: Holdings) -> list[Finding]:
    """Say how many debunks readers can get."""
    if held.published:
        return [fine(DEBUNKS, f"{held.published:,} published")]
    remedy = "Import the desk's debunks (`python -m bot import FILE`), or publish them with /add."
    return [look(DEBUNKS, "none is published: every reader hears that nothing is known", remedy)]


def check_drafts(held: Holdings, now: float) -> list[Finding]:
    """Say how many debunks and changes wait for a chief."""
    waiting = held.waiting + held.drafts
    if held.waiting and now - held.waiting_since > _LONG_WAIT:
        found = (
            f"{held.waiting} finished changes wait for a chief, the oldest for "
            f"{in_time(now - held.waiting_since)}"
        )
        return [look(DRAFTS, found, "Let a chief editor look at /queue and publish or decline.")]
    return [fine(DRAFTS, f"{waiting} wait for a chief" if waiting else "none waits")]


async def check_examples(store: Store) -> list[Finding]:
    """Say whether the demo's invented debunks are among those that readers get."""
    number = await store.overview.published_among(invented_ids())
    if not number:
        return [fine(EXAMPLES, "none of the demo's invented debunks is published")]
    remedy = (
        "Take each of them back with /retract, or begin a new store with an import of your own "
        "debunks alone."
    )
    found = (
        f"{number} of the demo's invented debunks are published: readers are told what is not so"
    )
    return [fault(EXAMPLES, found, remedy)]


def invented_ids() -> list[str]:
    """Return the ids of the demo's debunks that are about nothing that was ever said."""
    text = (files("bot") / "data" / "debunks.jsonl").read_text(encoding="utf-8")
    ids = [str(json.loads(line)["id"]) for line in text.splitlines()]
    return [one for one in ids if one.startswith(_INVENTED)]


def check_unreadable(held: Holdings, now: float) -> list[Finding]:
    """Say how many updates could not be read, and when the last one came."""
    if not held.unreadable:
        return [fine(UNREADABLE, "none in the last 30 days")]
    most = f" (the newest {MOST_KEPT} are kept)" if held.unreadable >= MOST_KEPT else ""
    age = in_time(now - held.last_unreadable)
    found = f"{held.unreadable}{most}, the last {age} ago"
    remedy = "Update Raspa, which learns new forms; the bot's log names their kinds (“wrong type”)."
    return [look(UNREADABLE, found, remedy)]
