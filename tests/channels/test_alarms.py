"""The alarms: they name figures that there are, and each has a word on what to do."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.metrics import Metrics
from channels.queue import Queue
from channels.rasa import RasaError
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeRasa

ROOT = Path(__file__).resolve().parents[2]
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((ROOT / "deploy/alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]


async def test_the_figures_of_the_alarms_are_there() -> None:
    rasa = FakeRasa()
    async with client_of(app_with(rasa), "10.0.0.5") as client:
        visitor = await Visitor(client).start()
        await visitor.send("hello")
        await client.get("/chat/history")
        figures = (await client.get("/metrics")).text
    for rule in RULES:
        for name in re.findall(r"\bvisitor_\w+", rule["expr"]):
            assert re.search(rf"^{name}[ {{]", figures, re.MULTILINE), name
        for label in re.findall(r"(\w+)[!=]~?=?\"", rule["expr"]):
            assert label == "job" or f"{label}=" in figures, label


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_each_alarm_says_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["for"]
    assert rule["annotations"]["summary"]
    file, _, heading = rule["annotations"]["runbook"].partition("#")
    assert heading == rule["alert"].lower()
    assert f"\n## {rule['alert']}\n" in (ROOT / file).read_text(encoding="utf-8")


async def test_readiness_and_failures_are_counted() -> None:
    rasa = FakeRasa()
    async with client_of(app_with(rasa), "10.0.0.5") as client:
        visitor = await Visitor(client).start()
        rasa.reply = RasaError("down", reached=True)
        await client.get("/ready")
        await visitor.send("hello")
        figures = (await client.get("/metrics")).text
        assert "visitor_ready 0.0" in figures
        assert 'visitor_turn_seconds_count{channel="widget",outcome="failed"} 1.0' in figures
        rasa.reply = [{"text": "Open now."}]
        await client.get("/ready")
        assert "visitor_ready 1.0" in (await client.get("/metrics")).text


async def test_those_who_stand_in_line_are_counted() -> None:
    queue, metrics, done = Queue(1), Metrics(), asyncio.Event()
    metrics.watch("visitor_waiting", "waiting", lambda: queue.waiting)

    async def work() -> None:
        async with queue.place():
            await done.wait()

    tasks = [asyncio.create_task(work()) for _ in range(4)]
    await asyncio.sleep(0.05)
    assert b"visitor_waiting 3.0" in metrics.text()
    done.set()
    await asyncio.gather(*tasks)
    assert b"visitor_waiting 0.0" in metrics.text()
