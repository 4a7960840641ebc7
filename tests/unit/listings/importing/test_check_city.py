"""Every error of a folder is told, with its file, line, column and value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from listings.importing import ImportErrors, check_city

Edit = Callable[[str, str, str], None]


def errors(folder: Path) -> list[str]:
    with pytest.raises(ImportErrors) as caught:
        check_city(folder)
    return [str(error) for error in caught.value.errors]


def test_a_good_folder_has_no_errors_and_no_warnings(velamar: Path) -> None:
    assert check_city(velamar).warnings == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "hotels.csv",
            "64.50",
            "64€50",
            "hotels.csv:2: column 'price_from': value '64€50':"
            " not a number: write it like 1200 or 8.5",
        ),
        (
            "tickets.csv",
            ",7.50,",
            ",-7.50,",
            "tickets.csv:2: column 'price': value '-7.50': a price cannot be negative",
        ),
        (
            "hotels.csv",
            "guesthouse,3,",
            "guesthouse,6,",
            "hotels.csv:2: column 'stars': value '6': not between 0 and 5",
        ),
        (
            "dining.csv",
            ",22,2,",
            ",22,5,",
            "dining.csv:2: column 'price_level': value '5': not between 1 and 4",
        ),
        (
            "dining.csv",
            "seafood;portuguese,ribeira-velha",
            "seafood;portuguese,riverside",
            "dining.csv:2: column 'district': value 'riverside': no row of city.json has this id",
        ),
        (
            "tickets.csv",
            "praia-da-areia-azul,Beach",
            "praia-dourada,Beach",
            "tickets.csv:5: column 'attraction_id': value 'praia-dourada':"
            " no row of attractions.csv has this id",
        ),
        (
            "tickets.csv",
            "muralhas,child",
            "muralhas,adult",
            "tickets.csv:3: column 'ticket': value 'castelo-da-gaivota/Castle and walls/adult/':"
            " already stands in tickets.csv:2",
        ),
        (
            "attractions.csv",
            "Tu-Su 10:00-18:00; PH 10:00-14:00",
            "from ten to six",
            "attractions.csv:2: column 'opening_hours': value 'from ten to six': 'from ten to six'"
            " is not OpenStreetMap opening hours (at 'from'): write them like Mo-Fr 09:00-17:00",
        ),
        (
            "attractions.csv",
            "38.7012",
            "98.7012",
            "attractions.csv:2: column 'latitude': value '98.7012': not between -90 and 90",
        ),
        (
            "attractions.csv",
            "38.7012,-9.4015",
            "38.7012,",
            "attractions.csv:2: column 'longitude': empty, though the other coordinate is given",
        ),
        (
            "attractions.csv",
            "2026-05-02,4.6",
            "2026-05-32,4.6",
            "attractions.csv:2: column 'opening_hours_as_of': value '2026-05-32':"
            " not a date: write it like 2026, 2026-05 or 2026-05-01",
        ),
        (
            "attractions.csv",
            "https://castelo",
            "castelo",
            "attractions.csv:2: column 'website': value 'castelo-da-gaivota.example/':"
            " not a web address: write it like https://example.org/visit",
        ),
        (
            "offices.csv",
            "turismo@velamar",
            "turismo at velamar",
            "offices.csv:2: column 'email': value 'turismo at velamar.example':"
            " not an e-mail address",
        ),
        (
            "hotels.csv",
            "pensao-maresia,Maresia",
            "tasca-do-polvo,Maresia",
            "dining.csv:2: column 'id': value 'tasca-do-polvo': already stands in hotels.csv:2",
        ),
        (
            "culture.json",
            '"id": "festa-das-lanternas"',
            '"id": "castelo-da-gaivota"',
            "culture.json:2: column 'id': value 'castelo-da-gaivota':"
            " already stands in attractions.csv:2",
        ),
        (
            "city.json",
            '"visitor_office": "posto-de-turismo-da-ribeira"',
            '"visitor_office": "town-hall"',
            "city.json:1: column 'visitor_office': value 'town-hall':"
            " no row of offices.csv has this id",
        ),
        (
            "city.json",
            "Europe/Lisbon",
            "Europe/Velamar",
            "city.json:1: column 'timezone': value 'Europe/Velamar':"
            " not an IANA time zone, such as Europe/Lisbon",
        ),
        (
            "transport.json",
            '"mode": "ferry",',
            "",
            "transport.json:2: column 'mode': empty, but required",
        ),
        (
            "transport.json",
            '"as_of": "2026-05-01"',
            '"as_of": "2026-05-01",',
            "transport.json:11: broken JSON at character 2:"
            " Expecting property name enclosed in double quotes",
        ),
        (
            "vocabulary.csv",
            "office-kind,visitor-centre",
            "office,visitor-centre",
            "vocabulary.csv:12: column 'kind': value 'office':"
            " not one of category, cuisine, amenity, audience, office-kind,"
            " facility-kind, shop-kind, event-kind, topic",
        ),
        (
            "offices.csv",
            "visitor-centre,",
            ",",
            "offices.csv:2: column 'kind': empty, but required",
        ),
        (
            "hotels.csv",
            "+351 210 000 114",
            "+351 \x07 210",
            "hotels.csv:2: column 'phone': value '+351 \\x07 210': a control character",
        ),
        (
            "hotels.csv",
            "breakfast;wifi",
            "breakfast,wifi",
            "hotels.csv:2: 26 cells under a header of 25",
        ),
        (
            "hotels.csv",
            "id,name_en",
            "name,name_en",
            "hotels.csv:1: column 'id': the column is missing",
        ),
    ],
)
def test_each_error_is_one_line(
    folder: Path, edit: Edit, file: str, old: str, new: str, line: str
) -> None:
    edit(file, old, new)
    assert errors(folder) == [line]


def test_all_errors_of_all_files_are_gathered_file_by_file(folder: Path, edit: Edit) -> None:
    edit("hotels.csv", "64.50", "dear")
    edit("hotels.csv", "38.6940,-9.4083", "north,west")
    edit("attractions.csv", "Tu-Su 10:00-18:00; PH 10:00-14:00", "mornings")
    edit("tickets.csv", ",7.50,", ",seven,")
    places = [line.split(": value")[0] for line in errors(folder)]
    assert places == [
        "attractions.csv:2: column 'opening_hours'",
        "hotels.csv:2: column 'latitude'",
        "hotels.csv:2: column 'longitude'",
        "hotels.csv:2: column 'price_from'",
        "tickets.csv:2: column 'price'",
    ]


def test_a_name_is_needed_in_one_language_only(folder: Path) -> None:
    (folder / "hotels.csv").write_text("id,name_en,name_pt\none,,Um\ntwo,,\n", encoding="utf-8")
    assert errors(folder) == ["hotels.csv:3: column 'name_en': no name in any language"]


def test_the_line_is_the_editors_when_cells_have_several(folder: Path) -> None:
    (folder / "hotels.csv").write_text(
        'id,name_en,summary_en,stars\none,One,"a\nb\nc",3\ntwo,Two,,9\n', encoding="utf-8"
    )
    assert errors(folder) == ["hotels.csv:5: column 'stars': value '9': not between 0 and 5"]


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert errors(tmp_path / "nowhere") == [f"city.json: missing from {tmp_path / 'nowhere'}"]


def test_a_visitor_office_needs_offices(folder: Path) -> None:
    (folder / "offices.csv").unlink()
    assert errors(folder) == ["offices.csv: missing, though city.json names a visitor_office"]


def test_an_unreadable_file_is_one_error_and_not_one_of_every_row_that_needs_it(
    folder: Path,
) -> None:
    (folder / "attractions.csv").write_bytes("id,name_zh\na,栈桥\n".encode("gb18030"))
    found = errors(folder)
    assert len(found) == 1
    assert found[0].startswith("attractions.csv:2: not UTF-8: byte ")


def test_a_district_twice_is_told_by_its_own_line(folder: Path, edit: Edit) -> None:
    edit("city.json", '"id": "alto-do-farol"', '"id": "ribeira-velha"')
    assert errors(folder)[0] == (
        "city.json:14: column 'id': value 'ribeira-velha': already stands in city.json:13"
    )


def test_closures_need_days_in_order_and_a_place(folder: Path) -> None:
    (folder / "closures.csv").write_text(
        "place_id,first_day,last_day,source\n"
        "pensao-maresia,2026-05-02,2026-05-01,x\n"
        "atlantis,2026-05-01,2026-05-02,x\n",
        encoding="utf-8",
    )
    assert errors(folder) == [
        "closures.csv:2: column 'last_day': value '2026-05-01': before the first day, 2026-05-02",
        "closures.csv:3: column 'place_id': value 'atlantis': no row of attractions.csv or"
        " hotels.csv or dining.csv or offices.csv or facilities.csv or shops.csv or events.csv"
        " or metro_stations.csv has this id",
    ]


def test_only_city_json_is_a_must(tmp_path: Path) -> None:
    (tmp_path / "city.json").write_text(
        '{"id": "x", "name_en": "X", "timezone": "UTC", "country": "PT", "currency": "EUR"}',
        encoding="utf-8",
    )
    folder = check_city(tmp_path)
    assert folder.districts == []
    assert folder.records == {}


def test_what_is_not_known_is_named_in_a_warning(folder: Path, edit: Edit) -> None:
    edit("hotels.csv", "amenities,rating", "amenities,rating_of_2019")
    edit("culture.json", '"topic": "festival",', '"topic": "festival", "author": "Ana",')
    edit("tickets.csv", "https://velamar.example/castelo", "")
    (folder / "restaurants.csv").write_text("id\n", encoding="utf-8")
    assert check_city(folder).warnings == [
        "hotels.csv: column 'rating_of_2019' is not known and not imported",
        "tickets.csv: 3 rows name no source",
        "culture.json: column 'author' is not known and not imported",
        "restaurants.csv: not a file of a city folder, not imported",
    ]


def test_an_unknown_audience_is_the_citys_own_affair(folder: Path, edit: Edit) -> None:
    edit("tickets.csv", "muralhas,child", "muralhas,fisherman")
    assert check_city(folder).warnings == []


@pytest.mark.parametrize("content", ["[]", '"x"', "null", "{}"])
def test_a_city_json_that_is_no_city_is_refused(folder: Path, content: str) -> None:
    (folder / "city.json").write_text(content, encoding="utf-8")
    assert errors(folder)[0].startswith("city.json:1: ")


@pytest.mark.parametrize("content", ["{}", "[1]", '["x"]', "null"])
def test_articles_that_are_no_list_of_objects_are_refused(folder: Path, content: str) -> None:
    (folder / "culture.json").write_text(content, encoding="utf-8")
    assert len(errors(folder)) == 1
