"""`doctor` on the key: whether it is the one of the store."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from sandbox import Sandbox
from tests.bot.test_life_cycle import process
from tests.kit.doctor import KEY, OTHER_KEY, Examined


class TestTheKey:
    async def test_another_key_than_the_store_s_is_a_fault(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        assert (await asyncio.to_thread(doctor)).marks("data key") == {"ok"}
        monkeypatch.setenv("RASPA_DATA_KEY", OTHER_KEY)
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("data key") == {"fault"}
        assert "not the key that this store" in examined.found("data key")

    async def test_a_change_of_keys_that_is_half_done_is_a_fault(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        monkeypatch.setenv("RASPA_OLD_DATA_KEY", KEY)
        monkeypatch.setenv("RASPA_DATA_KEY", OTHER_KEY)
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("data key") == {"fault"}
        assert "rotate-key" in examined.found("data key")

    async def test_an_old_key_that_is_not_needed_any_more_is_to_be_taken_out(
        self,
        telegram: Sandbox,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await self._started(telegram, home)
        monkeypatch.setenv("RASPA_OLD_DATA_KEY", OTHER_KEY)
        assert (await asyncio.to_thread(doctor)).marks("data key") == {"look"}

    def test_a_key_that_everybody_has_is_a_fault(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_DATA_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        examined = doctor()
        assert "fault" in examined.marks("data key")
        assert "examples" in examined.found("data key")

    def test_no_key_and_one_that_cannot_be_used_are_faults(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_DATA_KEY", "short")
        assert doctor().marks("data key") == {"fault"}
        monkeypatch.delenv("RASPA_DATA_KEY")
        assert doctor().marks("data key") == {"fault"}

    async def _started(self, telegram: Sandbox, home: Path) -> None:
        async with process(Settings(), home) as bot:
            await telegram.call_of("deleteWebhook")
            bot.terminate()
            await bot.stopped()
