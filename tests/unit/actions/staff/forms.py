"""A visitor who fills in a form, with a database of their own to store into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from actions.dialogue.state import ENQUIRY
from actions.staff.enquiry_draft import Draft
from actions.staff.enquiry_form import EnquiryForm
from actions.staff.form_messages import Heard
from actions.wording.reply import Reply
from listings.database import create_engine_from, session_factory

from ..conftest import TUESDAY_NOON, Visitor


@pytest.fixture
def own_session(engine: Engine, tmp_path: Path) -> Iterator[Session]:
    """A session on a copy of the invented city, to which may be committed."""
    copy = tmp_path / "city.sqlite3"
    shutil.copy(str(engine.url.database), copy)
    own = create_engine_from(f"sqlite:///{copy}")
    with session_factory(own)() as session:
        yield session
    own.dispose()


class Writer:
    """Writes a message to the staff; remembers the slot as Rasa does."""

    def __init__(self, session: Session, language: str = "en", at: datetime = TUESDAY_NOON) -> None:
        self.visitor = Visitor(session)
        self.language = language
        self.at = at
        self.slot: dict[str, Any] | None = None
        self.clock = 1.0

    def begin(self, **entities: str) -> Reply:
        """Ask for the form."""
        return self._keep(EnquiryForm().answer(self._turn(**entities)))

    def says(self, *texts: str | Heard, asked_now: bool = True, channel: str = "") -> Reply:
        """Say something; of several messages only the last one is heard in time."""
        heard = [self._heard(text) for text in texts]
        draft = Draft.from_slot(self.slot)
        assert draft is not None
        turn = self._turn()
        turn.channel = channel
        return self._keep(EnquiryForm().go_on(turn, draft, heard, asked_now=asked_now))

    def told(self, step: str) -> Reply:
        """Go to ``step`` with right answers to those before it."""
        reply = self.begin()
        for answer in ("2", "A black bag", "a@velamar.example"):
            if self.open_step == step:
                break
            reply = self.says(answer)
        return reply

    @property
    def draft(self) -> Draft:
        draft = Draft.from_slot(self.slot)
        assert draft is not None
        return draft

    @property
    def open_step(self) -> str:
        return self.draft.step

    def _heard(self, text: str | Heard) -> Heard:
        self.clock += 1
        return text if isinstance(text, Heard) else Heard(text, "nlu_fallback", 1.0, self.clock)

    def _turn(self, **entities: str) -> Any:
        slots = {ENQUIRY: self.slot}
        turn = self.visitor.turn(language=self.language, at=self.at, slots=slots, **entities)
        turn.sent_at = self.clock
        return turn

    def _keep(self, reply: Reply) -> Reply:
        self.slot = reply.slots[ENQUIRY]
        return reply


@pytest.fixture
def writer(own_session: Session) -> Writer:
    return Writer(own_session)
