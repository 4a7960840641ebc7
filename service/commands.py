"""The commands behind `make run`, `make shell`, `make train`, `make database` and `make test`."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from listings.database import create_engine_from
from semantics.deletions import start_of_mark
from service import ages, backup, checks, old_backups
from service.children import end, how_it_ended, run_to_end, start
from service.environment import (
    ROOT,
    VAR,
    channels_environment,
    child_environment,
    endpoints_file,
    python,
)
from service.model import current_model, train
from service.settings import HOST, Ports, channels_host, ports
from service.supervisor import READY_S, Part, is_answering, supervise
from service.talk import Talk
from trackers import forgotten
from trackers.settings import tracker_url

_PORT_OF = {"actions": "ACTIONS_PORT", "rasa": "RASA_PORT"}
CONVERSATIONS = ROOT / "tests" / "conversations"


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM or a closed terminal."""


def run() -> int:
    """Prepare and run the assistant; return 0 when it was stopped, 1 when a part of it failed."""
    chosen = _checked_ports()
    try:
        _stop_at_signals()
        status = fill_database() or train()
    except Stopped:
        return 0
    if status:
        return status
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    parts = (_action_server(chosen), *_rasa_servers(chosen), _public_process(chosen))
    ages.keep_forgetting(stopped)
    print("Starting the action server, Rasa and the public process ...", flush=True)
    return supervise(
        parts,
        cwd=ROOT,
        env=child_environment(),
        stopped=stopped,
        when_ready=lambda: _print_addresses(chosen),
    )


def shell() -> int:
    """Talk to the assistant in this terminal: to the one that runs, else to one of our own.

    What of it runs already is used: beside `make run` nothing is started.
    """
    chosen = ports()
    parts = (_action_server(chosen), replace(_rasa_servers(chosen)[0], path="/"))
    missing = [part for part in parts if not is_answering(part)]
    if missing:
        checks.check_tracker()
        checks.check_free({_PORT_OF[part.name.split()[0]]: part.port for part in missing})
        status = fill_database() or train()
        if status:
            return status
    # Ctrl-C ends the conversation, then we end what we started.
    _stop_at_signals(signal.SIGTERM, signal.SIGHUP)
    servers: list[subprocess.Popen[bytes]] = []
    try:
        for part in missing:
            servers.append(_start_quietly(part))
        for part, server in zip(missing, servers, strict=True):
            if not _comes_up(part, server):
                print(f"{part.name} does not answer: see {_log_of(part).relative_to(ROOT)}")
                return 1
        Talk(f"http://{HOST}:{chosen.rasa}").run()
        return 0
    except (Stopped, KeyboardInterrupt):
        return 0
    finally:
        end(servers)


def fill_database() -> int:
    """Create the database and fill it from CITY_DIR; return the exit status of the import."""
    checks.check_city()
    checks.check_database()
    return run_to_end(
        python("-m", "listings", "import", "--if-changed"), cwd=ROOT, env=child_environment()
    )


def make_backup(folder: Path) -> int:
    """Write a backup of both databases to ``folder``; return 0, or 1 when that cannot be."""
    checks.check_city()
    old_backups.backup_days()
    try:
        manifest = backup.backup(folder)
    except (backup.BackupError, OSError, SQLAlchemyError) as error:
        print(f"backup: {error}", file=sys.stderr)
        return 1
    old_backups.note(folder)
    rows = sum(count for tables in manifest["rows"].values() for count in tables.values())
    print(f"{folder}: {manifest['city']}, {rows} rows, made {manifest['made_at']}")
    ages.remove_old_backups()
    return 0


def restore_backup(folder: Path) -> int:
    """Put both databases back as ``folder`` has them; return 0, or 1 when that must not be."""
    checks.check_city()
    # Who answers visitors meanwhile would write into what is being replaced.
    checks.check_ports(ports())
    try:
        again = backup.restore(folder)
    except (backup.BackupError, OSError, SQLAlchemyError) as error:
        print(f"restore: {error}", file=sys.stderr)
        return 1
    print(
        f"{folder}: restored; deleted again: {again['messages']} messages,"
        f" {again['conversations']} conversations"
    )
    return 0


def forget_old() -> int:
    """Delete what visitors left and is too old; return 0, or 1 when that cannot be.

    `make run` does so every day.
    """
    checks.check_city()
    checks.check_database()
    checks.check_tracker()
    try:
        print(ages.told(ages.forget_old()))
        ages.remove_old_backups()
    except SQLAlchemyError as error:
        print(f"forget-old: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0


def tell_deletion(receipt: str) -> int:
    """Print when the conversation of a visitor's receipt was deleted; return 1 when none was."""
    checks.check_tracker()
    start = start_of_mark(receipt)
    if start is None:
        print("deletion: no receipt: it looks like D-1a2b-3c4d-5e6f", file=sys.stderr)
        return 1
    engine = create_engine_from(tracker_url())
    try:
        at = forgotten.deleted_at(engine, start)
    finally:
        engine.dispose()
    if at is None:
        print(f"{receipt}: no such deletion is known", file=sys.stderr)
        return 1
    print(f"{receipt}: deleted {datetime.fromtimestamp(at, timezone.utc):%Y-%m-%d %H:%M} UTC")
    return 0


def test_conversations() -> int:
    """Run the story tests against the current model; return 0 when all pass."""
    if not CONVERSATIONS.is_dir():
        return 0
    command = python("-m", "tests.conversations", "--model", str(current_model()))
    return run_to_end(command, cwd=ROOT, env=child_environment())


def _checked_ports() -> Ports:
    """Return the ports after every check, so that nothing is started in vain."""
    chosen = ports()
    checks.check_log()
    checks.check_city()
    checks.check_database()
    checks.check_tracker()
    checks.check_ports(chosen)
    old_backups.backup_days()
    return chosen


def _stop_at_signals(*numbers: signal.Signals) -> None:
    def stop(*_: object) -> None:
        raise Stopped

    for number in numbers or (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _action_server(chosen: Ports) -> Part:
    command = python("-m", "service.actions", "--port", str(chosen.actions))
    return Part("actions", command, chosen.actions, "/health")


def _rasa_servers(chosen: Ports) -> list[Part]:
    return [
        Part(
            f"rasa {place}" if chosen.rasa_processes > 1 else "rasa",
            python("-m", "service.rasa", "run", *_rasa_arguments(chosen, port)),
            port,
        )
        for place, port in enumerate(chosen.all_rasa, 1)
    ]


def _public_process(chosen: Ports) -> Part:
    # Ready once a question has gone through Rasa and the action server.
    command = python("-m", "channels")
    env = {
        **channels_environment(),
        "CHANNELS_PORT": str(chosen.channels),
        "TRACKER_URL": tracker_url(),
        "RASA_URL": ",".join(f"http://{HOST}:{port}" for port in chosen.all_rasa),
    }
    return Part("channels", command, chosen.channels, "/ready", channels_host(), env)


def _rasa_arguments(chosen: Ports, port: int) -> tuple[str, ...]:
    return (
        *("--model", str(current_model())),
        *("--endpoints", str(endpoints_file(chosen.actions))),
        *("--credentials", "credentials.yml"),
        *("--interface", HOST, "--port", str(port)),
    )


def _comes_up(part: Part, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        status = server.poll()
        if status is not None:
            print(f"{part.name} {how_it_ended(status)}", file=sys.stderr)
            return False
        if is_answering(part):
            return True
        time.sleep(0.1)
    return False


def _start_quietly(part: Part) -> subprocess.Popen[bytes]:
    """Start a part with its output in a file, so that it writes nothing into the conversation."""
    log = _log_of(part)
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"Starting {part.name} ...", flush=True)
    with log.open("wb") as output:
        return start(part.command, cwd=ROOT, env=child_environment(), output=output)


def _log_of(part: Part) -> Path:
    return VAR / "log" / f"{part.name.split()[0]}.log"


def _print_addresses(chosen: Ports) -> None:
    print(
        "\nThe assistant is ready: open this address in a browser.\n\n"
        f"  http://{channels_host()}:{chosen.channels}/\n\n"
        "For programs on this machine:\n"
        f"  Rasa           http://{HOST}:{chosen.rasa}/webhooks/rest/webhook\n"
        f"  action server  http://{HOST}:{chosen.actions}/webhook\n"
        "Ctrl-C stops everything.\n",
        flush=True,
    )
