"""A town whose places have the names that the benchmark's dialogues speak of.

The dialogues are about other cities than the office's, and a place can only be referred to where it
is listed. So a database is made of the names that the benchmark annotates, and of nothing else.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from listings.database import create_engine_from, upgrade
from listings.importing import import_city
from nlu.text.normalization import compact_text

FILES = {"attraction": "attractions.csv", "hotel": "hotels.csv", "restaurant": "dining.csv"}
_CITY = {
    "id": "town",
    "name_en": "the town",
    "name_zh": "本市",
    "name_ja": "この町",
    "name_ko": "이 도시",
    "timezone": "Etc/UTC",
    "country": "GB",
    "currency": "GBP",
    "districts": [],
}


@contextmanager
def town(names: Mapping[str, Sequence[str]], kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Serve a database with a place for each of ``names`` (by language) as the one to be used.

    ``kinds`` says which name is a hotel or a restaurant; the others are attractions. Yields the id
    of each name's place.
    """
    before = os.environ.get("DATABASE_URL")
    with tempfile.TemporaryDirectory() as folder:
        ids = _write(Path(folder) / "town", names, kinds)
        url = f"sqlite:///{folder}/town.sqlite3"
        upgrade(url)
        engine = create_engine_from(url)
        import_city(engine, Path(folder) / "town")
        engine.dispose()
        os.environ["DATABASE_URL"] = url
        try:
            yield ids
        finally:
            os.environ.pop("DATABASE_URL")
            if before is not None:
                os.environ["DATABASE_URL"] = before


def _write(
    folder: Path, names: Mapping[str, Sequence[str]], kinds: Mapping[str, str]
) -> dict[str, str]:
    folder.mkdir()
    (folder / "city.json").write_text(json.dumps(_CITY), encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {kind: [] for kind in FILES}
    ids: dict[str, str] = {}
    # One place, however its name is spaced and capitalised.
    same: dict[str, str] = {}
    for language, own in sorted(names.items()):
        for name in own:
            form = compact_text(name) or name
            if form in same:
                ids[name] = same[form]
            else:
                ids[name] = same[form] = f"place-{len(same)}"
                row = {"id": ids[name], f"name_{language}": name, "source": "the benchmark"}
                rows[kinds.get(name, "attraction")].append(row)
    columns = ["id", *(f"name_{language}" for language in sorted(names)), "source"]
    for kind, file in FILES.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as output:
            writer = csv.DictWriter(output, columns)
            writer.writeheader()
            writer.writerows(rows[kind])
    return ids
