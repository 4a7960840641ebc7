"""Rasa's RulePolicy for a server: the same predictions from the part of the talk that rules see.

Rasa makes a state of each action of the conversation for each prediction, twice: once to compare
the message's text, which no rule of ours names. A state further back than the longest rule is never
looked at (``RulePolicy._is_rule_applicable``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_SEEN = "_seen_by_rules"
_rasas_find = RulePolicy._find_action_from_rules


class Seen(NamedTuple):
    """What the rules of a policy look at: how many states, and whether texts."""

    states: int
    texts: bool


def seen_by(policy: RulePolicy) -> Seen:
    """Return what the rules of a trained policy look at; worked out once."""
    known: Seen | None = getattr(policy, _SEEN, None)
    if known is None:
        rules = [
            policy._rule_key_to_state(key)
            for lookup in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
            for key in policy.lookup.get(lookup, {})
        ]
        after_message = [
            states[-1]
            for states in rules
            if states[-1].get(PREVIOUS_ACTION, {}).get(ACTION_NAME) in (None, ACTION_LISTEN_NAME)
        ]
        known = Seen(
            max(map(len, rules), default=1),
            not all(state.get(USER, {}).get(INTENT) for state in after_message),
        )
        setattr(policy, _SEEN, known)
    return known


def last_states(tracker: DialogueStateTracker, domain: Domain, most: int) -> list[dict[str, Any]]:
    """Return the last ``most`` of the states that ``tracker.past_states(domain)`` gives."""
    events = tracker.applied_events()
    places = [i for i, event in enumerate(events) if isinstance(event, ActionExecuted)]
    # Behind the last action there is one state more.
    first = [len(events), *reversed(places), 0][min(most - 1, len(places) + 1)]
    before, states = tracker.init_copy(), []
    for i, event in enumerate(events):
        if i >= first and isinstance(event, ActionExecuted):
            states.append(domain._clean_state(domain.get_active_state(before)))
        before.update(event)
    states.append(domain._clean_state(domain.get_active_state(before)))
    return states


def install() -> None:
    """Let the policies of this process predict so."""
    RulePolicy._find_action_from_rules = _find
    RulePolicy._prediction_states = _states


def _find(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> Any:
    is_in_vain = not seen_by(policy).texts and not tracker.active_loop_name
    if use_text_for_last_user_input and is_in_vain:
        return None, None, False
    return _rasas_find(policy, tracker, domain, use_text_for_last_user_input)


def _states(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: Any = None,
) -> list[dict[str, Any]]:
    states = last_states(tracker, domain, seen_by(policy).states)
    policy.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states
