"""One call of the bot, from its name and parameters to the envelope that it gets."""

import asyncio
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.faults import CallFault, Faults
from sandbox.flood import Flood
from sandbox.methods import METHODS
from sandbox.params import Params
from sandbox.refusal import Refusal
from sandbox.world import Call, World


@dataclass(frozen=True, slots=True)
class ApiReply:
    """What goes back: HTTP status and body, or nothing at all where the connection is dropped.

    `source` stands in the place of the body as it is.
    """

    status: int
    body: Mapping[str, Any]
    source: str | None = None

    @property
    def dropped(self) -> bool:
        """Whether no answer goes back."""
        return self.status == 0


class Dispatch:
    """Performs calls on a world, with faults and pace in between, and records them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.faults = Faults()
        self.flood = Flood(world.clock)

    async def call(self, name: str, params: Params) -> ApiReply:
        """Perform one call and return its outcome; it never raises a `Refusal`."""
        proper, method = METHODS.get(name.lower(), (name, None))
        record = params.record()
        came = self._world.clock.now()
        try:
            if method is None:
                raise Refusal(404, "Not Found: method not found")
            outcome = await self._perform(proper, params, record)
        except Refusal as refusal:
            outcome = _refused(refusal)
        # What no JSON of Telegram's answers is no answer to whoever looks at the calls.
        status = outcome.status if outcome.source is None else 0
        self._world.calls.append(Call(proper, record, status, dict(outcome.body), came))
        self._world.called.fire()
        return outcome

    async def _perform(self, name: str, params: Params, record: Mapping[str, Any]) -> ApiReply:
        fault = self.faults.strike(name, record)
        if fault is not None and not fault.after:
            await asyncio.sleep(fault.hang)
            if outcome := _struck(fault):
                return outcome
        self.flood.check(name, record)
        _, method = METHODS[name.lower()]
        result = method(self._world, params)
        if inspect.isawaitable(result):
            result = await result
        if fault is not None and fault.after:
            await asyncio.sleep(fault.hang)
            if outcome := _struck(fault):
                return outcome
        return ApiReply(200, {"ok": True, "result": result})


def _struck(fault: CallFault) -> ApiReply | None:
    """Return what a call is answered with instead; None where it goes on. Raises Refusal."""
    if fault.drop:
        return ApiReply(0, {})
    if fault.source is not None:
        return ApiReply(fault.status or 200, {}, fault.source)
    if refusal := fault.refusal():
        raise refusal
    return None


def _refused(refusal: Refusal) -> ApiReply:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    if refusal.moved_to is not None:
        body["parameters"] = {"migrate_to_chat_id": refusal.moved_to}
    return ApiReply(refusal.code, body)
