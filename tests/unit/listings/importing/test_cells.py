from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.importing.cells import (
    number_within,
    one_of,
    parse_country,
    parse_currency,
    parse_day,
    parse_email,
    parse_id,
    parse_list,
    parse_number,
    parse_partial_date,
    parse_phone,
    parse_price,
    parse_timezone,
    parse_website,
    whole_within,
    write_list,
    write_plain,
)


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (parse_id, "old-pier", "old-pier"),
        (parse_list, " a; b ;;a;c", ["a", "b", "c"]),
        (parse_number, "-8.50", Decimal("-8.5")),
        (parse_price, "100", Decimal(100)),
        (parse_price, "0", Decimal(0)),
        (parse_price, "1.125", Decimal("1.125")),
        (number_within(-90, 90), "-90", -90.0),
        (whole_within(1, 5), "5", 5),
        (one_of(("yes", "no")), "no", "no"),
        (parse_day, "2024-02-29", date(2024, 2, 29)),
        (parse_partial_date, "2026", "2026"),
        (parse_partial_date, "2026-05", "2026-05"),
        (parse_partial_date, "2026-05-31", "2026-05-31"),
        (parse_website, "http://a.example", "http://a.example"),
        (parse_website, "https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        (parse_email, "a.b+c@d.example", "a.b+c@d.example"),
        (parse_phone, "110", "110"),
        (parse_phone, "+86 532 8888 8888 ext. 2", "+86 532 8888 8888 ext. 2"),
        (parse_timezone, "Asia/Shanghai", "Asia/Shanghai"),
        (parse_country, "PT", "PT"),
        (parse_currency, "KWD", "KWD"),
    ],
)
def test_a_good_cell_is_read(parse: Callable[[str], Any], cell: str, value: Any) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cells"),
    [
        (parse_id, ["a b", "-a", "a--b", "a;b", "栈桥"]),
        (parse_number, ["1,200", "5 yuan", "1e3", "NaN", "inf", "５", ".5", "5.", "1_000"]),
        (parse_price, ["-1", "0.0001", "1000000000", "free", "-0.001"]),
        (number_within(-90, 90), ["90.01", "-91", "north"]),
        (whole_within(1, 4), ["0", "5", "2.0", "$$", ""]),
        (one_of(("yes", "no")), ["YES", "true", "maybe"]),
        (parse_day, ["2026-02-29", "2026-05", "1/5/2026", "tomorrow", "2026-5-1"]),
        (parse_partial_date, ["0000", "2026-13", "2026-00", "2026-02-30", "26", "May 2026"]),
        (parse_website, ["www.a.example", "ftp://a.example", "https://", "https://a b.example"]),
        (parse_email, ["a", "a@b", "a@b.", "a b@c.example", "a@b.example;c@d.example"]),
        (parse_phone, ["ask", "-", "5"]),
        (parse_timezone, ["Beijing", "UTC+8", "../../etc/passwd", "/etc/passwd"]),
        (parse_country, ["CHN", "China", "pt", "XQ"]),
        (parse_currency, ["RMB", "¥", "eur"]),
    ],
)
def test_a_bad_cell_is_refused_with_a_reason(parse: Callable[[str], Any], cells: list[str]) -> None:
    for cell in cells:
        with pytest.raises(ValueError, match=r"."):
            parse(cell)


@given(st.decimals(min_value=0, max_value=999_999_999, places=3))
def test_a_price_is_read_back_as_it_was_written(price: Decimal) -> None:
    assert parse_price(write_plain(price)) == price


@given(st.floats(-180, 180))
def test_a_coordinate_is_read_back_as_it_was_written(degrees: float) -> None:
    assert number_within(-180, 180)(write_plain(degrees)) == degrees


@given(st.lists(st.text(alphabet="ab 栈", min_size=1).map(str.strip).filter(bool), unique=True))
def test_a_list_is_read_back_as_it_was_written(values: list[str]) -> None:
    assert parse_list(write_list(values)) == values


@given(st.text(max_size=20))
def test_no_cell_does_worse_than_a_value_error(cell: str) -> None:
    parsers: tuple[Callable[[str], Any], ...] = (
        parse_id,
        parse_price,
        parse_day,
        parse_partial_date,
        parse_timezone,
        parse_phone,
    )
    for parse in parsers:
        with contextlib.suppress(ValueError):
            parse(cell)


@pytest.mark.parametrize("cell", ["3.51E+11", "4,479e11", "see website 24/7"])
def test_a_number_that_a_spreadsheet_spoilt_is_no_telephone(cell: str) -> None:
    with pytest.raises(ValueError, match=r"spreadsheet|telephone"):
        parse_phone(cell)


@pytest.mark.parametrize("cell", ["+351 (0)210 000 101 ext. 12", "+351 210 000 101 / 102", "110"])
def test_a_telephone_may_be_written_in_usual_ways(cell: str) -> None:
    assert parse_phone(cell) == cell


def test_lists_are_divided_by_full_width_marks_too() -> None:
    assert parse_list("pool；wifi、 spa;pool") == ["pool", "wifi", "spa"]
