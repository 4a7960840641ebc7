"""The arithmetic of a plan: times, ways, order."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.itinerary.best_route import best_route, with_one_more, with_stop
from actions.itinerary.route import (
    MEALS,
    Frame,
    Sight,
    Visit,
    leg_between,
    rounded,
    schedule,
    worth_of,
)

NINE, NOON, SIX_PM = 9 * 60, 12 * 60, 18 * 60
ALL_DAY = ((0, 24 * 60),)
# A degree of latitude is 111.2 km.
KILOMETRE = 1 / 111.195


def sight(name: str, *, minutes: int = 60, worth: float = 1, km: float = 0, **more) -> Sight:
    given = {"windows": ALL_DAY, "kind": name, "point": (38.0 + km * KILOMETRE, -9.0), **more}
    return Sight(name, minutes, worth, **given)


def ids(visits: list[Visit]) -> list[str | None]:
    return [v.sight.id if v.sight else None for v in visits]


def test_a_short_way_is_walked_and_a_long_one_is_ridden() -> None:
    walk = leg_between((38.0, -9.0), (38.0 + KILOMETRE, -9.0))
    ride = leg_between((38.0, -9.0), (38.0 + 10 * KILOMETRE, -9.0))
    assert (walk.on_foot, walk.metres, walk.minutes) == (True, 1000, 18)
    assert (ride.on_foot, ride.metres, ride.minutes) == (False, 10_000, 50)


def test_a_way_without_a_position_has_no_distance() -> None:
    assert leg_between(None, (38.0, -9.0)).metres is None


def test_a_visit_waits_for_the_opening_and_is_over_before_the_closing() -> None:
    late = sight("late", windows=((NINE + 30, NINE + 90),))
    visits = schedule([late], NINE, SIX_PM)
    assert visits is not None
    assert (visits[0].arrive, visits[0].leave) == (NINE + 30, NINE + 90)
    assert schedule([sight("short", windows=((NINE, NINE + 59),))], NINE, SIX_PM) is None


def test_the_second_opening_of_a_day_is_used_where_the_first_is_too_short() -> None:
    split = sight("split", windows=((NINE, NINE + 20), (NINE + 30, NOON)))
    visits = schedule([split], NINE, SIX_PM)
    assert visits is not None
    assert visits[0].arrive == NINE + 30


def test_nobody_waits_an_hour_before_a_closed_door() -> None:
    assert schedule([sight("later", windows=((NINE + 60, NOON),))], NINE, SIX_PM) is None


def test_a_sight_of_unknown_hours_can_be_visited_at_any_time() -> None:
    visits = schedule([sight("unknown", windows=None)], NINE, SIX_PM)
    assert visits is not None
    assert visits[0].arrive == NINE


def test_a_day_has_one_lunch_between_its_stops() -> None:
    visits = schedule([sight(str(n), minutes=90) for n in range(4)], NINE, SIX_PM)
    assert visits is not None
    assert ids(visits) == ["0", "1", None, "2", "3"]
    meal = visits[2]
    assert MEALS[0][0] <= meal.arrive - 10 <= MEALS[0][1]
    assert visits[3].arrive >= meal.leave


def test_a_morning_that_ends_at_noon_has_no_lunch() -> None:
    visits = schedule([sight("a"), sight("b")], NINE, NOON)
    assert visits is not None
    assert ids(visits) == ["a", "b"]


def test_the_nearer_of_two_sights_of_equal_worth_is_chosen() -> None:
    first = sight("first", worth=2)
    near, far = sight("near", km=0.5), sight("far", km=20)
    assert set(ids(best_route([first, far, near], NINE, NOON, 2))) == {"first", "near"}


def test_the_stops_are_in_the_order_of_the_shortest_way() -> None:
    line = [sight(str(n), minutes=20, km=0.4 * n) for n in (3, 1, 2, 0)]
    found = ids(best_route(line, NINE, SIX_PM, 4))
    assert found in (["0", "1", "2", "3"], ["3", "2", "1", "0"])


def test_different_kinds_of_sights_are_better_than_the_same_again() -> None:
    churches = [sight(f"church {n}", kind="church", worth=1.1) for n in range(3)]
    park = sight("park", kind="park")
    assert "park" in ids(best_route([*churches, park], NINE, SIX_PM, 2))


def test_no_sight_gives_no_plan() -> None:
    assert best_route([], NINE, SIX_PM, 5) == []
    assert best_route([sight("closed", windows=())], NINE, SIX_PM, 5) == []


def test_times_are_told_on_the_five_minutes() -> None:
    assert [(v.arrive, v.leave) for v in rounded([Visit(None, 601, 664)])] == [(600, 665)]


sights = st.lists(
    st.builds(
        lambda n, minutes, km, opens, length: sight(
            str(n), minutes=minutes, km=km, windows=((opens, opens + length),)
        ),
        st.integers(0, 10**6),
        st.integers(10, 200),
        st.floats(0, 30),
        st.integers(6 * 60, 16 * 60),
        st.integers(0, 12 * 60),
    ),
    max_size=8,
    unique_by=lambda s: s.id,
)


@settings(max_examples=40, deadline=None)
@given(sights, st.integers(8 * 60, 14 * 60), st.integers(60, 9 * 60), st.integers(1, 5))
def test_every_plan_can_be_followed(found: list[Sight], begin: int, length: int, most: int) -> None:
    visits = best_route(found, begin, begin + length, most)
    stops = [v for v in visits if v.sight is not None]
    assert len(stops) <= most
    assert len({v.sight.id for v in stops}) == len(stops)
    for visit in stops:
        assert any(o <= visit.arrive and visit.leave <= c for o, c in visit.sight.windows or ())
        assert visit.leave - visit.arrive == visit.sight.minutes
    for before, after in itertools.pairwise(visits):
        assert after.arrive >= before.leave
    assert all(begin <= v.arrive and v.leave <= begin + length for v in visits)


def test_a_plan_on_foot_has_no_ride() -> None:
    near, far = sight("near", km=1), sight("far", km=6, worth=5)
    frame = Frame(start=(38.0, -9.0), on_foot=True)
    assert ids(best_route([near, far], NINE, NOON, 5, frame)) == ["near"]
    assert best_route([far], NINE, NOON, 5, frame) == []


def test_the_stops_to_begin_and_end_with_are_first_and_last() -> None:
    stops = [sight(name, km=km / 10) for km, name in enumerate("abcd")]
    frame = Frame(meals=(), first="c", last="a")
    route = ids(best_route(stops, NINE, SIX_PM, 4, frame))
    assert (route[0], route[-1]) == ("c", "a")


def test_a_kind_that_is_wanted_takes_the_place_of_a_better_sight() -> None:
    stops = [sight("good", worth=8), sight("park", worth=0.1)]
    assert ids(best_route(stops, NINE, SIX_PM, 1, Frame(kinds=("park",)))) == ["park"]


def test_what_is_put_in_leaves_the_others_in_their_order() -> None:
    route = [sight("a"), sight("b", km=1), sight("c", km=2)]
    longer = with_stop(route, [sight("new", km=1.1)], NINE, SIX_PM)
    assert [s.id for s in longer if s.id != "new"] == ["a", "b", "c"]
    assert "new" in [s.id for s in longer]


def test_what_is_put_in_pushes_out_only_what_is_not_fixed() -> None:
    route = [sight("a", minutes=80, worth=1), sight("b", minutes=80, worth=9)]
    new = [sight("new", minutes=80)]
    assert [s.id for s in with_stop(route, new, NINE, NOON, fixed=["a"])] != ["a", "b", "new"]
    kept = with_stop(route, new, NINE, NOON, fixed=["a"])
    assert {s.id for s in kept} == {"a", "new"}
    assert with_stop(route, new, NINE, NOON, makes_room=False) == route


def test_with_little_walking_what_is_not_close_by_is_ridden_to() -> None:
    here, there = (36.06, 120.38), (36.067, 120.38)
    assert Frame().leg(here, there).on_foot
    assert not Frame(easy=True).leg(here, there).on_foot
    assert Frame(easy=True, on_foot=True).leg(here, there).on_foot


frames = st.builds(
    Frame,
    start=st.sampled_from([None, (38.0, -9.0)]),
    finish=st.sampled_from([None, (38.1, -9.0)]),
    easy=st.booleans(),
    on_foot=st.booleans(),
    wanted=st.sampled_from([(), MEALS]),
    kinds=st.sampled_from([(), ("park",)]),
)


@settings(max_examples=60, deadline=None)
@given(sights, st.integers(0, 3), frames)
def test_the_sight_put_in_is_the_best_of_all_at_all_places(
    found: list[Sight], size: int, frame: Frame
) -> None:
    route, rest = found[:size], found[size:]
    every = [[*route[:i], s, *route[i:]] for s in rest for i in range(len(route) + 1)]
    worths = [worth_of(each, NINE, SIX_PM, frame) for each in every]
    best = max(worths, default=float("-inf"))
    expected = every[worths.index(best)] if best > float("-inf") else None
    assert with_one_more(route, rest, NINE, SIX_PM, frame) == expected
