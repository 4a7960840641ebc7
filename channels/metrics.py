"""What is counted, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 4.5, 8, 16, 32, 64, 128)


class Metrics:
    """The counters of one application, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Histogram(
            "visitor_turn_seconds",
            "Time from a visitor's message to its outcome.",
            ("channel", "outcome"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._requests = Histogram(
            "visitor_request_seconds",
            "Time of an HTTP request.",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._refused = Counter(
            "visitor_refused_total",
            "Requests that were refused.",
            ("reason",),
            registry=self.registry,
        )

        self._answers = Counter(
            "visitor_answers_total",
            "Answers of Rasa's, by whether the message was understood.",
            ("understood",),
            registry=self.registry,
        )
        for understood in ("yes", "no"):
            self._answers.labels(understood)

    def gauge(self, name: str, told: str, *labels: str) -> Gauge:
        """Return a new gauge, which its owner sets."""
        return Gauge(name, told, labels, registry=self.registry)

    def answer(self, is_understood: bool) -> None:
        """Count an answer of Rasa's."""
        self._answers.labels("yes" if is_understood else "no").inc()

    def watch(self, name: str, told: str, value: Callable[[], float]) -> None:
        """Tell ``value``, asked anew each time, as the gauge ``name``."""
        Gauge(name, told, registry=self.registry).set_function(value)

    def turn(self, channel: str, outcome: str, seconds: float) -> None:
        """Count a turn."""
        self._turns.labels(channel, outcome).observe(seconds)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request under the pattern of its path."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a refusal by its error code."""
        self._refused.labels(reason).inc()

    def text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self.registry)
