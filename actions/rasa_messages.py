"""Rasa's messages as turns, and replies as Rasa's messages and events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.dialogue.state import FOCUS, FORMS, SEARCH, SHOWN, SLOTS
from actions.dialogue.turn import Turn
from actions.wording.reply import Reply
from listings.models import Place
from semantics.languages import LANGUAGES, TRADITIONAL, language_spoken
from semantics.lengths import MOST_CHARACTERS

# `rasa shell` prints a payload as raw JSON between the sentences.
_TEXT_ONLY_CHANNELS = ("cmdline",)
# What shows that something was spoken of.
_SPOKEN_OF = (FOCUS, SHOWN, SEARCH)


def turn_of(tracker: Tracker, session: Session) -> Turn:
    """Return the visitor's latest message, with what the conversation remembers."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    slots = {name: tracker.get_slot(name) for name in SLOTS}
    return Turn(
        session=session,
        language=language_of(tracker),
        text=_typed(message.get("text") or ""),
        intent=(message.get("intent") or {}).get("name") or "",
        entities=tuple(message.get("entities") or ()),
        slots={**slots, **_of_page(metadata.get("place"), slots, tracker, session)},
        metadata=metadata,
        ranking=tuple(r["name"] for r in message.get("intent_ranking") or ()),
        confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
        sent_at=_sent_at(tracker),
        channel=tracker.get_latest_input_channel() or "",
        events=tracker.events,
    )


def _of_page(
    place: object, slots: Mapping[str, Any], tracker: Tracker, session: Session
) -> dict[str, Any]:
    """Return the place of the page around the chat as spoken of, where nothing was since then.

    Who comes to the page of another place, or to the sign at its door, means that one by "this",
    whatever was talked about before.
    """
    if not isinstance(place, str) or session.get(Place, place) is None:
        return {}
    is_answered = False
    for event in reversed(tracker.events):
        if event.get("event") == "slot" and event.get("name") in _SPOKEN_OF and event.get("value"):
            is_answered = True
        elif event.get("event") != "user":
            continue
        elif (event.get("metadata") or {}).get("place") != place:
            return {FOCUS: place, SHOWN: None, SEARCH: None}
        elif is_answered:
            return {}
    return {} if any(slots.get(name) for name in _SPOKEN_OF) else {FOCUS: place}


def loop_events(slots: Mapping[str, Any]) -> list[EventType]:
    """Return the events that open or close a form: it is open while its slot holds something."""
    set_now = [(FORMS[slot], value) for slot, value in slots.items() if slot in FORMS]
    return [ActiveLoop(form if value is not None else None) for form, value in set_now]


def _sent_at(tracker: Tracker) -> float:
    sent = [e.get("timestamp") for e in tracker.events if e.get("event") == "user"]
    return float(sent[-1] or 0.0) if sent else 0.0


def _typed(text: str) -> str:
    """Return what the visitor typed: nothing for the payload of a button, which starts with "/".

    Rasa's own address takes texts of any length; the beginning counts.
    """
    return "" if text.startswith("/") else text[:MOST_CHARACTERS]


def language_of(tracker: Tracker) -> str:
    """Return the language in which the latest message is answered: its own, or that it asks for."""
    message = tracker.latest_message
    wished = _entities(message, "answer_in")
    if wished and wished[0]["value"] in LANGUAGES:
        return str(wished[0]["value"])
    page = (message.get("metadata") or {}).get("language")
    found = _entities(message, "language")
    said: Mapping[str, Any] = found[0] if found else {}
    return language_spoken(tracker.get_slot("language"), page, said.get("value"), said.get("role"))


def _entities(message: Mapping[str, Any], *names: str) -> list[Mapping[str, Any]]:
    return [e for e in message.get("entities") or () if e["entity"] in names]


def language_slots(tracker: Tracker) -> dict[str, str]:
    """Return the slot of the language where a message of shared characters begins another one."""
    shows = _entities(tracker.latest_message, "language", "answer_in")
    language = language_of(tracker)
    is_kept = not shows or tracker.get_slot("language") == language
    return {} if is_kept else {"language": language}


def is_traditional(tracker: Tracker) -> bool:
    """Say whether the visitor writes Chinese in Traditional characters."""
    return language_of(tracker) == "zh" and tracker.get_slot("script") == TRADITIONAL


def send(dispatcher: CollectingDispatcher, reply: Reply, channel: str | None) -> None:
    """Send the text with its buttons and, to channels that can draw it, the structured twin."""
    if reply.response is not None:
        dispatcher.utter_message(response=reply.response)
        return
    buttons = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    custom: Mapping[str, Any] | None = reply.custom
    if channel in _TEXT_ONLY_CHANNELS:
        custom = None
    dispatcher.utter_message(
        text=reply.text,
        buttons=buttons,
        json_message=dict(custom) if custom is not None else None,
    )
