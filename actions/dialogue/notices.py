"""Notices of the staff above the answers that they concern, once a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from actions.dialogue.state import FOCUS, NOTICES, SHOWN
from actions.dialogue.turn import Turn
from actions.wording import formats
from actions.wording.catalogue import locale_of
from actions.wording.reply import Reply
from listings.models import Notice
from listings.queries import UnknownPlaceError, get_place, notices_for
from listings.texts import pick
from semantics.intents import intent_of
from semantics.languages import DEFAULT_LANGUAGE

# Where the structured twin of an answer names the places that it tells of.
_IDS = ("id", "place")


def with_notices(turn: Turn, acts: Iterable[str], replies: Sequence[Reply]) -> list[Reply]:
    """Return the replies, before them the notices that hold now and concern them.

    ``acts`` are the questions that were answered. A notice that this conversation was told, and
    one without any text, is not among them; each is a message of its own, so that every channel
    shows it as it is.
    """
    places = set(_places(replies))
    rows = [intent_of(act) for act in acts]
    kinds = {str(kind) for row in rows if (kind := row.searches or row.tells_of) is not None}
    kinds |= {kind for place in places if (kind := _kind_of(turn, place)) is not None}
    told = list(turn.slots.get(NOTICES) or ())
    moment = turn.now.astimezone(timezone.utc)
    new = [n for n in notices_for(turn.session, moment, places, kinds) if n.id not in told]
    said = [(n.id, text) for n in new if (text := _sentence(turn, n))]
    if not said:
        return list(replies)
    slots = {NOTICES: [*told, *(number for number, _ in said)]}
    notice = Reply("\n".join(text for _, text in said), slots=slots)
    return [notice, *replies]


def _sentence(turn: Turn, notice: Notice) -> str:
    """Return a notice as it is told; where it has no text in the visitor's language, it says so."""
    text = pick(notice.texts, turn.language, DEFAULT_LANGUAGE)
    if text is None:
        return ""
    ends = notice.ends_at.astimezone(ZoneInfo(turn.city.timezone))
    told = turn.say("notice.line", text=text, until=_until(turn, ends))
    language = next(code for code, own in notice.texts.items() if own == text)
    if language == turn.language:
        return told
    name = locale_of(turn.language).languages.get(language, language)
    return f"{told}\n{turn.say('notice.other_language', language=name)}"


def _until(turn: Turn, ends: datetime) -> str:
    clock = formats.clock(ends, turn.language)
    if ends.date() == turn.now.date():
        return clock
    day = formats.day(ends.date(), turn.now.date(), turn.language)
    return turn.say("hours.day_and_time", day=day, time=clock)


def _places(replies: Iterable[Reply]) -> Iterator[str]:
    for reply in replies:
        yield from reply.about
        yield from _ids(reply.custom)
        if reply.slots.get(FOCUS):
            yield str(reply.slots[FOCUS])
        yield from reply.slots.get(SHOWN) or ()


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _IDS and isinstance(inner, str):
                yield inner
            else:
                yield from _ids(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _ids(inner)


def _kind_of(turn: Turn, place_id: str) -> str | None:
    try:
        return get_place(turn.session, place_id).kind
    except UnknownPlaceError:
        return None
