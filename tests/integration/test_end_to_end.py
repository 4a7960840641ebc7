"""The whole assistant on the office's own city: asked through REST, answered from the database."""

from __future__ import annotations

import re
import shutil
import time
import uuid

import pytest

from tests.integration.answers import LANGUAGES, is_dated, is_factual
from tests.integration.servers import Assistant

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("qingdao")]

MUST_ANSWER = {
    "the office's hours": (
        "When is the tourist office open?",
        "en",
        ["Mon–Fri 09:00–17:00", "Sat–Sun closed"],
    ),
    "a ticket's price": (
        "青岛啤酒博物馆门票多少钱？",
        "zh",
        ["青岛啤酒博物馆", "双馆票", "¥60", "夜游票", "¥79"],
    ),
    "the way to a sight": (
        "桟橋への行き方を教えてください",
        "ja",
        ["桟橋", "太平路12号", "https://www.openstreetmap.org/?mlat=36.06", "mlon=120.31"],
    ),
    "hotels in a district": (
        "시난구에 있는 호텔 추천해 주세요",
        "ko",
        ["시난구", "샹그릴라 칭다오", "5성급"],
    ),
    "restaurants in a district": (
        "seafood restaurant in Laoshan district",
        "en",
        ["seafood", "Laoshan", "1. "],
    ),
    "the office's number": (
        "What is the phone number of the visitor centre?",
        "en",
        ["+86 532 6887 3099"],
    ),
    "a zone": (
        "Tell me about the China-Japan demonstration zone",
        "en",
        ["10.6 square kilometres"],
    ),
    "a writer": ("what did Lao She do in Qingdao", "en", ["Lao She", "1934", "1937"]),
}


@pytest.mark.parametrize("name", MUST_ANSWER)
def test_a_question_is_answered_from_the_database_in_its_language(
    qingdao: Assistant, name: str
) -> None:
    question, language, facts = MUST_ANSWER[name]
    answer = qingdao.ask(question)
    assert [fact for fact in facts if fact not in answer.text] == [], answer.text
    assert answer.language == language, answer.text
    assert is_dated(answer.text, language), answer.text


@pytest.mark.parametrize(
    ("language", "first", "phone", "address", "open_"),
    [
        (
            "en",
            "How do I get to the Tsingtao Beer Museum?",
            "what's its phone number?",
            "and its address?",
            "is it open now?",
        ),
        ("zh", "青岛啤酒博物馆怎么去？", "它的电话是多少？", "地址呢？", "现在开门吗？"),
        (
            "ja",
            "青島ビール博物館への行き方は？",
            "電話番号を教えてください",
            "住所は？",
            "今は営業中ですか？",
        ),
        (
            "ko",
            "칭다오 맥주 박물관에 어떻게 가나요?",
            "전화번호가 뭐예요?",
            "주소는요?",
            "지금 열었나요?",
        ),
    ],
)
def test_the_place_last_spoken_of_stays_in_focus(
    qingdao: Assistant, language: str, first: str, phone: str, address: str, open_: str
) -> None:
    visitor = qingdao.conversation()
    visitor.ask(first)
    assert "400 169 1903" in visitor.ask(phone).text
    assert re.search(r"Dengzhou|登州路|덩저우로|デンジョウ", visitor.ask(address).text)
    hours = visitor.ask(open_)
    assert "08:30" in hours.text
    assert hours.language == language


# A visitor's way through eight turns: (message, what the answer must hold, is it a fact?).
CONVERSATIONS = {
    "en": [
        ("Good morning!", r"Hello", False),
        ("Which hotels are there in Shinan?", r"1\. .+5-star.+Shinan", True),
        ("the second one", r"{second} \(.+\) · (?:luxury|upscale) hotel", True),
        ("what's its phone number?", r"\+86 532 \d{4} \d{4}", True),
        ("How much is the ticket for the Tsingtao Beer Museum?", r"CN¥60.+\n.+CN¥79", True),
        ("How do I get there?", r"56-1 Dengzhou Road[\s\S]+openstreetmap\.org", True),
        ("what is nearby?", r"Near Tsingtao Beer Museum[\s\S]+on foot", True),
        ("Thank you, goodbye!", r"welcome|Goodbye", False),
    ],
    "zh": [
        ("早上好！", r"您好", False),
        ("市南区有哪些酒店？", r"1\. .+5星级.+市南区", True),
        ("第二家", r"{second} · ", True),
        ("它的电话是多少？", r"\+86 532 \d{4} \d{4}", True),
        ("青岛啤酒博物馆门票多少钱？", r"¥60[\s\S]+¥79", True),
        ("怎么去那里？", r"登州路56-1号[\s\S]+openstreetmap\.org", True),
        ("附近还有什么？", r"青岛啤酒博物馆附近[\s\S]+步行", True),
        ("谢谢，再见！", r"不客气|再见", False),
    ],
    "ja": [
        ("おはようございます！", r"こんにちは", False),
        ("市南区にはどんなホテルがありますか？", r"1\. .+5つ星.+市南区", True),
        ("2番目", r"{second}", True),
        ("電話番号は？", r"\+86 532 \d{4} \d{4}", True),
        ("青島ビール博物館の入場料はいくらですか？", r"60[\s\S]+79", True),
        ("そこへの行き方を教えてください", r"登州路56-1号[\s\S]+openstreetmap\.org", True),
        ("近くに何がありますか？", r"青島ビール博物館[\s\S]+徒歩", True),
        ("ありがとう、さようなら", r"どういたしまして|よい旅を", False),
    ],
    "ko": [
        ("안녕하세요!", r"안녕하세요", False),
        ("시난구에는 어떤 호텔이 있나요?", r"1\. .+5성급.+시난구", True),
        ("두 번째요", r"{second} \(.+\) · ", True),
        ("전화번호가 어떻게 되나요?", r"\+86 532 \d{4} \d{4}", True),
        ("칭다오 맥주 박물관 입장료는 얼마예요?", r"60[\s\S]+79", True),
        ("거기 어떻게 가요?", r"openstreetmap\.org", True),
        ("근처에 뭐가 있어요?", r"칭다오 맥주 박물관[\s\S]+도보", True),
        ("고마워요, 안녕히 계세요", r"천만에요|안녕히 가세요", False),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_of_eight_turns_holds_its_thread(qingdao: Assistant, language: str) -> None:
    visitor = qingdao.conversation()
    second = ""
    for message, pattern, factual in CONVERSATIONS[language]:
        answer = visitor.ask(message)
        said = f"{message}\n{answer.text}"
        # Equal places take turns, a day each.
        wanted = pattern.replace("{second}", re.escape(second))
        assert re.search(wanted, answer.text), said
        if not second and "\n2. " in answer.text:
            second = answer.buttons[1]["title"]
        assert answer.language == language, said
        assert not factual or is_dated(answer.text, language), said


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Help, my friend is unconscious, we need an ambulance!"),
        ("zh", "救命，我朋友昏过去了，快叫救护车！"),
        ("ja", "助けて！友達が倒れました、救急車を呼んでください"),
        ("ko", "도와주세요! 친구가 쓰러졌어요, 구급차 불러 주세요"),
    ],
)
def test_who_needs_an_ambulance_gets_its_number_at_once(
    qingdao: Assistant, language: str, message: str
) -> None:
    answer = qingdao.ask(message)
    assert "120" in "".join(answer.text.splitlines()[:4]), answer.text
    assert answer.language == language


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "xqzv blorp wibble"),
        ("zh", "嘟噜哐叽呱啦"),
        ("ja", "むにゃらぽけすぴろん"),
        ("ko", "쿠뿌루띠몽 쌰랄뿡"),
    ],
)
def test_nonsense_gets_words_but_no_fact(qingdao: Assistant, language: str, message: str) -> None:
    visitor = qingdao.conversation()
    visitor.ask({"en": "Hello", "zh": "你好", "ja": "こんにちは", "ko": "안녕하세요"}[language])
    answer = visitor.ask(message)
    assert answer.text
    assert answer.language == language, answer.text
    assert not is_factual(answer.text), answer.text


@pytest.mark.parametrize(
    ("language", "known", "unknown", "name"),
    [
        (
            "en",
            "What's the phone number of the Tsingtao Beer Museum?",
            "How much is a ticket for Fizzlewick Castle?",
            "Fizzlewick Castle",
        ),
        ("zh", "青岛啤酒博物馆的电话是多少？", "翡冷城堡的门票多少钱？", "翡冷城堡"),
        (
            "ja",
            "青島ビール博物館の電話番号は？",
            "フィズルウィック城の入場料はいくらですか？",
            "フィズルウィック城",
        ),
        (
            "ko",
            "칭다오 맥주 박물관 전화번호 알려 주세요",
            "피즐윅 성 입장료는 얼마예요?",
            "피즐윅 성",
        ),
    ],
)
def test_a_name_like_no_other_is_said_to_be_unknown_and_gets_no_other_places_facts(
    qingdao: Assistant, language: str, known: str, unknown: str, name: str
) -> None:
    visitor = qingdao.conversation()
    assert "400 169 1903" in visitor.ask(known).text
    answer = visitor.ask(unknown)
    assert name in answer.text
    assert answer.language == language, answer.text
    assert not is_dated(answer.text, language), answer.text
    assert "400 169 1903" not in answer.text
    assert "+86 532 6887 3099" in answer.text, "whom to call instead"


def test_the_reply_is_in_the_language_of_the_last_message(qingdao: Assistant) -> None:
    visitor = qingdao.conversation()
    assert visitor.ask("Where is Zhanqiao Pier?").language == "en"
    assert visitor.ask("门票多少钱？").language == "zh"
    assert visitor.ask("営業時間は？").language == "ja"
    assert visitor.ask("전화번호는요?").language == "ko"


def test_a_message_that_shows_no_language_keeps_the_conversations(qingdao: Assistant) -> None:
    visitor = qingdao.conversation()
    visitor.ask("시난구 호텔 알려 주세요")
    assert visitor.ask("2").language == "ko"


def test_two_visitors_do_not_share_a_focus(qingdao: Assistant) -> None:
    one, other = qingdao.conversation(), qingdao.conversation()
    one.ask("Where is the Tsingtao Beer Museum?")
    other.ask("Where is Zhanqiao Pier?")
    assert "400 169 1903" in one.ask("what's its phone number?").text
    assert "400 169 1903" not in other.ask("what's its phone number?").text


def test_a_button_asks_about_the_place_that_it_names(qingdao: Assistant) -> None:
    visitor = qingdao.conversation()
    buttons = visitor.ask("hotels in Shinan").buttons
    assert buttons[1]["title"] in visitor.ask(buttons[1]["payload"]).text


def test_while_the_database_is_away_the_visitor_hears_so(qingdao: Assistant) -> None:
    visitor = qingdao.conversation()
    visitor.ask("Where is Zhanqiao Pier?")
    aside = qingdao.database.with_suffix(".aside")
    shutil.move(qingdao.database, aside)
    # A folder in its place: SQLite would make a new, empty file.
    qingdao.database.mkdir()
    try:
        assert "can't look that up right now" in visitor.ask("what's its phone number?").text
        assert visitor.ask("门票多少钱").language == "zh"
        assert "120" in visitor.ask("I need an ambulance!").text
    finally:
        qingdao.database.rmdir()
        shutil.move(aside, qingdao.database)
    assert "+86 532 8288 4548" in visitor.ask("what's its phone number?").text


def test_a_place_that_staff_add_is_recognised_within_a_minute(qingdao: Assistant) -> None:
    question = "What is the address of the Quimbrel Observatory?"
    assert "Lantern Steps" not in qingdao.ask(question).text
    table = qingdao.city / "offices.csv"
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    header = rows[0].split(",")
    row = {
        "id": "quimbrel-observatory",
        "name_en": "Quimbrel Observatory",
        "address_en": "7 Lantern Steps",
        "source": "staff",
        "as_of": "2026-10-01",
        "kind": "post-office",
    }
    assert set(row) <= set(header)
    rows.append(",".join(row.get(column, "") for column in header))
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    qingdao.import_city()
    deadline = time.monotonic() + 60
    answer = qingdao.ask(question, uuid.uuid4().hex).text
    while "Lantern Steps" not in answer and time.monotonic() < deadline:
        time.sleep(2)
        answer = qingdao.ask(question, uuid.uuid4().hex).text
    assert "7 Lantern Steps" in answer
