from __future__ import annotations

import ast
from pathlib import Path

LISTINGS = Path(__file__).resolve().parents[3] / "listings"
OURS = {"actions", "channels", "nlu", "service"}


def test_listings_imports_none_of_our_other_packages() -> None:
    for path in LISTINGS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            assert not OURS.intersection(name.partition(".")[0] for name in names), path
