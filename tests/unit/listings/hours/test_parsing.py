from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.hours import is_always_open, parse_hours

READABLE = (
    "24/7",
    "Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-12:00,13:30-17:30; PH off",
    "Sep-Jun: Mo-Su 07:00-17:00; Jul-Aug: Mo-Su 06:00-19:00",
    "Jul 01-Sep 25: Mo-Su 09:00-18:00; Jul 15-Aug 15: Mo-Su 09:00-19:00",
    "Mo-Fr 09:00-21:30; Sa-Su,PH 09:00-22:00",
    "10:00-02:00",
    'Mo-Fr 09:00-17:00 "ring the bell"',
)


@pytest.mark.parametrize("text", READABLE)
def test_what_openstreetmap_writes_is_read(text: str) -> None:
    assert parse_hours(text) == text


@pytest.mark.parametrize(
    "text", ["", "9-5", "daily", "Mo-Fr 9.00-17.00", "25:00-26:00", "月曜 9時"]
)
def test_anything_else_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        parse_hours(text)


@given(st.text(alphabet="MoTuFrSaPH ,;:-0123456789/\"'+off", max_size=30))
def test_no_text_does_worse_than_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_hours(text) == text


def test_only_24_7_is_always_open() -> None:
    assert is_always_open("24/7")
    assert not is_always_open("24/7; PH off")
    assert not is_always_open("Mo-Fr 00:00-24:00")
