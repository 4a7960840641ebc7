from __future__ import annotations

from datetime import date

import pytest

from listings.hours import undone_rules

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("hours", "undone"),
    [
        ("Mo-Fr 09:00-12:00; Mo-Fr 14:00-18:00", [1]),
        ("Tu off; Mo-Su 09:00-17:00", [1]),
        ("Mo-Fr 09:00-12:00, Mo-Fr 14:00-18:00", []),
        ("Mo-Su 09:00-17:00; Tu off", []),
        ("Sep-Jun: 07:00-17:00; Jul-Aug: 06:00-19:00", []),
        ("Mo-Fr 09:00-17:00; PH off", []),
        ("Mo-Sa 09:00-17:00; PH Su off", [2]),
        ("Mo-Fr 09:00-17:00; SH off", []),
        ("2031 Jan 01 off; Mo-Su 09:00-17:00", []),
    ],
)
def test_a_rule_that_never_counts_is_found(hours: str, undone: list[int]) -> None:
    assert undone_rules(hours, "CN", TODAY) == undone
