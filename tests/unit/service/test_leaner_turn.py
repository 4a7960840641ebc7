"""Rasa's turn as the server runs it gives what Rasa's own gives."""

from __future__ import annotations

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from service.copies import copied
from service.rules import last_states

DOMAIN = Domain.from_dict(
    {
        "intents": ["ask", "greet"],
        "actions": ["action_answer", "action_greet"],
        "slots": {"topic": {"type": "text", "mappings": [{"type": "custom"}]}},
        "forms": {"form": {"required_slots": []}},
    }
)


def talk(turns: int) -> DialogueStateTracker:
    events: list[Event] = []
    for turn in range(turns):
        events += [
            ActionExecuted("action_listen"),
            UserUttered("hello", intent={"name": "ask" if turn % 2 else "greet"}),
            ActionExecuted("action_answer" if turn % 2 else "action_greet"),
            SlotSet("topic", str(turn)),
        ]
    return DialogueStateTracker.from_events("somebody", events, DOMAIN.slots)


def test_the_last_states_are_those_of_the_whole_talk() -> None:
    for turns in (0, 1, 3):
        whole = talk(turns).past_states(DOMAIN)
        for most in range(1, 9):
            assert last_states(talk(turns), DOMAIN, most) == whole[-most:]


def test_a_copy_is_in_the_state_that_its_events_lead_to() -> None:
    tracker = talk(3)
    tracker.update(ActiveLoop("form"))
    played, made = tracker.travel_back_in_time(float("inf")), copied(tracker)
    assert made.current_state() == played.current_state()
    assert list(made.events) == list(played.events)
    assert made.past_states(DOMAIN) == played.past_states(DOMAIN)


def test_what_happens_to_a_copy_leaves_the_talk_as_it_was() -> None:
    tracker = talk(1)
    tracker.update(ActiveLoop("form"))
    made = copied(tracker)
    made.update(SlotSet("topic", "other"))
    made.update(ActiveLoop(None))
    assert tracker.get_slot("topic") == "0"
    assert tracker.active_loop_name == "form"
    assert len(tracker.events) == len(made.events) - 2


def test_training_and_other_commands_keep_rasas_own() -> None:
    # Nobody has installed ours by importing it.
    assert RulePolicy._find_action_from_rules.__module__ == RulePolicy.__module__
    assert "_prediction_states" not in RulePolicy.__dict__
