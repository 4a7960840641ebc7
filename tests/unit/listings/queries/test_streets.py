"""Streets of the addresses, and what lies on them and in other places."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from listings.models import Restaurant
from listings.queries import get_place, inside, list_streets, on_street


def add(session: Session, place_id: str, **address: str) -> None:
    session.add(Restaurant(id=place_id, names={"en": place_id}, address=address))
    session.flush()


def names_in(session: Session, language: str) -> set[str]:
    return {n for names in list_streets(session).values() for n in names.get(language, ())}


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listings.queries.streets._known", {})


def test_a_street_is_what_stands_beside_a_house_number(session: Session) -> None:
    assert "Lighthouse Lane" in names_in(session, "en")
    assert "Rua dos Cordoeiros" in names_in(session, "pt")
    assert not any(name.startswith("Alto do Farol") for name in names_in(session, "en"))


def test_a_street_has_its_names_in_all_languages_of_its_addresses(session: Session) -> None:
    street = list_streets(session)["Rua dos Cordoeiros"]
    assert street["en"] == ("Ropemakers Street",)


@pytest.mark.parametrize(
    ("language", "address", "names", "street"),
    [
        ("zh", "{}路12号", ("海滨", "东山", "西山"), "海滨路"),
        ("ja", "{}通り3号2階", ("海辺", "東山", "西山"), "海辺通り"),
        ("ko", "{}로 7호", ("바닷가", "동산", "서산"), "바닷가로"),
    ],
)
def test_a_street_is_found_where_no_blanks_part_it(
    session: Session, language: str, address: str, names: tuple[str, ...], street: str
) -> None:
    for number, name in enumerate(names):
        add(session, f"inn-{number}", **{language: address.format(name)})
    assert street in names_in(session, language)


def test_places_on_a_street_are_those_whose_addresses_say_so(session: Session) -> None:
    add(session, "net-bar", en="8 Ropemakers Street, Ribeira Velha")
    found = on_street(session, list_streets(session)["Rua dos Cordoeiros"])
    assert {p.id for p in found} == {"pensao-maresia", "net-bar"}


def test_a_place_lies_in_the_one_that_its_address_names(session: Session) -> None:
    add(session, "castle-cafe", en="2nd floor, Seagull Castle, 1 Lighthouse Lane")
    assert inside(session, get_place(session, "castelo-da-gaivota")) == {"castle-cafe"}
    assert inside(session, get_place(session, "pensao-maresia")) == set()
