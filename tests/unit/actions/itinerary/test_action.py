"""Plans from the listings, and their changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from actions.itinerary.action import ActionChangePlan, ActionPlanVisit
from actions.itinerary.spots import meal_spots
from actions.itinerary.wish import Wish
from actions.wording.reply import Reply
from listings.models import Attraction

from ..conftest import LANGUAGES, TUESDAY_NOON, Visitor

MORNING = datetime(2026, 5, 19, 8, 0)
CASTLE, BEACH, SALT = "castelo-da-gaivota", "praia-da-areia-azul", "museu-do-sal"


def plan(visitor: Visitor, **options: Any) -> Reply:
    return visitor.ask(ActionPlanVisit(), **{"at": MORNING, **options})


def change(visitor: Visitor, before: Reply, *values: tuple[str, str], **options: Any) -> Reply:
    turn = visitor.turn(**{"at": MORNING, **options}, slots=dict(before.slots))
    found = tuple({"entity": kind, "value": value} for kind, value in values)
    return ActionChangePlan().answer(replace(turn, entities=(*turn.entities, *found)))


def stops(reply: Reply) -> list[str]:
    return list(reply.slots["shown_places"])


def wish(reply: Reply) -> Wish:
    found = Wish.from_slot(reply.slots["plan"]["wish"])
    assert found is not None
    return found


def test_a_plan_holds_sights_that_are_open_and_a_lunch(visitor: Visitor) -> None:
    monday = plan(visitor, at=datetime(2026, 5, 18, 8, 0))
    assert CASTLE not in stops(monday)
    assert {CASTLE, BEACH, SALT} <= set(stops(plan(visitor)))
    saturday = plan(visitor, time="saturday")
    assert "tasca-do-polvo" in stops(saturday)


def test_a_restaurant_that_is_closed_that_day_is_no_lunch(visitor: Visitor) -> None:
    reply = plan(visitor)
    assert "tasca-do-polvo" not in stops(reply)
    assert "no restaurant" in reply.text


def denied(entity: str, value: str, word: str, text: str) -> dict[str, Any]:
    start = text.index(word)
    ends = {"start": start, "end": start + len(word)}
    return {"entity": entity, "value": value, **ends, "polarity": "not"}


def test_who_denies_a_kitchen_for_lunch_has_a_lunch_of_another(visitor: Visitor) -> None:
    text = "A plan for Saturday, lunch without seafood"
    turn = visitor.turn(time="saturday", at=MORNING, text=text)
    found = (denied("meal", "lunch", "lunch", text), denied("cuisine", "seafood", "seafood", text))
    reply = ActionPlanVisit().answer(replace(turn, entities=(*turn.entities, *found)))
    assert "tasca-do-polvo" not in stops(reply)
    assert wish(reply).no_foods == ("seafood",)
    assert wish(reply).no_meals == ()
    assert "without: seafood" in reply.text
    wanted = change(visitor, reply, ("cuisine", "seafood"), ("meal", "lunch"))
    assert "tasca-do-polvo" in stops(wanted)


def test_a_closed_sight_is_in_no_plan(visitor: Visitor) -> None:
    assert CASTLE not in stops(plan(visitor, time="date=2026-06-16"))


def test_a_plan_tells_its_day_its_times_and_what_is_estimated(visitor: Visitor) -> None:
    reply = plan(visitor)
    assert "Tue, May 19" in reply.text
    assert "09:30" in reply.text
    assert "straight line" in reply.text
    assert "Source: " in reply.text


def test_sights_whose_hours_nobody_knows_are_said_to_be_unconfirmed(visitor: Visitor) -> None:
    reply = plan(visitor, place="casa-vazia")
    assert "casa-vazia" in stops(reply)
    assert "not confirmed" in reply.text
    drawn = {s["card"]["id"]: s["confirmed"] for s in reply.custom["stops"] if s["card"]}
    assert drawn["casa-vazia"] is False
    assert drawn[BEACH] is True


def test_on_a_public_holiday_hours_that_do_not_mention_it_are_unconfirmed(
    visitor: Visitor,
) -> None:
    reply = plan(visitor, time="date=2026-06-10", place=SALT)
    line = next(x for x in reply.text.splitlines() if "not confirmed" in x)
    assert "Salt Museum (+351 210 000 105)" in line


def test_the_payload_has_a_card_and_times_for_each_stop(visitor: Visitor) -> None:
    reply = plan(visitor)
    assert reply.custom is not None
    assert reply.custom["type"] == "plan"
    assert [s["card"]["id"] for s in reply.custom["stops"] if s["card"]] == stops(reply)
    times = [t for s in reply.custom["stops"] for t in (s["arrive"], s["leave"])]
    assert times == sorted(times)


def test_a_recommended_length_of_a_visit_is_kept(visitor: Visitor) -> None:
    reply = plan(visitor)
    castle = next(s for s in reply.custom["stops"] if s["card"] and s["card"]["id"] == CASTLE)
    first, last = (datetime.strptime(castle[k], "%H:%M") for k in ("arrive", "leave"))
    assert (last - first).seconds == 90 * 60


def test_nobody_is_sent_to_a_sight_after_its_last_admission(visitor: Visitor) -> None:
    late = visitor.turn(at=MORNING, time="tomorrow;clock=16:50")
    castle = visitor.session.get(Attraction, CASTLE)
    castle.last_admission = "16:30"
    visitor.session.flush()
    assert CASTLE not in stops(ActionPlanVisit().answer(late))
    castle.last_admission = None
    castle.visit_duration = {"en": "45 minutes"}
    visitor.session.flush()
    assert CASTLE in stops(ActionPlanVisit().answer(late))


def test_a_rainy_day_is_spent_indoors_as_far_as_is_known(visitor: Visitor) -> None:
    assert BEACH not in stops(plan(visitor, wish="indoor"))


def test_an_afternoon_that_has_begun_is_planned_from_now_on(visitor: Visitor) -> None:
    assert wish(plan(visitor, at=TUESDAY_NOON)).begin == 12 * 60 + 30


def test_an_evening_is_too_late_for_a_plan_of_today(visitor: Visitor) -> None:
    reply = plan(visitor, at=datetime(2026, 5, 19, 19, 0))
    assert wish(reply).day == "2026-05-20"
    assert "too late" in reply.text


@pytest.mark.parametrize("said", [{"wish": "several"}, {"time": "offset=3d"}, {"time": "day=2"}])
def test_a_plan_for_several_days_says_that_it_is_for_one(
    visitor: Visitor, said: dict[str, str]
) -> None:
    reply = plan(visitor, **said)
    assert "one day at a time" in reply.text
    assert wish(reply).day == "2026-05-19"


def test_a_plan_for_one_day_is_for_today(visitor: Visitor) -> None:
    reply = plan(visitor, time="offset=1d")
    assert wish(reply).day == "2026-05-19"
    assert "one day at a time" not in reply.text


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("tomorrow;part=morning", 9 * 60, 13 * 60),
        ("tomorrow;part=afternoon", 13 * 60 + 30, 18 * 60),
        ("tomorrow;clock=11:00", 11 * 60, 18 * 60),
    ],
)
def test_the_hours_of_the_message_are_those_of_the_plan(
    visitor: Visitor, value: str, begin: int, end: int
) -> None:
    found = wish(plan(visitor, time=value))
    assert (found.day, found.begin, found.end) == ("2026-05-20", begin, end)


def test_the_hours_that_a_visitor_has_bound_the_plan(visitor: Visitor) -> None:
    found = wish(plan(visitor, length="6", time="tomorrow"))
    assert found.end - found.begin == 6 * 60


def test_a_stop_is_replaced_by_its_number_and_the_others_stay(visitor: Visitor) -> None:
    before = plan(visitor, time="saturday")
    gone = stops(before)[1]
    after = stops(change(visitor, before, ("ordinal", "2")))
    assert gone not in after
    assert set(stops(before)) - {gone} <= set(after)


def test_the_last_stop_can_be_taken_out(visitor: Visitor) -> None:
    before = plan(visitor)
    gone = stops(before)[-1]
    after = stops(change(visitor, before, ("ordinal", "-1"), ("wish", "remove")))
    assert after
    assert gone not in after
    assert len(after) < len(stops(before))


def test_a_number_beyond_the_plan_asks_which_stop(visitor: Visitor) -> None:
    reply = change(visitor, plan(visitor), ("ordinal", "9"))
    assert "stops" in reply.text
    assert "plan" not in reply.slots


def test_half_a_day_is_four_hours(visitor: Visitor) -> None:
    found = wish(change(visitor, plan(visitor), ("wish", "half")))
    assert found.end - found.begin == 4 * 60


def test_a_kind_of_sight_can_be_left_out_and_changes_add_up(visitor: Visitor) -> None:
    first = change(visitor, plan(visitor), ("wish", "without"), ("category", "beach"))
    assert BEACH not in stops(first)
    second = change(visitor, first, ("time", "oclock=10:00"))
    assert BEACH not in stops(second)
    assert wish(second).begin == 10 * 60
    assert "without" in second.text


def test_a_named_place_is_added_or_taken_out(visitor: Visitor) -> None:
    first = change(visitor, plan(visitor), ("place", "capela-de-cima"))
    assert "capela-de-cima" in stops(first)
    second = change(visitor, first, ("place", "capela-de-cima"), ("wish", "remove"))
    assert "capela-de-cima" not in stops(second)


def test_the_next_day_has_other_sights(visitor: Visitor) -> None:
    before = plan(visitor)
    after = change(visitor, before, ("wish", "next-day"))
    assert wish(after).day == "2026-05-20"
    assert not set(stops(before)) & set(stops(after))


def test_another_plan_has_other_sights_on_the_same_day(visitor: Visitor) -> None:
    before = plan(visitor)
    after = change(visitor, before, ("wish", "other"))
    assert wish(after).day == wish(before).day
    assert not set(stops(before)) & set(stops(after))


def test_a_change_that_says_nothing_asks_what_to_change(visitor: Visitor) -> None:
    reply = change(visitor, plan(visitor))
    assert "What shall I change?" in reply.text
    assert "plan" not in reply.slots


def test_a_kind_that_is_given_up_is_left_out_of_the_plan(visitor: Visitor) -> None:
    words = change(visitor, plan(visitor), ("wish", "without"), ("category", "beach"))
    given_up = change(visitor, plan(visitor), ("dropped", "mentioned"), ("category", "beach"))
    assert given_up.slots["shown_places"] == words.slots["shown_places"]


def test_a_change_without_a_plan_makes_one(visitor: Visitor) -> None:
    assert stops(visitor.ask(ActionChangePlan(), at=MORNING, wish="half"))


def test_a_plan_that_nothing_fits_keeps_the_one_before(visitor: Visitor) -> None:
    before = plan(visitor, category="beach")
    reply = change(visitor, before, ("time", "clock=23:00"), ("wish", "indoor"))
    assert "plan" not in reply.slots


@pytest.mark.parametrize("kept", [None, "x", {}, {"wish": {"day": "2026-05-19"}}, {"wish": 3}])
def test_a_plan_of_another_version_is_not_read(visitor: Visitor, kept: Any) -> None:
    assert stops(visitor.ask(ActionChangePlan(), at=MORNING, slots={"plan": kept}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_stops(visitor: Visitor, language: str) -> None:
    assert stops(plan(visitor, language=language)) == stops(plan(visitor))


def told(visitor: Visitor, *entities: dict[str, str], **options: Any) -> Reply:
    return visitor.ask(ActionPlanVisit(), **{"at": MORNING, "entities": entities, **options})


def entity(kind: str, value: str, **more: str) -> dict[str, str]:
    return {"entity": kind, "value": value, **more}


@pytest.mark.parametrize(
    ("times", "begin", "end"),
    [
        ((("oclock=9:00", "start"), ("oclock=3:00", "finish")), 9 * 60, 15 * 60),
        ((("oclock=3:00", "finish"),), 9 * 60 + 30, 15 * 60),
        ((("clock=15:00", "finish"),), 9 * 60 + 30, 15 * 60),
        ((("oclock=10:00", ""),), 10 * 60, 18 * 60),
        ((("oclock=2:00", ""),), 14 * 60, 18 * 60),
        ((("oclock=9:00", ""), ("oclock=1:00", "")), 9 * 60, 13 * 60),
    ],
)
def test_hours_are_those_of_people_on_their_way(
    visitor: Visitor, times: tuple[tuple[str, str], ...], begin: int, end: int
) -> None:
    said = [entity("time", value, role=role) for value, role in times]
    found = wish(told(visitor, entity("time", "tomorrow"), *said))
    assert (found.day, found.begin, found.end) == ("2026-05-20", begin, end)


@pytest.mark.parametrize("hour", ["oclock=10:00", "clock=10:00"])
def test_a_time_of_day_leaves_the_plan_on_its_day(visitor: Visitor, hour: str) -> None:
    before = plan(visitor, time="saturday")
    after = wish(change(visitor, before, ("time", hour), at=datetime(2026, 5, 19, 14, 0)))
    assert (after.day, after.begin) == (wish(before).day, 10 * 60)


def test_another_day_keeps_the_hours(visitor: Visitor) -> None:
    before = plan(visitor, time="tomorrow;part=afternoon")
    after = wish(change(visitor, before, ("time", "saturday")))
    assert (after.day, after.begin) == ("2026-05-23", wish(before).begin)


def test_the_day_after_is_named_and_its_end_remembered(visitor: Visitor) -> None:
    times = (entity("time", "tomorrow;part=afternoon"), entity("time", "thursday;part=noon"))
    before = told(visitor, *times)
    assert "Thu, May 21" in before.text
    after = wish(change(visitor, before, ("wish", "next-day")))
    assert (after.day, after.end) == ("2026-05-21", 12 * 60)


def test_places_are_put_in_and_out_in_one_breath(visitor: Visitor) -> None:
    reply = told(
        visitor,
        entity("place", "capela-de-cima"),
        entity("place", CASTLE, polarity="not"),
    )
    assert "capela-de-cima" in stops(reply)
    assert CASTLE not in stops(reply)


def test_who_comes_for_another_takes_its_turn(visitor: Visitor) -> None:
    before = plan(visitor)
    gone = next(place for place in stops(before) if place != SALT)
    slots = dict(before.slots)
    turn = visitor.turn(
        at=MORNING,
        slots=slots,
        entities=(
            entity("place", gone, role="instead_of"),
            entity("place", "farol-velho", role="preferred"),
        ),
    )
    after = stops(ActionChangePlan().answer(turn))
    assert "farol-velho" in after
    assert gone not in after
    kept = [p for p in stops(before) if p in after]
    assert [p for p in after if p in kept] == kept


def test_a_place_that_is_closed_that_day_is_said_to_be_left_out(visitor: Visitor) -> None:
    reply = told(visitor, entity("place", SALT), entity("time", "monday"))
    assert SALT not in stops(reply)
    assert "closed that day: Salt Museum" in reply.text


def test_a_meal_that_nobody_wants_has_no_time(visitor: Visitor) -> None:
    reply = told(visitor, entity("meal", "lunch", polarity="not"), entity("time", "saturday"))
    assert "no lunch" in reply.text
    assert "tasca-do-polvo" not in stops(reply)
    assert "meal" not in reply.text.lower().replace("no lunch", "")


def test_what_is_to_be_eaten_and_is_not_there_is_said(visitor: Visitor) -> None:
    reply = told(visitor, entity("cuisine", "korean"), entity("time", "saturday"))
    assert "I know of no such restaurant on the way" in reply.text


def test_a_plan_ends_where_and_when_it_must(visitor: Visitor) -> None:
    reply = told(
        visitor,
        entity("time", "tomorrow"),
        entity("time", "clock=15:00", role="finish"),
        entity("place", CASTLE, role="finish"),
    )
    back = next(line for line in reply.text.splitlines() if "back at Seagull Castle" in line)
    assert back[:5] <= "15:00"


@pytest.mark.parametrize(("flag", "told_as"), [("easy", "little walking"), ("flat", "no hills")])
def test_little_walking_and_no_hills_are_said_with_what_is_not_known(
    visitor: Visitor, flag: str, told_as: str
) -> None:
    reply = told(visitor, entity("trip", flag))
    assert told_as.split()[-1] in reply.text
    assert "don't say where there are steps" in reply.text


def test_who_likes_the_sea_is_led_there(visitor: Visitor) -> None:
    reply = told(visitor, entity("trip", "sea"), entity("wish", "half"))
    assert BEACH in stops(reply)
    assert "by the sea" in reply.text


def test_an_interest_that_no_sight_has_is_said(visitor: Visitor) -> None:
    reply = told(visitor, entity("interest", "submarines"))
    assert "“submarines”" in reply.text


def test_an_interest_in_words_of_the_visitors_finds_its_sights(visitor: Visitor) -> None:
    reply = told(visitor, entity("interest", "salt"), entity("length", "3"))
    assert SALT in stops(reply)
    assert "I don't know which sights" not in reply.text


def test_what_no_plan_goes_by_is_said(visitor: Visitor) -> None:
    text = "a cheap day please"
    price = {"entity": "price", "value": "cheap", "start": 2, "end": 7}
    reply = visitor.ask(ActionPlanVisit(), at=MORNING, text=text, entities=(price,))
    assert "not considered: cheap" in reply.text


def test_nothing_outdoors_is_planned_after_dark_unless_asked(visitor: Visitor) -> None:
    evening = {"time": "tomorrow;clock=22:00"}
    assert "plan" not in plan(visitor, **evening).slots
    assert BEACH in stops(plan(visitor, **evening, trip="after-dark"))


def test_a_kind_that_no_stop_is_of_is_no_heading(visitor: Visitor) -> None:
    reply = plan(visitor, category="zoo")
    assert "None of these fits into the plan: zoo" in reply.text.lower() or "zoo" in reply.text
    heading = next(line for line in reply.text.splitlines() if line.startswith("A plan for"))
    assert "zoo" not in heading


def test_what_holds_already_is_told_again(visitor: Visitor) -> None:
    before = plan(visitor, wish="indoor")
    assert stops(change(visitor, before, ("wish", "indoor"))) == stops(before)


def test_a_stop_is_moved_to_its_hour_and_the_plan_stays(visitor: Visitor) -> None:
    first = plan(visitor)
    moved = change(visitor, first, ("edit", "move"), ("place", CASTLE), ("time", "part=afternoon"))
    castle = next(s for s in moved.custom["stops"] if s["card"] and s["card"]["id"] == CASTLE)
    assert castle["arrive"] >= "13:00"
    assert (wish(moved).begin, wish(moved).end) == (wish(first).begin, wish(first).end)


def test_what_is_no_stop_cannot_be_moved(visitor: Visitor) -> None:
    first = plan(visitor)
    text = "move the lighthouse"
    said = {"entity": "category", "value": "lighthouse", "start": 9, "end": 19}
    verb = {"entity": "edit", "value": "move", "start": 0, "end": 4}
    turn = visitor.turn(at=MORNING, slots=dict(first.slots), text=text, entities=(said, verb))
    assert "no such stop" in ActionChangePlan().answer(turn).text


def test_a_stop_is_put_first(visitor: Visitor) -> None:
    first = plan(visitor)
    last = stops(first)[-1]
    assert stops(change(visitor, first, ("edit", "first"), ("place", last)))[0] == last


def test_only_what_was_named_is_in_a_tour_of_named_places(visitor: Visitor) -> None:
    entities = tuple({"entity": "place", "value": p} for p in (CASTLE, SALT))
    tour = {"entity": "trip", "value": "tour"}
    turn = visitor.turn(at=MORNING, entities=(*entities, tour))
    assert set(stops(ActionPlanVisit().answer(turn))) - {"tasca-do-polvo"} == {CASTLE, SALT}


def test_asked_when_it_ends_it_does_not_tell_the_whole_plan_again(visitor: Visitor) -> None:
    first = plan(visitor)
    turn = replace(visitor.turn(at=MORNING, slots=dict(first.slots)), ranking=("ask_hours",))
    reply = ActionChangePlan().answer(turn)
    assert "09:30" in reply.text
    assert "\n" not in reply.text


def test_it_put_away_is_the_stop_spoken_of(visitor: Visitor) -> None:
    first = plan(visitor)
    slots = {**first.slots, "focus_place": CASTLE}
    turn = visitor.turn(at=MORNING, slots=slots, edit="swap")
    assert CASTLE not in stops(ActionChangePlan().answer(turn))


def test_one_stop_for_another_leaves_the_others_in_their_order(visitor: Visitor) -> None:
    before = plan(visitor, time="saturday")
    there = stops(before)
    other = next(p for p in ("farol-velho", "casa-vazia", "capela-de-cima") if p not in there)
    after = change(visitor, before, ("ordinal", "-1"), ("place", other), ("edit", "swap"))
    sights = [p for p in there if p != "tasca-do-polvo"]
    assert [p for p in stops(after) if p != "tasca-do-polvo"] == [*sights[:-1], other]


def test_an_earlier_end_that_the_plan_keeps_already_changes_no_stop(visitor: Visitor) -> None:
    before = plan(visitor)
    after = change(visitor, before, ("time", "clock=17:50"), ("wish", "until"))
    assert stops(after) == stops(before)


def test_a_meal_near_a_place_makes_that_place_no_stop(visitor: Visitor) -> None:
    text = "lunch of seafood near the beach"
    entities = (
        {"entity": "meal", "value": "lunch", "start": 0, "end": 5},
        {"entity": "cuisine", "value": "seafood", "start": 9, "end": 16},
        {"entity": "place", "value": BEACH, "linked": True, "start": 26, "end": 31},
    )
    turn = visitor.turn(text=text, entities=entities)
    spots, rest = meal_spots(turn)
    assert spots == (f"lunch={BEACH}",)
    assert not rest.values("place")
    lone = replace(turn, entities=(entities[0], entities[2]))
    assert meal_spots(lone) == ((), lone)


def test_who_begins_later_has_the_same_day_later(visitor: Visitor) -> None:
    before = plan(visitor, at=datetime(2026, 5, 16, 8, 0))
    after = change(
        visitor, before, ("time", "clock=10:00"), intent="change_plan", at=datetime(2026, 5, 16, 8)
    )
    assert wish(after).begin == 10 * 60
    assert wish(after).end - wish(after).begin == wish(before).end - wish(before).begin


def test_what_is_put_into_the_evening_makes_the_day_longer(visitor: Visitor) -> None:
    before = plan(visitor, time="saturday")
    after = change(
        visitor,
        before,
        ("place", "tasca-do-polvo"),
        ("time", "part=evening"),
        ("edit", "put"),
        intent="change_plan",
    )
    assert wish(after).begin == wish(before).begin
    assert wish(after).end > wish(before).end
    assert stops(after)[-1] == "tasca-do-polvo"


def test_the_plan_is_shown_again_as_it_is(visitor: Visitor) -> None:
    before = plan(visitor)
    after = change(visitor, before, ("wish", "again"), ("trip", "plan"), intent="change_plan")
    assert stops(after) == stops(before)
    assert after.text == before.text


def test_rain_since_yesterday_makes_no_plan_of_yesterday(visitor: Visitor) -> None:
    for times in (("offset=-1d",), ("offset=-1d", "today")):
        said = tuple({"entity": "time", "value": time} for time in times)
        assert wish(plan(visitor, entities=said)).date == MORNING.date()
