"""Child processes in groups of their own, ended by their ids with everything they started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

GRACE_S = 10.0
"""How long a child may take to end by itself."""


def start(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    output: int | IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own, so that Ctrl-C reaches us alone."""
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        start_new_session=True,
    )


def end(children: Sequence[subprocess.Popen[bytes]], *, grace_s: float = GRACE_S) -> None:
    """Ask the children to end, wait up to ``grace_s``, and kill what is left of their groups."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + grace_s
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        _signal_group(child, signal.SIGKILL)
        child.wait()


def run_to_end(command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> int:
    """Run ``command`` with our own output and return its exit status.

    Whatever interrupts the waiting ends the command too.
    """
    child = start(command, cwd=cwd, env=env)
    try:
        return child.wait()
    finally:
        end([child])


def how_it_ended(status: int) -> str:
    """Return a child's exit status in words."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    # Nobody of the group is left; macOS says so with PermissionError.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)
