from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from listings.models import Hotel
from listings.models.types import shortest


@given(st.decimals(min_value=0, max_value=999_999_999, places=3))
def test_the_shortest_form_is_equal_and_has_no_exponent(amount: Decimal) -> None:
    assert shortest(amount) == amount
    assert "E" not in str(shortest(amount))
    assert not ("." in str(shortest(amount)) and str(shortest(amount)).endswith("0"))


@pytest.mark.parametrize("price", ["0", "0.001", "8.5", "100", "64.5", "999999999.999"])
def test_a_price_comes_back_as_it_went_in(session: Session, price: str) -> None:
    session.add(Hotel(id="priced", names={"en": "Priced"}, price_from=Decimal(price)))
    session.commit()
    session.expire_all()
    assert str(session.get(Hotel, "priced").price_from) == price


def test_a_moment_comes_back_in_utc(session: Session) -> None:
    moment = datetime(2026, 5, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    session.add(Hotel(id="gone", names={"en": "Gone"}, retired_at=moment))
    session.commit()
    session.expire_all()
    retired_at = session.get(Hotel, "gone").retired_at
    assert retired_at == moment
    assert retired_at.tzinfo is timezone.utc


def test_a_moment_without_a_time_zone_is_refused(session: Session) -> None:
    session.add(Hotel(id="gone", names={"en": "Gone"}, retired_at=datetime(2026, 5, 1)))
    with pytest.raises(StatementError, match="no time zone"):
        session.commit()
