"""What WeChat delivers: messages of a visitor, and events."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from channels.wechat.xml import UnreadableError


@dataclass(frozen=True)
class Incoming:
    """What all of them have.

    ``account`` and ``visitor`` are WeChat's names for the two sides. ``id`` is the same in each
    repeat of a delivery, and unique for the visitor.
    """

    account: str
    visitor: str
    id: str


@dataclass(frozen=True)
class Text(Incoming):
    """Typed words, or a tap on a choice, which carries the choice's id in ``menu_id``."""

    text: str
    menu_id: str = ""


@dataclass(frozen=True)
class Location(Incoming):
    """A position that the visitor sent, in degrees, on the map that WeChat shows."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Voice(Incoming):
    """A spoken message; ``words`` is what WeChat recognised, empty where the account lacks that."""

    words: str


@dataclass(frozen=True)
class Other(Incoming):
    """A kind that cannot be read: a picture, a film, a sticker, a kind not known yet."""


@dataclass(frozen=True)
class Event(Incoming):
    """Something that happened: ``name`` is WeChat's in capitals, ``key`` what belongs to it.

    ``position`` (latitude, longitude) comes with the event LOCATION alone.
    """

    name: str
    key: str
    position: tuple[float, float] | None = None


def parse_message(fields: Mapping[str, str]) -> Incoming:
    """Return the message or event in ``fields``; a kind that is not known gives :class:`Other`.

    Raises:
        UnreadableError: It does not say from whom, to whom or which one it is.
    """
    account = _required(fields, "ToUserName")
    visitor = _required(fields, "FromUserName")
    kind = fields.get("MsgType", "").strip().lower()
    if kind == "event":
        return _event(account, visitor, fields)
    number = fields.get("MsgId", "").strip() or _required(fields, "CreateTime")
    base = (account, visitor, _short(number))
    if kind == "text":
        return Text(*base, fields.get("Content", ""), fields.get("bizmsgmenuid", ""))
    if kind == "voice":
        return Voice(*base, fields.get("Recognition", ""))
    if kind == "location":
        position = _position(fields.get("Location_X"), fields.get("Location_Y"))
        if position is not None:
            return Location(*base, *position)
    return Other(*base)


def _event(account: str, visitor: str, fields: Mapping[str, str]) -> Event:
    name = fields.get("Event", "").strip().upper()
    key = fields.get("EventKey", "")
    # Events have no id. Two of one second, a subscription and its position, differ in name.
    id_ = _short(f"event-{_required(fields, 'CreateTime')}-{name}-{key}")
    position = _position(fields.get("Latitude"), fields.get("Longitude"))
    return Event(account, visitor, id_, name, key, position)


def _required(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "").strip()
    if not value:
        raise UnreadableError(f"{name} is missing")
    return value


def _short(id_: str) -> str:
    """Return an id of bounded length: itself, or its digest."""
    return id_ if len(id_) <= 64 else hashlib.sha256(id_.encode()).hexdigest()


def _position(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    try:
        north, east = float(latitude or ""), float(longitude or "")
    except ValueError:
        return None
    if not (math.isfinite(north) and math.isfinite(east)):
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None
