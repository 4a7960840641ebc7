"""Rasa's check of what the action server replies, by the schema of each event alone.

Rasa compares each event of each reply with the schemas of all twenty kinds, after comparing these
with the schema of schemas: two fifths of its processor time of a turn
(``python -m benchmarks.latency.parts``). Here an event is compared with its own kind's; what does
not fit goes to Rasa's check, so that the verdict and its words are Rasa's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction

_rasas_check = RemoteAction._validate_action_result


class ReplySchema:
    """The schema of a reply, and that of the events of each kind.

    Args:
        schema: a JSON schema of an object whose ``events`` are each ``oneOf`` several kinds, told
            apart by the constant of their property ``event``.

    Raises:
        KeyError, ValueError: The schema is not of that form, or two kinds have the same constant.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        item = schema["properties"]["events"]["items"]
        every = {name: rule for name, rule in item.items() if name != "oneOf"}
        kinds = [(kind["properties"]["event"]["const"], kind) for kind in item["oneOf"]]
        self._kinds = {name: Draft7Validator({**every, "allOf": [kind]}) for name, kind in kinds}
        if len(self._kinds) < len(kinds):
            raise ValueError("two kinds of events with one name")
        events = {**schema["properties"]["events"], "items": {}}
        outer = {**schema, "properties": {**schema["properties"], "events": events}}
        self._reply = Draft7Validator(outer)

    def fits(self, reply: Any) -> bool:
        """Say whether a reply is of the schema; False where one of its events is of no kind."""
        if not self._reply.is_valid(reply):
            return False
        for event in reply.get("events", ()):
            name = event.get("event") if isinstance(event, dict) else None
            kind = self._kinds.get(name) if isinstance(name, str) else None
            if kind is None or not kind.is_valid(event):
                return False
        return True


def install() -> None:
    """Let Rasa's remote actions of this process check their replies so."""
    schema = ReplySchema(RemoteAction.action_response_format_spec())

    def check(action: RemoteAction, result: dict[str, Any]) -> bool:
        return schema.fits(result) or bool(_rasas_check(action, result))

    RemoteAction._validate_action_result = check
