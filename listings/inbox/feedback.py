"""What visitors said of the answers: kept without their names, and summed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from listings.models import Feedback


@dataclass(frozen=True)
class Helpfulness:
    """How many answers to ``intent`` in ``language`` were rated, and how many of them helped."""

    intent: str
    language: str
    helpful: int
    rated: int


def keep_feedback(
    session: Session, *, intent: str, language: str, helpful: bool, day: date
) -> None:
    """Keep whether an answer helped; commits."""
    session.add(Feedback(intent=intent, language=language, helpful=helpful, day=day))
    session.commit()


def sum_up_feedback(session: Session) -> list[Helpfulness]:
    """Return the sums for each intent and language, in their order; an empty list for none."""
    helpful = func.sum(cast(Feedback.helpful, Integer))
    statement = (
        select(Feedback.intent, Feedback.language, helpful, func.count())
        .group_by(Feedback.intent, Feedback.language)
        .order_by(Feedback.intent, Feedback.language)
    )
    return [Helpfulness(*row) for row in session.execute(statement)]
