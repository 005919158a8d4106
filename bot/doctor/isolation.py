"""A check that breaks is a line among the others, and never the end of the examination."""

import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.doctor.finding import Finding, fault, look

Check = Callable[[], Awaitable[list[Finding]]]
_ROOT = Path(__file__).parents[2]


async def isolated(subject: str, check: Check) -> list[Finding]:
    """Return what a check says; of one that breaks, where it broke and nothing of its values."""
    try:
        return await check()
    # Whatever it is: the lines of the others are wanted all the more.
    except Exception as error:
        return [broken(subject, error)]


def broken(subject: str, error: Exception) -> Finding:
    """Return the line of a check that broke."""
    places = [
        f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT)
    ]
    where = f" at {places[-1]}" if places else ""
    return fault(
        subject,
        f"could not be looked at: {type(error).__name__}{where}",
        "Ask again; if this stays, send this line to Raspa's makers.",
    )


def unasked(subject: str, why: str, first: str) -> Finding:
    """Return the line of a check that cannot be made before `first`, another subject, is mended."""
    return look(subject, f"not looked at: {why}", f"First do what the line “{first}” says.")
