from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from actions.dialogue.notices import with_notices
from actions.wording.reply import Reply
from listings.models import Notice

from ..conftest import LANGUAGES, Visitor

CASTLE = "castelo-da-gaivota"
HOUR = timedelta(hours=1)


def write(visitor: Visitor, hours: int = 2, **what: object) -> None:
    now = visitor.turn().now.astimezone(timezone.utc)
    texts = {"en": "Storm.", "zh": "风暴。"}
    notice = Notice(**{"texts": texts, "place_ids": [], "kinds": [], **what})
    notice.begins_at, notice.ends_at = now - HOUR, now + hours * HOUR
    visitor.session.add(notice)
    visitor.session.flush()


def told(visitor: Visitor, reply: Reply, act: str = "ask_hours", **options: object) -> list[str]:
    return [r.text for r in with_notices(visitor.turn(**options), [act], [reply])]  # type: ignore[arg-type]


def test_a_notice_for_the_city_stands_above_any_answer_with_its_end(visitor: Visitor) -> None:
    write(visitor)
    assert told(visitor, Reply("Open.")) == ["Please note, until 14:00: Storm.", "Open."]


def test_a_notice_of_a_place_stands_above_answers_about_it_alone(visitor: Visitor) -> None:
    write(visitor, place_ids=[CASTLE])
    assert len(told(visitor, Reply("Open.", slots={"focus_place": CASTLE}))) == 2
    assert len(told(visitor, Reply("Open.", custom={"cards": [{"id": CASTLE}]}))) == 2
    assert len(told(visitor, Reply("Open.", about=(CASTLE,)))) == 2
    assert len(told(visitor, Reply("Open.", slots={"focus_place": "policia"}))) == 1


def test_a_notice_of_a_kind_stands_above_searches_for_it(visitor: Visitor) -> None:
    write(visitor, kinds=["hotel", "station"])
    assert len(told(visitor, Reply("None."), "find_hotel")) == 2
    assert len(told(visitor, Reply("By metro."), "ask_way")) == 2
    assert len(told(visitor, Reply("None."), "find_dining")) == 1


def test_a_notice_is_told_once_a_conversation(visitor: Visitor) -> None:
    write(visitor)
    first = with_notices(visitor.turn(), ["ask_hours"], [Reply("Open.")])
    assert len(told(visitor, Reply("Open."), slots=dict(first[0].slots))) == 1


def test_a_notice_ends_by_itself(visitor: Visitor) -> None:
    write(visitor, hours=0)
    assert told(visitor, Reply("Open.")) == ["Open."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_language_falls_back_and_says_so(visitor: Visitor, language: str) -> None:
    write(visitor)
    text = told(visitor, Reply("Open."), language=language)[0]
    words = {
        "en": ("Storm.",),
        "zh": ("风暴。",),
        "ja": ("Storm.", "英語"),
        "ko": ("Storm.", "영어"),
    }
    assert all(word in text for word in words[language])
    assert ("\n" in text) == (language in ("ja", "ko"))
