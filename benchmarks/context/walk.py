"""Walking through a dialogue with the assistant's own understanding, rules and actions.

What the other side said in the dialogue was not said by this assistant, so its part of the context
is put in its place: the places that it named are the last list, and a single one is in focus.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

import actions
from actions.dialogue.state import FOCUS, RECENT, SEARCH, SHOWN, TOPIC
from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from benchmarks.context.dialogues import FollowUp
from benchmarks.nlu.goals import Goals
from listings.queries import get_place
from nlu.text.normalization import fold_text
from semantics.intents import SEARCH_OF

ROOT = Path(__file__).resolve().parents[2]
SEARCHES = {intent: kind for kind, intent in SEARCH_OF.items()}
# These go on with the last search, whatever it was for.
_CONTINUATIONS = ("refine", "more_results")
# A message of unclear intent may be answered as one of them.
_UNCLEAR = "nlu_fallback"
_DETAILS = "ask_details"
_SELECTION = {"select_item": _DETAILS}
# One or several facts of a place, whatever they are.
_FACTS = "ask_facts"
_WITHOUT_TICKETS = ("hotel", "restaurant")

Parsed = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Walked:
    """What became of a follow-up: its goal and, where it refers to a place, which.

    ``wanted`` is the id of the place that it must refer to, None where nothing tells.
    """

    follow_up: FollowUp
    goal: str
    wanted: str | None
    referred: str | None


class Walker:
    """Walks through dialogues; ``parsed`` has what the model made of each text of a visitor."""

    def __init__(self, session: Session, ids: Mapping[str, str], parsed: Parsed, goals: Goals):
        self._session = session
        self._parsed = parsed
        self._goals = goals
        self._actions = _actions_by_intent()
        # Longer names first: a shorter one within them is not meant.
        self._names = sorted(((fold_text(n), i) for n, i in ids.items()), key=lambda p: -len(p[0]))

    def walk(self, follow_up: FollowUp) -> Walked:
        """Walk through the history and then the follow-up itself."""
        slots: dict[str, Any] = {"language": follow_up.language}
        wanted: str | None = None
        # The last place of each kind that a turn named alone.
        alone: dict[str, str] = {}
        for said in follow_up.history:
            named = self.named_in(said.text)
            if said.is_user:
                changes = self._answered(said.text, slots)
                # The list that this assistant would have shown is not the one of the dialogue.
                if SHOWN in changes:
                    changes = {SEARCH: changes.get(SEARCH)}
                slots.update(changes)
            elif named:
                slots[SHOWN] = named
                slots[FOCUS] = named[0] if len(named) == 1 else None
            if named:
                wanted = named[0] if len(named) == 1 else None
            if wanted:
                alone[self._kind(wanted)] = wanted
                if not said.is_user:
                    slots[RECENT] = {**(slots.get(RECENT) or {}), self._kind(wanted): wanted}
        replies = self._replies(follow_up.text, slots)
        changes = _changes(replies)
        goal = self._goal(follow_up, slots, replies)
        asks = all(g.startswith("ask_") for g in follow_up.goals)
        tells = asks and not follow_up.names_a_place
        pointed_at = self._pointed_at(follow_up.text)
        if wanted and pointed_at and pointed_at != self._kind(wanted):
            wanted = alone.get(pointed_at)
        return Walked(follow_up, goal, wanted if tells else None, changes.get(FOCUS))

    def _kind(self, place_id: str) -> str:
        return str(get_place(self._session, place_id).kind)

    def _pointed_at(self, text: str) -> str | None:
        """Return the kind of place that the text points at ("this hotel"), None where at none."""
        found = [e["value"] for e in self._parsed[text]["entities"] if e["entity"] == "reference"]
        return found[0] if len(set(found)) == 1 else None

    def named_in(self, text: str) -> list[str]:
        """Return the ids of the places that a text names, in its order."""
        folded = fold_text(text)
        found: list[tuple[int, str]] = []
        for name, place in self._names:
            at = folded.find(name)
            if at >= 0:
                found.append((at, place))
                folded = folded.replace(name, "\0" * len(name))
        return [place for _, place in sorted(found)]

    def _answered(self, text: str, slots: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes of slots that the assistant's answer brings."""
        return _changes(self._replies(text, slots))

    def _replies(self, text: str, slots: Mapping[str, Any]) -> list[Reply]:
        """Return what the action of the message's rule answers, nothing where it is no action."""
        parsed = self._parsed[text]
        intent = str(parsed["intent"]["name"])
        action = self._actions.get(intent)
        if action is None:
            return []
        turn = Turn(
            self._session,
            str(slots.get("language") or ""),
            text=text,
            intent=intent,
            entities=tuple(parsed["entities"]),
            slots=slots,
            ranking=tuple(r["name"] for r in parsed["intent_ranking"]),
        )
        return action.replies(turn, parsed.get("questions") or ())

    def _goal(self, follow_up: FollowUp, slots: Mapping[str, Any], replies: list[Reply]) -> str:
        """Return the goal of what was answered: of several answers, of one that is right."""
        classified = str(self._parsed[follow_up.text]["intent"]["name"])
        goals = [
            goal
            for reply in replies
            for goal in self._goals_of(
                str(reply.slots.get(TOPIC) or classified), follow_up, slots, reply.slots
            )
        ]
        goals = goals or [self._goals.goal(classified, follow_up.goals)]
        return next((g for g in goals if g in follow_up.goals), goals[0])

    def _goals_of(
        self,
        intent: str,
        follow_up: FollowUp,
        slots: Mapping[str, Any],
        changes: Mapping[str, Any],
    ) -> list[str]:
        """Return the goals of one answer: of facts about a place, that of each fact asked for."""
        if intent != _FACTS:
            return [self._goal_of(intent, follow_up, slots, changes)]
        asked = [
            str(e["value"])
            for e in self._parsed[follow_up.text]["entities"]
            if e["entity"] == "attribute"
        ]
        goals = [self._goals.attributes.get(name, _DETAILS) for name in asked] or [_DETAILS]
        if self._has_no_ticket(changes.get(FOCUS), slots):
            goals = [_DETAILS if goal == "ask_ticket" else goal for goal in goals]
        return list(dict.fromkeys(goals))

    def _goal_of(
        self,
        intent: str,
        follow_up: FollowUp,
        slots: Mapping[str, Any],
        changes: Mapping[str, Any],
    ) -> str:
        search = changes.get(SEARCH) or (slots.get(SEARCH) if intent in _CONTINUATIONS else None)
        if search and intent in (*_CONTINUATIONS, _UNCLEAR):
            return SEARCH_OF[search["topic"]]
        if intent == "ask_ticket" and self._has_no_ticket(changes.get(FOCUS), slots):
            return _DETAILS
        return _SELECTION.get(intent) or self._goals.goal(intent, follow_up.goals)

    def _has_no_ticket(self, place_id: object, slots: Mapping[str, Any]) -> bool:
        """Say whether a price was asked of a place without tickets: of a room or a meal.

        A place that the town does not have is of the kind that was looked for last.
        """
        if place_id:
            return self._kind(str(place_id)) in _WITHOUT_TICKETS
        search = slots.get(SEARCH)
        return bool(search) and not slots.get(FOCUS) and search["topic"] in _WITHOUT_TICKETS


def _changes(replies: Iterable[Reply]) -> dict[str, Any]:
    return {name: value for reply in replies for name, value in reply.slots.items()}


def kinds_of(
    names: Iterable[str], follow_ups: Sequence[FollowUp], parsed: Parsed
) -> dict[str, str]:
    """Return what kind of place each name is: what was looked for when it was first named.

    Where dialogues differ, most of them decide; a name that none looked for is left out.
    """
    folded = {name: fold_text(name) for name in names}
    votes: dict[str, Counter[str]] = {}
    for follow_up in follow_ups:
        topic, seen = None, set()
        for said in follow_up.history:
            if said.is_user:
                topic = SEARCHES.get(str(parsed[said.text]["intent"]["name"]), topic)
            text = fold_text(said.text)
            for name, form in folded.items():
                if name not in seen and form in text:
                    seen.add(name)
                    if topic is not None:
                        votes.setdefault(name, Counter())[topic] += 1
    return {name: count.most_common(1)[0][0] for name, count in votes.items()}


def _actions_by_intent() -> dict[str, TopicAction]:
    """Return the action that each intent's rule runs."""
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)
    by_name = {a.name(): a for a in (kind() for kind in _concrete(TopicAction))}
    found: dict[str, TopicAction] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = [step for step in rule["steps"] if "intent" in step or "action" in step]
            if len(steps) == 2 and steps[1].get("action") in by_name:
                found[steps[0]["intent"]] = by_name[steps[1]["action"]]
    return found


def _concrete(kind: type[TopicAction]) -> list[type[TopicAction]]:
    own = [] if getattr(kind, "__abstractmethods__", None) else [kind]
    return own + [found for child in kind.__subclasses__() for found in _concrete(child)]
