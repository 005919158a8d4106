"""The matcher: the desk's own thresholds, and claims that are found by words alone so far."""

import json
from pathlib import Path

from bot.doctor.finding import Finding, fault, fine, look
from bot.doctor.isolation import unasked
from bot.doctor.opening import with_store
from bot.doctor.surroundings import Holders
from bot.settings import SettingsError
from bot.thresholds import beside, read_thresholds
from matching.decide import SCORER
from storage.store import Store

THRESHOLDS, VECTORS = "thresholds", "vectors"


def check_thresholds(database: Path) -> list[Finding]:
    """Say whether the desk's own thresholds can be read and fit this Raspa's scores."""
    path = beside(database)
    if not path.exists():
        return [fine(THRESHOLDS, "the shipped ones; the desk has calibrated none")]
    remedy = "Calibrate again (`python -m bot calibrate`), or delete the file."
    unusable = fault(
        THRESHOLDS, f"{path} cannot be used, and the bot does not start with it", remedy
    )
    # Reading a pipe waits for somebody to write into it.
    if not path.is_file():
        return [unusable]
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return [unusable]
    # Asked here, since reading them says it in the log alone.
    if isinstance(content, dict) and content.get("scorer") != SCORER:
        found = "the desk's own were made for another Raspa's scores and are not used"
        return [look(THRESHOLDS, found, remedy)]
    try:
        read_thresholds(path)
    except SettingsError:
        return [unusable]
    return [fine(THRESHOLDS, "the desk's own")]


async def check_vectors(store: Store | None, encoder: str | None, held: Holders) -> list[Finding]:
    """Say how many published claims have no vector of the encoder of this name yet."""
    if encoder is None:
        return [unasked(VECTORS, "which are wanted, the encoder alone knows", "encoder")]

    async def lacking(looked_at: Store) -> list[Finding]:
        number = await looked_at.vectors.count_lacking(encoder)
        if not number:
            return [fine(VECTORS, "every published claim has one")]
        found = f"{number:,} published claims have none and are found by their words alone"
        if held.running:
            remedy = "Wait some minutes, in which the bot makes them; if they stay, read its log."
        else:
            remedy = "Start the bot, which makes them."
        return [look(VECTORS, found, remedy)]

    return await with_store(store, VECTORS, lacking)
