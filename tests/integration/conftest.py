"""A PostgreSQL server of the tests' own, from the operating system's packages.

The server refuses to run as root, so it runs as ``nobody`` when the tests do. It listens on a
socket in a temporary folder only, and is stopped and deleted at the end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg2
import pytest

from tests.integration.servers import qingdao

# One running assistant for all tests that ask it.
__all__ = ["qingdao"]

UNPRIVILEGED = "nobody"
OWNER = "visitors"
FASTER = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def find_programs() -> Path | None:
    """Return the folder of the newest initdb and pg_ctl, None where PostgreSQL is not installed."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(packaged, key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if newest:
        return newest[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The folder of a running server's socket."""
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # The path of a socket has room for a hundred bytes, which pytest's own folders would fill.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        run(folder, programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} {FASTER}"
        log = folder / "log"
        run(folder, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            run(folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def database_numbers() -> Iterator[int]:
    """Numbers that no two databases of a server share."""
    return count(1)


@pytest.fixture
def postgres_url(postgres_server: Path, database_numbers: Iterator[int]) -> str:
    """The URL of an empty PostgreSQL database of its own."""
    name = f"test_{next(database_numbers)}"
    connection = psycopg2.connect(host=str(postgres_server), user=OWNER, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"postgresql://{OWNER}@/{name}?host={postgres_server}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/test.sqlite3"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def velamar() -> Path:
    """The folder of the invented city Velamar; not to be changed."""
    return Path(__file__).resolve().parents[1] / "cities" / "velamar"


def run(folder: Path, *command: object) -> None:
    """Run a program of PostgreSQL's in ``folder``, unprivileged; fail with what it says."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", UNPRIVILEGED, "--", *words]
    outcome = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
