"""Follow-ups with the turns before them, read from the benchmark's JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

PLACE = "place_name"


@dataclass(frozen=True)
class Said:
    """One turn of the history: what the visitor (``is_user``) or the other side said."""

    is_user: bool
    text: str


@dataclass(frozen=True)
class FollowUp:
    """A message, the goals that are right for it, and what was said before it, oldest first."""

    id: str
    language: str
    text: str
    goals: frozenset[str]
    names_a_place: bool
    history: tuple[Said, ...]


def read_follow_ups(folder: Path, pattern: str = "contextual*.jsonl") -> list[FollowUp]:
    """Return the follow-ups of all files of ``folder`` that match ``pattern``, in file order.

    Raises:
        ValueError: No file matches, or a line is not a follow-up; the line is named.
    """
    return [_follow_up(row, where) for row, where in _rows(folder, pattern)]


def annotated_names(folder: Path) -> dict[str, list[str]]:
    """Return the names of places that the benchmark's files annotate, by language, sorted."""
    found: dict[str, set[str]] = {}
    for row, _ in _rows(folder, "*.jsonl"):
        for entity in row.get("entities") or ():
            if entity["type"] == PLACE:
                found.setdefault(row["lang"], set()).add(entity["value"].strip())
    return {language: sorted(names) for language, names in found.items()}


def _rows(folder: Path, pattern: str) -> list[tuple[dict, str]]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise ValueError(f"{folder}: no file matches {pattern}")
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                where = f"{path.name}, line {number}"
                try:
                    found.append((json.loads(line), where))
                except json.JSONDecodeError as error:
                    raise ValueError(f"{where}: no JSON ({error})") from error
    return found


def _follow_up(row: dict, where: str) -> FollowUp:
    try:
        return FollowUp(
            str(row.get("id", where)),
            row["lang"],
            row["text"],
            frozenset(row["labels"]),
            any(entity["type"] == PLACE for entity in row.get("entities") or ()),
            tuple(Said(turn["role"] == "user", turn["text"]) for turn in row["history"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{where}: not a follow-up ({error!r})") from error
