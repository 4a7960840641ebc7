"""The partners' keys: only their hashes are kept."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class PartnerError(Exception):
    """A partner that cannot be added or withdrawn; the text says why."""


@dataclass(frozen=True)
class Partner:
    """A partner: its short name, the SHA-256 of its key, and the day the key was made."""

    id: str
    hash: str
    made: str


class KeyFile:
    """The file of the partners. It is read again when it has changed, without a restart.

    A key has 256 random bits. Nobody can try that many, so a plain fast hash guards it as well as
    a slow one would.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._by_hash: dict[str, str] = {}

    def partner_of(self, key: str) -> str | None:
        """Return the id of the partner that ``key`` belongs to, None when it is nobody's."""
        state = self._state()
        if state != self._seen:
            self._by_hash = {partner.hash: partner.id for partner in self.partners()}
            self._seen = state
        return self._by_hash.get(_hash(key))

    def partners(self) -> list[Partner]:
        """Return the partners by id; a missing file has none.

        Raises:
            PartnerError: The file is there and cannot be read.
        """
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return sorted((Partner(**entry) for entry in kept["partners"]), key=lambda p: p.id)
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, LookupError) as error:
            raise PartnerError(f"{self._path}: not a file of partners' keys") from error

    def add(self, id_: str, today: date) -> str:
        """Add the partner ``id_`` and return its key, which is not kept and never shown again.

        Raises:
            PartnerError: The id is taken or not made of small letters, digits and hyphens.
        """
        if not _ID.fullmatch(id_):
            raise PartnerError(f"{id_!r}: use small letters, digits and hyphens, at most 40")
        with self._changing() as partners:
            if any(partner.id == id_ for partner in partners):
                raise PartnerError(f"{id_!r} has a key: withdraw it first")
            key = secrets.token_urlsafe(32)
            partners.append(Partner(id_, _hash(key), today.isoformat()))
        return key

    def withdraw(self, id_: str) -> None:
        """Remove the partner ``id_``: its key is refused from the next request on.

        Raises:
            PartnerError: There is no such partner.
        """
        with self._changing() as partners:
            left = [partner for partner in partners if partner.id != id_]
            if len(left) == len(partners):
                raise PartnerError(f"{id_!r} is no partner")
            partners[:] = left

    @contextmanager
    def _changing(self) -> Iterator[list[Partner]]:
        """Give the partners to be changed and write them in one step, one writer at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            partners = self.partners()
            yield partners
            self._write(partners)

    def _write(self, partners: list[Partner]) -> None:
        text = json.dumps({"partners": [asdict(p) for p in partners]}, indent=2)
        # The temporary file is readable by its owner alone, and stays so under its new name.
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _state(self) -> tuple[int, int, int] | None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
