"""The last admission in words, and whether it is over."""

from __future__ import annotations

from datetime import datetime

from actions.dialogue.turn import Turn
from actions.wording import formats
from listings.hours import LastAdmission
from listings.models import Attraction, Place


def last_admission(place: Place) -> LastAdmission | None:
    """Return when the last visitors are let in, None where the database does not say."""
    written = place.last_admission if isinstance(place, Attraction) else None
    return LastAdmission.read(written) if written else None


def admission_over(
    turn: Turn, place: Place, moment: datetime, closes_at: datetime | None
) -> str | None:
    """Return the time of the last admission where it is before ``moment``, else None.

    ``closes_at`` is when the place closes that is open at ``moment``, None if it never does.
    """
    admission = last_admission(place)
    if admission is None or closes_at is None:
        return None
    last = admission.moment(closes_at)
    return formats.clock(last, turn.language) if last < moment else None


def admission_sentence(turn: Turn, place: Place) -> str:
    """Say when the last visitors are let in; an empty string where that is not known."""
    admission = last_admission(place)
    if admission is None:
        return ""
    if admission.clock is not None:
        time = formats.clock(datetime.combine(turn.now.date(), admission.clock), turn.language)
        return turn.say("hours.last_admission", time=time)
    return turn.say("hours.last_admission_before", minutes=admission.minutes_before)
