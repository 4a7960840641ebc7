"""Sorts within a joint category."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from listings.models import Attraction
from listings.queries import find_attractions, find_places
from listings.sorts import all_categories_of, joints_of, sorts_within
from listings.vocabulary import shipped_terms


@pytest.mark.parametrize(
    ("name", "summary", "sorts"),
    [
        ("Saint Rita Cathedral", "On the site of a temple.", ("church",)),
        ("Saint Rita", "A parish church of 1901.", ("church",)),
        ("Hall of Winds", "A Buddhist monastery.", ("temple",)),
        ("Hall of Winds", "Much visited.", ()),
    ],
)
def test_a_name_tells_the_sort_before_the_summary(
    name: str, summary: str, sorts: tuple[str, ...]
) -> None:
    assert sorts_within("temple-church", {"en": name}, {"en": summary}) == sorts
    assert sorts_within("museum", {"en": name}, {"en": summary}) == ()


def test_who_looks_for_a_sort_finds_no_other_of_the_joint_category(session: Session) -> None:
    church = Attraction(id="x", names={"en": "Rita Church"}, category="temple-church")
    temple = Attraction(id="y", names={"en": "Wind Temple"}, category="temple-church")
    session.add_all([church, temple])
    session.flush()
    assert find_attractions(session, category="church") == [church]
    assert find_places(session, "attraction", category="church") == [church]
    assert set(find_attractions(session, category="temple-church")) == {church, temple}
    assert all_categories_of(church) == ("temple-church", "church")


def test_every_sort_and_its_joint_category_has_words() -> None:
    assert joints_of("church") == ("temple-church",)
    assert {("category", "church"), ("category", "temple-church")} <= set(shipped_terms())
