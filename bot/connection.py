"""How requests to Telegram travel: certificates read once, and time enough for a slow answer."""

import ssl
from functools import cache

import httpx
from telegram import Bot

from bot.answers import CallsRequest
from bot.watch.requests import ObservedRequest

PATIENCE_SECONDS = 20.0
"""How long one step of a request may take.

The library gives up after five seconds, when nobody can tell whether the message went out; sending
it again then doubles the reply. Slow servers and busy machines do answer a little later.
"""


def request(connections: int, kind: type[ObservedRequest] = CallsRequest) -> ObservedRequest:
    """Return a pool of so many connections; a request waits for a free one."""
    return kind(
        connection_pool_size=connections,
        read_timeout=PATIENCE_SECONDS,
        write_timeout=PATIENCE_SECONDS,
        connect_timeout=PATIENCE_SECONDS,
        pool_timeout=PATIENCE_SECONDS,
        httpx_kwargs={"verify": certificates()},
    )


def unlimited_bot(token: str, base_url: str) -> Bot:
    """Return a bot for the few calls that no reader waits for, without the rate limiter."""
    return Bot(token, base_url=base_url, request=request(4), get_updates_request=request(1))


@cache
def certificates() -> ssl.SSLContext:
    """Return whose certificates are trusted, read once."""
    # Reading them takes some 25 ms, and every pool would do so anew.
    return httpx.create_ssl_context()
