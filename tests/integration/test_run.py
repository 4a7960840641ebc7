"""The supervisor with small stand-in servers instead of Rasa and the action server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 30

SERVER = """
import http.server, os, subprocess, sys, threading
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("pids", os.getpid(), grandchild.pid, flush=True)
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
if len(sys.argv) > 2:
    threading.Timer(2, lambda: os._exit(int(sys.argv[2]))).start()
server.serve_forever()
"""

SUPERVISOR = """
import os, signal, sys, threading
from pathlib import Path
from service.supervisor import Part, supervise
restarts, server, first, second, *more = sys.argv[1:]
stopped = threading.Event()
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: stopped.set())
sys.exit(supervise(
    [Part("one", (sys.executable, server, first), int(first)),
     Part("two", (sys.executable, server, second, *more), int(second))],
    cwd=Path.cwd(), env=dict(os.environ), stopped=stopped,
    when_ready=lambda: print("ready", flush=True), restarts=int(restarts)))
"""


class Run:
    """A supervisor that runs, with what it printed so far."""

    def __init__(self, folder: Path, *more: str, restarts: int = 0) -> None:
        server = folder / "server.py"
        server.write_text(textwrap.dedent(SERVER))
        self.errors = folder / "stderr"
        self.lines: list[str] = []
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-c", SUPERVISOR, str(restarts), str(server)),
                    *_free_ports(),
                    *more,
                ],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )

    def read_until(self, line: str) -> None:
        """Read what it prints until ``line`` comes; fail when it ends before."""
        assert self.process.stdout is not None
        for printed in self.process.stdout:
            self.lines.append(printed.rstrip("\n"))
            if self.lines[-1] == line:
                return
        pytest.fail(f"ended without {line!r}: {self.lines} {self.errors.read_text()}")

    def read_until_another(self, beginning: str) -> None:
        """Read what it prints until one more line begins so; fail when it ends before."""
        assert self.process.stdout is not None
        for printed in self.process.stdout:
            self.lines.append(printed.rstrip("\n"))
            if printed.startswith(beginning):
                return
        pytest.fail(f"ended without {beginning!r}: {self.lines} {self.errors.read_text()}")

    def finish(self) -> int:
        """Wait for the end and return the exit status."""
        out, _ = self.process.communicate(timeout=WAIT_S)
        self.lines += out.splitlines()
        return self.process.returncode

    @property
    def pids(self) -> list[int]:
        """The process ids of the parts and of what they started."""
        return [
            int(pid)
            for line in self.lines
            if " | pids " in line
            for pid in line.split(" | pids ")[1].split()
        ]


@pytest.fixture
def start(tmp_path: Path):  # type: ignore[no-untyped-def]
    started: list[Run] = []

    def start_run(*more: str, restarts: int = 0) -> Run:
        started.append(Run(tmp_path, *more, restarts=restarts))
        return started[-1]

    yield start_run
    for run in started:
        if run.process.poll() is None:
            run.process.kill()
            run.process.wait()
        if run.process.stdout is not None:
            run.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_with_status_0(
    start: Callable[..., Run], number: signal.Signals
) -> None:
    run = start()
    run.read_until("ready")
    run.process.send_signal(number)
    assert run.finish() == 0
    assert len(run.pids) == 4
    assert _alive(run.pids) == []


def test_the_output_of_each_part_bears_its_name(start: Callable[..., Run]) -> None:
    run = start()
    run.read_until("ready")
    run.process.terminate()
    run.finish()
    assert {line.split(" | ")[0] for line in run.lines if " | " in line} == {"one", "two"}


def test_a_part_that_dies_is_named_and_takes_the_rest_with_it(start: Callable[..., Run]) -> None:
    run = start("3")
    assert run.finish() == 1
    assert "two ended with status 3; stopping the rest" in run.errors.read_text()
    assert len(run.pids) == 4
    assert _alive(run.pids) == []


def test_a_part_that_ends_without_an_error_is_a_failure_too(start: Callable[..., Run]) -> None:
    run = start("0")
    assert run.finish() == 1


def test_a_part_that_ends_when_all_were_ready_is_started_again(
    start: Callable[..., Run],
) -> None:
    run = start(restarts=1)
    run.read_until("ready")
    os.kill(_pid_of("one", run), signal.SIGKILL)
    run.read_until_another("one | pids ")
    run.process.terminate()
    assert run.finish() == 0
    assert "one was ended by SIGKILL; starting it again" in run.errors.read_text()
    assert len(run.pids) == 6
    assert _alive(run.pids) == []


def test_a_part_that_ends_too_often_takes_the_rest_with_it(start: Callable[..., Run]) -> None:
    run = start("3", restarts=1)
    assert run.finish() == 1
    errors = run.errors.read_text()
    assert "two ended with status 3; starting it again" in errors
    assert "two ended with status 3; stopping the rest" in errors
    assert _alive(run.pids) == []


def _pid_of(part: str, run: Run) -> int:
    """Return the process id that ``part`` printed first."""
    line = next(line for line in run.lines if line.startswith(f"{part} | pids "))
    return int(line.split()[3])


def _alive(pids: list[int]) -> list[int]:
    """Return the processes that still run shortly after; a zombie of another parent does not."""
    deadline = time.monotonic() + 5
    left = pids
    while left and time.monotonic() < deadline:
        left = [pid for pid in left if _is_running(pid)]
        time.sleep(0.05)
    return left


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


def _free_ports() -> list[str]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return [str(s.getsockname()[1]) for s in (first, second)]
