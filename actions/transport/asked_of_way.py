"""What is told of one thing asked of a way: the taxi's fare, the walk, the ride, the last train."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.interpretation.trips import AT_A_TIME
from actions.place_facts.contact import nearest_station_sentence
from actions.transport.trains import clock, trains_sentence
from actions.wording import formats
from listings.models import Place
from listings.ways import Way, fare_rule

# Farther than this nobody walks.
WALK_METRES = 5000
# What a way is asked for as a whole with.
_WHOLE = frozenset({"distance", "metro"})
# What may be asked beside "how do I get there" without taking its place: "... and how much is a
# taxi?", "... late at night", "the cheapest way".
_BESIDE_WAY = _WHOLE | {"taxi", "trains", "fare"}
# What is told of the ride as a whole, whichever of them is asked.
_RIDE = frozenset({"metro", "stops", "change", "line"})
# The letter of a way out, in whatever language the station is told.
_EXIT = re.compile(r"(?<![A-Za-z])[A-Z]\d?(?![A-Za-z])")
_ORDER = ("bus", "drive", "fare", "often", "exit", "walk", "time", "ride", "trains", "taxi")


@dataclass(frozen=True)
class Told:
    """A way with the turn that asks of it, where it ends and what its ends are called."""

    turn: Turn
    way: Way
    end: Place
    origin: str
    destination: str

    def say(self, key: str, **values: object) -> str:
        """Return the words of ``key`` with the names of both ends."""
        return self.turn.say(key, origin=self.origin, destination=self.destination, **values)


@dataclass(frozen=True)
class _Line:
    """A line of the answer; one that is not known says that it is not."""

    text: str
    is_known: bool = True


def _known(*texts: str) -> list[_Line]:
    return [_Line(text) for text in texts]


def _lack(told: Told, key: str, **values: object) -> _Line:
    return _Line(told.say(key, **values), is_known=False)


def asked_lines(told: Told, asked: Collection[str]) -> list[str]:
    """Return what is known of each thing asked, what is not known first, with whom to call."""
    names = {"ride" if name in _RIDE else name for name in asked}
    if names & {"taxi", "walk", "ride", "bus", "drive"}:
        names -= {"time", "distance"}
    found = [line for name in _ORDER if name in names for line in _LINES[name](told)]
    lacking = [line.text for line in found if not line.is_known]
    first = [sentences(told.turn, *lacking, call_office(told.turn))] if lacking else []
    known = [line.text for line in found if line.is_known and line.text]
    return list(dict.fromkeys([*first, *known]))


def is_whole(turn: Turn, asked: Collection[str]) -> bool:
    """Say whether the way is asked for as a whole: by metro, by taxi and on foot.

    Who asks how to get there by taxi wants no metro; who asks what the taxi costs as well does.
    """
    if set(asked) <= _WHOLE:
        return True
    attributes = set(turn.values("attribute"))
    says_more = "price" in attributes or turn.value("time") or "fare" in asked
    if "metro" in turn.values("travel") and set(asked) == AT_A_TIME:
        # "Can I still get there by metro at eleven?"
        return True
    return "way" in attributes and bool(says_more) and set(asked) <= _BESIDE_WAY


def beside_whole(told: Told, asked: Collection[str]) -> list[str]:
    """Return what is told beside a whole way: what is not known of it, and the taxi's rule."""
    lines = [line for name in ("fare", "trains") if name in asked for line in _LINES[name](told)]
    lacking = [line.text for line in lines if not line.is_known]
    first = [sentences(told.turn, *lacking, call_office(told.turn))] if lacking else []
    return [*first, taxi_rule(told.turn)] if "taxi" in asked and told.way.taxi else first


def metro_lines(told: Told) -> list[str]:
    """Return the ride by metro, a leg a line, and the trains known of it; that there is none."""
    turn, ride = told.turn, told.way.metro
    if ride is None:
        return [told.say("way.no_metro")]
    heading = turn.say("way.metro", minutes=ride.minutes)
    changes = turn.say_count("way.changes", ride.changes) if ride.changes else ""
    lines = [sentences(turn, heading, changes)]
    for leg in ride.legs:
        words = {
            "line": turn.pick(leg.line.names),
            "direction": turn.pick(leg.direction.names),
            "origin": turn.pick(leg.origin.names),
            "destination": turn.pick(leg.destination.names),
        }
        lines.append("- " + turn.say_count("way.leg", leg.stops, **words))
    return [*lines, *_beyond(told), *_known_trains(told)]


def _beyond(told: Told) -> list[str]:
    """Say of each end how far it is from its station, where that is too far to walk."""
    way, turn = told.way, told.turn
    ends = ((told.origin, way.board), (told.destination, way.alight))
    return [
        turn.say(
            "way.beyond",
            name=name,
            station=turn.pick(access.station.names),
            distance=formats.distance(access.metres, turn.language),
        )
        for name, access in ends
        if access is not None and access.metres > WALK_METRES
    ]


def recorded_lines(told: Told) -> list[str]:
    """Return what articles record of this very way beside others, each under its title."""
    turn = told.turn
    pairs = [(r.article, r.clauses.get(turn.language)) for r in told.way.recorded]
    return [
        formats.field(turn.read(article.titles) or article.id, clause, turn.language)
        for article, clause in pairs
        if clause
    ]


def taxi_line(told: Told) -> str:
    """Return what a taxi costs for the way, by day and by night; "" where no rule is known."""
    turn, taxi = told.turn, told.way.taxi
    if taxi is None:
        return ""
    distance = formats.distance(taxi.road_km * 1000, turn.language)
    line = turn.say("way.taxi", price=_price(turn, Decimal(taxi.fare)), distance=distance)
    if taxi.night_fare is None or taxi.night_from is None:
        return line
    price, since = _price(turn, Decimal(taxi.night_fare)), clock(turn, taxi.night_from)
    return sentences(turn, line, turn.say("way.taxi_night", price=price, time=since))


def _price(turn: Turn, amount: Decimal) -> str:
    return formats.price(amount, turn.city.currency, turn.language)


def _taxi(told: Told) -> list[_Line]:
    line = taxi_line(told)
    return _known(line, taxi_rule(told.turn)) if line else [_lack(told, "way.lacks_taxi")]


def taxi_rule(turn: Turn) -> str:
    """Return how the meter counts, "" where the city has no rule."""
    rule = fare_rule(turn.session)
    if rule is None:
        return ""
    return turn.say(
        "way.taxi_rule",
        flag_fall=_price(turn, rule.flag_fall),
        included=formats.distance(rule.included_km * 1000, turn.language),
        per_km=_price(turn, rule.per_km),
    )


def _walk(told: Told) -> list[_Line]:
    key = "way.walk" if told.way.metres <= WALK_METRES else "way.long_walk"
    return _known(told.turn.say(key, minutes=told.way.walk_minutes))


def _time(told: Told) -> list[_Line]:
    way = told.way
    lines = _walk(told) if way.metres <= WALK_METRES or way.metro is None else []
    if way.metro is not None:
        lines += _known(told.turn.say("way.metro", minutes=way.metro.minutes))
    return [*lines, *_known(taxi_line(told))]


def _known_trains(told: Told) -> list[str]:
    legs = told.way.metro.legs if told.way.metro is not None else ()
    return [
        trains_sentence(told.turn, leg.line, leg.origin, trains)
        for leg in legs
        for trains in leg.trains
    ]


def _trains(told: Told) -> list[_Line]:
    """Return the trains of each leg; of the stations of which none are known, that."""
    if told.way.metro is None:
        return _known(told.say("way.no_metro"))
    unknown = [leg.origin for leg in told.way.metro.legs if not leg.trains]
    known = _known(*_known_trains(told))
    if not unknown:
        return known
    names = [told.turn.pick(station.names) or station.id for station in unknown]
    station = formats.listing(names, told.turn.language)
    return [_lack(told, "trains.unknown", station=station), *known]


def _exit(told: Told) -> list[_Line]:
    """Return the station of the place with its way out, or that the way out is not known."""
    station = nearest_station_sentence(told.turn, told.end)
    lacking = [] if _EXIT.search(station) else [_lack(told, "way.lacks_exit")]
    return [*lacking, *_known(station)]


def _ride(told: Told) -> list[_Line]:
    return _known(*metro_lines(told))


def _instead(told: Told) -> list[_Line]:
    """Return the ride by metro and the taxi, where something else was asked that is not known."""
    return [*(_ride(told) if told.way.metro is not None else []), *_known(taxi_line(told))]


_LINES: dict[str, Callable[[Told], list[_Line]]] = {
    "bus": lambda told: [_lack(told, "way.lacks_bus"), *_instead(told)],
    "drive": lambda told: [_lack(told, "way.lacks_drive"), *_known(taxi_line(told))],
    "fare": lambda told: [_lack(told, "way.lacks_fare")],
    "often": lambda told: [_lack(told, "way.lacks_often")],
    "exit": _exit,
    "walk": _walk,
    "time": _time,
    "ride": _ride,
    "trains": _trains,
    "taxi": _taxi,
}
