"""The price that is wished for beside something that is not."""

from __future__ import annotations

import spacy

from nlu.roles.extractor import with_roles
from nlu.roles.patterns import RolePatterns

TEXT = "no hostels nor 500"
PATTERNS = RolePatterns(
    spacy.blank("en").vocab, ["no <filter:not> nor <filter:not>", "no <filter:not>"]
)


def denied(price: str, text: str = TEXT) -> list[str]:
    """Return which of a sort and a price the message denies."""
    spans = {"category": (3, 10), "price": (15, 18)} if text == TEXT else {"price": (3, 6)}
    entities = [
        {"entity": kind, "value": price if kind == "price" else "hostel", "start": a, "end": b}
        for kind, (a, b) in spans.items()
    ]
    read = with_roles(text, entities, PATTERNS)
    return [e["entity"] for e in read if e.get("polarity") == "not"]


def test_a_price_is_not_denied_along_with_a_sort() -> None:
    assert denied("-500") == ["category"]
    assert denied("400-600") == ["category"]


def test_what_costs_more_is_denied_along_with_a_sort() -> None:
    assert denied("500-") == ["category", "price"]


def test_a_price_alone_can_be_denied() -> None:
    assert denied("-500", "no 500") == ["price"]
