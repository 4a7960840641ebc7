"""What a search passes over for want of a position, hours or a price: none unsaid."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.state import Search
from actions.dialogue.turn import Turn
from actions.interpretation.areas import area_name
from actions.search import matching
from actions.search.surroundings import districts_around
from actions.wording import formats

_MOST = 3


def unlocated_note(turn: Turn, search: Search) -> list[str]:
    """Return sentences on places that match but for what is not known of them; [] for none.

    Around a place or a street those of its district that have no position; at a moment those
    without hours, at a price those of which no price is known.
    """
    lines = []
    count = len(matching.without_hours(turn, search)) if search.open else 0
    if search.near is not None:
        districts = districts_around(turn, search.near)[:1]
        without = [p for p in matching.unlocated(turn, search) if p.district_id in districts]
        if search.open:
            anytime = matching.unlocated(turn, replace(search, open=None))
            count += sum(
                p.district_id in districts and not turn.schedule(p).is_known for p in anytime
            )
        if without:
            names = formats.row([turn.name(p) for p in without[:_MOST]], turn.language)
            district = area_name(turn, districts[0])
            told = turn.say_count("list.unlocated", len(without), district=district, names=names)
            lines.append(told)
    if count:
        lines.append(turn.say_count("list.without_hours", count))
    priceless = len(matching.without_price(turn, search)) if search.price else 0
    if priceless:
        lines.append(turn.say_count("list.without_price", priceless))
    return lines
