from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.times.extractor import TimeExtractor
from nlu.times.phrases import TimePhrases
from semantics.time_terms import combined, parse_terms, written
from tests.unit.time_words import DATA, LANGUAGES, time_phrases

SAID = {
    # English
    "Is it open tomorrow at 8pm?": ["tomorrow;clock=20:00"],
    "Tomorrow, is it open at 8pm?": ["tomorrow", "clock=20:00"],
    "this Saturday": ["saturday;week=0"],
    "next Monday": ["monday;week=1"],
    "on Sundays": ["sunday;every"],
    "every fri": ["friday;every"],
    "Mon to Fri": ["weekday"],
    "Sat and Sun": ["saturday", "sunday"],
    "on National Day": ["feast=national-day"],
    "Chinese New Year's Eve": ["feast=lunar-new-year-eve"],
    "on 1 October": ["date=10-01"],
    "Oct 1st": ["date=10-01"],
    "the 1st of October": ["date=10-01"],
    "10/1": ["date=10-01"],
    "25/12": ["date=12-25"],
    "2026-10-01": ["date=2026-10-01"],
    "Oct 1, 2026 at 3 p.m.": ["date=2026-10-01;clock=15:00"],
    "Saturday 3 October at half past nine": ["date=10-03;oclock=9:30"],
    "on the 15th": ["day=15"],
    "in October": ["month=10"],
    "tonight": ["tonight"],
    "at 8:30 tonight": ["today;clock=20:30"],
    "tonight at midnight": ["today;clock=24:00"],
    "tonight at 1am": ["today;clock=25:00"],
    "the day after tomorrow at noon": ["day_after_tomorrow;clock=12:00"],
    "in an hour": ["in=60m"],
    "in two hours": ["in=120m"],
    "in 3 days": ["offset=3d"],
    "quarter past seven in the evening": ["clock=19:15"],
    "12am tomorrow": ["tomorrow;clock=00:00"],
    "right now": ["now"],
    "this weekend": ["weekend"],
    # Chinese
    "明天晚上八点": ["tomorrow;clock=20:00"],
    "明晚9点": ["tomorrow;clock=21:00"],
    "今晚12点": ["today;clock=24:00"],
    "下周一": ["monday;week=1"],
    "下下周三": ["wednesday;week=2"],
    "每周一": ["monday;every"],
    "国庆节": ["feast=national-day"],
    "國慶節": ["feast=national-day"],
    "春节": ["feast=lunar-new-year"],
    "十月一号": ["date=10-01"],
    "三月底": ["day=21;month=3;until=28"],
    "10月上旬": ["day=1;month=10;until=10"],
    "4月の半ば": ["day=11;month=4;until=20"],
    "3월 말에": ["day=21;month=3;until=28"],
    "3월 말고": ["month=3"],
    "at the end of March": ["day=21;month=3;until=28"],
    "mid-April": ["day=11;month=4;until=20"],
    "early May": ["day=1;month=5;until=10"],
    "open at lunchtime": ["part=noon"],
    "昼休みに": ["part=noon"],
    "正月十几": ["lunar=1;lunar_day=11;until=19"],
    "正月初三到十五": ["lunar=1;lunar_day=3;until=15"],
    "正月十五": ["lunar=1;lunar_day=15"],
    "2026年10月1日上午十点": ["date=2026-10-01;clock=10:00"],
    "10月3日(周六)": ["date=10-03"],
    "下个月3号": ["day=3;next_month=1"],
    "周六晚上七点半": ["saturday;clock=19:30"],
    "星期天早上9:30": ["sunday;clock=09:30"],
    "下午一点": ["clock=13:00"],
    "凌晨两点": ["clock=02:00"],
    "八点一刻": ["oclock=8:15"],
    "后天下午": ["day_after_tomorrow;part=afternoon"],
    "大后天": ["offset=3d"],
    "一个小时后": ["in=60m"],
    "冬天": ["season=winter"],
    "周一到周五": ["weekday"],
    "節假日": ["holiday"],
    # Japanese
    "明日の午後": ["tomorrow;part=afternoon"],
    "土曜日の夜7時": ["saturday;clock=19:00"],
    "10時半": ["oclock=10:30"],
    "21時半": ["clock=21:30"],
    "来週の月曜": ["monday;week=1"],
    "再来週の火曜": ["tuesday;week=2"],
    "毎週月曜日": ["monday;every"],
    "元日": ["feast=new-year"],
    "国慶節": ["feast=national-day"],
    "今夜12時": ["today;clock=24:00"],
    "深夜1時": ["clock=25:00"],
    "25時": ["clock=25:00"],
    "十月一日の午前10時": ["date=10-01;clock=10:00"],
    "10月3日（土）の夜": ["date=10-03;part=evening"],
    "夕方5時半": ["clock=17:30"],
    "1時間後": ["in=60m"],
    "3日後": ["offset=3d"],
    "来週": ["days=week;week=1"],
    "月〜金": ["weekday"],
    # Korean
    "이번 주말": ["weekend"],
    "내일 오후 3시에 열어요?": ["tomorrow;clock=15:00"],
    "다음 주 화요일": ["tuesday;week=1"],
    "다다음 주 금요일": ["friday;week=2"],
    "매주 월요일": ["monday;every"],
    "추석": ["feast=mid-autumn"],
    "설날": ["feast=lunar-new-year"],
    "10월 1일": ["date=10-01"],
    "오후 세 시 반": ["clock=15:30"],
    "토요일밤 11시": ["saturday;clock=23:00"],
    "오늘밤 12시": ["today;clock=24:00"],
    "새벽 5시": ["clock=05:00"],
    "정오": ["clock=12:00"],
    "자정": ["clock=24:00"],
    "한 시간 후": ["in=60m"],
    "3일 뒤": ["offset=3d"],
    "15일에": ["day=15"],
    "겨울": ["season=winter"],
}
NOT_A_TIME = (
    "may I visit the museum?",
    "May Fourth Square",
    "sun protection",
    "good morning",
    "open 24/7",
    "rated 4/5",
    "the 15th floor",
    "can I go march around",
    "便宜一点的酒店",
    "有一点远",
    "这三点",
    "第三点",
    "几点开门",
    "3号线怎么坐",
    "五四广场",
    "下午茶",
    "晚上好",
    "営業時間",
    "2時間半かかる",
    "1日券",
    "何時まで",
    "夜景",
    "定休日",
    "1시간 걸려요",
    "몇 시에",
    "설명해 주세요",
    "24시간",
)


UNKNOWN = (
    "Is it open on 30 February?",
    "on 31 June at 8pm",
    "on Father Christopher's Day",
    "during Diwali",
    "13月45号开门吗",
    "2月30日",
    "泼水节那天开吗",
    "2月30日は開いていますか",
    "ディワリ祭の日は開いていますか",
    "2월 30일",
    "성모절 연휴에 여나요",
)


@pytest.fixture(scope="module")
def phrases() -> TimePhrases:
    return time_phrases("CN")


@pytest.mark.parametrize("text", SAID)
def test_a_time_gets_a_value_that_does_not_depend_on_today(phrases: TimePhrases, text: str) -> None:
    assert [found.value for found in phrases.find(text)] == SAID[text]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_date_that_is_not_understood_is_an_unknown_one(phrases: TimePhrases, text: str) -> None:
    assert [found.value for found in phrases.find(text)] == ["unknown"]


@pytest.mark.parametrize("text", NOT_A_TIME)
def test_what_only_looks_like_a_time_is_none(phrases: TimePhrases, text: str) -> None:
    assert phrases.find(text) == []


def test_the_piece_of_the_message_is_told(phrases: TimePhrases) -> None:
    text = "請問國慶節開門嗎"
    (found,) = phrases.find(text)
    assert text[found.start : found.end] == "國慶節"


def test_a_holiday_has_the_names_of_the_citys_country() -> None:
    assert [f.value for f in time_phrases("PT").find("Dia da Liberdade")] == ["feast=freedom-day"]
    assert time_phrases("CN").find("Dia da Liberdade") == []


def test_terms_that_contradict_each_other_do_not_join() -> None:
    assert combined({"word": "today"}, {"word": "tomorrow"}) is None
    assert combined({"hour": "8"}, {"hour": "9"}) is None


@pytest.mark.parametrize(
    "terms", [{"hour": "31"}, {"date": "02-30"}, {"date": "2026-02-29"}, {"day": "32"}]
)
def test_a_moment_that_no_calendar_or_clock_has_is_unknown(terms: dict[str, str]) -> None:
    assert written(terms) == "unknown"


def test_an_unknown_term_in_the_data_is_quoted() -> None:
    with pytest.raises(ValueError, match="'sometime=1'"):
        parse_terms("today;sometime=1")


@pytest.mark.parametrize(
    ("regexes", "lookups", "quoted"),
    [
        ([("when", "(")], {}, "when"),
        ([("when", "{nonsense}")], {}, "nonsense"),
        ([], {"when.planet=mars": ["mars"]}, "planet"),
    ],
)
def test_a_wrong_entry_of_the_data_stops_the_training(
    regexes: list[tuple[str, str]], lookups: dict[str, list[str]], quoted: str
) -> None:
    with pytest.raises(ValueError, match=quoted):
        TimePhrases(regexes, lookups, {})


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> TimeExtractor:
    """The component as a trained model has it, in a house without a database."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    resource, context = Resource("times"), ExecutionContext(GraphSchema({}))
    training = TrainingData()
    for language in LANGUAGES:
        for file in ("patterns.yml", "times.yml"):
            training = training.merge(load_data(str(DATA / language / file)))
    empty = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{empty}")
        TimeExtractor.create({}, storage, resource, context).train(training)
        return TimeExtractor.load({}, storage, resource, context)


def entities(extractor: TimeExtractor, text: str, *before: dict[str, object]) -> list[str]:
    message = Message({TEXT: text, ENTITIES: list(before)})
    extractor.process([message])
    return [f"{e['entity']}={e['value']}" for e in message.get(ENTITIES)]


def test_a_trained_model_finds_times_without_a_database(extractor: TimeExtractor) -> None:
    assert entities(extractor, "明天晚上八点开门吗") == ["time=tomorrow;clock=20:00"]


def test_a_time_replaces_a_simpler_one(extractor: TimeExtractor) -> None:
    simple = {"entity": "time", "value": "tomorrow", "start": 0, "end": 8}
    assert entities(extractor, "tomorrow at 8pm", simple) == ["time=tomorrow;clock=20:00"]


def test_a_name_is_no_time(extractor: TimeExtractor) -> None:
    name = {"entity": "place", "value": "Sunday Market", "start": 4, "end": 17}
    assert entities(extractor, "the Sunday Market", name) == ["place=Sunday Market"]


@pytest.mark.parametrize(
    ("text", "guess", "time"),
    [
        ("open at lunchtime", "lunchtime", "part=noon"),
        ("the fair in November", "November", "month=11"),
        ("5月上旬に花祭り", "上旬", "day=1;month=5;until=10"),
    ],
)
def test_a_guess_that_is_nothing_but_a_time_is_no_name(
    extractor: TimeExtractor, text: str, guess: str, time: str
) -> None:
    start = text.index(guess)
    ends = {"start": start, "end": start + len(guess)}
    guessed = {"entity": "area", "value": guess, **ends, "confidence_entity": 0.6}
    assert entities(extractor, text, guessed) == [f"time={time}"]
    known = {"entity": "area", "value": guess, **ends}
    assert f"area={guess}" in entities(extractor, text, known)


def test_an_empty_message_has_no_times(extractor: TimeExtractor) -> None:
    assert entities(extractor, "") == []


def test_the_data_file_of_each_language_is_there() -> None:
    assert all(Path(DATA / language / "times.yml").is_file() for language in LANGUAGES)
