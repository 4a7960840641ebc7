from __future__ import annotations

from sqlalchemy.orm import Session

from listings.ways.lines import find_lines, trains_from


def test_a_line_is_found_by_its_number_with_its_stations_in_order(metro_session: Session) -> None:
    [line] = find_lines(metro_session, number="B")
    assert line.name.names["pt"] == "Linha B"
    ends = line.stations[0].id, line.stations[-1].id
    assert ends == ("estacao-aeroporto", "estacao-salinas")
    assert len(line.stations) == 6


def test_without_a_filter_all_lines_come_in_the_order_of_the_file(metro_session: Session) -> None:
    assert [line.name.id for line in find_lines(metro_session)] == ["linha-a", "linha-b"]
    assert find_lines(metro_session, line_id="linha-c") == []


def test_the_known_trains_of_a_station_come_by_line(metro_session: Session) -> None:
    [(line, trains)] = trains_from(metro_session, "estacao-pinhal")
    assert line.number == "A"
    assert [(t.service, t.departures) for t in trains] == [("direct", ("05:30", "05:50"))]
    assert trains_from(metro_session, "estacao-jardim") == []


def test_a_city_without_a_metro_has_no_lines(session: Session) -> None:
    assert find_lines(session) == []
