"""How long something took, in words."""

from handlers.kit.texts import Voice


def in_words(seconds: float, voice: Voice) -> str:
    """Return a stretch of time in minutes, hours or days, whichever says it in few figures."""
    minutes = round(seconds / 60)
    if minutes < 90:
        return voice("stats-minutes", number=minutes)
    if minutes < 48 * 60:
        return voice("stats-hours", number=round(minutes / 60))
    return voice("stats-days", number=round(minutes / 60 / 24))
