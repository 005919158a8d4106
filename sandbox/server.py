"""The HTTP side: the Bot API's addresses on loopback."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import format_timestamp
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from sandbox.control import control_routes
from sandbox.dispatch import ApiReply, Dispatch
from sandbox.params import Params, Upload
from sandbox.refusal import Refusal, bad_request
from sandbox.updates import RawUpdate
from sandbox.world import World

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_BODY_BYTES = 64 << 20
_PLACE = "\0source\0"


def listen(world: World, dispatch: Dispatch, port: int) -> tuple[HTTPServer, int]:
    """Serve on 127.0.0.1 and return the server and its port; port 0 takes a free one."""
    both = {"world": world, "dispatch": dispatch}
    routes = [
        (r"/bot([^/]*)/([^/]*)", _MethodHandler, both),
        (r"/file/bot([^/]*)/(.*)", _FileHandler, both),
        *control_routes(world, dispatch),
    ]
    application = Application(
        routes,
        default_handler_class=_UnknownHandler,
        default_handler_args=both,
        log_function=_quiet,
    )
    sockets = bind_sockets(port, address="127.0.0.1")
    server = HTTPServer(application, max_body_size=_BODY_BYTES, max_buffer_size=_BODY_BYTES)
    server.add_sockets(sockets)
    return server, int(sockets[0].getsockname()[1])


def _quiet(handler: RequestHandler) -> None:
    """Log nothing: refusals are the sandbox's ordinary work."""


class _Handler(RequestHandler):
    def initialize(self, world: World, dispatch: Dispatch) -> None:
        self.world = world
        self.dispatch = dispatch

    def check_token(self, token: str) -> None:
        if token != self.world.token:
            known = _TOKEN.fullmatch(token)
            raise Refusal(401, "Unauthorized") if known else Refusal(404, "Not Found")

    def refuse(self, refusal: Refusal) -> None:
        self.answer(
            ApiReply(
                refusal.code,
                {"ok": False, "error_code": refusal.code, "description": refusal.description},
            )
        )

    def answer(self, outcome: ApiReply) -> None:
        self.set_status(outcome.status)
        self.set_header("Content-Type", "application/json")
        self.set_header("Date", format_timestamp(self.world.clock.now()))
        self.finish(_as_json(outcome.body) if outcome.source is None else outcome.source)


class _UnknownHandler(_Handler):
    def prepare(self) -> None:
        self.refuse(Refusal(404, "Not Found"))


class _MethodHandler(_Handler):
    _task: asyncio.Task[ApiReply] | None = None

    async def get(self, token: str, method: str) -> None:
        try:
            self.check_token(token)
            params = _params(self)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self._task = asyncio.create_task(self.dispatch.call(method, params))
        try:
            outcome = await self._task
        except asyncio.CancelledError:
            return
        if outcome.dropped:
            self.request.connection.stream.close()  # type: ignore[union-attr]
            return
        self.answer(outcome)

    post = get

    def on_connection_close(self) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()


class _FileHandler(_Handler):
    def get(self, token: str, path: str) -> None:
        try:
            self.check_token(token)
            file = self.world.files.at(path)
            if file is None:
                raise Refusal(404, "Not Found")
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.finish(file.content)


def _as_json(body: Mapping[str, Any]) -> str:
    """Return a body as JSON, with the sources of odd updates in it as they are."""
    sources: list[str] = []

    def placed(value: object) -> str:
        if not isinstance(value, RawUpdate):
            raise TypeError(f"no JSON: {type(value).__name__}")
        sources.append(value.text)
        return _PLACE

    parts = json.dumps(body, default=placed).split(json.dumps(_PLACE))
    return "".join(part + source for part, source in zip(parts, [*sources, ""], strict=True))


def _params(handler: RequestHandler) -> Params:
    request = handler.request
    values: dict[str, Any] = {}
    try:
        for name, given in request.arguments.items():
            values[name] = given[-1].decode()
        if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
            body = json.loads(request.body)
            if not isinstance(body, dict):
                raise bad_request("can't parse request body JSON: Object expected")
            values |= body
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request("can't parse request body JSON") from None
    uploads = {
        name: Upload(files[-1].filename, files[-1].body) for name, files in request.files.items()
    }
    return Params(values, uploads)
