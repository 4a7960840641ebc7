"""Rasa must go on refusing what is no reply of an action server, whatever validates it."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction

from service.action_replies import ReplySchema

SCHEMA = RemoteAction.action_response_format_spec()
SLOT = {"event": "slot", "name": "focus_place", "value": "a"}
REPLIES: tuple[Any, ...] = (
    {"events": [SLOT, {"event": "active_loop", "name": None}], "responses": [{"text": "a"}]},
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "followup", "name": "action_listen", "timestamp": None}]},
    {"events": [{"event": "bot", "text": "a", "data": {"custom": {"type": "card"}}}]},
    [],
    {"events": "none"},
    {"events": [{"name": "focus_place"}]},
    {"events": [{"event": "slot", "name": "focus_place"}]},
    {"events": [{"event": "slot", "name": 1, "value": None}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": "now"}]},
    {"events": [{"event": "no-such-event"}]},
    {"events": [{"event": ["slot"], "name": "a", "value": 1}]},
    {"events": [SLOT, None]},
    {"responses": ["a"]},
)


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_fits_where_rasa_says_so_and_nowhere_else(reply: Any) -> None:
    assert ReplySchema(SCHEMA).fits(reply) == Draft7Validator(SCHEMA).is_valid(reply)


def test_among_these_replies_are_good_and_bad_ones() -> None:
    verdicts = [ReplySchema(SCHEMA).fits(reply) for reply in REPLIES]
    assert verdicts == [True] * 5 + [False] * 10


def test_two_kinds_of_events_of_one_name_are_refused() -> None:
    kind = {"properties": {"event": {"const": "slot"}}}
    item = {"type": "object", "oneOf": [kind, kind]}
    with pytest.raises(ValueError, match="one name"):
        ReplySchema({"type": "object", "properties": {"events": {"items": item}}})
