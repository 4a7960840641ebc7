"""What visitors leave with the office: messages, corrections, and whether an answer helped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from listings.models.base import Base, column, one_of
from listings.models.types import Moment

ENQUIRY_TOPICS = ("complaint", "lost_property", "question", "correction", "other")
REACH_KINDS = ("email", "phone", "wechat")


class LeftByVisitor:
    """A row that is no part of the city's content: writing one leaves the content's version."""


class Enquiry(LeftByVisitor, Base):
    """A message for the office's staff, kept with its writer's consent.

    ``receipt`` is what the visitor was given; ``draft`` tells the conversation's form, so that the
    same form is never stored twice. ``reach`` is an e-mail address, a telephone number or a WeChat
    ID, as ``reach_kind`` says. ``answered_at`` is None while it is open.
    """

    __tablename__ = "enquiry"
    __table_args__: Any = (one_of("topic", ENQUIRY_TOPICS), one_of("reach_kind", REACH_KINDS))

    id: Mapped[int] = column(Integer, primary_key=True)
    receipt: Mapped[str] = column(String(16), nullable=False, unique=True)
    draft: Mapped[str] = column(String(32), nullable=False, unique=True)
    topic: Mapped[str] = column(String(16), nullable=False)
    text: Mapped[str] = column(Text, nullable=False)
    reach_kind: Mapped[str] = column(String(8), nullable=False)
    reach: Mapped[str] = column(String(320), nullable=False)
    language: Mapped[str] = column(String(2), nullable=False)
    created_at: Mapped[datetime] = column(Moment, nullable=False, index=True)
    answered_at: Mapped[datetime | None] = column(Moment)


class Correction(LeftByVisitor, Base):
    """A visitor's word that something told was wrong.

    ``told`` is the answer that was doubted, ``intent`` what had been asked, ``place_id`` the place
    that it was about and ``source`` where the fact came from: each None where nothing was told.
    ``place_id`` refers to no row, for the report outlives the place. ``words`` are the visitor's.
    """

    __tablename__ = "correction"

    id: Mapped[int] = column(Integer, primary_key=True)
    reference: Mapped[str] = column(String(16), nullable=False, unique=True)
    intent: Mapped[str | None] = column(String)
    place_id: Mapped[str | None] = column(String, index=True)
    told: Mapped[str | None] = column(Text)
    source: Mapped[str | None] = column(String)
    words: Mapped[str] = column(Text, nullable=False)
    language: Mapped[str] = column(String(2), nullable=False)
    created_at: Mapped[datetime] = column(Moment, nullable=False, index=True)
    settled_at: Mapped[datetime | None] = column(Moment)


class Feedback(LeftByVisitor, Base):
    """Whether an answer helped. Neither who said so nor at what hour is kept."""

    __tablename__ = "feedback"

    id: Mapped[int] = column(Integer, primary_key=True)
    intent: Mapped[str] = column(String, nullable=False, index=True)
    language: Mapped[str] = column(String(2), nullable=False)
    helpful: Mapped[bool] = column(Boolean, nullable=False)
    day: Mapped[date] = column(Date, nullable=False)
