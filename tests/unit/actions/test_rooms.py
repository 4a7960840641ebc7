"""The rooms of ``actions/``: each imports only what stands before it."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

ACTIONS = Path(__file__).resolve().parents[3] / "actions"
FRAME = frozenset({"database", "feedback_prompt", "rasa_messages", "topic_action"})
LAYERS = (
    frozenset({"wording"}),
    frozenset({"dialogue"}),
    frozenset({"interpretation"}),
    FRAME,
    frozenset({"hours"}),
    frozenset({"place_facts"}),
    frozenset({"search", "tickets", "itinerary", "transport", "staff"}),
    frozenset({"conversation"}),
)
LAYER_OF = {room: number for number, layer in enumerate(LAYERS) for room in layer}
MOST_ENTRIES = 15


def _entries() -> list[str]:
    found = (*ACTIONS.glob("*.py"), *(path.parent for path in ACTIONS.glob("*/__init__.py")))
    return sorted(path.stem for path in found if path.stem != "__init__")


def _rooms_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "actions":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("actions."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            yield from (name[1] for name in names if name[0] == "actions" and len(name) > 1)


def _is_below(room: str, other: str) -> bool:
    return room == other or {room, other} <= FRAME or LAYER_OF[other] < LAYER_OF[room]


def test_each_room_imports_only_what_stands_before_it() -> None:
    wrong = [
        f"{path.relative_to(ACTIONS)} imports {other}"
        for path in sorted(ACTIONS.rglob("*.py"))
        for other in _rooms_imported(path)
        if not _is_below(path.relative_to(ACTIONS).parts[0].removesuffix(".py"), other)
    ]
    assert wrong == []


def test_every_room_has_its_layer() -> None:
    assert [entry for entry in _entries() if entry not in LAYER_OF] == []


def test_the_top_of_actions_can_be_seen_at_a_glance() -> None:
    assert 0 < len(_entries()) <= MOST_ENTRIES


def test_no_room_bears_the_name_of_another_package() -> None:
    """``rasa_sdk`` imports each room by its bare name first, and walks into what that finds."""
    rooms = [path.parent.name for path in ACTIONS.glob("*/__init__.py")]
    assert rooms
    assert [room for room in rooms if importlib.util.find_spec(room) is not None] == []
