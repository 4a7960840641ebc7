"""Rasa must go on refusing what is no reply of an action server, whatever validates it."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction


def test_a_reply_of_the_action_server_that_fits_is_taken() -> None:
    reply = {"events": [{"event": "slot", "name": "focus_place", "value": "a"}], "responses": []}
    validate(reply, RemoteAction.action_response_format_spec())


@pytest.mark.parametrize("reply", [[], {"events": "none"}, {"events": [{"name": "focus_place"}]}])
def test_a_reply_of_the_action_server_that_does_not_fit_is_refused(reply: object) -> None:
    with pytest.raises(ValidationError):
        validate(reply, RemoteAction.action_response_format_spec())
