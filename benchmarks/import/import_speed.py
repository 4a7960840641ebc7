"""How long does the import of a large city take? See README.md beside this file.

    python benchmarks/import/import_speed.py [--places 5000] [--stations 500] [--url DATABASE_URL]

Without ``--url`` the database is a SQLite file in a temporary folder.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from listings.database import create_engine_from, upgrade  # noqa: E402  # after the path is set
from listings.importing import check_city, import_city  # noqa: E402

LANGUAGES = ("en", "zh", "ja", "ko")
SYLLABLES = ("ba", "ci", "do", "fe", "gu", "la", "mi", "no", "pe", "ru", "sa", "to", "ve", "zu")
HOURS = ("24/7", "Mo-Fr 09:00-17:00", "Tu-Su 10:00-18:00; PH off", "11:00-14:00,17:00-02:00", "")
KINDS = {
    "attractions.csv": ("category", ("museum", "park", "beach", "castle")),
    "hotels.csv": ("category", ("budget", "midscale", "luxury")),
    "dining.csv": ("cuisine", ("seafood", "noodles;snacks", "cafe")),
    "offices.csv": ("kind", ("police", "hospital", "visitor-centre")),
}


STATIONS_PER_LINE = 25


def write_city(folder: Path, places: int, stations: int) -> None:
    """Write an invented city of so many places in four languages, always the same one.

    Its metro has ``stations`` stations on lines of 25; each line ends where the next one begins.
    """
    dice = random.Random(20260101)
    districts = [{"id": f"district-{n}", "name_en": f"District {n}"} for n in range(12)]
    city = {
        "id": "benchmark",
        "name_en": "Benchmark City",
        "timezone": "UTC",
        "country": "PT",
        "currency": "EUR",
        "districts": districts,
    }
    (folder / "city.json").write_text(json.dumps(city), encoding="utf-8")
    per_file = {file: places // len(KINDS) for file in KINDS}
    per_file["attractions.csv"] += places % len(KINDS)
    for file, count in per_file.items():
        rows = [_place(file, number, dice) for number in range(count)]
        _write_csv(folder / file, rows)
    attractions = range(per_file["attractions.csv"])
    _write_csv(folder / "tickets.csv", list(_tickets(attractions, dice)))
    if stations:
        lines = range(1, -(-stations // STATIONS_PER_LINE) + 1)
        _write_csv(folder / "metro_lines.csv", [_line(number) for number in lines])
        rows = [_station(number, dice) for number in range(stations)]
        _write_csv(folder / "metro_stations.csv", rows)


def _line(number: int) -> dict[str, Any]:
    names = {f"name_{language}": f"Line {number} {language}" for language in LANGUAGES}
    row = {"id": f"line-{number}", "line": number, **names}
    return {**row, "source": "generated", "as_of": "2026-01-01"}


def _station(number: int, dice: random.Random) -> dict[str, Any]:
    name = "".join(dice.choices(SYLLABLES, k=3)).title()
    line, order = divmod(number, STATIONS_PER_LINE)
    stops = [f"line-{line + 1}:{order + 1}"]
    if order == 0 and line:
        stops.append(f"line-{line}:{STATIONS_PER_LINE + 1}")
    return {
        "id": f"metro-{number}",
        **{f"name_{language}": f"{name} {language} {number} Station" for language in LANGUAGES},
        "stops": ";".join(stops),
        "latitude": round(dice.uniform(35, 36), 5),
        "longitude": round(dice.uniform(119, 120), 5),
        "source": "generated",
        "as_of": "2026-01-01",
    }


def _place(file: str, number: int, dice: random.Random) -> dict[str, Any]:
    name = "".join(dice.choices(SYLLABLES, k=4)).title()
    column, values = KINDS[file]
    row: dict[str, Any] = {"id": f"{file.partition('.')[0]}-{number}"}
    for language in LANGUAGES:
        row[f"name_{language}"] = f"{name} {language} {number}"
        row[f"aliases_{language}"] = f"{name} {number};Old {name} {number}"
        row[f"address_{language}"] = f"{number} {name} Street"
        row[f"summary_{language}"] = f"{name} is place number {number}. " * 4
    row[column] = dice.choice(values)
    row["district"] = f"district-{dice.randrange(12)}"
    row["latitude"] = round(dice.uniform(35, 36), 5)
    row["longitude"] = round(dice.uniform(119, 120), 5)
    row["phone"] = f"+351 210 {number:06}"
    row["opening_hours"] = dice.choice(HOURS)
    row["source"] = "generated"
    row["as_of"] = "2026-01-01"
    return row


def _tickets(attractions: range, dice: random.Random) -> Iterator[dict[str, Any]]:
    for number in attractions:
        for audience in ("adult", "child"):
            yield {
                "attraction_id": f"attractions-{number}",
                "ticket": "Admission",
                "audience": audience,
                "price": dice.randrange(0, 200),
                "source": "generated",
            }


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["id"])
        writer.writeheader()
        writer.writerows(rows)


def _timed(label: str, run: Callable[[], Any]) -> None:
    start = time.perf_counter()
    outcome = run()
    print(f"{label:<28}{time.perf_counter() - start:7.2f} s   {outcome or ''}")


def main() -> None:
    """Generate, check, import twice, change every tenth row, import again; print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=5000)
    parser.add_argument("--stations", type=int, default=500)
    parser.add_argument("--url", help="an empty database; default: a temporary SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "city"
        folder.mkdir()
        url = options.url or f"sqlite:///{temporary}/benchmark.sqlite3"
        write_city(folder, options.places, options.stations)
        upgrade(url)
        engine = create_engine_from(url, statement_timeout_ms=0)
        _timed("check only", lambda: check_city(folder) and None)
        _timed("first import", lambda: import_city(engine, folder))
        _timed("same folder again", lambda: import_city(engine, folder))
        hotels = folder / "hotels.csv"
        changed = hotels.read_text(encoding="utf-8").replace("+351 210 000", "+351 211 000")
        hotels.write_text(changed, encoding="utf-8")
        _timed("phones of hotels changed", lambda: import_city(engine, folder))
        engine.dispose()


if __name__ == "__main__":
    main()
