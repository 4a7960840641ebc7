"""The files of a city folder, declared once: import, check and export all read this."""

from __future__ import annotations

from typing import Any

from listings.hours import parse_hours, parse_last_admission
from listings.importing.cells import (
    number_within,
    one_of,
    parse_country,
    parse_currency,
    parse_day,
    parse_email,
    parse_file,
    parse_id,
    parse_list,
    parse_partial_date,
    parse_phone,
    parse_price,
    parse_stops,
    parse_time,
    parse_times,
    parse_timezone,
    parse_website,
    whole_within,
    write_list,
)
from listings.importing.columns import Column, Table, Translated
from listings.models import (
    Article,
    Attraction,
    City,
    Closure,
    District,
    Event,
    Facility,
    Hotel,
    MetroLine,
    MetroTrain,
    Office,
    Picture,
    Restaurant,
    Shop,
    Source,
    Station,
    TaxiFare,
    Ticket,
    VocabularyTerm,
)
from listings.models.city import MAP_APPS
from listings.models.places import CONFIDENCE, STEP_FREE
from listings.models.sources import TRUST
from listings.models.transport import TRAIN_SERVICES
from listings.models.vocabulary import VOCABULARY_KINDS
from listings.recurrence import parse_recurrence, parse_span

ID = Column("id", "id", parse_id, is_required=True)
NAMES = (
    Translated("name", "names", is_required=True),
    Translated("aliases", "aliases", is_list=True),
)
SOURCE = (
    Column("source", "source"),
    Column("as_of", "as_of", parse_partial_date),
    Column("as_of_note", "as_of_note"),
)
HOURS = Column("opening_hours", "opening_hours", parse_hours)
PRICE_LEVEL = Column("price_level", "price_level", whole_within(1, 4))
SITE = (
    Column("district", "district_id"),
    Translated("address", "address"),
    Column("postcode", "postcode"),
    Column("phone", "phone", parse_phone),
    Column("email", "email", parse_email),
    Column("website", "website", parse_website),
    Column("latitude", "latitude", number_within(-90, 90)),
    Column("longitude", "longitude", number_within(-180, 180)),
)
VISIT = (
    Translated("summary", "summary"),
    Column("rating", "rating", number_within(0, 5)),
    Translated("visit_duration", "visit_duration"),
    Translated("station", "station"),
    Column("step_free", "step_free", one_of(STEP_FREE)),
    *SOURCE,
)


def _list(name: str, attribute: str) -> Column:
    return Column(name, attribute, parse_list, write_list, empty=list)


def _parse_spans(cell: str) -> list[str]:
    spans = parse_list(cell)
    for span in spans:
        parse_span(span)
    return spans


def _add_ticket_key(values: dict[str, Any]) -> None:
    """Tell an attraction's prices apart by ticket, audience and season."""
    names = values["names"]
    if names and "audience" in values:
        name = names.get("en") or names[min(names)]
        values["key"] = "/".join((name, values["audience"], values.get("season") or ""))


CITY = Table(
    "city.json",
    City,
    ("id",),
    (
        ID,
        *NAMES,
        Column("timezone", "timezone", parse_timezone, is_required=True),
        Column("country", "country", parse_country, is_required=True),
        Column("currency", "currency", parse_currency, is_required=True),
        Column("visitor_office", "visitor_office_id"),
        Column("facts_old_after_years", "facts_old_after_years", whole_within(1, 50)),
        Column("map_app", "map_app", one_of(MAP_APPS)),
        Column("data_licence", "data_licence"),
        Column("data_licence_url", "data_licence_url", parse_website),
    ),
)
DISTRICTS = Table("city.json", District, ("id",), (Column("id", "id", is_required=True), *NAMES))
ATTRACTIONS = Table(
    "attractions.csv",
    Attraction,
    ("id",),
    (
        ID,
        *NAMES,
        Column("category", "category"),
        *SITE,
        HOURS,
        Column("opening_hours_as_of", "opening_hours_as_of", parse_partial_date),
        Column("last_admission", "last_admission", parse_last_admission),
        Column("rating_a", "rating_a", whole_within(1, 5)),
        PRICE_LEVEL,
        *VISIT,
    ),
)
HOTELS = Table(
    "hotels.csv",
    Hotel,
    ("id",),
    (
        ID,
        *NAMES,
        Column("category", "category"),
        Column("stars", "stars", whole_within(0, 5)),
        *SITE,
        HOURS,
        Column("price_from", "price_from", parse_price),
        PRICE_LEVEL,
        _list("amenities", "amenities"),
        *VISIT,
    ),
)
DINING = Table(
    "dining.csv",
    Restaurant,
    ("id",),
    (
        ID,
        *NAMES,
        _list("cuisine", "cuisines"),
        *SITE,
        HOURS,
        Column("price_per_person", "price_per_person", parse_price),
        PRICE_LEVEL,
        Translated("signature_dishes", "signature_dishes", is_list=True),
        *VISIT,
    ),
)
OFFICES = Table(
    "offices.csv",
    Office,
    ("id",),
    (
        ID,
        *NAMES,
        Column("kind", "office_kind", is_required=True),
        *SITE,
        HOURS,
        PRICE_LEVEL,
        _list("languages", "languages"),
        *VISIT,
    ),
)
FACILITIES = Table(
    "facilities.csv",
    Facility,
    ("id",),
    (
        ID,
        *NAMES,
        Column("kind", "facility_kind", is_required=True),
        *SITE,
        Column("inside_place", "inside_place_id"),
        HOURS,
        Translated("fee", "fee", bare=True),
        _list("languages", "languages"),
        *VISIT,
    ),
)
SHOPS = Table(
    "shops.csv",
    Shop,
    ("id",),
    (
        ID,
        *NAMES,
        Column("kind", "shop_kind", is_required=True),
        *SITE,
        HOURS,
        PRICE_LEVEL,
        Translated("known_for", "known_for", is_list=True),
        *VISIT,
    ),
)
EVENTS = Table(
    "events.csv",
    Event,
    ("id",),
    (
        ID,
        *NAMES,
        Column("kind", "event_kind", is_required=True),
        Column("place_id", "venue_id"),
        *SITE,
        Column("recurrence", "recurrence", parse_recurrence, is_required=True),
        Column("known_dates", "known_dates", _parse_spans, write_list, empty=list),
        Translated("timing", "timing"),
        HOURS,
        Column("confidence", "confidence", one_of(CONFIDENCE)),
        *VISIT,
    ),
)
STATIONS = Table(
    "metro_stations.csv",
    Station,
    ("id",),
    (
        ID,
        *NAMES,
        Column("stops", "stops", parse_stops, write_list, is_required=True),
        Column("latitude", "latitude", number_within(-90, 90), is_required=True),
        Column("longitude", "longitude", number_within(-180, 180), is_required=True),
        _list("places", "serves"),
        *SOURCE,
    ),
)
LINES = Table(
    "metro_lines.csv",
    MetroLine,
    ("id",),
    (
        ID,
        Column("line", "number", is_required=True),
        *NAMES,
        Column("length_km", "length_km", number_within(0, 1000)),
        Column("opened", "opened", parse_partial_date),
        *SOURCE,
    ),
)
TRAINS = Table(
    "metro_trains.csv",
    MetroTrain,
    ("station_id", "line_id", "towards_id", "service"),
    (
        Column("station", "station_id", is_required=True),
        Column("line", "line_id", is_required=True),
        Column("towards", "towards_id", is_required=True),
        Column("service", "service", one_of(TRAIN_SERVICES), is_required=True),
        Column("first", "first", parse_time),
        Column("last", "last", parse_time),
        Column("departures", "departures", parse_times, write_list, empty=list),
        *SOURCE,
    ),
)
TAXI_FARES = Table(
    "taxi_fares.csv",
    TaxiFare,
    ("id",),
    (
        ID,
        Column("flag_fall", "flag_fall", parse_price, is_required=True),
        Column("included_km", "included_km", number_within(0, 1000), is_required=True),
        Column("per_km", "per_km", parse_price, is_required=True),
        Column("night_surcharge", "night_surcharge", whole_within(0, 1000)),
        Column("night_from", "night_from", parse_time),
        *SOURCE,
    ),
)
TICKETS = Table(
    "tickets.csv",
    Ticket,
    ("attraction_id", "key"),
    (
        Column("attraction_id", "attraction_id", is_required=True),
        Translated("ticket", "names", bare=True, is_required=True),
        Column("audience", "audience", is_required=True),
        Column("price", "price", parse_price, is_required=True),
        Column("season", "season"),
        Translated("note", "note"),
        *SOURCE,
    ),
    derive=_add_ticket_key,
)
CLOSURES = Table(
    "closures.csv",
    Closure,
    ("place_id", "first_day", "last_day"),
    (
        Column("place_id", "place_id", is_required=True),
        Column("first_day", "first_day", parse_day, is_required=True),
        Column("last_day", "last_day", parse_day, is_required=True),
        Translated("reason", "reason"),
        *SOURCE,
    ),
)
PICTURES = Table(
    "pictures.csv",
    Picture,
    ("place_id", "file"),
    (
        Column("place_id", "place_id", is_required=True),
        Column("file", "file", parse_file, is_required=True),
        Translated("alt", "alt", is_required=True),
        Column("credit", "credit", is_required=True),
        Column("licence", "licence", is_required=True),
        Column("licence_url", "licence_url", parse_website),
    ),
)
SOURCES = Table(
    "sources.csv",
    Source,
    ("id",),
    (
        ID,
        *NAMES,
        Column("publisher", "publisher"),
        Column("address", "address"),
        Column("read_on", "read_on", parse_partial_date),
        Column("trust", "trust", one_of(TRUST)),
    ),
)
VOCABULARY = Table(
    "vocabulary.csv",
    VocabularyTerm,
    ("kind", "id"),
    (
        Column("kind", "kind", one_of(VOCABULARY_KINDS), is_required=True),
        Column("id", "id", is_required=True),
        *NAMES,
    ),
)


def _articles(file: str, group: str, topic: str) -> Table:
    return Table(
        file,
        Article,
        ("id",),
        (
            ID,
            Column(topic, "topic", is_required=True),
            Translated("title", "titles", is_required=True),
            Translated("aliases", "aliases", is_list=True),
            Translated("keywords", "keywords", is_list=True),
            Translated("body", "bodies", is_required=True),
            Column("last_day", "last_day", parse_day),
            *SOURCE,
        ),
        fixed={"group": group},
    )


CULTURE = _articles("culture.json", "culture", "topic")
BUSINESS = _articles("business.json", "business", "topic")
TRANSPORT = _articles("transport.json", "transport", "mode")

PLACES = (ATTRACTIONS, HOTELS, DINING, OFFICES, FACILITIES, SHOPS, EVENTS, STATIONS)
ARTICLES = (CULTURE, BUSINESS, TRANSPORT)
CSV_FILES = (*PLACES, LINES, TRAINS, TAXI_FARES, TICKETS, CLOSURES, PICTURES, SOURCES, VOCABULARY)
FILES = (*CSV_FILES, *ARTICLES)
