"""A conversation of thirty turns in each language, asked through REST, its facts read elsewhere.

``thirty_turns/<language>.yml`` holds what the visitor says and what kind of answer it must get. The
facts themselves are read from the database that the assistant answers from, and the words from the
domain and the catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from sqlalchemy.orm import Session

from actions.dialogue.turn import Turn
from actions.wording import formats
from actions.wording.catalogue import say
from listings.database import create_engine_from, session_factory
from listings.hours import OpeningSchedule
from listings.models import Article, Place
from listings.queries import (
    find_hotels,
    find_restaurants,
    get_place,
    nearby,
    prices_of,
    vocabulary_name,
)
from tests.integration.answers import LANGUAGES
from tests.integration.servers import ROOT, Answer, Assistant, qingdao

__all__ = ["qingdao"]

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

FOLDER = Path(__file__).parent / "thirty_turns"
PAGE = 5
MOST_STOPS = 6
HALF_DAY = timedelta(hours=4)


@cache
def responses() -> dict[str, Any]:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return dict(domain["responses"])


def response(name: str, language: str) -> str:
    """Return the words of a reply in a language."""
    texts = {
        r["condition"][0]["value"]: r["text"]
        for r in responses()[name]
        if "condition" in r and "Hant" not in [c["value"] for c in r["condition"]]
    }
    return str(texts.get(language, responses()[name][0]["text"]))


class Facts:
    """Knows what the database says, and remembers what the conversation was last about."""

    def __init__(self, session: Session, language: str) -> None:
        self.session = session
        self.language = language
        self.turn = Turn(session=session, language=language)
        self.shown: list[str] = []
        self.focus = ""

    def check(self, expect: dict[str, Any], answer: Answer) -> None:
        """Fail where the answer does not hold what is expected of it."""
        kind, *_ = expect
        getattr(self, f"check_{kind}")(expect, answer)

    def place(self, place_id: str | None) -> Place:
        return get_place(self.session, place_id or self.focus)

    def cards(self, answer: Answer) -> list[str]:
        lists = [c["cards"] for c in answer.custom if c.get("type") == "places"]
        return [card["id"] for card in lists[-1]] if lists else []

    def named(self, answer: Answer, place_id: str) -> None:
        assert self.turn.name(self.place(place_id)) in answer.text
        self.focus = place_id

    def check_utter(self, expect: dict[str, Any], answer: Answer) -> None:
        assert response(expect["utter"], self.language) in answer.text

    def check_says(self, expect: dict[str, Any], answer: Answer) -> None:
        assert say(self.language, expect["says"]) in answer.text
        assert expect["custom"] in [c.get("type") for c in answer.custom]

    def check_list(self, expect: dict[str, Any], answer: Answer) -> None:
        if expect["list"] == "hotel":
            stars = expect.get("stars")
            found = find_hotels(self.session, district=expect["district"], stars=stars)
        else:
            found = find_restaurants(self.session, district=expect["district"])
        page = expect.get("page", 0)
        known = {p.id: getattr(p, "stars", None) or 0 for p in found}
        wanted = self.cards(answer)
        assert len(wanted) == len(found[page * PAGE : (page + 1) * PAGE]) > 0
        # Which of equal places come first is another day by day.
        grades = [known[place] for place in wanted]
        assert grades == sorted(grades, reverse=True)
        assert not (page and set(wanted) & set(self.shown))
        assert [p for p in wanted if self.turn.name(self.place(p)) not in answer.text] == []
        self.shown = wanted
        self.focus = wanted[0] if len(wanted) == 1 else self.focus

    def check_near(self, expect: dict[str, Any], answer: Answer) -> None:
        around = nearby(self.session, self.place(None), kind=expect["near"], radius_m=2000)
        assert around
        assert self.cards(answer) == [p.id for p, _ in around[:PAGE]]

    def check_pick(self, expect: dict[str, Any], answer: Answer) -> None:
        self.named(answer, self.shown[expect["pick"]])

    def check_phone(self, expect: dict[str, Any], answer: Answer) -> None:
        place = self.place(expect["phone"])
        assert (place.phone or say(self.language, "lack.phone", name=self.turn.name(place))) in (
            answer.text
        )

    def check_address(self, expect: dict[str, Any], answer: Answer) -> None:
        address = self.turn.pick(self.place(expect["address"]).address)
        assert address
        assert address in answer.text

    def check_nearby(self, expect: dict[str, Any], answer: Answer) -> None:
        self.focus = expect["nearby"]
        around = nearby(self.session, self.place(None), radius_m=2000, limit=3)
        assert self.cards(answer)[:3] == [p.id for p, _ in around]
        distance = formats.distance(around[0][1], self.language)
        assert distance in answer.text

    def check_price(self, expect: dict[str, Any], answer: Answer) -> None:
        self.focus = expect["price"]
        tickets = prices_of(self.session, self.focus)
        amounts = {formats.price(t.price, "CNY", self.language) for t in tickets if t.price}
        assert amounts
        assert {a for a in amounts if a not in answer.text} == set()

    def check_group(self, expect: dict[str, Any], answer: Answer) -> None:
        self.focus = expect["group"]
        wanted = {a: n for a, n in expect.items() if a != "group"}
        tickets = {t.audience: t.price for t in prices_of(self.session, self.focus) if t.price}
        total = sum(tickets[audience] * count for audience, count in wanted.items())
        assert formats.price(total, "CNY", self.language) in answer.text

    def check_hours(self, expect: dict[str, Any], answer: Answer) -> None:
        place = self.place(expect["hours"])
        self.focus = place.id
        now = datetime.now(ZoneInfo(self.turn.city.timezone)).date()
        day = now + timedelta(days=(5 - now.weekday()) % 7) if "on" in expect else now
        for opens, closes in OpeningSchedule(place.opening_hours, "CN").day(day).spans:
            assert formats.clock(opens, self.language) in answer.text
            assert formats.closing(closes, self.language) in answer.text

    def check_map(self, expect: dict[str, Any], answer: Answer) -> None:
        place = self.place(expect["map"])
        assert f"mlat={place.latitude:g}" in answer.text

    def check_article(self, expect: dict[str, Any], answer: Answer) -> None:
        article = self.session.get(Article, expect["article"])
        assert article is not None
        assert article.titles[self.language] in answer.text

    def check_plan(self, expect: dict[str, Any], answer: Answer) -> None:
        plans = [c for c in answer.custom if c.get("type") == "plan"]
        assert len(plans) == 1
        plan = plans[0]
        places = [s["card"]["id"] for s in plan["stops"] if s["card"]]
        assert 1 <= len(plan["stops"]) <= MOST_STOPS
        for stop in plan["stops"]:
            self._check_stop(stop, date.fromisoformat(plan["day"]))
        if expect["plan"] == "whole":
            assert len(places) >= 3
        if expect["plan"] == "replaced":
            gone = self.shown[expect["stop"]]
            assert gone not in places
            assert set(self.shown) & set(places)
        if expect["plan"] == "half":
            first, last = plan["stops"][0]["arrive"], plan["stops"][-1]["leave"]
            assert _clock(last) - _clock(first) <= HALF_DAY
        if expect["plan"] == "without":
            kinds = [getattr(self.place(p), "category", None) for p in places]
            assert expect["category"] not in kinds
            word = vocabulary_name(
                self.session, "category", expect["category"], self.language, "en"
            )
            assert word in answer.text
        self.shown = places

    def _check_stop(self, stop: dict[str, Any], day: date) -> None:
        if stop["card"] is None or not stop["confirmed"]:
            return
        hours = self.place(stop["card"]["id"]).opening_hours
        assert hours
        arrive, leave = _clock(stop["arrive"]), _clock(stop["leave"])
        spans = [
            (_clock(str(first)), _clock(str(last)) if last > first else timedelta(days=1))
            for first, last in OpeningSchedule(hours, "CN").day(day).spans
        ]
        assert any(first <= arrive and leave <= last for first, last in spans), stop

    def check_unsure(self, expect: dict[str, Any], answer: Answer) -> None:
        assert say(self.language, expect["unsure"]) in answer.text
        assert answer.buttons

    def check_unsupported(self, expect: dict[str, Any], answer: Answer) -> None:
        for language in LANGUAGES:
            assert answer.text.count(say(language, "language.name")) == 2
        assert len(answer.buttons) == len(LANGUAGES)

    def check_switched(self, expect: dict[str, Any], answer: Answer) -> None:
        assert answer.text == say(expect["switched"], "language.changed")


def _clock(text: str) -> timedelta:
    hours, minutes = (int(n) for n in re.findall(r"\d+", text)[:2])
    return timedelta(hours=hours, minutes=minutes)


@pytest.fixture
def session(qingdao: Assistant) -> Iterator[Session]:
    engine = create_engine_from(f"sqlite:///{qingdao.database}")
    with session_factory(engine)() as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_turns_hold_their_thread(
    qingdao: Assistant, session: Session, language: str
) -> None:
    turns = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    assert len(turns) == 30
    facts, visitor = Facts(session, language), qingdao.conversation()
    wrong = []
    for number, turn in enumerate(turns, start=1):
        answer = visitor.ask(turn["say"])
        try:
            facts.check(turn["expect"], answer)
        except AssertionError as error:
            missed = str(error).splitlines()[0][:200]
            wrong.append(f"{number}. {turn['say']}\n{answer.text}\n-- {turn['expect']}: {missed}")
    assert not wrong, "\n\n".join(wrong)
