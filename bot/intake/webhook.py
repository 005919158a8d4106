"""The webhook: a small server that Telegram posts updates to."""

import hmac
import re
from collections.abc import Callable

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.intake.plain_json import parsed

LONGEST_BODY = 1_048_576
"""The longest body that is read, in bytes; Telegram's own updates are far below."""

# Up to here a body is refused in words; what is longer has its connection closed.
_LONGEST_REFUSED = 8 * LONGEST_BODY
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class WebhookServer:
    """Listens at one path and hands on each update; answers 200 for every one that is JSON.

    Telegram repeats what is not answered with 2xx, so that one that cannot be read is taken too.
    Answers 403 without the secret, 400 for what is no JSON, 413 for what is too long.
    """

    def __init__(self, path: str, secret: str | None, take: Callable[[object], None]) -> None:
        values = {"secret": secret, "take": take}
        pattern = rf"/{re.escape(path.strip('/'))}/?"
        application = Application([(pattern, _Updates, values)], log_function=_log_nothing)
        self._server = HTTPServer(
            application, max_body_size=_LONGEST_REFUSED, max_buffer_size=_LONGEST_REFUSED
        )

    def listen(self, host: str, port: int) -> None:
        """Begin to listen. Raises OSError where that cannot be done."""
        self._server.listen(port, address=host)

    async def close(self) -> None:
        """Stop listening and end the connections."""
        self._server.stop()
        await self._server.close_all_connections()


class _Updates(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: str | None, take: Callable[[object], None]) -> None:
        self._secret = secret
        self._take = take

    def post(self) -> None:
        given = self.request.headers.get(_SECRET_HEADER, "")
        if self._secret and not hmac.compare_digest(
            given.encode("utf-8", "surrogateescape"), self._secret.encode()
        ):
            self._answer(403)
            return
        body = self.request.body
        if len(body) > LONGEST_BODY:
            self._answer(413)
            return
        text = body.decode("utf-8-sig", "replace")
        try:
            update = parsed(text)
        except RecursionError:
            update = text
        except ValueError:
            self._answer(400)
            return
        self._take(update)
        self._answer(200)

    def _answer(self, status: int) -> None:
        self.set_status(status)
        self.finish()


def _log_nothing(_: RequestHandler) -> None:
    """Refused calls are whoever's; their addresses are none of the log's."""
