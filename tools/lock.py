"""`python -m tools.lock` writes the lock of production: what runs, without what only tests need."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PRODUCTION = ROOT / "requirements-production.lock"
_PROJECT = "visitor-assistant"
_NOTE = (
    "# By `python -m tools.lock` from requirements.lock: what runs, without the tools of tests.\n"
)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")
_VIA = re.compile(r"^    #(?: via)?\s+([A-Za-z0-9._-]+)")


@dataclass(frozen=True)
class Pin:
    """A package of the lock: its name and version, who needs it, its hashes, and its lines."""

    name: str
    version: str
    needed_by: frozenset[str]
    hashes: tuple[str, ...]
    text: str


def pins(text: str) -> Iterator[Pin]:
    """Yield the packages of a lock, in its order.

    Raises:
        ValueError: A line belongs to no package.
    """
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        if _PIN.match(line) and block:
            yield _pin(block)
            block = []
        if line.startswith("#") and not block:
            continue
        block.append(line)
    if block:
        yield _pin(block)


def production(text: str, wanted: set[str]) -> str:
    """Return the lock ``text`` with the packages of ``wanted`` alone and all that they need."""
    every = list(pins(text))
    kept = {pin.name for pin in every if pin.name in wanted}
    while True:
        more = {pin.name for pin in every if pin.needed_by & kept} - kept
        if not more:
            break
        kept |= more
    return _NOTE + "".join(pin.text for pin in every if pin.name in kept)


def of_project() -> set[str]:
    """Return the names of the packages that the project itself needs when it runs."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}


def main() -> int:
    """Write the lock; return 0."""
    text = production(LOCK.read_text(encoding="utf-8"), of_project())
    PRODUCTION.write_text(text, encoding="utf-8")
    print(f"{PRODUCTION.name}: {len(list(pins(text)))} packages")
    return 0


def _pin(block: list[str]) -> Pin:
    found = _PIN.match(block[0])
    if found is None:
        raise ValueError(f"no package: {block[0].strip()!r}")
    names = (match[1] for line in block[1:] if (match := _VIA.match(line)))
    text = "".join(block)
    return Pin(
        canonicalize_name(found[1]),
        found[2],
        frozenset(canonicalize_name(name) for name in names if name != _PROJECT),
        tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", text)),
        text,
    )


if __name__ == "__main__":
    sys.exit(main())
