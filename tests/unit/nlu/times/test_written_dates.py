"""Dates as visitors write them, and the day that each means on Friday, 27 November 2026."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.interpretation.time_resolution import asked_times
from nlu.times.phrases import TimePhrases
from tests.unit.time_words import time_phrases

FRIDAY = datetime(2026, 11, 27, 12, 0)
DAYS = {
    # English
    "is it open on 25.12.?": "2026-12-25",
    "25.12.": "2026-12-25",
    "on 3.1": "2027-01-03",
    "12/24": "2026-12-24",
    "the third Sunday of December": "2026-12-20",
    "the last Friday of next month": "2026-12-25",
    "the 1st Monday in March": "2027-03-01",
    "in three weeks on Tuesday": "2026-12-15",
    "Tuesday in three weeks": "2026-12-15",
    "the 8th day of the twelfth lunar month": "2027-01-15",
    "at the Lantern Festival": "2027-02-20",
    "on Thanksgiving": "2027-11-25",
    "Good Friday": "2027-03-26",
    "Obon": "2027-08-13",
    "Seollal": "2027-02-06",
    "St Patrick's Day": "2027-03-17",
    # Chinese
    "大年初三开门吗": "2027-02-08",
    "元宵节呢": "2027-02-20",
    "腊月二十八开吗": "2027-02-04",
    "臘月廿八": "2027-02-04",
    "腊月三十": "2027-02-05",
    "正月十五": "2027-02-20",
    "农历八月十五": "2027-09-15",
    "12月第三个周日": "2026-12-20",
    "下个月最后一个周五": "2026-12-25",
    "三周后的周二": "2026-12-15",
    "12.25号": "2026-12-25",
    "12.31营业吗": "2026-12-31",
    "再过三周的周五": "2026-12-18",
    "重阳节": "2027-10-08",
    "七夕": "2027-08-08",
    "感恩节": "2027-11-25",
    # Japanese
    "お盆は何時からですか": "2027-08-13",
    "元宵節": "2027-02-20",
    "12月の第3日曜日": "2026-12-20",
    "来月の第2土曜": "2026-12-12",
    "3週間後の火曜日": "2026-12-15",
    "旧暦8月15日": "2027-09-15",
    "12.31は休みですか": "2026-12-31",
    "旧正月の元日": "2027-02-06",
    "文化の日": "2027-11-03",
    "海の日": "2027-07-19",
    "成人の日": "2027-01-11",
    "感謝祭": "2027-11-25",
    "ひな祭り": "2027-03-03",
    # Korean
    "설 연휴": "2027-02-06",
    "추석에 열어요?": "2027-09-15",
    "정월대보름": "2027-02-20",
    "12월 셋째 주 일요일": "2026-12-20",
    "다음 달 마지막 금요일": "2026-12-25",
    "3주 후 화요일": "2026-12-15",
    "음력 8월 15일": "2027-09-15",
    "12.25에 열어요?": "2026-12-25",
    "광복절": "2027-08-15",
    "개천절": "2027-10-03",
    "한글날": "2027-10-09",
    "부활절": "2027-03-28",
}
NO_DATE = (
    "rated 4.5.",
    "half five-star hotels",
    "under ¥12.10.",
    "half a day",
    "the last bus",
    "第三个",
    "最後の電車",
    "마지막 버스",
)


@pytest.fixture(scope="module")
def phrases() -> TimePhrases:
    return time_phrases("CN")


@pytest.mark.parametrize("text", DAYS)
def test_a_date_as_visitors_write_it_means_its_day(phrases: TimePhrases, text: str) -> None:
    values = [found.value for found in phrases.find(text)]
    asked = asked_times(values, FRIDAY, "CN")
    assert [[f"{day}" for day in time.days] for time in asked] == [[DAYS[text]]]


def test_half_five_is_half_past_five(phrases: TimePhrases) -> None:
    values = [found.value for found in phrases.find("tomorrow at half five")]
    assert values == ["tomorrow;oclock=5:30"]


@pytest.mark.parametrize("text", NO_DATE)
def test_what_only_looks_like_such_a_date_is_none(phrases: TimePhrases, text: str) -> None:
    assert phrases.find(text) == []
