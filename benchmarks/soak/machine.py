"""The assistant's processes in throw-away folders, and the faults that happen to them."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.latency.load import free_port
from channels.app import snapshot_file
from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from listings.settings import city_dir
from service.children import end, start
from service.environment import ROOT, channels_environment, child_environment
from service.model import current_model

START_S = 240.0
AGAIN_S = 1.0
"""After how long a process that ended is started again, as `make run` does it."""
HANGS_S = 10.0
LOCKED_S = 5.0
FAULTS = (
    *("rasa killed", "rasa hangs", "actions killed", "actions hang", "channels hang"),
    *("channels killed", "channels restarted", "city locked", "conversations locked"),
    "redis hangs",
)


@dataclass
class Machine:
    """The processes by name; what ends is started again until the machine is closed.

    Not what stands in ``held``, while it does.
    """

    folder: Path
    url: str
    city: Path
    conversations: Path
    faults: tuple[str, ...]
    ports: dict[str, int]
    held: set[str] = field(default_factory=set)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    memory: dict[str, list[float]] = field(default_factory=dict)
    """The MiB of each process, as `note_memory` found them."""

    def note_memory(self) -> None:
        """Note what each process takes just now."""
        for name, child in self.running.items():
            if child.poll() is None:
                self.memory.setdefault(name, []).append(_mib(child.pid))

    def fail(self, fault: str) -> None:
        """Let ``fault`` happen; comes back when it is over, but for what must start again."""
        name, _, what = fault.partition(" ")
        if name in ("city", "conversations"):
            _lock(self.city if name == "city" else self.conversations)
        elif what == "killed":
            self.running[name].send_signal(signal.SIGKILL)
        elif what == "restarted":
            self.running[name].send_signal(signal.SIGTERM)
        else:
            child = self.running[name]
            child.send_signal(signal.SIGSTOP)
            time.sleep(HANGS_S)
            child.send_signal(signal.SIGCONT)


@contextmanager
def machine(deadline_s: float) -> Iterator[Machine]:
    """Run the assistant on loopback in a folder of its own, which is gone afterwards.

    Raises:
        SystemExit: It does not answer in time.
    """
    # Asked to end, it ends what it has started as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="soak-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        ports = {name: free_port() for name in ("actions", "rasa", "channels")}
        env, commands = _environment(folder, ports, deadline_s), _commands(folder, ports)
        has_redis = "redis" in commands
        made = Machine(
            folder,
            f"http://127.0.0.1:{ports['channels']}",
            folder / "city.sqlite3",
            folder / "conversations.sqlite3",
            FAULTS if has_redis else tuple(f for f in FAULTS if not _needs_redis(f)),
            ports,
        )
        stopped = threading.Event()
        # The children end last, when nobody starts them again any more.
        stack.callback(lambda: end(list(made.running.values())))
        stack.callback(snapshot_file(env["DATABASE_URL"]).unlink, missing_ok=True)
        for name in commands:
            _begin(made, name, commands[name], env)
        keeper = threading.Thread(target=_keep, args=(made, commands, env, stopped))
        keeper.start()
        stack.callback(keeper.join)
        stack.callback(stopped.set)
        _wait_until_ready(made)
        yield made


def _needs_redis(fault: str) -> bool:
    # Without one the state of the public process ends with it.
    return fault.startswith("redis") or fault in ("channels killed", "channels restarted")


def _commands(folder: Path, ports: dict[str, int]) -> dict[str, tuple[str, ...]]:
    endpoints = folder / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    endpoints.write_text(text.replace(":5055/", f":{ports['actions']}/"), encoding="utf-8")
    python, redis = sys.executable, shutil.which("redis-server")
    commands: dict[str, tuple[str, ...]] = {}
    if redis:
        socket = str(folder / "redis.socket")
        commands["redis"] = (redis, "--port", "0", "--unixsocket", socket, "--save", "")
        commands["redis"] += ("--dir", str(folder))
    commands["actions"] = (python, "-m", "service.actions", "--port", str(ports["actions"]))
    commands["rasa"] = (
        *(python, "-m", "service.rasa", "run", "--model", str(current_model())),
        *("--endpoints", str(endpoints), "--credentials", "credentials.yml"),
        *("--interface", "127.0.0.1", "--port", str(ports["rasa"])),
    )
    commands["channels"] = (python, "-m", "channels")
    return commands


def _environment(folder: Path, ports: dict[str, int], deadline_s: float) -> dict[str, str]:
    url = f"sqlite:///{folder / 'city.sqlite3'}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, city_dir())
    engine.dispose()
    redis = f"unix://{folder / 'redis.socket'}" if shutil.which("redis-server") else ""
    return {
        **child_environment(),
        **channels_environment(),
        "DATABASE_URL": url,
        "TRACKER_URL": f"sqlite:///{folder / 'conversations.sqlite3'}",
        "CHANNELS_PORT": str(ports["channels"]),
        "RASA_URL": f"http://127.0.0.1:{ports['rasa']}",
        "REDIS_URL": redis,
        "SESSION_SECRET": secrets.token_hex(32),
        "DEADLINE_SECONDS": str(deadline_s),
        "MESSAGES_PER_MINUTE": "100000",
        "REQUESTS_PER_MINUTE": "1000000",
    }


def _begin(made: Machine, name: str, command: tuple[str, ...], env: dict[str, str]) -> None:
    with (made.folder / f"{name}.log").open("ab") as output:
        made.running[name] = start(command, cwd=ROOT, env=env, output=output)
    made.starts[name] = made.starts.get(name, 0) + 1


def _keep(
    made: Machine,
    commands: dict[str, tuple[str, ...]],
    env: dict[str, str],
    stopped: threading.Event,
) -> None:
    while not stopped.wait(0.2):
        for name, child in list(made.running.items()):
            if name in made.held:
                continue
            if child.poll() is not None and not stopped.wait(AGAIN_S):
                _begin(made, name, commands[name], env)


def _wait_until_ready(made: Machine) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{made.url}/ready", timeout=5, trust_env=False).status_code == 200:
                return
        time.sleep(0.5)
    logs = "\n".join(p.read_text(errors="replace")[-800:] for p in made.folder.glob("*.log"))
    raise SystemExit(f"the assistant does not answer:\n{logs}")


def _lock(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        time.sleep(LOCKED_S)
        connection.rollback()


def _mib(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
