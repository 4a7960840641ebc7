"""The alarms: they name figures that there are, and each has a word on what to do."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.database import Database
from channels.figures import Figures
from channels.health import Memory
from channels.metrics import Metrics
from channels.queue import Queue
from channels.rasa import RasaError
from channels.state import StoreError
from channels.state.memory import MemoryStore
from listings.database import create_engine_from, session_factory
from listings.inbox.enquiries import keep_enquiry
from tests.channels.conftest import Visitor, app_with, client_of
from tests.channels.fakes import FakeRasa

ROOT = Path(__file__).resolve().parents[2]
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((ROOT / "deploy/alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]


PANELS = json.loads((ROOT / "deploy/dashboard.json").read_text(encoding="utf-8"))["panels"]
EXPRESSIONS = [
    *(str(rule["expr"]) for rule in RULES),
    *(target["expr"] for panel in PANELS for target in panel["targets"]),
]
# For each alarm the figures, a value a minute, that cause it, and the labels that it then has.
CASES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "ProcessGone": ({"up": "0x240"}, {"job": "visitor-assistant"}),
    "NotReady": ({"visitor_ready": "0x240"}, {}),
    "AnswersFail": (
        {
            'visitor_turn_seconds_count{outcome="failed"}': "0+3x240",
            'visitor_turn_seconds_count{outcome="done"}': "0+97x240",
        },
        {},
    ),
    "AnswersSlow": (
        {
            'visitor_turn_seconds_bucket{le="4"}': "0+9x240",
            'visitor_turn_seconds_bucket{le="8"}': "0+10x240",
            'visitor_turn_seconds_bucket{le="+Inf"}': "0+10x240",
        },
        {},
    ),
    "LineLong": ({"visitor_waiting": "21x240"}, {}),
    "ManyRefused": (
        {'visitor_refused_total{reason="bad_session"}': "0+90x240"},
        {"reason": "bad_session"},
    ),
    "RequestsBreak": (
        {'visitor_request_seconds_count{status="503",route="/chat/messages"}': "0+6x240"},
        {},
    ),
    "PartDown": ({'visitor_part_up{part="state"}': "0x240"}, {"part": "state"}),
    "NotUnderstood": (
        {
            'visitor_answers_total{understood="no"}': "0+30x240",
            'visitor_answers_total{understood="yes"}': "0+70x240",
        },
        {},
    ),
    "DatabaseSlow": ({"visitor_database_seconds": "0.6x240"}, {}),
    "BackupOld": ({"visitor_backup_age_seconds": "172801+60x240"}, {}),
    "EnquiryWaits": ({"visitor_oldest_enquiry_seconds": "259201+60x240"}, {}),
}
WELL = {
    "up": "1x240",
    "visitor_ready": "1x240",
    'visitor_turn_seconds_count{outcome="failed"}': "0+1x240",
    'visitor_turn_seconds_count{outcome="done"}': "0+99x240",
    'visitor_turn_seconds_bucket{le="4"}': "0+99x240",
    'visitor_turn_seconds_bucket{le="+Inf"}': "0+100x240",
    "visitor_waiting": "20x240",
    'visitor_refused_total{reason="too_many"}': "0+30x240",
    'visitor_request_seconds_count{status="503",route="/ready"}': "0+60x240",
    'visitor_part_up{part="state"}': "1x240",
    'visitor_answers_total{understood="no"}': "0+10x240",
    'visitor_answers_total{understood="yes"}': "0+90x240",
    "visitor_database_seconds": "0.01x240",
    "visitor_backup_age_seconds": "0+60x240",
    "visitor_oldest_enquiry_seconds": "0+60x240",
}


def _promtool() -> str:
    program = shutil.which("promtool")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("promtool is missing")
        pytest.skip("promtool is missing")
    return program


def _case(figures: dict[str, str], raised: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return a test of promtool's: of all alarms those in ``raised``, with their labels."""

    def of(rule: dict[str, Any]) -> list[dict[str, Any]]:
        if rule["alert"] not in raised:
            return []
        labels = {**rule["labels"], **raised[rule["alert"]]}
        return [{"exp_labels": labels, "exp_annotations": rule["annotations"]}]

    series = [
        {"series": 'up{job="visitor-assistant"}' if name == "up" else name, "values": values}
        for name, values in figures.items()
    ]
    return {
        "interval": "1m",
        "input_series": series,
        "alert_rule_test": [
            {"alertname": rule["alert"], "eval_time": "3h", "exp_alerts": of(rule)}
            for rule in RULES
        ],
    }


def test_each_alarm_is_raised_by_what_it_is_for_and_none_while_all_is_well(tmp_path: Path) -> None:
    program = _promtool()
    assert set(CASES) == {rule["alert"] for rule in RULES}
    cases = [_case(figures, {alert: labels}) for alert, (figures, labels) in CASES.items()]
    file = tmp_path / "alerts.test.yml"
    content = {
        "rule_files": [str(ROOT / "deploy/alerts.yml")],
        "evaluation_interval": "1m",
        "tests": [*cases, _case(WELL, {})],
    }
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    done = subprocess.run(
        [program, "test", "rules", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def test_the_figures_of_the_alarms_and_of_the_dashboard_are_there() -> None:
    rasa = FakeRasa()
    async with client_of(app_with(rasa), "10.0.0.5") as client:
        visitor = await Visitor(client).start()
        await visitor.send("hello")
        await client.get("/chat/history")
        figures = (await client.get("/metrics")).text
    for expression in EXPRESSIONS:
        for name in re.findall(r"\bvisitor_\w+", expression):
            assert re.search(rf"^{name}[ {{]", figures, re.MULTILINE), name
        for label in re.findall(r"(\w+)[!=]~?=?\"", expression):
            assert label == "job" or f"{label}=" in figures, label
        for labels in re.findall(r"by \(([^)]*)\)", expression):
            for label in re.findall(r"\w+", labels):
                assert f"{label}=" in figures, label


def test_the_dashboards_panels_are_told_apart_and_lie_beside_one_another() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert len({panel["title"] for panel in PANELS}) == len(PANELS)
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in PANELS}
    assert len(places) == len(PANELS)


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


async def test_what_was_not_understood_is_counted_and_shown_to_nobody() -> None:
    rasa = FakeRasa()
    async with client_of(app_with(rasa), "10.0.0.5") as client:
        visitor = await Visitor(client).start()
        await visitor.send("hello")
        # Rasa's channel sends a text and what is beside it as two messages.
        rasa.reply = [{"text": "Sorry?"}, {"custom": {"type": "not_understood"}}]
        answer = (await visitor.send("blorp")).json()
        figures = (await client.get("/metrics")).text
    assert answer["messages"] == [{"text": "Sorry?"}]
    assert 'visitor_answers_total{understood="no"} 1.0' in figures
    assert 'visitor_answers_total{understood="yes"} 1.0' in figures


async def test_the_parts_the_last_backup_and_the_oldest_message_are_told(
    tmp_path: Path, city_url: str
) -> None:
    path, backup = tmp_path / "city.sqlite3", tmp_path / "last-backup"
    shutil.copy(city_url.removeprefix("sqlite:///"), path)
    engine = create_engine_from(f"sqlite:///{path}")
    now = datetime(2026, 5, 19, 12, tzinfo=timezone.utc)
    with session_factory(engine)() as session:
        keep_enquiry(
            session,
            draft="d",
            topic="other",
            text="hello",
            reach_kind="email",
            reach="a@example.org",
            language="en",
            now=now - timedelta(hours=2),
        )
    engine.dispose()
    backup.touch()
    os.utime(backup, (now.timestamp() - 60, now.timestamp() - 60))
    metrics, broken = Metrics(), MemoryStore()

    async def fail(_key: str) -> object:
        raise StoreError("away")

    broken.get = fail  # type: ignore[method-assign, assignment]
    figures = Figures(
        metrics,
        Database(f"sqlite:///{path}"),
        broken,
        Memory(f"sqlite:///{tmp_path}/conversations.sqlite3"),
        ("http://127.0.0.1:1",),
        now.timestamp,
        backup,
    )
    await figures.look()
    told = metrics.text().decode()
    for line in (
        'visitor_part_up{part="database"} 1.0',
        'visitor_part_up{part="state"} 0.0',
        'visitor_part_up{part="conversations"} 1.0',
        'visitor_part_up{part="rasa 1"} 0.0',
        "visitor_oldest_enquiry_seconds 7200.0",
        "visitor_backup_age_seconds 60.0",
    ):
        assert line in told.splitlines()
    backup.unlink()
    path.write_bytes(b"no database " * 200)
    await figures.look()
    told = metrics.text().decode()
    assert "visitor_backup_age_seconds +Inf" in told
    assert 'visitor_part_up{part="database"} 0.0' in told
