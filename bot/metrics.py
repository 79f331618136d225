"""What is counted and timed, for Prometheus? Names, channels and causes; never a text, a number or a token."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

#: seconds; a turn is well under the first, a slow provider well over the last
BUCKETS = (0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """Every figure of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        r = self.registry
        self.received = Counter("palabre_received", "Messages stored, by channel", ["channel"], registry=r)
        self.duplicates = Counter("palabre_duplicates", "Messages known already", ["channel"], registry=r)
        self.refused = Counter(
            "palabre_refused", "Calls refused, by way in and cause", ["way", "cause"], registry=r
        )
        self.limited = Counter(
            "palabre_limited", "Messages stored and not answered: too many", ["channel"], registry=r
        )
        self.understood = Counter(
            "palabre_understood", "Free texts read, by who read them", ["backend"], registry=r
        )
        self.handled = Counter("palabre_handled", "Turns taken, by channel", ["channel"], registry=r)
        self.turns_failed = Counter("palabre_turns_failed", "Turns that failed", registry=r)
        self.sent = Counter("palabre_sent", "Messages that providers took", ["channel"], registry=r)
        self.failed = Counter(
            "palabre_failed", "Messages not taken, by cause", ["channel", "cause"], registry=r
        )
        self.uncertain = Counter(
            "palabre_uncertain", "Broadcast messages nobody knows the fate of", registry=r
        )
        self.media = Counter(
            "palabre_media",
            "Files of messages, by what became of each try",
            ["channel", "outcome"],
            registry=r,
        )
        self.waiting = Gauge("palabre_waiting", "Messages that wait", ["queue"], registry=r)
        self.age = Gauge("palabre_queue_age_seconds", "Age of the oldest that waits", ["queue"], registry=r)
        self.turn_seconds = Histogram(
            "palabre_batch_seconds", "Time of a batch of turns", buckets=BUCKETS, registry=r
        )
        self.send_seconds = Histogram(
            "palabre_send_seconds", "Time of one call to a provider", ["channel"], buckets=BUCKETS, registry=r
        )

    def page(self) -> bytes:
        """Return everything in Prometheus' text form."""
        return generate_latest(self.registry)
