"""Who helps: the police, a hospital, whom to complain to."""

from __future__ import annotations

import pytest

from actions.dialogue.pending import Request
from actions.interpretation.circumstances import whereabouts_slots
from actions.interpretation.intent_resolution import resolve
from actions.place_facts.offices import ActionFindOffice
from actions.search.comparison import ActionCompare
from actions.staff import desks
from actions.staff.desks import DESKS, ActionAskDesk, topic_needed
from actions.staff.enquiry_form import EnquiryForm

from ..conftest import LANGUAGES, Visitor


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need", ["despair", "stolen", "passport"])
def test_the_emergency_line_is_told_at_once(visitor: Visitor, need: str, language: str) -> None:
    text = visitor.ask(ActionAskDesk(), need=need, language=language).text
    assert "112" in text.split("\n")[1]
    assert "+351 210 000 100" in text


def test_the_consulate_of_the_visitors_country_is_told(visitor: Visitor) -> None:
    assert "Consulate of Norway" in visitor.ask(ActionAskDesk(), need="passport").text
    told = visitor.ask(ActionAskDesk(), need="passport", country="JP").text
    assert "Consulate of Norway" not in told


def test_who_is_ill_is_told_the_hospitals(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskDesk(), need="sick").text
    assert "Hill Hospital" in text
    assert "+351 210 000 191" in text


def test_a_cry_for_help_is_said_where_one_is(visitor: Visitor) -> None:
    reply = visitor.ask(ActionAskDesk(), need="sick", place="tasca-do-polvo")
    near, far = (reply.text.index(name) for name in ("Harbour Hospital", "Hill Hospital"))
    assert near < far
    assert "4.4 km from Tasca do Polvo in a straight line" in reply.text
    told = whereabouts_slots(visitor.turn(need="sick", place="tasca-do-polvo"))
    assert told == {"whereabouts": {"at": ["place", "tasca-do-polvo"]}}


def test_the_nearest_hospital_is_that_to_where_the_visitor_is(visitor: Visitor) -> None:
    slots = {
        "whereabouts": {"at": ["place", "tasca-do-polvo"]},
        "shown_places": ["hospital-longe", "hospital-perto"],
    }
    asked = visitor.ask(ActionFindOffice(), office_kind="hospital", slots=slots).text
    assert asked.index("Harbour Hospital") < asked.index("Hill Hospital")
    compared = visitor.ask(ActionCompare(), comparison="nearer", slots=slots).text
    assert "Harbour Hospital is closer to Tasca do Polvo" in compared


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_without_hospitals_promises_no_list(
    visitor: Visitor, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = visitor.ask(ActionAskDesk(), need="sick", language=language).text.split("\n")[0]
    monkeypatch.setattr(desks, "offices_of", lambda turn, kind: [])
    alone = visitor.ask(ActionAskDesk(), need="sick", language=language).text.split("\n")[0]
    assert alone != listed
    assert not alone.endswith((":", "：", "次のとおりです。", "다음과 같습니다."))


@pytest.mark.parametrize(
    ("need", "topic"), [("complaint", "complaint"), ("lost_property", "lost_property")]
)
def test_a_message_is_offered_with_its_topic_set(visitor: Visitor, need: str, topic: str) -> None:
    (button,) = visitor.ask(ActionAskDesk(), need=need).buttons
    assert f'"topic:{topic}"' in button.payload
    assert topic_needed(visitor.turn(need=need)) == topic


def test_the_form_that_a_complaint_opens_has_its_topic(visitor: Visitor) -> None:
    reply = EnquiryForm().answer(visitor.turn(intent="leave_message", need="complaint"))
    assert reply.slots["enquiry"]["topic"] == "complaint"


def test_a_yes_to_the_offered_message_opens_it_with_its_topic(visitor: Visitor) -> None:
    last = Request("ask_desk", ({"entity": "need", "value": "complaint"},)).to_slot()
    resolved = resolve(visitor.turn(intent="affirm", slots={"last_request": last}))
    assert (resolved.turn.intent, resolved.rule) == ("ask_desk", "offer")
    reply = ActionAskDesk().answer(resolved.turn)
    assert (reply.text, reply.slots["enquiry"]["topic"]) == ("", "complaint")
    assert resolve(visitor.turn(intent="affirm")).turn.intent == "affirm"


def test_of_several_needs_the_most_urgent_is_answered(visitor: Visitor) -> None:
    needs = tuple({"entity": "need", "value": n} for n in ("complaint", "sick"))
    text = visitor.ask(ActionAskDesk(), entities=needs).text
    assert "Harbour Hospital" in text


def test_a_need_decides_over_what_the_message_looks_like(visitor: Visitor) -> None:
    for intent in ("chitchat", "out_of_scope", "emergency", "find_dining", "report_error"):
        resolved = resolve(visitor.turn(intent=intent, need="complaint"))
        assert (resolved.turn.intent, resolved.rule) == ("ask_desk", "need")


def test_who_is_ill_and_asks_for_a_pharmacy_is_told_pharmacies(visitor: Visitor) -> None:
    turn = visitor.turn(intent="find_office", need="sick", office_kind="pharmacy")
    assert resolve(turn).turn.intent == "find_office"


def test_what_bored_children_can_do_is_no_emergency(visitor: Visitor) -> None:
    turn = visitor.turn(intent="emergency", kind="attraction", audience="child")
    assert resolve(turn).turn.intent == "find_attraction"
    assert resolve(visitor.turn(intent="emergency")).turn.intent == "emergency"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_desk_has_words(visitor: Visitor, language: str) -> None:
    for need in DESKS:
        assert visitor.ask(ActionAskDesk(), need=need, language=language).text


def test_a_visa_is_extended_by_the_exit_entry_office(visitor: Visitor) -> None:
    resolved = resolve(visitor.turn(intent="ask_business", need="visa"))
    assert resolved.turn.intent == "ask_desk"
    text = visitor.ask(ActionAskDesk(), need="visa").text
    assert text.startswith("Visas are extended")
    assert "+351 210 000 100" in text


def test_where_no_hospital_speaks_the_language_asked_for_it_is_said(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskDesk(), need="sick", requested_language="ja").text
    assert "I don't know of one where Japanese is spoken." in text
    assert "Hill Hospital" in text


@pytest.mark.parametrize("asked", [("find_office", "hospital"), ("change_language", "hospital")])
def test_a_desk_where_a_language_is_spoken_is_no_order_to_switch(
    visitor: Visitor, asked: tuple[str, str]
) -> None:
    intent, kind = asked
    turn = visitor.turn(intent=intent, office_kind=kind, requested_language="en")
    assert resolve(turn).turn.intent == "find_office"
    alone = visitor.turn(intent="change_language", requested_language="en")
    assert resolve(alone).turn.intent == "change_language"


def test_who_says_where_they_are_from_is_told_of_their_own_consulate(visitor: Visitor) -> None:
    last = Request("ask_desk", ({"entity": "need", "value": "passport"},)).to_slot()
    slots = {"last_request": last}
    resolved = resolve(visitor.turn(intent="find_dining", country="US", slots=slots))
    assert (resolved.turn.intent, resolved.rule) == ("ask_desk", "whose-desk")
    text = ActionAskDesk().answer(resolved.turn).text
    assert "Consulate of Norway" not in text
    assert "(United States)" in text


def test_what_is_added_to_a_need_goes_to_the_same_desk(visitor: Visitor) -> None:
    last = Request("ask_desk", ({"entity": "need", "value": "stolen"},)).to_slot()
    turn = visitor.turn(intent="ask_ticket", text="no receipt", slots={"last_request": last})
    resolved = resolve(turn)
    assert (resolved.turn.intent, resolved.rule) == ("ask_desk", "desk-told")
    assert ActionAskDesk().answer(resolved.turn).text.startswith("Please tell them that as well")


def test_what_is_only_heard_of_a_place_is_no_complaint(visitor: Visitor) -> None:
    heard = {"need": "complaint", "hearsay": "yes", "kind": "restaurant"}
    resolved = resolve(visitor.turn(intent="ask_directions", place="pier", **heard))
    assert (resolved.turn.intent, resolved.rule) == ("find_dining", "only-heard")
    assert resolved.turn.value("place") is None
    assert resolve(visitor.turn(intent="chitchat", need="complaint")).turn.intent == "ask_desk"


def test_whom_to_call_after_a_need_is_who_helps_with_it(visitor: Visitor) -> None:
    last = Request("ask_desk", ({"entity": "need", "value": "stolen"},)).to_slot()
    turn = visitor.turn(intent="ask_contact", attribute="phone", slots={"last_request": last})
    resolved = resolve(turn)
    assert (resolved.turn.intent, resolved.rule) == ("ask_desk", "desk-asked")
    assert "112" in ActionAskDesk().answer(resolved.turn).text


def test_opening_hours_after_a_desk_are_its_own(visitor: Visitor) -> None:
    last = Request("ask_desk", ({"entity": "need", "value": "visa"},)).to_slot()
    slots = {"last_request": last, "shown_places": ["hospital-longe"]}
    asked = visitor.turn(intent="ask_office_hours", slots=slots)
    assert resolve(asked).turn.intent == "ask_hours"
    assert resolve(visitor.turn(intent="ask_office_hours")).turn.intent == "ask_office_hours"


def test_the_consulate_that_is_not_there_is_said_whatever_was_asked_of_it(
    visitor: Visitor,
) -> None:
    turn = visitor.turn(intent="ask_address", office_kind="consulate", country="JP")
    assert resolve(turn).turn.intent == "find_office"
    listed = visitor.turn(intent="ask_address", office_kind="consulate", country="NO")
    assert resolve(listed).turn.intent == "ask_address"
