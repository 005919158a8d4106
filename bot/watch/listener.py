"""The listener for an operator's monitoring: `/healthz` and `/metrics`, on a thread of its own."""

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event, Thread
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.watch.gauges import Gauges
from bot.watch.health import Check, HealthCheck
from bot.watch.watch import Watch

PATIENCE_SECONDS = 10.0
_LONGEST_HEAD = 16_384
_LONGEST_BODY = 1_024
_END_SECONDS = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the pages are made of."""

    watch: Watch
    health: HealthCheck
    gauges: Gauges


@contextmanager
def listening(
    sockets: Sequence[socket.socket],
    watch: Watch,
    health: HealthCheck,
    now: Callable[[], float],
    patience: float = PATIENCE_SECONDS,
) -> Iterator[None]:
    """Answer at these sockets while the block runs, also while the bot's event loop hangs.

    A request's head that takes longer than `patience` (seconds) ends unanswered.
    """
    gauges = Gauges(watch, now)
    watch.registry.register(gauges)
    listener = _Listener(sockets, _Desk(watch, health, gauges), patience)
    thread = Thread(target=listener.run, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        listener.stop()
        thread.join(_END_SECONDS)
        watch.registry.unregister(gauges)


class _Listener:
    def __init__(self, sockets: Sequence[socket.socket], desk: _Desk, patience: float) -> None:
        self._sockets = sockets
        self._desk = desk
        self._patience = patience
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._begun = Event()

    def run(self) -> None:
        asyncio.run(self._serve())

    def stop(self) -> None:
        self._begun.wait(_END_SECONDS)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        told = {"desk": self._desk}
        pages = Application(
            [(r"/healthz", _Health, told), (r"/metrics", _Metrics, told), (r".*", _Nothing, told)],
            log_function=lambda _: None,
        )
        server = HTTPServer(
            pages,
            max_header_size=_LONGEST_HEAD,
            max_body_size=_LONGEST_BODY,
            idle_connection_timeout=self._patience,
            body_timeout=self._patience,
        )
        server.add_sockets(self._sockets)
        self._begun.set()
        await self._stop.wait()
        server.stop()
        await server.close_all_connections()


class _Page(RequestHandler):
    def initialize(self, desk: _Desk) -> None:
        self._desk = desk

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """Have none: nobody keeps what is true for a moment."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with a code and nothing else."""
        self.finish()

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """Log what broke here; what is wrong with a request is said to whoever sent it."""
        if self.get_status() >= HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.error("The listener could not answer", exc_info=value)


class _Nothing(_Page):
    def prepare(self) -> None:
        """Answer that there is nothing, whatever the method."""
        self.set_status(HTTPStatus.NOT_FOUND)
        self.finish()


class _Health(_Page):
    async def get(self) -> None:
        """Say whether the bot is well."""
        checks = await self._desk.health.checks()
        well = all(check.well for check in checks)
        self.set_status(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"well": well, "checks": {one.name: _told(one) for one in checks}}))

    head = get


class _Metrics(_Page):
    async def get(self) -> None:
        """Tell the figures."""
        desk = self._desk
        desk.gauges.found(await desk.health.checks(), await desk.health.readings())
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(desk.watch.registry))

    head = get


def _told(check: Check) -> dict[str, object]:
    age = None if check.age is None else round(check.age, 1)
    return {"well": check.well, "age_seconds": age}
