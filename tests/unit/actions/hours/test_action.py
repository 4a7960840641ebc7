"""Opening hours: now, on a day, on holidays, in closures, out of season, past midnight."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event

from actions.hours.action import ActionAskHours, ActionAskOfficeHours, hours_reply
from listings.queries import get_place

from ..conftest import LANGUAGES, Visitor

CASTLE, MUSEUM, GARDEN, CAFE, LIGHT, MILL = (
    "castelo-da-gaivota",
    "museu-do-sal",
    "jardim-de-verao",
    "cafe-da-noite",
    "farol-velho",
    "moinho-de-mare",
)
# Portugal Day, a Wednesday; the castle and the office have hours for it, the museum has none.
HOLIDAY = datetime(2026, 6, 10, 11, 0)
EVE = datetime(2026, 6, 9, 19, 0)
MUSEUM_PHONE = "+351 210 000 105"
OFFICE_PHONE = "+351 210 000 100"


def hours(visitor: Visitor, place: str, **options) -> list[str]:
    return visitor.ask(ActionAskHours(), place=place, **options).text.split("\n")


@pytest.mark.parametrize(
    ("language", "first", "week"),
    [
        ("en", "Open now, until 18:00.", "daily 10:00–18:00, closed Mon"),
        ("zh", "现在开着，18:00关门。", "每天10:00–18:00，周一休息"),
        ("ja", "現在開いています（18:00まで）。", "毎日 10:00～18:00（月休み）"),
        ("ko", "지금 열려 있으며 18:00에 닫습니다.", "매일 10:00~18:00, 월 휴무"),
    ],
)
def test_the_answer_begins_with_whether_it_is_open_now(
    visitor: Visitor, language: str, first: str, week: str
) -> None:
    for time in ("now", "today"):
        lines = hours(visitor, CASTLE, language=language, time=time)
        assert lines[0] == first
        assert lines[1].endswith(week)


def test_a_closed_place_says_when_it_opens_next(visitor: Visitor) -> None:
    monday = hours(visitor, CASTLE, at=datetime(2026, 5, 18, 11, 0))
    assert monday[0] == "Closed now. It next opens on Tue, May 19, 10:00."
    morning = hours(visitor, CASTLE, at=datetime(2026, 5, 19, 8, 0))
    assert morning[0] == "Closed now – opens at 10:00."


def test_split_hours_are_closed_at_noon(visitor: Visitor) -> None:
    lines = hours(visitor, MUSEUM, at=datetime(2026, 5, 19, 13, 0))
    assert lines[0] == "Closed now – opens at 14:00."
    assert lines[1].endswith("daily 10:00–12:30, 14:00–18:00, closed Mon")


def test_a_night_past_midnight_is_told_as_one(visitor: Visitor) -> None:
    lines = hours(visitor, CAFE, at=datetime(2026, 5, 19, 23, 0))
    assert lines[0] == "Open now, until 04:00."
    assert lines[1].endswith("daily 20:00–04:00")
    assert hours(visitor, CAFE, at=datetime(2026, 5, 20, 3, 0))[0] == "Open now, until 04:00."


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "open 24 hours a day"),
        ("zh", "全天开放"),
        ("ja", "終日開放"),
        ("ko", "24시간 개방"),
    ],
)
def test_a_place_that_never_closes_has_no_doubtful_holiday(
    visitor: Visitor, language: str, told: str
) -> None:
    reply = visitor.ask(
        ActionAskHours(), language=language, place="praia-da-areia-azul", at=HOLIDAY
    )
    assert told in reply.text
    assert "+351" not in reply.text
    day = visitor.ask(ActionAskHours(), place="praia-da-areia-azul", time="holiday")
    assert "open 24 hours" in day.text
    assert "public holiday" not in day.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Closed until Sat, Jun 20 inclusive: works on the walls."),
        ("zh", "暂停开放，至6月20日周六（含当日）：城墙维修。"),
        ("ja", "6月20日(土)まで休業しています（城壁の工事）。"),
        ("ko", "6월 20일 (토)까지 휴무입니다(성벽 공사)."),
    ],
)
def test_a_closure_is_told_with_its_reason_and_its_last_day(
    visitor: Visitor, language: str, told: str
) -> None:
    assert hours(visitor, CASTLE, language=language, at=datetime(2026, 6, 16, 11, 0))[0] == told


def test_a_closure_closes_the_day_asked_for(visitor: Visitor) -> None:
    lines = hours(visitor, CASTLE, at=datetime(2026, 6, 13, 11, 0), time="tuesday")
    assert lines[0].startswith("Closed on Tue, Jun 16 (works on the walls).")


def test_a_place_is_open_again_on_the_day_after_its_closure(visitor: Visitor) -> None:
    assert hours(visitor, CASTLE, at=datetime(2026, 6, 21, 11, 0))[0] == "Open now, until 18:00."


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unmentioned_holiday_is_unconfirmed_and_comes_with_the_telephone(
    visitor: Visitor, language: str
) -> None:
    text = visitor.ask(ActionAskHours(), place=MUSEUM, language=language, at=HOLIDAY).text
    assert MUSEUM_PHONE in text
    assert "10" in text.split("\n")[0]


def test_an_unmentioned_holiday_of_a_place_without_telephone_names_the_office(
    visitor: Visitor,
) -> None:

    get_place(visitor.session, MUSEUM).phone = None
    lines = hours(visitor, MUSEUM, at=HOLIDAY)
    assert lines[0] == (
        "Wed, Jun 10: public holiday, for which I have no confirmed hours; please call ahead."
    )
    assert OFFICE_PHONE in lines[2]


def test_the_next_opening_is_not_promised_for_an_unmentioned_holiday(visitor: Visitor) -> None:
    lines = hours(visitor, MUSEUM, at=EVE)
    assert lines[0].startswith("Closed now. Wed, Jun 10: public holiday")
    assert "\n".join(lines).count("public holiday") == 1
    assert MUSEUM_PHONE in lines[2]


def test_holidays_in_a_row_are_told_once(visitor: Visitor) -> None:
    city = visitor.turn().city
    city.country, city.timezone = "CN", "Asia/Shanghai"
    for at in (datetime(2026, 9, 30, 19, 0), datetime(2026, 10, 1, 11, 0)):
        text = "\n".join(hours(visitor, MUSEUM, at=at))
        assert "Thu, Oct 1 – Sun, Oct 4: public holiday" in text
        assert text.count("public holiday") == 1


def test_a_makeup_working_day_is_unconfirmed_where_the_place_is_closed(visitor: Visitor) -> None:
    city = visitor.turn().city
    city.country, city.timezone = "CN", "Asia/Shanghai"
    get_place(visitor.session, MUSEUM).opening_hours = "Mo-Fr 09:00-17:00"
    lines = hours(visitor, MUSEUM, at=datetime(2026, 10, 10, 11, 0))
    assert lines[0] == "I have no confirmed hours for Sat, Oct 10; please call ahead."
    assert MUSEUM_PHONE in lines[2]


def test_a_holiday_of_the_coming_week_is_announced(visitor: Visitor) -> None:
    monday = datetime(2026, 6, 8, 9, 0)
    assert "Public holiday, Wed, Jun 10: 10:00–14:00." in hours(visitor, CASTLE, at=monday)
    assert "Public holiday, Wed, Jun 10: closed." in hours(visitor, CAFE, at=monday)
    assert MUSEUM_PHONE in "\n".join(hours(visitor, MUSEUM, at=monday))


def test_a_holiday_with_hours_of_its_own_does_not_change_the_regular_week(
    visitor: Visitor,
) -> None:
    lines = hours(visitor, CASTLE, at=HOLIDAY)
    assert lines[0] == "Open now, until 14:00."
    assert lines[1].endswith("daily 10:00–18:00, closed Mon")


def test_no_telephone_is_told_where_the_hours_are_certain(visitor: Visitor) -> None:
    assert "+351" not in "\n".join(hours(visitor, CASTLE))


def test_the_next_public_holiday_is_meant_by_holidays(visitor: Visitor) -> None:
    assert hours(visitor, CASTLE, time="holiday")[0] == ("Public holiday, Thu, Jun 4: 10:00–14:00.")


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("tomorrow", "On Wed, May 20: 10:00–18:00."),
        ("day_after_tomorrow", "On Thu, May 21: 10:00–18:00."),
        ("monday", "Closed on Mon, May 25."),
        ("weekend", "On Sat, May 23: 10:00–18:00. On Sun, May 24: 10:00–18:00."),
    ],
)
def test_the_day_asked_for_comes_first(visitor: Visitor, time: str, told: str) -> None:
    assert hours(visitor, CASTLE, time=time)[0].startswith(told)


def test_on_a_sunday_the_weekend_is_today(visitor: Visitor) -> None:
    lines = hours(visitor, CASTLE, time="weekend", at=datetime(2026, 5, 24, 9, 0))
    assert "10:00" in lines[0]
    assert "Sat" not in lines[0]


@pytest.mark.parametrize("time", ["", "sunday"])
def test_out_of_season_the_next_season_is_told(visitor: Visitor, time: str) -> None:
    lines = hours(visitor, GARDEN, time=time)
    assert "eason: Jun 1 – Sep 15." in lines[0]
    assert "no opening" not in lines[1]
    assert lines[1].endswith("daily 09:00–20:00")


def test_the_year_is_told_where_it_is_another(visitor: Visitor) -> None:
    lines = hours(visitor, GARDEN, at=datetime(2026, 10, 1, 9, 0))
    assert lines[0] == "Closed out of season. The next season: Jun 1 – Sep 15, 2027."


def test_the_season_of_the_day_asked_for_counts(visitor: Visitor) -> None:
    lines = hours(visitor, GARDEN, time="monday", at=datetime(2026, 5, 30, 9, 0))
    assert lines[0] == "On Mon, Jun 1: 09:00–20:00."
    assert lines[1].endswith("daily 09:00–20:00")


def test_the_source_has_the_date_of_the_hours_where_they_have_their_own(visitor: Visitor) -> None:
    assert hours(visitor, CASTLE)[-1] == "Source: velamar.example (as of May 2, 2026)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_office_answers_for_its_holiday_hours(visitor: Visitor, language: str) -> None:
    text = visitor.ask(ActionAskOfficeHours(), language=language, at=HOLIDAY).text
    assert "13:00" in text.split("\n")[0]
    assert "09:30" in text


def test_the_office_is_closed_on_sunday(visitor: Visitor) -> None:
    text = visitor.ask(ActionAskOfficeHours(), time="sunday").text
    assert text.startswith("Closed on Sun, May 24.")


def test_another_office_is_meant_when_it_is_named(visitor: Visitor) -> None:
    by_name = visitor.ask(ActionAskOfficeHours(), place="policia").text
    by_kind = visitor.ask(ActionAskOfficeHours(), office_kind="police").text
    assert by_name == by_kind
    assert "Emergency number" in by_kind


def test_a_place_in_focus_does_not_hide_the_office(visitor: Visitor) -> None:
    slots = {"focus_place": CASTLE}
    text = visitor.ask(ActionAskOfficeHours(), slots=slots).text
    assert "Ribeira Tourist Office" in text


def test_an_unknown_office_is_not_answered_with_the_visitor_office(visitor: Visitor) -> None:
    unknown = {"entity": "place", "value": "Moon Embassy", "linked": False}
    text = visitor.ask(ActionAskOfficeHours(), entities=(unknown,)).text
    assert "Moon Embassy" in text
    assert "09:30" not in text


def test_of_several_offices_of_a_kind_one_is_asked_for(visitor: Visitor) -> None:
    for action in (ActionAskOfficeHours(), ActionAskHours()):
        slots = {"focus_place": CASTLE}
        reply = visitor.ask(action, office_kind="hospital", slots=slots, intent="ask_hours")
        assert [b.payload for b in reply.buttons] == [
            '/ask_hours{"place": "hospital-longe"}',
            '/ask_hours{"place": "hospital-perto"}',
        ]


@pytest.mark.parametrize(
    ("language", "light", "mill"),
    [
        ("en", "Last admission: 16:30.", "Last admission: 45 minutes before closing."),
        ("zh", "最后入场时间：16:30。", "最后入场时间：关门前45分钟。"),
        ("ja", "最終入場は16:30です。", "最終入場は閉館の45分前です。"),
        ("ko", "입장 마감은 16:30입니다.", "입장 마감은 운영 종료 45분 전입니다."),
    ],
)
def test_the_last_admission_is_told_below_the_hours(
    visitor: Visitor, language: str, light: str, mill: str
) -> None:
    assert hours(visitor, LIGHT, language=language)[2] == light
    assert hours(visitor, MILL, language=language)[2] == mill


def test_a_place_without_a_last_admission_says_nothing_of_it(visitor: Visitor) -> None:
    assert not any("admission" in line for line in hours(visitor, CASTLE))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Open now until 17:00, but the last admission was at 16:30."),
        ("zh", "目前开放，至17:00，但已过最后入场时间（16:30）。"),
        ("ja", "現在開いていますが（17:00まで）、最終入場（16:30）を過ぎています。"),
        ("ko", "지금 운영 중이지만(17:00까지) 입장은 16:30에 마감되었습니다."),
    ],
)
def test_an_open_place_that_lets_nobody_in_any_more_says_so(
    visitor: Visitor, language: str, first: str
) -> None:
    late = hours(visitor, LIGHT, language=language, at=datetime(2026, 5, 19, 16, 45))
    assert late[0] == first
    in_time = hours(visitor, LIGHT, language=language, at=datetime(2026, 5, 19, 16, 30))
    assert in_time[0] != first


def test_a_moment_asked_for_after_the_last_admission_is_told_so(visitor: Visitor) -> None:
    asked = hours(visitor, MILL, time="saturday;clock=12:30")
    assert "the last admission is at 12:15" in asked[0]


@pytest.mark.parametrize(
    ("language", "asks", "first"),
    [
        ("en", "closed", "Yes. Closed on Mon, May 25."),
        ("en", "open", "No. Closed on Mon, May 25."),
        ("zh", "closed", "是的。5月25日周一不开放。"),
        ("zh", "open", "不开。5月25日周一不开放。"),
        ("ja", "closed", "はい。"),
        ("ko", "open", "아니요."),
    ],
)
def test_a_yes_or_no_question_is_answered_with_yes_or_no(
    visitor: Visitor, language: str, asks: str, first: str
) -> None:
    asked = ({"entity": "asks", "value": asks}, {"entity": "time", "value": "monday"})
    assert hours(visitor, CASTLE, language=language, entities=asked)[0].startswith(first)


def test_a_month_is_told_as_a_whole(visitor: Visitor) -> None:
    get_place(
        visitor.session, GARDEN
    ).opening_hours = "Jul 01-Sep 25: 09:00-18:00; Jul 15-Aug 15: 09:00-21:00"
    assert hours(visitor, GARDEN, time="month=8")[0] == (
        "In August: Aug 1 – 15: daily 09:00–21:00; Aug 16 – 31: daily 09:00–18:00."
    )
    assert hours(visitor, GARDEN, time="month=1")[0] == (
        "Closed in January. Out of season then. The season: Jul 1 – Sep 25, 2027."
    )


def test_an_open_end_and_a_comment_are_told_as_they_are(visitor: Visitor) -> None:
    place = get_place(visitor.session, CAFE)
    place.opening_hours = 'Mo-Fr 18:00+; Sa,Su "by appointment"'
    late = hours(visitor, CAFE, at=datetime(2026, 5, 19, 23, 0))
    assert late[0] == "Open since 18:00; I don't know until when. Please call ahead."
    assert late[1].endswith("Mon–Fri from 18:00; Sat–Sun by appointment")
    saturday = hours(visitor, CAFE, time="saturday")
    assert saturday[0] == "For Sat, May 23 my data only say: “by appointment”. Please call ahead."


def test_hours_that_cannot_be_read_are_not_known(visitor: Visitor) -> None:
    get_place(visitor.session, CASTLE).opening_hours = "nine to five"
    assert "I don't have the opening hours" in hours(visitor, CASTLE)[0]


def test_an_answer_on_hours_takes_few_statements(visitor: Visitor) -> None:
    statements: list[str] = []
    engine = visitor.session.get_bind()
    turn = visitor.turn(time="weekend")
    place = get_place(turn.session, CASTLE)
    listen = (engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    event.listen(*listen)
    hours_reply(turn, place)
    event.remove(*listen)
    assert 1 <= len(statements) <= 4


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "which day you mean"),
        ("zh", "哪一天"),
        ("ja", "どの日"),
        ("ko", "어느 날"),
    ],
)
@pytest.mark.parametrize("value", ["unknown", "date=2026-02-29", "feast=no-such-feast"])
def test_a_day_that_is_not_understood_is_asked_back_and_never_answered_with_now(
    visitor: Visitor, language: str, question: str, value: str
) -> None:
    (line,) = hours(visitor, CASTLE, language=language, time=value)
    assert question in line


def test_the_day_that_is_understood_is_answered_and_the_other_asked_back(visitor: Visitor) -> None:
    days = tuple({"entity": "time", "value": value} for value in ("thursday", "unknown"))
    lines = hours(visitor, CASTLE, entities=days)
    assert "May 21" in lines[0]
    assert "which day you mean" in lines[0]


def test_without_hours_the_times_that_are_told_of_a_place_stand_for_them(visitor: Visitor) -> None:
    place = get_place(visitor.session, "casa-vazia")
    place.summary = {"en": "Calls are taken from 9:00 to 11:30."}
    lines = hours_reply(visitor.turn(), place).text.split("\n")
    assert "I don't have the opening hours" in lines[0]
    assert lines[1] == "Calls are taken from 9:00 to 11:30."
    assert lines[2].startswith("Source: Arquivo da cidade")
    place.summary = {"en": "An empty house."}
    assert len(hours_reply(visitor.turn(), place).text.split("\n")) == 1
