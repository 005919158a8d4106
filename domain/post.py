"""What comes in to be checked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """An incoming message to be checked, free of everything that is Telegram's.

    `links` holds the addresses in the text and behind its words; `origin` is the address of the
    channel post that it was forwarded from, where Telegram tells.
    """

    text: str
    links: tuple[str, ...] = ()
    origin: str | None = None
