"""The public process itself, which a test may kill and start again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.latency.load import free_port
from channels.app import snapshot_file
from service.children import end, start
from service.environment import ROOT, channels_environment
from tests.channels.conftest import SECRET

_START_S = 60.0


@dataclass
class PublicProcess:
    """`python -m channels` on a port of its own, with a log in ``folder``."""

    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    _child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        env = {**channels_environment(), **self.settings, "CHANNELS_PORT": str(self.port)}
        with (self.folder / "log").open("ab") as output:
            self._child = start(
                (sys.executable, "-m", "channels"), cwd=ROOT, env=env, output=output
            )
        until = time.monotonic() + _START_S
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{self.url}/health")).status_code == 200:
                        return
                assert self._child.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < until, "the public process does not answer"
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        """End it without a word, as the kernel does where memory is short."""
        assert self._child is not None
        self._child.send_signal(signal.SIGKILL)
        self._child.wait()

    def end(self) -> None:
        """Ask it to end."""
        if self._child is not None:
            end([self._child])


@asynccontextmanager
async def public_process(folder: Path, rasa: str, redis: str) -> AsyncIterator[PublicProcess]:
    """Run the public process between the Rasa and the Redis at these addresses."""
    database = f"sqlite:///{folder}/city.sqlite3"
    process = PublicProcess(
        folder,
        {
            "RASA_URL": rasa,
            "REDIS_URL": redis,
            "DATABASE_URL": database,
            "TRACKER_URL": "",
            "SESSION_SECRET": SECRET,
        },
    )
    try:
        await process.start()
        yield process
    finally:
        process.end()
        snapshot_file(database).unlink(missing_ok=True)
