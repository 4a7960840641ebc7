"""Where an event is held, in one line."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from actions.interpretation.place_lookup import listed_place
from actions.wording import formats
from listings.models import Event


def place_line(turn: Turn, event: Event) -> str:
    """Say where ``event`` is held: the place and its address, its own address, or the district.

    An empty string where nothing of it is known.
    """
    venue = listed_place(turn, event.venue_id) if event.venue_id else None
    own = [turn.pick(event.address)]
    told = own if venue is None else [turn.title(venue), turn.pick(venue.address or event.address)]
    district = turn.pick(event.district.names) if event.district else None
    where = " · ".join(part for part in told if part) or district
    return formats.field(turn.say("field.address"), where, turn.language) if where else ""
