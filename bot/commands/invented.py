"""The demo's debunks, all but one of them invented: what to say of those in an operator's store."""

from importlib.resources import files

from bot.doctor.holdings import invented_ids
from storage.store import Store

EXAMPLES = files("bot") / "data" / "debunks.jsonl"


async def warning_of(store: Store) -> str | None:
    """Return what to say where readers would get invented debunks as the desk's own."""
    number = await store.overview.published_among(invented_ids())
    if not number:
        return None
    return (
        f"Warning: {number} of this store's published debunks are the demo's, which are invented. "
        "Readers get them as yours. Before you go live, take each back with /retract, or begin "
        "with a store that never had them (RASPA_DATABASE)."
    )
