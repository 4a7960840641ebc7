"""An invented city with full and empty cells, and a visitor who asks about it on a fixed day."""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

import actions
from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording.reply import Reply
from listings.database import create_engine_from, session_factory, upgrade
from listings.importing import import_city

# As an action server does: an answer may be another action's.
for _module in pkgutil.walk_packages(actions.__path__, "actions."):
    importlib.import_module(_module.name)

VELAMAR = Path(__file__).resolve().parents[2] / "cities" / "velamar"
LANGUAGES = ("en", "zh", "ja", "ko")
TUESDAY_NOON = datetime(2026, 5, 19, 12, 0)

# What Velamar lacks: empty cells, names alike, seasons, nights, several offices of a kind.
MORE: dict[str, list[dict[str, str]]] = {
    "attractions.csv": [
        {"id": "casa-vazia", "name_pt": "Casa Vazia", "source": "Arquivo da cidade"},
        {
            "id": "museu-do-sal",
            "name_en": "Salt Museum",
            "name_pt": "Museu do Sal",
            "name_zh": "盐博物馆",
            "name_ja": "塩の博物館",
            "name_ko": "소금 박물관",
            "category": "castle",
            "district": "ribeira-velha",
            "phone": "+351 210 000 105",
            "latitude": "38.6950",
            "longitude": "-9.4080",
            "opening_hours": "Tu-Su 10:00-12:30,14:00-18:00",
            "summary_en": "Two rooms about salt.",
            "source": "https://velamar.example/sal",
            "as_of": "2026-05",
        },
        {
            "id": "jardim-de-verao",
            "name_en": "Summer Garden",
            "name_pt": "Jardim de Verão",
            "name_zh": "夏园",
            "opening_hours": "Jun 01-Sep 15: Mo-Su 09:00-20:00",
            "address_pt": "Rua do Jardim 2",
            "source": "https://velamar.example/jardim",
            "as_of": "2026",
        },
        {
            "id": "farol-velho",
            "name_en": "Old Light",
            "name_pt": "Farol Velho",
            "opening_hours": "Mo-Sa 09:00-17:00",
            "last_admission": "16:30",
            "source": "https://velamar.example/farol",
            "as_of": "2026",
        },
        {
            "id": "moinho-de-mare",
            "name_en": "Tide Mill",
            "name_pt": "Moinho de Maré",
            "category": "science-museum",
            "opening_hours": "Mo-Fr 09:00-17:00; Sa 09:00-13:00",
            "last_admission": "45 min",
            "source": "https://velamar.example/moinho",
            "as_of": "2026",
        },
        {
            "id": "capela-de-cima",
            "name_en": "Chapel of the Bell",
            "name_pt": "Capela do Sino",
            "district": "alto-do-farol",
            "source": "https://velamar.example/capelas",
            "as_of": "2026",
        },
        {
            "id": "capela-de-baixo",
            "name_en": "Chapel of the Bell",
            "name_pt": "Capela do Sino",
            "district": "ribeira-velha",
            "source": "https://velamar.example/capelas",
            "as_of": "2026",
        },
    ],
    "hotels.csv": [
        {
            "id": "grande-hotel",
            "name_en": "Grand Hotel",
            "name_pt": "Grande Hotel",
            "stars": "5",
            "district": "alto-do-farol",
            "source": "https://velamar.example/hotel",
            "as_of": "2025-12-01",
        },
        *(
            {
                "id": f"residencial-{n}",
                "name_en": f"House {n}",
                "name_pt": f"Residencial {n}",
                "stars": "2",
                "district": "alto-do-farol",
                "price_from": str(20 + 10 * n),
                "amenities": "wifi",
                "source": "https://velamar.example/casas",
                "as_of": "2026-01-15",
            }
            for n in range(1, 8)
        ),
    ],
    "dining.csv": [
        {
            "id": "cafe-da-noite",
            "name_en": "Night Café",
            "name_pt": "Café da Noite",
            "cuisine": "portuguese",
            "district": "ribeira-velha",
            "phone": "+351 210 000 133",
            "opening_hours": "Mo-Su 20:00-04:00; PH off",
            "source": "https://velamar.example/cafe",
            "as_of": "2026-04",
        },
    ],
    "offices.csv": [
        {
            "id": "policia",
            "name_en": "Emergency number",
            "name_pt": "Número de emergência",
            "name_zh": "紧急电话",
            "name_ja": "緊急番号",
            "name_ko": "긴급 전화",
            "kind": "police",
            "phone": "112",
            "opening_hours": "24/7",
            "source": "https://velamar.example/112",
            "as_of": "2026",
        },
        {
            "id": "hospital-longe",
            "name_en": "Hill Hospital",
            "name_pt": "Hospital do Monte",
            "kind": "hospital",
            "phone": "+351 210 000 190",
            "latitude": "38.7300",
            "longitude": "-9.4300",
            "source": "https://velamar.example/saude",
            "as_of": "2026",
        },
        {
            "id": "hospital-perto",
            "name_en": "Harbour Hospital",
            "name_pt": "Hospital do Porto",
            "kind": "hospital",
            "phone": "+351 210 000 191",
            "latitude": "38.6945",
            "longitude": "-9.4085",
            "source": "https://velamar.example/saude",
            "as_of": "2026",
        },
        {
            "id": "consulado",
            "name_en": "Consulate of Norway",
            "name_pt": "Consulado da Noruega",
            "kind": "consulate",
            "source": "https://velamar.example/consulados",
            "as_of": "2026",
        },
        {
            "id": "estacao-do-cais",
            "name_en": "Quay Station",
            "name_pt": "Estação do Cais",
            "kind": "railway-station",
            "latitude": "38.6935",
            "longitude": "-9.4095",
            "source": "https://velamar.example/comboio",
            "as_of": "2026",
        },
    ],
    "tickets.csv": [
        {
            "attraction_id": "museu-do-sal",
            "ticket": "Museum",
            "ticket_pt": "Museu",
            "audience": audience,
            "price": price,
            "season": season,
            "source": "https://velamar.example/sal",
            "as_of": "2026-05",
        }
        for audience, price, season in (
            ("adult", "1250.50", "Apr-Oct"),
            ("adult", "4", "Nov-Mar"),
            ("child", "2", "Apr-Oct"),
        )
    ],
}
CLOSURES = [
    {
        "place_id": "castelo-da-gaivota",
        "first_day": "2026-06-15",
        "last_day": "2026-06-20",
        "reason_en": "works on the walls",
        "reason_pt": "obras nas muralhas",
        "reason_zh": "城墙维修",
        "reason_ja": "城壁の工事",
        "reason_ko": "성벽 공사",
        "source": "https://velamar.example/castelo",
    }
]


def write_city(folder: Path) -> Path:
    """Write the invented city into ``folder``, which must not exist, and return it."""
    shutil.copytree(VELAMAR, folder)
    for file, rows in MORE.items():
        _append(folder / file, rows)
    _append(folder / "closures.csv", CLOSURES)
    business = [
        {
            "id": "porto-franco",
            "topic": "free-trade-zone",
            "title_en": "Free port",
            "title_pt": "Porto franco",
            "body_en": "The free port of Velamar covers 3 square kilometres.",
            "body_pt": "O porto franco ocupa 3 quilómetros quadrados.",
            "source": "https://velamar.example/porto",
            "as_of": "2026",
        }
    ]
    (folder / "business.json").write_text(json.dumps(business), encoding="utf-8")
    return folder


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    old: list[dict[str, str]] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            old = list(csv.DictReader(file))
    header = list(dict.fromkeys(key for row in [*old, *rows] for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows([*old, *rows])


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented city; not to be changed."""
    return write_city(tmp_path_factory.mktemp("folders") / "velamar")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory, city_folder: Path) -> Iterator[Engine]:
    """An engine on a database with the invented city; nothing is committed to it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('databases') / 'velamar.sqlite3'}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, city_folder)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def desk_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine on the city with its toy metro, facilities, events and shops."""
    folder = Path(shutil.copytree(VELAMAR, tmp_path_factory.mktemp("desk") / "velamar"))
    for other in ("velamar-metro", "velamar-desk"):
        for file in VELAMAR.with_name(other).glob("*.csv"):
            shutil.copy(file, folder)
    url = f"sqlite:///{folder.with_name('desk.sqlite3')}"
    upgrade(url)
    engine = create_engine_from(url)
    import_city(engine, folder)
    yield engine
    engine.dispose()


@contextmanager
def _uncommitted(engine: Engine) -> Iterator[Session]:
    """A session on a database that others share: a commit fails, changes are rolled back."""
    with session_factory(engine)() as session:
        event.listen(session, "before_commit", _refuse)
        yield session
        session.rollback()


def _refuse(session: Session) -> None:
    raise AssertionError("whoever commits needs a database of their own: own_session")


@pytest.fixture
def desk(desk_engine: Engine) -> Iterator[Visitor]:
    """A visitor of that city, whose changes to it are rolled back."""
    with _uncommitted(desk_engine) as session:
        yield Visitor(session)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose changes are rolled back."""
    with _uncommitted(engine) as session:
        yield session


class Visitor:
    """Asks the actions about the city and remembers nothing between two questions."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def turn(
        self,
        *,
        language: str = "en",
        text: str = "",
        intent: str = "",
        at: datetime = TUESDAY_NOON,
        slots: dict[str, Any] | None = None,
        entities: tuple[dict[str, Any], ...] = (),
        events: Sequence[dict[str, Any]] = (),
        **values: str,
    ) -> Turn:
        """Return a turn; each of ``values`` is an entity as a button's payload gives it."""
        given = tuple({"entity": kind, "value": value} for kind, value in values.items())

        def clock(zone: ZoneInfo) -> datetime:
            return at.replace(tzinfo=zone)

        return Turn(
            session=self.session,
            language=language,
            text=text,
            intent=intent,
            entities=(*entities, *given),
            slots=slots or {},
            events=events,
            clock=clock,
        )

    def ask(self, action: TopicAction, **options: Any) -> Reply:
        """Return what ``action`` answers; the options are those of :meth:`turn`."""
        return action.answer(self.turn(**options))


@pytest.fixture
def visitor(session: Session) -> Visitor:
    """A visitor of the invented city, on Tuesday 19 May 2026 at noon in Lisbon's time."""
    return Visitor(session)
