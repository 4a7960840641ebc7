from __future__ import annotations

import pytest

from listings.importing import ImportErrors, RowError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            RowError("hotels.csv", 7, "price_from", "12€", "not a number"),
            "hotels.csv:7: column 'price_from': value '12€': not a number",
        ),
        (RowError("city.json", None, None, None, "missing"), "city.json: missing"),
        (RowError("a.csv", 2, None, "x\ny", "odd"), "a.csv:2: value 'x\\ny': odd"),
        (
            RowError("a.csv", 2, "c", "x" * 99, "long"),
            f"a.csv:2: column 'c': value '{'x' * 80}…': long",
        ),
    ],
)
def test_an_error_is_one_line(error: RowError, line: str) -> None:
    assert str(error) == line


def test_errors_are_a_line_each() -> None:
    errors = [RowError("a.csv", n, None, None, "odd") for n in (1, 2)]
    assert str(ImportErrors(errors)) == "a.csv:1: odd\na.csv:2: odd"
    assert ImportErrors(errors).errors == errors
