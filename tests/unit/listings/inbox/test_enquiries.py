from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from listings.database import session_factory
from listings.inbox.corrections import add_words, find_corrections, keep_correction, mark_settled
from listings.inbox.enquiries import (
    UnknownReceiptError,
    drop_draft,
    find_enquiries,
    forget,
    forget_older,
    keep_enquiry,
    mark_answered,
)
from listings.inbox.feedback import Helpfulness, keep_feedback, sum_up_feedback
from listings.inbox.receipts import new_receipt
from listings.models import Enquiry
from listings.queries import data_version

NOON = datetime(2026, 5, 19, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def session(engine: Engine):
    with session_factory(engine)() as session:
        yield session


def keep(session: Session, draft: str = "d1", at: datetime = NOON) -> Enquiry:
    return keep_enquiry(
        session,
        draft=draft,
        topic="lost_property",
        text="A black bag",
        reach_kind="email",
        reach="a@velamar.example",
        language="en",
        now=at,
    )


def correct(session: Session, at: datetime = NOON):
    return keep_correction(session, words="that's wrong", language="en", now=at, told="Open")


def test_a_message_is_found_again_by_its_receipt_number(session: Session) -> None:
    kept = keep(session)
    assert [e.receipt for e in find_enquiries(session)] == [kept.receipt]
    assert mark_answered(session, f" {kept.receipt.lower()} ", NOON).answered_at == NOON


def test_the_same_draft_is_kept_once(session: Session) -> None:
    assert keep(session).receipt == keep(session).receipt
    assert len(find_enquiries(session)) == 1


def test_a_draft_given_up_is_gone(session: Session) -> None:
    keep(session)
    drop_draft(session, "d1")
    assert find_enquiries(session) == []


def test_answered_messages_are_not_open(session: Session) -> None:
    first, second = keep(session, "d1"), keep(session, "d2", NOON + timedelta(hours=1))
    mark_answered(session, first.receipt, NOON)
    assert [e.receipt for e in find_enquiries(session, only_open=True)] == [second.receipt]
    assert [e.receipt for e in find_enquiries(session)] == [first.receipt, second.receipt]


def test_settled_corrections_are_not_open(session: Session) -> None:
    kept = correct(session)
    mark_settled(session, kept.reference, NOON)
    assert find_corrections(session, only_open=True) == []
    assert len(find_corrections(session)) == 1


def test_a_message_and_a_correction_can_be_forgotten(session: Session) -> None:
    message, correction = keep(session), correct(session)
    forget(session, message.receipt)
    forget(session, correction.reference)
    assert find_enquiries(session) == []
    assert find_corrections(session) == []


def test_an_unknown_number_is_refused(session: Session) -> None:
    for refuse in (
        lambda: forget(session, "Q-2026-XXXXXX"),
        lambda: mark_answered(session, "Q-2026-XXXXXX", NOON),
        lambda: mark_settled(session, "C-2026-XXXXXX", NOON),
    ):
        with pytest.raises(UnknownReceiptError, match="2026-XXXXXX"):
            refuse()


def test_what_is_older_than_a_moment_can_be_forgotten_at_once(session: Session) -> None:
    keep(session, "old", NOON - timedelta(days=400))
    correct(session, NOON - timedelta(days=400))
    recent = keep(session, "new")
    assert forget_older(session, NOON - timedelta(days=365)) == 2
    assert [e.receipt for e in find_enquiries(session)] == [recent.receipt]


def test_what_visitors_leave_does_not_change_the_citys_content(session: Session) -> None:
    before = data_version(session)
    message = keep(session)
    correct(session)
    keep_feedback(session, intent="ask_hours", language="en", helpful=True, day=NOON.date())
    mark_answered(session, message.receipt, NOON)
    forget(session, message.receipt)
    drop_draft(session, "d1")
    assert data_version(session) == before


def test_a_topic_that_nobody_can_choose_is_refused(session: Session) -> None:
    with pytest.raises(IntegrityError):
        keep_enquiry(
            session,
            draft="d",
            topic="weather",
            text="x",
            reach_kind="email",
            reach="a@velamar.example",
            language="en",
            now=NOON,
        )


def test_feedback_is_summed_up_by_intent_and_language(session: Session) -> None:
    for language, helpful in (("en", True), ("en", False), ("ko", True)):
        keep_feedback(
            session, intent="ask_hours", language=language, helpful=helpful, day=NOON.date()
        )
    assert sum_up_feedback(session) == [
        Helpfulness("ask_hours", "en", 1, 2),
        Helpfulness("ask_hours", "ko", 1, 1),
    ]


def test_receipt_numbers_tell_the_year_and_hardly_ever_repeat() -> None:
    numbers = {new_receipt("Q", NOON) for _ in range(2000)}
    assert len(numbers) == 2000
    assert all(n.startswith("Q-2026-") and len(n) == 13 for n in numbers)
    assert not set("01258BILOSUVZ") & set("".join(n[7:] for n in numbers))


def test_words_are_added_to_a_report_on_a_line_of_their_own(session: Session) -> None:
    kept = correct(session)
    add_words(session, kept.reference.lower(), "it is shut on Mondays")
    add_words(session, kept.reference, "it is shut on Mondays")
    assert find_corrections(session)[0].words == "that's wrong\nit is shut on Mondays"
    with pytest.raises(UnknownReceiptError):
        add_words(session, "C-2026-XXXXXX", "more")
