"""A bot that is watched, and what it says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Watcher:
    """Asks a listener."""

    url: str

    async def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(timeout=60) as client:
            return await client.request(method, f"{self.url}{path}", headers=headers)

    async def health(self) -> tuple[int, dict[str, bool]]:
        """Return the code, and which checks are passed."""
        answer = await self.get("/healthz")
        checks: dict[str, Any] = answer.json()["checks"]
        return answer.status_code, {name: one["well"] for name, one in checks.items()}

    async def figures(self) -> Callable[..., float]:
        """Return what looks up a sample by its name and labels."""
        text = (await self.get("/metrics")).text
        samples = [one for family in text_string_to_metric_families(text) for one in family.samples]

        def of(name: str, **labels: str) -> float:
            (found,) = [
                one.value
                for one in samples
                if one.name == name and labels.items() <= one.labels.items()
            ]
            return found

        return of


@pytest.fixture
def watched(settings: Settings, unused_port: int) -> Settings:
    return Settings.model_validate(
        settings.model_dump() | {"watch_listen": f"127.0.0.1:{unused_port}"}
    )


@pytest.fixture
def watcher(unused_port: int) -> Watcher:
    return Watcher(f"http://127.0.0.1:{unused_port}")
