"""Which package may import which: channels -> (HTTP) -> rasa -> actions -> listings."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "actions",
    "channels",
    "listings",
    "locales",
    "logs",
    "nlu",
    "semantics",
    "service",
    "trackers",
)
# What each package may not import, and why it would be wrong.
FORBIDDEN: dict[str, set[str]] = {
    # The words, and what the understanding writes and the actions read, stand alone.
    "logs": {"rasa", "rasa_sdk", *OURS} - {"logs"},
    "locales": {"rasa", "rasa_sdk", *OURS} - {"locales"},
    "semantics": {"rasa", "rasa_sdk", *OURS} - {"semantics"},
    # The database knows nobody; its signs have words.
    "listings": {"rasa", "rasa_sdk", *OURS} - {"listings", "locales", "semantics"},
    # The action server runs without Rasa and without the understanding.
    "actions": {"channels", "nlu", "rasa", "service"},
    "nlu": {"actions", "channels", "rasa_sdk", "service"},
    # Rasa loads it; it knows no topic.
    "trackers": {"actions", "channels", "listings", "nlu", "rasa_sdk", "service"},
    # The public process speaks to Rasa over HTTP only.
    "channels": {"actions", "nlu", "rasa", "rasa_sdk", "service"},
}


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(imported(path) & FORBIDDEN[package])
        for path in (ROOT / package).rglob("*.py")
        if imported(path) & FORBIDDEN[package]
    }
    assert wrong == {}


def test_the_channels_only_read_the_listings() -> None:
    """They take the office's contact card, pages and maps from there; writing is for staff."""
    allowed = (
        "database",
        "hours",
        "kinds",
        "map_apps",
        "models",
        "queries",
        "settings",
        "texts",
        "ways",
    )
    found = {
        node.module
        for path in (ROOT / "channels").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("listings")
    }
    assert found
    assert {name for name in found if (name or "").split(".")[1] not in allowed} == set()


def test_nothing_imports_the_channels() -> None:
    importers = [
        str(path.relative_to(ROOT))
        for package in OURS
        if package != "channels"
        for path in (ROOT / package).rglob("*.py")
        if "channels" in imported(path)
    ]
    assert importers == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    folders = "|".join((*OURS, "data", "docs", "tests"))
    named = set(re.findall(rf"`((?:{folders})/[\w/.-]*)`", text))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_test_that_the_documents_name_is_there() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    defined = set(re.findall(r"^(?:async )?def (test_\w+)", tests, re.MULTILINE))
    for name in ("asvs.md", "dependencies.md", "reliability.md", "security.md"):
        document = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert set(re.findall(r"`(test_\w+)`", document)) - defined == set(), name


def test_every_requirement_of_both_levels_is_judged_once() -> None:
    document = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d., –]+) \| ([^|]+) \| (.*) \|$", document, re.MULTILINE)
    judged = [each for numbers, _, _ in rows for each in _requirements(numbers)]
    assert {met.strip() for _, met, _ in rows} == {"yes", "in part", "no", "n/a", "proxy"}
    assert len(judged) == len(set(judged))
    # The chapters of the standard, and how many requirements of levels 1 and 2 each has.
    counts = Counter(each.partition(".")[0] for each in judged)
    of_levels = {"1": 27, "2": 11, "3": 19, "4": 10, "5": 9, "6": 33, "7": 18, "8": 7, "9": 7}
    of_levels |= {"10": 1, "11": 14, "12": 9, "13": 13, "14": 9, "15": 13, "16": 16, "17": 1}
    assert counts == of_levels


def _requirements(numbers: str) -> list[str]:
    found = []
    for part in numbers.split(", "):
        first, _, last = part.partition("–")
        if not last:
            found.append(first)
            continue
        section, _, start = first.rpartition(".")
        end = int(last.rpartition(".")[2])
        found += [f"{section}.{number}" for number in range(int(start), end + 1)]
    return found
