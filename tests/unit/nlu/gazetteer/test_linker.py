"""The linker of names, on the database of the invented city Velamar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city
from listings.models import Place
from nlu.gazetteer.index import Name, NameIndex
from nlu.gazetteer.linker import (
    OWN_WORDS,
    PlaceNameLinker,
    _kinds_after_nearest,
    _without_surroundings,
)
from nlu.ner.tagger import STRANGE_WORDS

VELAMAR = Path(__file__).resolve().parents[3] / "cities" / "velamar"
CASTLE = "castelo-da-gaivota"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database with the city."""
    path = tmp_path_factory.mktemp("velamar") / "velamar.sqlite3"
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, VELAMAR)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "velamar.sqlite3"
    path.write_bytes(filled)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def linker(database: Path, clock: Clock) -> PlaceNameLinker:
    return PlaceNameLinker({"refresh_seconds": 20}, clock)


def _linked(linker: PlaceNameLinker, text: str, *guesses: dict[str, Any]) -> list[dict[str, Any]]:
    message = Message({TEXT: text, ENTITIES: list(guesses)})
    linker.process([message])
    return list(message.get(ENTITIES))


def _guess(text: str, piece: str, kind: str = "place", **extra: Any) -> dict[str, Any]:
    start = text.index(piece)
    end = start + len(piece)
    return {"entity": kind, "value": piece, "start": start, "end": end, **extra}


def _change(database: Path, change: Callable[[Place], None]) -> None:
    engine = create_engine_from(f"sqlite:///{database}")
    with session_factory(engine).begin() as session:
        change(session.get(Place, CASTLE))
    engine.dispose()


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("When does Seagull Castle open?", "Seagull Castle"),
        ("quanto custa o castelo da gaivota", "castelo da gaivota"),
        ("海鷗城堡门票多少钱", "海鷗城堡"),
        ("カモメの城はどこですか", "カモメの城"),
        ("갈매기 성에 어떻게 가요", "갈매기 성"),
    ],
)
def test_a_name_in_any_language_becomes_the_id(
    linker: PlaceNameLinker, text: str, piece: str
) -> None:
    (place,) = [e for e in _linked(linker, text) if e["entity"] == "place"]
    assert place["value"] == CASTLE
    assert place["linked"] is True
    assert text[place["start"] : place["end"]] == piece


def test_districts_city_and_vocabulary_are_linked_too(linker: PlaceNameLinker) -> None:
    found = _linked(linker, "a guest house with wifi in Old Riverside, Velamar")
    assert {(e["entity"], e["value"]) for e in found} == {
        ("category", "guesthouse"),
        ("amenity", "wifi"),
        ("area", "ribeira-velha"),
        ("city", "velamar"),
    }


def test_a_misspelt_guess_is_linked(linker: PlaceNameLinker) -> None:
    text = "tickets for Seagul Castel please"
    (place,) = _linked(linker, text, _guess(text, "Seagul Castel"))
    assert (place["value"], place["linked"]) == (CASTLE, True)
    assert text[place["start"] : place["end"]] == "Seagul Castel"


def test_a_guess_that_is_no_place_of_the_city_stays_unlinked(linker: PlaceNameLinker) -> None:
    text = "where is Xanadu Zoo"
    (place,) = _linked(linker, text, _guess(text, "Xanadu Zoo", confidence_entity=0.9))
    assert place["value"] == "Xanadu Zoo"
    assert place["linked"] is False
    assert place["confidence_entity"] == 0.9
    assert "closest" not in place


def test_an_unlinked_guess_lists_the_nearest_places(linker: PlaceNameLinker) -> None:
    text = "where is Seagull Tower"
    (place,) = _linked(linker, text, _guess(text, "Seagull Tower"))
    assert place["linked"] is False
    assert place["closest"][0] == CASTLE
    assert len(place["closest"]) <= 3


def test_a_piece_that_one_name_alone_has_stands_for_it(linker: PlaceNameLinker) -> None:
    text = "where is the Praia da"
    (place,) = _linked(linker, text, _guess(text, "Praia da"))
    assert (place["value"], place["linked"]) == ("praia-da-areia-azul", True)


@pytest.mark.parametrize("word", ["guest house", "wifi"])
def test_a_guess_that_is_a_word_of_the_vocabulary_is_no_name(
    linker: PlaceNameLinker, word: str
) -> None:
    text = f"is there a {word}"
    assert "place" not in {e["entity"] for e in _linked(linker, text, _guess(text, word))}


def test_an_unknown_name_has_the_kind_that_it_says(linker: PlaceNameLinker) -> None:
    text = "is the Xanadu Guest House open"
    (house,) = _linked(linker, text, _guess(text, "Xanadu Guest House"))
    assert house["category"] == "guesthouse"
    text = "phone of Xanadu Hospital"
    (hospital,) = [
        e for e in _linked(linker, text, _guess(text, "Xanadu Hospital")) if "linked" in e
    ]
    assert hospital["office_kind"] == "hospital"
    text = "is Xanadu open, that guest house"
    unknown, *_ = _linked(linker, text, _guess(text, "Xanadu"))
    assert "category" not in unknown


def test_an_area_that_the_city_lacks_stays_as_it_was_guessed(linker: PlaceNameLinker) -> None:
    text = "hotels in Chelsea"
    (area,) = _linked(linker, text, _guess(text, "Chelsea", "area"))
    assert (area["value"], area["linked"]) == ("Chelsea", False)


def test_a_name_outranks_a_guess_that_overlaps_it(linker: PlaceNameLinker) -> None:
    text = "is Seagull Castle open"
    found = _linked(linker, text, _guess(text, "Castle open", confidence_entity=0.9))
    assert [e["value"] for e in found] == [CASTLE]


def test_a_guessed_name_outranks_a_word_of_the_vocabulary_in_it(linker: PlaceNameLinker) -> None:
    text = "where is Windsor Castle"
    found = _linked(linker, text, _guess(text, "Windsor Castle", confidence_entity=0.9))
    assert [e["entity"] for e in found] == ["place"]


def test_what_the_patterns_found_is_kept(linker: PlaceNameLinker) -> None:
    text = "a cheap castle"
    found = _linked(
        linker, text, _guess(text, "cheap", "price", extractor="PatternEntityExtractor")
    )
    assert [e["entity"] for e in found] == ["price", "category"]


def test_a_changed_name_is_known_after_the_refresh_and_not_before(
    linker: PlaceNameLinker, clock: Clock, database: Path
) -> None:
    def rename(place: Place) -> None:
        place.names = {**place.names, "en": "Albatross Fort"}

    _linked(linker, "hello")
    _change(database, rename)
    clock.now = 19.0
    assert _linked(linker, "Albatross Fort") == []
    clock.now = 21.0
    assert [e["value"] for e in _linked(linker, "Albatross Fort")] == [CASTLE]


def test_the_last_names_are_kept_while_the_database_is_away(
    linker: PlaceNameLinker, clock: Clock, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _linked(linker, "hello")
    database.write_bytes(b"no database")
    clock.now = 60.0
    (place,) = [e for e in _linked(linker, "Seagull Castle") if e["entity"] == "place"]
    assert place["value"] == CASTLE
    assert "place names cannot be read" in caplog.text


def test_the_database_is_not_asked_for_each_message(
    linker: PlaceNameLinker, clock: Clock, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _linked(linker, "hello")
    database.write_bytes(b"no database")
    clock.now = 5.0
    _linked(linker, "hello")
    assert caplog.text == ""


def test_a_message_without_text_is_left_alone(linker: PlaceNameLinker) -> None:
    message = Message({})
    linker.process([message])
    assert message.get(ENTITIES) is None


def test_a_guessed_word_of_the_vocabulary_gets_its_id_inside_a_run_of_characters(
    linker: PlaceNameLinker,
) -> None:
    (found,) = _linked(
        linker, "那里有湖吗", _guess("那里有湖吗", "湖", "category", confidence_entity=0.9)
    )
    assert (found["entity"], found["value"], found["linked"]) == ("category", "lake", True)


def test_a_district_right_before_a_place_only_says_where_it_is() -> None:
    index = NameIndex(
        [
            Name("Hillside", "place", "hill-park"),
            Name("Hillside", "district", "hillside"),
            Name("Old Chapel", "place", "chapel"),
        ]
    )
    text = "Hillside Old Chapel and Hillside"
    found = _without_surroundings(index.find(text), text)
    assert [(m.kind, m.ids) for m in found] == [
        ("district", ("hillside",)),
        ("place", ("chapel",)),
        ("place", ("hill-park",)),
    ]


def test_the_nearest_of_a_kind_is_not_the_one_that_is_called_so() -> None:
    index = NameIndex(
        [
            Name("station", "office-kind", "railway-station"),
            Name("station", "place", "main-station"),
        ]
    )
    text = "the nearest station"
    nearest = {"entity": "near", "value": "focus", "start": 4, "end": 11}
    found = _kinds_after_nearest(index.find(text), text, [nearest])
    assert [(m.kind, m.ids) for m in found] == [("office-kind", ("railway-station",))]
    assert [m.kind for m in _kinds_after_nearest(index.find(text), text, [])] == ["place"]


def test_a_word_met_in_names_alone_stands_for_the_place_that_has_it(
    linker: PlaceNameLinker,
) -> None:
    text = "when does that areia thing close"
    message = Message({TEXT: text, ENTITIES: [], STRANGE_WORDS: [(15, 20)]})
    linker.process([message])
    (place,) = [e for e in message.get(ENTITIES) if e["entity"] == "place"]
    assert (place["value"], place["start"], place["end"]) == ("praia-da-areia-azul", 15, 20)
    assert not [e for e in _linked(linker, text) if e["entity"] == "place"]


def test_a_guessed_area_that_is_most_of_one_name_is_that_place(linker: PlaceNameLinker) -> None:
    text = "갈매기성 얼마예요"
    (found,) = _linked(linker, text, _guess(text, "갈매기성", "area", confidence_entity=0.9))
    assert (found["entity"], found["value"]) == ("place", CASTLE)


def test_no_shorter_word_is_looked_for_in_a_word_of_its_own(linker: PlaceNameLinker) -> None:
    message = Message({TEXT: "any museums?", OWN_WORDS: [(0, 11)]})
    linker.process([message])
    assert message.get(ENTITIES) == []


def test_a_slip_in_a_word_that_nobody_tagged_is_the_place(linker: PlaceNameLinker) -> None:
    text = "how much is the segull castle"
    message = Message({TEXT: text, ENTITIES: [], STRANGE_WORDS: [(16, 22)]})
    linker.process([message])
    (place,) = [e for e in message.get(ENTITIES) if e["entity"] == "place"]
    assert (place["value"], text[place["start"] : place["end"]]) == (CASTLE, "segull castle")
