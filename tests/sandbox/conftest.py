"""The sandbox and a bare client: here calls are made wrong on purpose."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox import Person, Sandbox
from sandbox.pulse import PATIENCE
from tests.kit.schema import check_call, check_update


class RefusedError(Exception):
    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body["description"])
        assert body["ok"] is False
        assert body["error_code"] == status
        self.status = status
        self.description: str = body["description"]
        self.retry_after: int | None = body.get("parameters", {}).get("retry_after")


class Api:
    """Calls methods as a form with JSON in it, the way most libraries do."""

    def __init__(self, telegram: Sandbox, client: httpx.AsyncClient) -> None:
        self.base = f"{telegram.url}/bot{telegram.token}"
        self.client = client

    async def __call__(
        self, method: str, files: dict[str, Any] | None = None, **params: Any
    ) -> Any:
        form = {
            key: value if isinstance(value, str) else json.dumps(value)
            for key, value in params.items()
        }
        response = await self.client.post(f"{self.base}/{method}", data=form, files=files)
        body = response.json()
        if response.status_code != 200:
            raise RefusedError(response.status_code, body)
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> RefusedError:
        with pytest.raises(RefusedError) as caught:
            await self(method, **params)
        return caught.value


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    async with Sandbox.start() as sandbox:
        yield sandbox
        for update in sandbox.updates:
            check_update(update)
        for call in sandbox.calls:
            if call.status == 200:
                check_call(call)


@pytest.fixture
async def api(telegram: Sandbox) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        yield Api(telegram, client)


@pytest.fixture
def aigul(telegram: Sandbox) -> Person:
    return telegram.person("Айгүл", language="kk", started=True)
