"""What visitors like of a sight."""

from __future__ import annotations

import pytest

from listings.models import Attraction
from listings.themes import has_theme


@pytest.mark.parametrize(
    ("category", "summary", "theme", "expected"),
    [
        ("beach", "", "sea", True),
        ("museum", "A museum in a villa of 1903.", "old", True),
        ("museum", "On a hill above the town.", "hills", True),
        ("museum", "Chilled drinks.", "hills", False),
        ("museum", "Facing the sea.", "sea", True),
        ("museum", "", "sea", False),
        ("beach", "", "no-theme", False),
    ],
)
def test_category_and_summary_tell(category: str, summary: str, theme: str, expected: bool) -> None:
    place = Attraction(id="x", names={}, category=category, summary={"en": summary})
    assert has_theme(place, theme) is expected
