"""A city folder of invented names, to show that names do not decide what is understood."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

_SYLLABLES = {
    "en": ("Bel", "Cor", "Dun", "Fal", "Gris", "Hol", "Kes", "Lor", "Mar", "Nev", "Or", "Pell"),
    "zh": ("云", "岭", "泊", "溪", "澄", "岳", "枫", "湖", "霞", "川", "桐", "雁"),
    "ja": (
        "あお",
        "みず",
        "かぜ",
        "ほし",
        "つき",
        "はな",
        "ゆき",
        "もり",
        "さわ",
        "いし",
        "とり",
        "ふじ",
    ),
    "ko": (
        "가람",
        "누리",
        "다온",
        "라온",
        "마루",
        "바론",
        "새별",
        "아람",
        "자운",
        "차림",
        "타래",
        "하늘",
    ),
}
_KINDS = {
    "en": (" Museum", " Hotel", " Grill"),
    "zh": ("博物馆", "酒店", "餐厅"),
    "ja": ("美術館", "ホテル", "食堂"),
    "ko": (" 박물관", " 호텔", " 식당"),
}
_FILES = ("attractions.csv", "hotels.csv", "dining.csv")
_PLACES = 500


def write_city(folder: Path) -> dict[str, list[str]]:
    """Write a city of 500 places into ``folder`` and return their names by language."""
    folder.mkdir(parents=True)
    city = {
        "id": "inventia",
        "name_en": "Inventia",
        "name_zh": "虚城",
        "name_ja": "架空市",
        "name_ko": "가상시",
        "timezone": "Europe/Vienna",
        "country": "AT",
        "currency": "EUR",
        "districts": [],
    }
    (folder / "city.json").write_text(json.dumps(city), encoding="utf-8")
    pairs = itertools.product(range(12), range(12), range(3))
    rows: dict[str, list[dict[str, str]]] = {file: [] for file in _FILES}
    names: dict[str, list[str]] = {language: [] for language in _SYLLABLES}
    # 12 x 12 x 3 names are too few; a second round adds a third syllable.
    rounds = itertools.chain(((a, b, None, k) for a, b, k in pairs), _longer())
    for number, (a, b, c, kind) in enumerate(itertools.islice(rounds, _PLACES)):
        row = {"id": f"place-{number}", "source": "invented for a test", "as_of": "2026"}
        for language, syllables in _SYLLABLES.items():
            third = "" if c is None else syllables[c]
            name = f"{syllables[a]}{syllables[b].lower()}{third.lower()}{_KINDS[language][kind]}"
            row[f"name_{language}"] = name
            names[language].append(name)
        rows[_FILES[kind]].append(row)
    for file, listed in rows.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(listed[0]))
            writer.writeheader()
            writer.writerows(listed)
    return names


def _longer() -> itertools.product:
    return itertools.product(range(12), range(12), range(12), range(3))
