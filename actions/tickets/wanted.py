"""What a question about prices is about: which places, which of their tickets, for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue.state import PLAN, TICKETS, TOPIC
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.named_places import places_named
from actions.interpretation.party import ADULT, People, corrected, people_in, stay_behind, without
from actions.interpretation.place_lookup import listed_places
from actions.interpretation.references import place_in
from actions.interpretation.tickets_named import ticket_key, tickets_named
from listings.models import Attraction, Hotel, Place, Restaurant
from listings.queries import attractions_selling, find_attractions, prices_of

_PLANS = ("plan_visit", "change_plan")
_ASKED = "ask_ticket"
# A word by which prices are counted together.
_TOGETHER = "total"
# That it is for those of the last question, as `continues` says it.
_SAME_PEOPLE = "people"


@dataclass(frozen=True)
class Wanted:
    """The places whose prices are told, the keys of tickets that an answer before was about.

    ``party`` is empty where the message counts nobody; ``is_plan`` says that the places are those
    of the plan.
    """

    places: tuple[Place, ...]
    tickets: tuple[str, ...]
    party: tuple[People, ...]
    is_plan: bool = False


def wanted_in(turn: Turn) -> Wanted:
    """Return what the message asks, with what it leaves out as the last such question had it.

    Raises:
        UnclearError: It does not say which place is meant.
    """
    party = people_in(turn)
    before = _before(turn)
    if before is not None and _is_party_before(turn, before, party):
        # "For the four of us": who that is was said.
        party = tuple(_people(before))
    named = _without_parts(turn, places_named(turn))
    if before is not None and _compares(turn) and len(named) == 1:
        both = {p.id: p for p in (*listed_places(turn, before["places"]), *named)}
        return Wanted(tuple(both.values()), (), party or tuple(_people(before)))
    if before is not None and stay_behind(turn) and party and not named:
        places = listed_places(turn, before["places"])
        left = without(_people(before), party)
        return Wanted(tuple(places), tuple(before["tickets"]), left)
    if before is not None and turn.value("adds") and (named or _is_together(turn)):
        together = {p.id: p for p in (*listed_places(turn, before["places"]), *named)}
        kept = party or tuple(_people(before))
        return Wanted(tuple(together.values()), (), kept)
    if before is not None and named and not party and turn.value("continues"):
        # "And the tower?" is asked for the same people.
        party = tuple(_people(before))
    if before is not None and not named and not _points(turn) and not party and turn.text:
        places = listed_places(turn, before["places"])
        if any(tickets_named(turn, p, prices_of(turn.session, p.id)) for p in places):
            # "And the cable car?" for the same people.
            return Wanted(tuple(places), (), tuple(_people(before)))
    if before is not None and not named and not _points(turn) and (party or not turn.text):
        places = listed_places(turn, before["places"])
        party = corrected(_people(before), party, adds=_adds(turn, party))
        return Wanted(tuple(places), tuple(before["tickets"]), party)
    planned = _planned(turn) if not named and not _points(turn) else []
    if planned:
        return Wanted(tuple(planned), (), party, is_plan=True)
    named = _narrowest(turn, [p for p in named if isinstance(p, Attraction)])
    # "The villa pass and the castle": a ticket may be named and not the place that sells it.
    sellers = listed_places(turn, attractions_selling(turn.session, turn.text))
    if any(tickets_named(turn, p, prices_of(turn.session, p.id)) for p in named):
        # The cable car of the place that is named, no other's.
        sellers = []
    named = _narrowest(turn, [*(p for p in sellers if p not in named), *named])
    if len(named) > 1 or (named and named != places_named(turn)):
        return Wanted(tuple(named), (), party)
    return Wanted((_sight_of(turn, place_in(turn)),), (), party)


def _is_party_before(turn: Turn, before: Mapping[str, Any], party: Sequence[People]) -> bool:
    """Say whether the message only counts everybody of the party that was told before."""
    if turn.value("party") is not None or len(party) != 1:
        return False
    only = party[0]
    is_number = only == People(ADULT, only.count) and only.count > 1
    return is_number and only.count == sum(p.count for p in _people(before))


def _compares(turn: Turn) -> bool:
    said = {*turn.values("comparison"), *turn.values("comparative")}
    return bool(said & {"cheaper", "dearer"})


def own_parties(turn: Turn, tickets: Mapping[str, int]) -> dict[str, tuple[People, ...]]:
    """Return who takes which ticket where the message says it of each, empty where it does not.

    "Two with a meal and one night tour": each ticket has its people beside it.
    """
    counting = sorted(
        (e for e in turn.wanted if e["entity"] == "party" and "start" in e),
        key=lambda e: int(e["start"]),
    )
    if len(tickets) < 2 or len(counting) != len(tickets):
        return {}
    return {
        key: people_in(_only(turn, entity)) for key, entity in zip(tickets, counting, strict=True)
    }


def _without_parts(turn: Turn, places: list[Place]) -> list[Place]:
    """Return the places without those whose words name a ticket of another one.

    In "the tower on the hill" the tower may be the hill's, and no tower that is known by itself.
    """
    if len(places) < 2:
        return places
    words = {
        str(e["value"]): turn.text[int(e["start"]) : int(e["end"])].casefold()
        for e in turn.wanted
        if e["entity"] == "place" and "start" in e
    }
    names = {
        p.id: " ".join(" ".join(t.names.values()) for t in prices_of(turn.session, p.id)).casefold()
        for p in places
    }
    return [
        place
        for place in places
        if not any(
            words.get(place.id) and words[place.id] in names[other.id]
            for other in places
            if other is not place
        )
    ]


def _sight_of(turn: Turn, place: Place) -> Place:
    """Return the sight that has the name of a station or office in its own, else the place."""
    if isinstance(place, (Attraction, Hotel, Restaurant)):
        return place
    name = turn.name(place)
    sights = [
        a
        for a in find_attractions(turn.session, limit=None)
        if any(name in own for own in a.names.values())
    ]
    return sights[0] if len(sights) == 1 else place


def _adds(turn: Turn, party: Sequence[People]) -> bool:
    """Say whether the people of the message come along besides, as far as its words tell.

    "Two more adults"; in "three adults and one student more" all are counted anew.
    """
    words = [e for e in turn.wanted if e["entity"] == "adds"]
    if not words or len({p.audience for p in party}) <= 1:
        return bool(words)
    counting = [e for e in turn.wanted if e["entity"] == "party" and "start" in e]
    return any(w.get("start", 0) < c["start"] for w in words for c in counting[:1])


def tickets_slot(
    places: Sequence[Place], tickets: Sequence[str], party: Sequence[People]
) -> dict[str, Any]:
    """Return what the conversation remembers of a question about prices."""
    return {
        TICKETS: {
            "places": [p.id for p in places],
            "tickets": list(tickets),
            "party": [p.to_slot() for p in party],
        }
    }


def _narrowest(turn: Turn, places: Sequence[Place]) -> list[Place]:
    """Return the places without those that sell the ticket of another one too.

    A mountain sells the ways of its peaks: "the mountain's northern peak" is the peak.
    """
    sold = {
        p.id: {(ticket_key(t), t.audience, t.price) for t in prices_of(turn.session, p.id)}
        for p in places
    }
    return [
        place
        for place in places
        if not any(
            sold[place.id] & sold[other.id] and len(sold[other.id]) < len(sold[place.id])
            for other in places
        )
    ]


def _only(turn: Turn, entity: Entity) -> Turn:
    others = tuple(e for e in turn.entities if e["entity"] not in ("party", "people"))
    return Turn(turn.session, turn.language, entities=(*others, entity), clock=turn.clock)


def _points(turn: Turn) -> bool:
    return any(turn.value(name) for name in ("ordinal", "reference", "office_kind", "place"))


def _before(turn: Turn) -> Mapping[str, Any] | None:
    kept = turn.slots.get(TICKETS)
    is_last = turn.slots.get(TOPIC) == _ASKED or _is_together(turn)
    is_last = is_last or _SAME_PEOPLE in turn.values("continues")
    if not isinstance(kept, Mapping) or not is_last:
        return None
    return kept if set(kept) == {"places", "tickets", "party"} and kept["places"] else None


def _is_together(turn: Turn) -> bool:
    return _TOGETHER in turn.values("adds")


def _people(before: Mapping[str, Any]) -> list[People]:
    return [People(**each) for each in before["party"]]


def _planned(turn: Turn) -> list[Place]:
    """Return the sights of the plan that was answered last; none where another topic was."""
    plan = turn.slots.get(PLAN)
    if turn.slots.get(TOPIC) not in _PLANS or not isinstance(plan, Mapping):
        return []
    return listed_places(turn, plan.get("places") or ())
