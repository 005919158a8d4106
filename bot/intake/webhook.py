"""The webhook: a small server that Telegram posts updates to."""

import hashlib
import hmac
import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from bot.intake.plain_json import parsed
from bot.listening import ListenAddress, give_back, listening_sockets

_log = logging.getLogger(__name__)

LONGEST_BODY = 1_048_576
"""The longest body that is read, in bytes; Telegram's own updates are far below."""

PATIENCE_SECONDS = 10.0
"""How long the head of a request, and after it the body, may take; then the connection ends."""

# What still comes after a refusal is thrown away up to here, since who has its connection reset
# while it writes seldom reads why.
_LONGEST_THROWN_AWAY = LONGEST_BODY
_THROWING_AWAY_SECONDS = 2.0
_LONGEST_HEAD = 16_384
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(frozen=True, slots=True)
class _Door:
    """Where updates are let in, and with which secret."""

    path: str
    secret: str | None
    take: Callable[[object], Awaitable[bool]]
    patience: float


class WebhookServer:
    """Listens at one path and hands on each update; answers 200 when it has been taken.

    `take` tells whether that is so; where it is not, 503 has Telegram send it again. What is not
    answered with 2xx is repeated, so that one that cannot be read is taken too.
    Answers 404 at another path, 405 for another method, 403 without the secret and 413 for what is
    too long, all before a body is read; 400 for what is no JSON. A head or a body that takes longer
    than `patience` (seconds), and a connection that says nothing for as long, end unanswered.
    """

    def __init__(
        self,
        path: str,
        secret: str | None,
        take: Callable[[object], Awaitable[bool]],
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        door = _Door(path.strip("/"), secret, take, patience)
        application = Application([(r".*", _Updates, {"door": door})], log_function=_log_nothing)
        self._address = ListenAddress()
        self._server = HTTPServer(
            application,
            # The handler counts for itself, so that it can say why it refuses.
            max_body_size=2 * LONGEST_BODY + _LONGEST_THROWN_AWAY,
            max_header_size=_LONGEST_HEAD,
            idle_connection_timeout=patience,
            body_timeout=patience,
        )

    def listen(self, address: ListenAddress) -> None:
        """Begin to listen. Raises OSError where that cannot be done."""
        self._server.add_sockets(listening_sockets(address))
        self._address = address

    async def close(self) -> None:
        """Stop listening and end the connections."""
        self._server.stop()
        await self._server.close_all_connections()
        give_back(self._address)


@stream_request_body
class _Updates(RequestHandler):
    def initialize(self, door: _Door) -> None:
        self._door = door
        self._body = bytearray()
        self._refused = False
        self._thrown_away = 0

    async def prepare(self) -> None:
        """Refuse by the head alone what can be refused by it."""
        if refusal := self._refusal():
            await self._refuse(refusal)

    async def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body, unless it makes it too long."""
        if self._refused:
            self._thrown_away += len(chunk)
            if self._thrown_away > _LONGEST_THROWN_AWAY:
                self._connection.close()
        elif len(self._body) + len(chunk) > LONGEST_BODY:
            self._body.clear()
            await self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._body += chunk

    async def post(self) -> None:
        """Hand the update on; a refused request has come to its end."""
        if self._refused:
            self._connection.close()
            return
        text = self._body.decode("utf-8-sig", "replace")
        try:
            update = parsed(text)
        except ValueError:
            self._answer(HTTPStatus.BAD_REQUEST)
            return
        taken = await self._door.take(update)
        self._answer(HTTPStatus.OK if taken else HTTPStatus.SERVICE_UNAVAILABLE)

    # Refused before, by its head; here its body has ended.
    get = head = put = patch = delete = options = post

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what broke here; what is wrong with a request is said to whoever sent it."""
        if value is not None and not isinstance(value, HTTPError):
            _log.error("An update could not be taken", exc_info=value)

    @property
    def _connection(self) -> Any:
        return self.request.connection

    def _refusal(self) -> HTTPStatus | None:
        door = self._door
        if self.request.path.strip("/") != door.path:
            return HTTPStatus.NOT_FOUND
        if self.request.method != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        given = self.request.headers.get(_SECRET_HEADER, "")
        if door.secret and not hmac.compare_digest(_print_of(given), _print_of(door.secret)):
            return HTTPStatus.FORBIDDEN
        length = self.request.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and _is_too_long(length):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    async def _refuse(self, status: HTTPStatus) -> None:
        """Answer now, and say by a half-closed connection that nothing more will be."""
        self._refused = True
        stream = self._connection.stream
        self._connection.set_body_timeout(min(_THROWING_AWAY_SECONDS, self._door.patience))
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        with suppress(StreamClosedError, OSError):
            await stream.write(f"{head}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            stream.socket.shutdown(socket.SHUT_WR)

    def _answer(self, status: HTTPStatus) -> None:
        self.set_status(status.value)
        self.finish()


def _print_of(secret: str) -> bytes:
    # Of one length whatever the secret's is, so that comparing takes the same time for all.
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _is_too_long(length: str) -> bool:
    # Thousands of digits are no number to Python, and long enough without being one.
    digits = length.lstrip("0")
    return len(digits) > len(str(LONGEST_BODY)) or int(digits or "0") > LONGEST_BODY


def _log_nothing(_: RequestHandler) -> None:
    """Refused calls are whoever's; their addresses are none of the log's."""
