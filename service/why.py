"""Why the assistant answered as it did: the last turn, from the conversations' database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from listings.database import create_engine_from
from trackers.settings import tracker_url

_LAST = text("SELECT data FROM events WHERE sender_id = :sender ORDER BY id DESC LIMIT 200")
# What the reading of a message says of itself, and no reader of it needs.
_RIVALS = 3


def last_turn(sender: str, url: str | None = None) -> list[dict[str, Any]]:
    """Return the events of the sender's last message on, oldest first; none gives an empty list.

    ``url`` is the database of the conversations, TRACKER_URL when it is not given.
    """
    engine = create_engine_from(url or tracker_url())
    try:
        with engine.connect() as connection:
            rows = connection.execute(_LAST, {"sender": sender}).scalars().all()
    finally:
        engine.dispose()
    turn: list[dict[str, Any]] = []
    for data in rows:
        event = json.loads(data)
        turn.insert(0, event)
        if event["event"] == "user":
            return turn
    return []


def explained(turn: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Return lines on a turn: how it was read, which rule decided, what was said and remembered."""
    if not turn:
        yield "Nothing has been said yet."
        return
    parse = turn[0].get("parse_data") or {}
    intent = parse.get("intent") or {}
    yield f"reading   {intent.get('name')} ({intent.get('confidence') or 0:.2f})"
    rivals = [r for r in parse.get("intent_ranking") or () if r["name"] != intent.get("name")]
    for rival in rivals[:_RIVALS]:
        yield f"  rather than {rival['name']} ({rival['confidence']:.2f})"
    for entity in parse.get("entities") or ():
        role = f", {entity['role']}" if entity.get("role") else ""
        by = entity.get("extractor", "?")
        yield f"  {entity['entity']} = {_short(entity.get('value'))} ({by}{role})"
    for question in parse.get("questions") or ():
        yield f"  question  {_short(question)}"
    slots = [e for e in turn if e["event"] == "slot"]
    decided = [str(s["value"]) for s in slots if s["name"] == "answered"]
    yield f"rule      {decided[-1] if decided else 'none: no topic of ours answered'}"
    for action in (e for e in turn if e["event"] == "action" and e["name"] != "action_listen"):
        yield f"  action    {action['name']} ({action.get('policy') or '-'})"
    for said in (e for e in turn if e["event"] == "bot"):
        custom = (said.get("data") or {}).get("custom") or {}
        kind = f" [{custom['type']}]" if custom.get("type") else ""
        yield f"statement {_short(said.get('text') or '')}{kind}"
    for slot in slots:
        if slot["name"] != "answered":
            yield f"  keeps     {slot['name']} = {_short(slot['value'])}"


def _short(value: object, most: int = 160) -> str:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    written = " / ".join(written.split("\n"))
    return written if len(written) <= most else f"{written[: most - 1]}…"
