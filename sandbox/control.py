"""A small HTTP side for testers in other languages; `python -m sandbox` prints its address.

POST /sandbox/person {"first_name", "username"?, "language"?} -> the person, started
POST /sandbox/update <raw update> -> {"update_id"}
POST /sandbox/slip   <anything, sent in an update's place as it is> -> {"update_id"}
POST /sandbox/fault  {"method", "status", …the fields of `CallFault`} -> {}
GET  /sandbox/calls?method=sendMessage -> [{"method", "params", "status", "response"}]
GET  /sandbox/messages?chat_id=1 -> the chat's messages as they stand
"""

import json
from dataclasses import asdict
from typing import Any

from tornado.web import RequestHandler

from sandbox.dispatch import Dispatch
from sandbox.faults import CallFault
from sandbox.world import World


def control_routes(world: World, dispatch: Dispatch) -> list[tuple[str, type[RequestHandler], Any]]:
    """Return tornado's routes of the person-side control."""
    both = {"world": world, "dispatch": dispatch}
    return [(r"/sandbox/(\w+)", _ControlHandler, both)]


class _ControlHandler(RequestHandler):
    def initialize(self, world: World, dispatch: Dispatch) -> None:
        self.world = world
        self.dispatch = dispatch

    def post(self, what: str) -> None:
        try:
            body = json.loads(self.request.body)
            if what == "update":
                self._answer({"update_id": self.world.updates.put(body)["update_id"]})
            elif what == "slip":
                self._answer({"update_id": self.world.updates.slip(body)})
            elif what == "person":
                self._answer(self._person(**body))
            elif what == "fault":
                self.dispatch.faults.add(CallFault(**body))
                self._answer({})
            else:
                self._answer({"error": "unknown address"}, 404)
        except (ValueError, TypeError) as error:
            self._answer({"error": str(error)}, 400)

    def get(self, what: str) -> None:
        if what == "calls":
            wanted = self.get_query_argument("method", "").lower()
            self._answer(
                [asdict(call) for call in self.world.calls if wanted in ("", call.method.lower())]
            )
        elif what == "messages":
            number = self.get_query_argument("chat_id", "")
            chat = self.world.chats.get(int(number)) if number.lstrip("-").isdecimal() else None
            if chat is None:
                self._answer({"error": "chat not found"}, 404)
            else:
                self._answer(list(chat.messages.values()))
        else:
            self._answer({"error": "unknown address"}, 404)

    def _person(
        self, first_name: str, username: str | None = None, language: str | None = None
    ) -> Any:
        person = self.world.add_person(first_name, username, language)
        chat = self.world.chats[person["id"]]
        chat.started = chat.visible = True
        return person

    def _answer(self, body: Any, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body, ensure_ascii=False))
