"""What is counted while the bot runs; each part calls the method that says what happened to it.

Labels are words of a fixed list, never a chat or a person. The moments that health is judged by are kept beside them.
"""

from collections.abc import Callable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector

from bot.monitoring.health import Moments
from briefings.model.clock import Clock


class Metrics:
    """The counters of one running bot; every method may be called from any thread."""

    def __init__(self, clock: Clock) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector("sourceline", registry=self.registry)  # memory, files, time at work; on Linux
        self._clock = clock
        self._moments = Moments(started=clock())
        self._updates = self._counter("updates_handled", "Updates from Telegram that were handled")
        self._sent = self._counter("messages_sent", "Messages and changes of messages that Telegram took")
        self._failures = self._counter("send_failures", "Requests to Telegram that failed, by kind", "kind")
        self._waits = self._counter("flood_waits", "Answers of Telegram that asked to wait (429)")
        self._digests = self._counter("digest_messages", "Messages of digests, by what became of them", "outcome")
        for outcome in ("sent", "failed", "in-doubt", "late"):
            self._digests.labels(outcome)  # shown as 0 from the start, so that an alert has something to look at

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"sourceline_{name}", meaning, labels, registry=self.registry)

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """A gauge `sourceline_NAME`, whose number `read` tells whenever it is asked, in a thread of its own."""
        Gauge(f"sourceline_{name}", meaning, registry=self.registry).set_function(read)

    def update_handled(self) -> None:
        """An update came in, and is being handled."""
        self._updates.inc()
        self._moments = self._moments.with_update(self._clock())

    def polled(self) -> None:
        """Telegram answered a request for updates, with some or none."""
        self._moments = self._moments.with_poll(self._clock())

    def message_sent(self) -> None:
        """Telegram took a message, or a change of one."""
        self._sent.inc()

    def send_failed(self, kind: str) -> None:
        """A request failed; `kind` is one of a few words."""
        self._failures.labels(kind).inc()

    def asked_to_wait(self) -> None:
        """Telegram answered 429."""
        self._waits.inc()

    def digest_message(self, outcome: str) -> None:
        """What became of a message of a digest: one of a few words."""
        self._digests.labels(outcome).inc()
        if outcome == "sent":
            self._moments = self._moments.with_digest(self._clock())

    @property
    def moments(self) -> Moments:
        """When what happened last."""
        return self._moments

    def now(self) -> datetime:
        """The present moment, by the clock that the others were read from."""
        return self._clock()
