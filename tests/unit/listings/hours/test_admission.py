from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from listings.hours import LastAdmission, parse_last_admission

LISBON = ZoneInfo("Europe/Lisbon")
FIVE_PM = datetime(2026, 5, 19, 17, 0, tzinfo=LISBON)


@pytest.mark.parametrize(
    ("written", "hour", "minute"), [("16:30", 16, 30), ("30 min", 16, 30), ("90 min", 15, 30)]
)
def test_it_is_a_time_or_so_long_before_closing(written: str, hour: int, minute: int) -> None:
    last = LastAdmission.read(written).moment(FIVE_PM)
    assert last == FIVE_PM.replace(hour=hour, minute=minute)


def test_a_time_before_midnight_belongs_to_the_evening_that_ends_after_it() -> None:
    closing = datetime(2026, 5, 20, 1, 0, tzinfo=LISBON)
    last = LastAdmission.read("23:30").moment(closing)
    assert last == datetime(2026, 5, 19, 23, 30, tzinfo=LISBON)


@pytest.mark.parametrize("written", ["25:00", "4pm", "16:3", "0 min", "30", "half an hour", ""])
def test_anything_else_is_refused_and_quoted(written: str) -> None:
    with pytest.raises(ValueError, match="no last admission") as refused:
        parse_last_admission(written)
    assert repr(written) in str(refused.value)
