"""What a place's page tells, in one language: only what the data say, each with date and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from sqlalchemy.orm import Session

from channels.places.structured import linked_data
from listings.hours import DayHours, OpeningSchedule
from listings.kinds import categories_of, kind_of
from listings.map_apps import map_app, way_link
from listings.models import (
    Attraction,
    City,
    Event,
    Facility,
    Hotel,
    Picture,
    Place,
    Restaurant,
    Shop,
    Texts,
    Ticket,
    VocabularyKind,
)
from listings.models.city import MapApp
from listings.queries import (
    UnknownPlaceError,
    closures_since,
    get_city,
    get_place,
    is_old,
    names_by_source,
    notices_for,
    picture_path,
    pictures_by_place,
    position_of,
    prices_of,
    source_names,
    vocabulary_name,
)
from listings.texts import local_language, pick
from locales import formats, words
from semantics.languages import DEFAULT_LANGUAGE

PHONES_OWN: tuple[MapApp, ...] = ("apple", "geo", "osm")
"""The applications of which one is the phone's own: an iPhone's, an Android's, another's."""


@dataclass(frozen=True)
class Fact:
    """A line of facts; ``link`` is where it leads, ``language`` what it is written in."""

    label: str
    value: str
    link: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table, a day with its hours or a price; ``is_now`` says that it is today."""

    label: str
    value: str
    note: str = ""
    is_now: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture of the place: its addresses from the root, what is seen, and whose it is."""

    small: str
    large: str
    alt: str
    credit: str


@dataclass(frozen=True)
class PlacePage:
    """A place as its page tells it; what is not known is empty.

    ``notices`` are staff's of now, ``remarks`` what is to know of the hours: closures, seasons.
    ``dated`` has a line for each source and date, ``old`` the warning where facts are old.
    ``ways`` are the links that open the way there, by map application: the city's one, or those of
    which one is the phone's own.
    """

    id: str
    name: str
    local_name: str
    local: str
    sort: str
    summary: str
    notices: tuple[str, ...]
    facts: tuple[Fact, ...]
    hours: tuple[Row, ...]
    remarks: tuple[str, ...]
    prices: tuple[Row, ...]
    dated: tuple[str, ...]
    old: str
    has_map: bool
    ways: Mapping[str, str]
    pictures: tuple[Shown, ...]
    licence: str
    licence_url: str
    linked: Mapping[str, object]


def read_page(
    session: Session, place_id: str, language: str, now: datetime | None = None
) -> PlacePage | None:
    """Return the page of a place at ``now``, None where no place of this id is listed."""
    try:
        place = get_place(session, place_id)
    except UnknownPlaceError:
        return None
    if place.retired_at is not None:
        return None
    city = get_city(session)
    return _Teller(
        session, city, place, language, now or datetime.now(ZoneInfo(city.timezone))
    ).page()


class _Teller:
    def __init__(
        self, session: Session, city: City, place: Place, language: str, now: datetime
    ) -> None:
        self._session = session
        self._city = city
        self._place = place
        self._language = language
        self._now = now
        self._local = local_language(city.country)
        self._say = partial(words, "replies", language)
        closures = closures_since(session, now.date()).get(place.id, ())
        self._schedule = OpeningSchedule(place.opening_hours, city.country, closures)
        self._pictures = pictures_by_place(session).get(place.id, ())
        self._tickets: Sequence[Ticket] = (
            prices_of(session, place.id) if isinstance(place, Attraction) else ()
        )

    def page(self) -> PlacePage:
        place = self._place
        name = self._pick(place.names) or place.id
        local = place.names.get(self._local, "")
        position = position_of(self._session, place)
        return PlacePage(
            id=place.id,
            name=name,
            local_name=local if local != name else "",
            local=self._local,
            sort=self._sort(),
            summary=self._read(place.summary),
            notices=tuple(self._notices()),
            facts=tuple(self._facts()),
            hours=tuple(self._hours()),
            remarks=tuple(self._remarks()),
            prices=tuple(map(self._price, self._tickets)),
            dated=tuple(self._dated()),
            old=self._old(),
            has_map=position is not None,
            ways=dict(self._ways()),
            pictures=tuple(map(self._shown, self._pictures)),
            licence=self._city.data_licence or "",
            licence_url=self._city.data_licence_url or "",
            linked=linked_data(
                self._city, place, self._schedule, self._tickets, position, self._now.date()
            ),
        )

    def _pick(self, texts: Texts) -> str:
        return pick(texts, self._language, self._local) or ""

    def _read(self, texts: Texts) -> str:
        return pick(texts, self._language, DEFAULT_LANGUAGE) or ""

    def _word(self, kind: VocabularyKind, value: str) -> str:
        return vocabulary_name(self._session, kind, value, self._language, DEFAULT_LANGUAGE)

    def _row(self, items: Iterable[str]) -> str:
        return self._say("row.separator").join(items)

    def _sort(self) -> str:
        vocabulary = kind_of(self._place).vocabulary
        sorts = categories_of(self._place) if vocabulary is not None else ()
        told = [self._word(vocabulary, value) for value in sorts] if vocabulary else []
        if isinstance(self._place, Hotel) and self._place.stars is not None:
            told.append(self._say("filter.stars", value=self._place.stars))
        district = self._pick(self._place.district.names) if self._place.district else ""
        return " · ".join(part for part in (self._row(told), district) if part)

    def _shown(self, picture: Picture) -> Shown:
        return Shown(
            picture_path(picture, "small"),
            picture_path(picture, "large"),
            self._read(picture.alt),
            self._say("picture.credit", who=picture.credit, licence=picture.licence),
        )

    def _ways(self) -> Iterable[tuple[str, str]]:
        name = self._place.names.get(self._local) or self._pick(self._place.names)
        app = map_app(self._city)
        apps: tuple[MapApp, ...] = PHONES_OWN if app == "phone" else (app,)
        for each in apps:
            if link := way_link(each, self._place, name):
                yield each, link

    def _notices(self) -> Iterable[str]:
        for notice in notices_for(self._session, self._now, [self._place.id], [self._place.kind]):
            if text := self._pick(notice.texts):
                yield text

    def _facts(self) -> Iterable[Fact]:
        place = self._place
        address, local = self._pick(place.address), place.address.get(self._local, "")
        step_free = self._say(f"step_free.{place.step_free}") if place.step_free else ""
        told = [
            *self._own_facts(),
            ("duration", self._read(place.visit_duration), ""),
            ("step_free", step_free, ""),
            ("address", address, ""),
            ("driver", local if local != address else "", ""),
            ("postcode", place.postcode, ""),
            ("station", self._pick(place.station), ""),
            ("phone", place.phone, f"tel:{_dialled(place.phone)}"),
            ("email", place.email, f"mailto:{place.email}"),
            ("website", place.website, place.website or ""),
        ]
        for key, value, link in told:
            if not value:
                continue
            if key == "driver":
                label = words("website", self._language, "place.driver")
                yield Fact(label, value, language=self._local)
            else:
                yield Fact(self._say(f"field.{key}"), value, link)

    def _own_facts(self) -> Iterable[tuple[str, str, str]]:
        """Yield what only this kind of place has, as (key, value, no link)."""
        place = self._place
        if isinstance(place, Event):
            yield "dates", self._read(place.timing), ""
        if isinstance(place, Attraction) and place.rating_a:
            yield "grade", f"{place.rating_a}A", ""
        if isinstance(place, Hotel):
            amenities = (self._word("amenity", value) for value in place.amenities)
            yield "amenities", self._row(amenities), ""
            yield "price", self._amount("price.room_from", place.price_from), ""
        if isinstance(place, Restaurant):
            yield "dishes", self._goods(place.signature_dishes), ""
            yield "price", self._amount("price.per_person", place.price_per_person), ""
        if isinstance(place, Shop):
            yield "known_for", self._goods(place.known_for), ""
        if isinstance(place, Facility):
            yield "fee", self._read(place.fee), ""
        if place.rating is not None:
            yield "rating", f"{formats.number(place.rating, self._language)}/5", ""

    def _goods(self, goods: Mapping[str, list[str]]) -> str:
        return self._row(pick(goods, self._language, DEFAULT_LANGUAGE) or ())

    def _amount(self, key: str, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        return self._say(key, price=formats.price(amount, self._city.currency, self._language))

    def _hours(self) -> Iterable[Row]:
        """Yield the regular week, Monday first; one row where every day is alike."""
        if not self._schedule.is_known:
            return
        days = sorted(self._week(), key=lambda entry: entry.day.weekday())
        told = [self._spans(entry) for entry in days]
        if self._schedule.is_always_open or len(set(told)) == 1:
            always = self._schedule.is_always_open
            value = self._say("hours.always") if always else told[0]
            yield Row(words("website", self._language, "place.every_day"), value)
            return
        names = get_day_names("wide", locale=formats.locale_of(self._language))
        for entry, value in zip(days, told, strict=True):
            weekday = entry.day.weekday()
            yield Row(names[weekday], value, is_now=weekday == self._now.weekday())

    def _week(self) -> Sequence[DayHours]:
        """Return the days of this week, out of season those of the next season's first."""
        regular, today = self._schedule.regular, self._now.date()
        days = regular.week(today)
        if any(entry.spans or not entry.certain for entry in days):
            return days
        season = self._schedule.season(today)
        return regular.week(season[0]) if season is not None else days

    def _spans(self, entry: DayHours) -> str:
        if not entry.spans:
            unsure = entry.comment or self._say("hours.not_known")
            return self._say("hours.closed_day") if entry.certain else unsure
        told = [
            self._say(
                "range.hours",
                first=formats.clock(first, self._language),
                last=formats.closing(last, self._language),
            )
            for first, last in entry.spans
        ]
        if entry.open_end:
            first = formats.clock(entry.spans[-1][0], self._language)
            told[-1] = self._say("range.open_end", first=first)
        return self._row(told)

    def _remarks(self) -> Iterable[str]:
        today = self._now.date()
        for closure in closures_since(self._session, today).get(self._place.id, ()):
            days = self._days(closure.first_day, closure.last_day)
            reason = self._read(closure.reason) or self._say("hours.no_reason")
            yield words("website", self._language, "place.closed", days=days, reason=reason)
        season = self._schedule.season(today) if self._schedule.is_known else None
        if season is not None and season[0] > today:
            yield self._say("hours.out_of_season", season=self._days(*season))
        place = self._place
        last = place.last_admission if isinstance(place, Attraction) else None
        if last and ":" in last:
            yield words("website", self._language, "place.last_admission", time=last)
        elif last:
            minutes = "".join(c for c in last if c.isdigit())
            key = "place.last_admission_before"
            yield words("website", self._language, key, minutes=minutes)

    def _days(self, first: date, last: date) -> str:
        locale = formats.locale_of(self._language)
        told = [format_date(day, "long", locale=locale) for day in dict.fromkeys((first, last))]
        return " – ".join(told)

    def _price(self, ticket: Ticket) -> Row:
        who = self._word("audience", ticket.audience)
        name = self._read(ticket.names)
        amount = formats.price(ticket.price, self._city.currency, self._language)
        value = amount if ticket.price else self._say("price.free")
        season = formats.season(ticket.season, self._language) if ticket.season else ""
        notes = [note for note in (season, self._read(ticket.note)) if note]
        label = " – ".join(part for part in (name, who) if part)
        return Row(label, value, " · ".join(notes))

    def _dated(self) -> Iterable[str]:
        """Yield a line of source and date for the place, and one for its prices."""
        known = names_by_source(self._session)
        cited = [(self._place.source, self._place.as_of)]
        cited += [(ticket.source, ticket.as_of) for ticket in self._tickets]
        for source, as_of in dict.fromkeys(cited):
            names = [self._read(names) or "" for names in source_names(known, [source])]
            told = self._row(dict.fromkeys(filter(None, names))) or self._say("source.unnamed")
            yield self._say("source.line", sources=told, date=self._as_of(as_of))
        hours = getattr(self._place, "opening_hours_as_of", None)
        if hours:
            label = self._say("field.hours")
            yield self._say("field.line", label=label, value=self._as_of(hours))

    def _as_of(self, as_of: str | None) -> str:
        if not as_of:
            return self._say("source.undated")
        return self._say("source.dated", date=formats.as_of(as_of, self._language))

    def _old(self) -> str:
        dates = [self._place.as_of, *(ticket.as_of for ticket in self._tickets)]
        old = sorted(d for d in dates if d and is_old(d, self._now.date(), self._city))
        if not old or isinstance(self._place, Event):
            return ""
        return self._say("source.old", date=formats.as_of(old[0], self._language))


def _dialled(phone: str | None) -> str:
    return "".join(c for c in phone or "" if c.isdigit() or c == "+")
