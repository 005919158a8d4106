"""The demo's debunks, all but one of them invented: what to say of those in an operator's store."""

from importlib.resources import files

from domain.debunk import Debunk, Status
from formats.interchange import parse_line
from storage.store import Store

EXAMPLES = files("bot") / "data" / "debunks.jsonl"
_INVENTED = "invented-"


def examples() -> list[Debunk]:
    """Return the demo's debunks."""
    return [parse_line(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]


async def warning_of(store: Store) -> str | None:
    """Return what to say where readers would get invented debunks as the desk's own."""
    ids = [one.id for one in examples() if one.id.startswith(_INVENTED)]
    statuses = await store.debunks.statuses(ids)
    told = [one for one in ids if statuses.get(one) is Status.PUBLISHED]
    if not told:
        return None
    return (
        f"Warning: {len(told)} of this store's published debunks are the demo's, which are "
        f"invented ({told[0]}, …). Readers get them as yours. Before you go live, take each back "
        "with /retract, or begin with a store that never had them (RASPA_DATABASE)."
    )
