"""The benchmark's utterances, read from its JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Example:
    """An utterance, the goals that are right for it, and its (type, value) entities.

    ``entities`` is None when the source annotates none.
    """

    id: str
    language: str
    text: str
    goals: frozenset[str]
    entities: frozenset[tuple[str, str]] | None

    @property
    def is_in_scope(self) -> bool:
        """Say whether the assistant should serve the utterance."""
        return OUT_OF_SCOPE not in self.goals


def read_examples(folder: Path, pattern: str = "standalone*.jsonl") -> list[Example]:
    """Return the examples of all files of ``folder`` that match ``pattern``, in file order.

    Raises:
        ValueError: No file matches, or a line is not an example; the line is named.
    """
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise ValueError(f"{folder}: no file matches {pattern}")
    return [
        _example(line, f"{path.name}, line {number}")
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip()
    ]


def _example(line: str, where: str) -> Example:
    try:
        row = json.loads(line)
        entities = row.get("entities")
        return Example(
            str(row.get("id", where)),
            row["lang"],
            row["text"],
            frozenset(row["labels"]),
            None if entities is None else frozenset((e["type"], e["value"]) for e in entities),
        )
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{where}: not an example ({error!r})") from error
