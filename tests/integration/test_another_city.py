"""The same model on another city's folder: right answers, and nothing of the first city in them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.wording.catalogue import say
from tests.integration.answers import LANGUAGES, is_dated
from tests.integration.servers import VELAMAR, Answer, Assistant, running_assistant

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("velamar")]

QINGDAO = re.compile(
    r"青岛|青島|칭다오|tsingtao|qingdao|0532|CNY|¥|￥|元|위안|yuan|shandong|山东|山東|산둥"
    r"|shinan|laoshan|市南|崂山|시난|라오산|beijing|china|中国(?!語)|중국(?!어)",
    re.IGNORECASE,
)
LISBON = ZoneInfo("Europe/Lisbon")
# (question, what the answer must hold); an empty pattern where only the city matters.
QUESTIONS = {
    "en": [
        ("Hello!", r"Hello"),
        ("What can you do?", r"hotel|stay"),
        ("Are you a robot?", r"program"),
        ("When is the tourist office open?", r"Tourist Office.*daily 09:30.18:30, closed Sun"),
        ("What is the phone number of the tourist office?", r"\+351 210 000 100"),
        ("What is its e-mail address?", r"turismo@velamar\.example"),
        ("How much is the ticket for Seagull Castle?", r"€7\.50[\s\S]*€3\b[\s\S]*€18"),
        ("Is it free for children?", r"€3\b"),
        ("What are the opening hours of Seagull Castle?", r"10:00.18:00"),
        ("How do I get there?", r"mlat=38\.7012&mlon=-9\.4015"),
        ("What is its address?", r"1 Lighthouse Lane"),
        ("Tell me about Seagull Castle", r"1592"),
        ("What is nearby?", r"km"),
        ("Show me its name for the taxi driver", r"Castelo da Gaivota"),
        ("Which hotels do you recommend?", r"Maresia Guesthouse.*€64\.50"),
        ("the first one", r"3\b[\s\S]*breakfast"),
        ("seafood restaurants", r"Tasca do Polvo.*€22"),
        ("What are the opening hours of Tasca do Polvo?", r"Wed.Sun 12:00.15:00.+19:00.01:00"),
        ("Which sights are there?", r"Seagull Castle[\s\S]*Blue Sand Beach"),
        ("more", r""),
        ("Tell me about the boat lantern festival", r"12 paper lanterns"),
        ("When does the ferry leave?", r"every 40 minutes"),
        ("Is there any business news?", r"\+351 210 000 100"),
        ("Plan a day for us", r"Seagull Castle"),
        ("Please book a table for two", r"\+351 210 000 10\d"),
        ("I want to talk to a person", r"\+351 210 000 100"),
        ("Help, call the police!", r""),
        ("Translate this poem into French", r""),
        ("Thank you!", r"welcome"),
    ],
    "zh": [
        ("你好！", r"您好"),
        ("你能做什么？", r"酒店|住宿"),
        ("你是机器人吗？", r"程序"),
        ("旅游咨询处几点开门？", r"河岸旅游咨询处.*每天09:30.18:30，周日休息"),
        ("旅游咨询处的电话是多少？", r"\+351 210 000 100"),
        ("邮箱是什么？", r"turismo@velamar\.example"),
        ("海鸥城堡门票多少钱？", r"€7\.50[\s\S]*€3\b[\s\S]*€18"),
        ("儿童票多少钱？", r"€3\b"),
        ("海鸥城堡的开放时间是几点？", r"10:00.18:00"),
        ("怎么去那里？", r"mlat=38\.7012&mlon=-9\.4015"),
        ("它的地址是什么？", r"Farol 1|Lighthouse"),
        ("介绍一下海鸥城堡", r"1592|城堡"),
        ("附近有什么？", r"公里"),
        ("给出租车司机看的名字", r"Castelo da Gaivota"),
        ("推荐几家酒店", r"海风旅馆.*€64\.50"),
        ("第一个", r"早餐"),
        ("有什么海鲜餐厅？", r"Tasca do Polvo.*€22"),
        ("Tasca do Polvo 几点开门？", r"周三.周日 12:00.15:00.+19:00.01:00"),
        ("有哪些景点？", r"海鸥城堡[\s\S]*蓝沙滩"),
        ("还有吗？", r""),
        ("这里有什么传统节日？", r"12"),
        ("轮渡多久一班？", r"40"),
        ("有什么商务新闻？", r"\+351 210 000 100"),
        ("帮我安排一天的行程", r"海鸥城堡"),
        ("帮我订两个人的餐桌", r"\+351 210 000 10\d"),
        ("我要人工服务", r"\+351 210 000 100"),
        ("救命，快叫警察！", r""),
        ("把这首诗翻译成法语", r""),
        ("谢谢！", r"不客气"),
    ],
    "ja": [
        ("こんにちは！", r"こんにちは"),
        ("何ができますか？", r"ホテル|宿泊"),
        ("あなたはロボットですか？", r"プログラム"),
        ("観光案内所は何時に開きますか？", r"リベイラ観光案内所.*毎日 09:30.18:30（日休み）"),
        ("観光案内所の電話番号は？", r"\+351 210 000 100"),
        ("メールアドレスは？", r"turismo@velamar\.example"),
        ("カモメの城の入場料はいくらですか？", r"€7\.50[\s\S]*€3\b[\s\S]*€18"),
        ("子どもの料金はいくらですか？", r"€3\b"),
        ("カモメの城の営業時間を教えてください", r"10:00.18:00"),
        ("そこへの行き方を教えてください", r"mlat=38\.7012&mlon=-9\.4015"),
        ("住所を教えてください", r"Farol 1|Lighthouse"),
        ("カモメの城について教えてください", r"1592|城"),
        ("近くに何がありますか？", r"km"),
        ("タクシーの運転手に見せる名前を表示してください", r"Castelo da Gaivota"),
        ("おすすめのホテルを教えてください", r"Maresia.*€64\.50"),
        ("1番目", r"朝食"),
        ("海鮮レストランを教えてください", r"Tasca do Polvo.*€22"),
        ("Tasca do Polvoの営業時間は？", r"水.日 12:00.15:00.+19:00.01:00"),
        ("どんな観光スポットがありますか？", r"カモメの城"),
        ("もっと見せてください", r""),
        ("どんなお祭りがありますか？", r"12"),
        ("フェリーは何時に出ますか？", r"40"),
        ("ビジネスのニュースはありますか？", r"\+351 210 000 100"),
        ("一日の観光プランを立ててください", r"カモメの城"),
        ("二人分の席を予約してください", r"\+351 210 000 10\d"),
        ("スタッフの方と話したいです", r"\+351 210 000 100"),
        ("助けて、警察を呼んでください！", r""),
        ("明日の朝七時に起こしてください", r""),
        ("ありがとうございます！", r"どういたしまして"),
    ],
    "ko": [
        ("안녕하세요!", r"안녕하세요"),
        ("무엇을 할 수 있나요?", r"숙소|호텔"),
        ("로봇인가요?", r"프로그램"),
        ("관광안내소는 몇 시에 여나요?", r"히베이라 관광안내소.*매일 09:30.18:30, 일 휴무"),
        ("관광안내소 전화번호가 뭐예요?", r"\+351 210 000 100"),
        ("이메일 주소는요?", r"turismo@velamar\.example"),
        ("갈매기 성 입장료는 얼마예요?", r"€7\.50[\s\S]*€3\b[\s\S]*€18"),
        ("어린이 입장권은 얼마예요?", r"€3\b"),
        ("갈매기 성 운영 시간을 알려 주세요", r"10:00.18:00"),
        ("거기 어떻게 가요?", r"mlat=38\.7012&mlon=-9\.4015"),
        ("주소를 알려 주세요", r"Farol 1|Lighthouse"),
        ("갈매기 성에 대해 알려 주세요", r"1592|성"),
        ("근처에 뭐가 있어요?", r"km"),
        ("택시 기사님께 보여 줄 이름을 알려 주세요", r"Castelo da Gaivota"),
        ("호텔 추천해 주세요", r"Maresia.*€64\.50"),
        ("첫 번째", r"조식"),
        ("해산물 식당 알려 주세요", r"타스카 두 폴부.*€22"),
        ("타스카 두 폴부는 몇 시에 열어요?", r"수.일 12:00.15:00.+19:00.01:00"),
        ("볼 만한 관광지 추천해 주세요", r"갈매기 성"),
        ("더 보여 주세요", r""),
        ("어떤 축제가 있나요?", r"12"),
        ("페리는 몇 시에 출발해요?", r"40"),
        ("비즈니스 소식이 있나요?", r"\+351 210 000 100"),
        ("하루 일정을 짜 주세요", r"갈매기 성"),
        ("두 명 자리 예약해 주세요", r"\+351 210 000 10\d"),
        ("직원과 통화하고 싶어요", r"\+351 210 000 100"),
        ("도와주세요, 경찰을 불러 주세요!", r""),
        ("이 시를 프랑스어로 번역해 줘", r""),
        ("고마워요!", r"천만에요"),
    ],
}


@pytest.fixture(scope="module")
def velamar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("velamar")
    city = folder / "prepared"
    shutil.copytree(VELAMAR, city)
    _add_clock_house(city / "attractions.csv")
    with running_assistant(city, folder) as assistant:
        yield assistant


def _add_clock_house(table: Path) -> None:
    """Add a sight that is open now in Lisbon, and closed by the clocks of eastern Asia."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    row = {
        "id": "clock-house",
        "name_en": "Clock House",
        "name_zh": "时钟屋",
        "name_ja": "とけいの館",
        "name_ko": "시계의 집",
        "category": "museum",
        "opening_hours": f"Mo-Su,PH {_opening():%H:%M}-{_closing():%H:%M}",
        "source": "https://velamar.example/clock",
        "as_of": "2026-05",
    }
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="").writerow(row)


def _opening() -> datetime:
    return _STARTED - timedelta(hours=1)


def _closing() -> datetime:
    return _STARTED + timedelta(hours=3)


_STARTED = datetime.now(LISBON)
_OPEN_UNTIL = {
    # The day stands before the closing time when that is tomorrow.
    language: re.escape(say(language, "hours.open_until", time="@")).replace(
        "@", f".*{_closing():%H:%M}"
    )
    for language in LANGUAGES
}


def _everything(answer: Answer) -> str:
    return json.dumps([answer.text, answer.custom, answer.buttons], ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_answered_for_this_city_alone(velamar: Assistant, language: str) -> None:
    visitor = velamar.conversation()
    wrong = []
    for question, pattern in QUESTIONS[language]:
        answer = visitor.ask(question)
        traces = QINGDAO.findall(_everything(answer))
        if traces:
            wrong.append(f"{question} -> traces {traces}: {answer.text}")
        if not re.search(pattern, answer.text) or not answer.text:
            wrong.append(f"{question} -> not /{pattern}/: {answer.text}")
        if answer.language != language:
            wrong.append(f"{question} -> in {answer.language}: {answer.text}")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Is the Clock House open now?"),
        ("zh", "时钟屋现在开着吗？"),
        ("ja", "とけいの館は今開いていますか？"),
        ("ko", "시계의 집 지금 열었나요?"),
    ],
)
def test_open_now_is_told_by_the_clocks_of_this_city(
    velamar: Assistant, language: str, question: str
) -> None:
    answer = velamar.ask(question)
    assert re.search(_OPEN_UNTIL[language], answer.text), answer.text
    assert is_dated(answer.text, language), answer.text


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How much is the ticket for the Tsingtao Beer Museum?"),
        ("zh", "青岛啤酒博物馆门票多少钱？"),
        ("ja", "青島ビール博物館の入場料はいくらですか？"),
        ("ko", "칭다오 맥주 박물관 입장료는 얼마예요?"),
    ],
)
def test_a_place_of_the_first_city_is_not_known_here(
    velamar: Assistant, language: str, question: str
) -> None:
    answer = velamar.ask(question)
    assert answer.language == language
    assert not re.search(r"60|登州|Dengzhou|[¥￥元]", answer.text), answer.text
