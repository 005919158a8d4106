"""What stands at the moment of a scrape, as gauges."""

from collections.abc import Callable, Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.watch.health import Check
from bot.watch.readings import Readings
from bot.watch.watch import Watch

_ENCODER = ("loading", "ready", "missing")


class Gauges(Collector):
    """Tells the registry what was found last; what is not known is left out.

    `now` tells the time in seconds.
    """

    def __init__(self, watch: Watch, now: Callable[[], float]) -> None:
        self._watch = watch
        self._now = now
        self._checks: Sequence[Check] = ()
        self._readings: Readings | None = None

    def found(self, checks: Sequence[Check], readings: Readings | None) -> None:
        """Take what the next scrape is told."""
        self._checks, self._readings = checks, readings

    def describe(self) -> list[Metric]:
        """Say nothing before the first scrape: whether a name is taken is not in question."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield a gauge a fact."""
        healthy = GaugeMetricFamily(
            "raspa_healthy", "Whether a check of /healthz is passed.", labels=["check"]
        )
        for check in self._checks:
            healthy.add_metric([check.name], float(check.well))
        yield healthy
        encoder = GaugeMetricFamily(
            "raspa_encoder", "1 for the state that the encoder is in.", labels=["state"]
        )
        for state in _ENCODER:
            encoder.add_metric([state], float(state == self._encoder_state()))
        yield encoder
        silence = self._watch.silence()
        if silence != float("inf"):
            yield _gauge(
                "raspa_telegram_silence_seconds", "Since Telegram was last heard.", silence
            )
        if self._readings is not None:
            yield from self._of_the_store(self._readings)

    def _of_the_store(self, found: Readings) -> Iterator[Metric]:
        inbox, outbox = found.inbox, found.outbox
        yield _gauge("raspa_inbox_updates", "Updates that are not done.", inbox.waiting)
        yield _gauge(
            "raspa_inbox_oldest_seconds", "Since the oldest of them waits.", self._age(inbox.oldest)
        )
        yield _gauge("raspa_inbox_set_aside", "Updates that were given up.", inbox.aside)
        yield _gauge("raspa_outbox_letters", "Messages that are to go out unasked.", outbox.due)
        yield _gauge(
            "raspa_outbox_oldest_seconds", "Since the oldest is due.", self._age(outbox.oldest)
        )
        yield _gauge("raspa_store_bytes", "The store's file.", found.size)
        yield _gauge("raspa_store_log_bytes", "The store's write-ahead log.", found.log)
        yield _gauge("raspa_disk_free_bytes", "Room on the store's disk.", found.free)
        failed = found.backups.failed is not None
        yield _gauge("raspa_backup_failed", "Whether the last backup or drill failed.", failed)
        for name, at, told in (
            ("backup", found.backups.backup, "When the last backup was made."),
            ("drill", found.backups.drill, "When a backup last came back whole."),
        ):
            if at is not None:
                yield _gauge(f"raspa_last_{name}_timestamp_seconds", told, at)

    def _age(self, since: int | None) -> float:
        return 0.0 if since is None else max(0.0, self._now() - since)

    def _encoder_state(self) -> str:
        coming = self._watch.encoder
        if coming is None or not coming.done():
            return "loading"
        failed = coming.cancelled() or coming.exception() is not None or coming.result() is None
        return "missing" if failed else "ready"


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value)
