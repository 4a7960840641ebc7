"""What the stand-in for Rasa answers: cards, choices, forms, in four languages."""

from __future__ import annotations

from typing import Any

from channels.rasa import Message
from channels.words import language_of_text
from tests.channels.fakes import Call

# What a visitor asks in each language, and what answers begin with.
QUESTIONS = {
    "en": "Which museums are there?",
    "zh": "有哪些博物馆？",
    "ja": "どんな博物館がありますか",
    "ko": "어떤 박물관이 있나요?",
}
ANSWERS = {
    "en": "3 matches: museums",
    "zh": "共找到3个：博物馆",
    "ja": "3件見つかりました：博物館",
    "ko": "3곳을 찾았습니다: 박물관",
}
NAMES = {
    "en": ("Museum of Harbours", "Lighthouse Museum", "House of Kites"),
    "zh": ("港口博物馆", "灯塔博物馆", "风筝之家"),
    "ja": ("港の博物館", "灯台博物館", "凧の館"),
    "ko": ("항구 박물관", "등대 박물관", "연 박물관"),
}
# With these a list has five places, as the assistant's own lists have.
OTHERS = {
    "en": ("Museum of the Old Railway Station", "Gallery of Modern Art by the Bay"),
    "zh": ("老火车站博物馆", "海湾现代美术馆"),
    "ja": ("旧駅舎博物館", "湾岸近代美術館"),
    "ko": ("옛 기차역 박물관", "해안 현대미술관"),
}
FACTS = {
    "en": ("museum", "Old Town", "A small museum in a former customs house.", "from 12 a person"),
    "zh": ("博物馆", "老城区", "设在旧海关大楼里的小型博物馆。", "每人12起"),
    "ja": ("博物館", "旧市街", "旧税関の建物にある小さな博物館です。", "1人12から"),
    "ko": ("박물관", "구시가지", "옛 세관 건물에 있는 작은 박물관입니다.", "1인 12부터"),
}
SOURCES = {
    "en": "Source: city guide (as of May 2026)",
    "zh": "来源：城市指南（截至2026年5月）",
    "ja": "出典：シティガイド（2026年5月時点）",
    "ko": "출처: 시티 가이드 (2026년 5월 기준)",
}
MORE = {"en": "More", "zh": "更多", "ja": "もっと見る", "ko": "더 보기"}
PHONE = "+1 555 0100 200"


def places(language: str, others: bool = False) -> list[dict[str, Any]]:
    """Return an answer with three or five cards, a choice for each and one for more."""
    category, district, summary, price = FACTS[language]
    extra = OTHERS if others else {}
    names = (*NAMES[language], *extra.get(language, ()))
    local_names = (*NAMES["zh"], *extra.get("zh", ()))
    lines = [f"{n}. {name} – {category} · {district}" for n, name in enumerate(names, 1)]
    cards = [
        {
            "id": f"place-{n}",
            "kind": "attraction",
            "name": name,
            "local_name": local_names[n],
            "category": category,
            "district": district,
            "summary": summary,
            "address": "12 Pier Street" if n < 2 else None,
            "local_address": "码头街12号" if n < 2 else None,
            "latitude": 36.06 + n / 100,
            "longitude": 120.32,
            "phone": PHONE if n == 0 else None,
            "website": "https://museum.example/" if n == 1 else None,
            "map": f"https://map.example/?place={n}",
            "map_app": "amap" if n == 1 else "phone",
            "directions": f"https://map.example/to?place={n}",
            "stars": None,
            "price": price if n == 0 else None,
            "open": {0: True, 1: False}.get(n),
            "image": "/static/any/scene.svg" if n == 1 else None,
            "image_credit": "Picture: the city" if n == 1 else None,
            "source": SOURCES[language],
        }
        for n, name in enumerate(names)
    ]
    buttons = [
        {"title": name, "payload": f'/ask_details{{"place": "place-{n}"}}'}
        for n, name in enumerate(names)
    ]
    buttons.append({"title": MORE[language], "payload": "/more_results"})
    # What announces a list may end with a colon.
    head = f"{ANSWERS[language]}:" if others else ANSWERS[language]
    text = "\n".join([head, *lines, SOURCES[language]])
    payload = {"type": "places", "language": language, "cards": cards, "act": "find_attraction"}
    return [{"text": text, "buttons": buttons}, {"custom": payload}]


def answer(call: Call) -> list[Message]:
    """Return the answer of the script to one message."""
    text, page = call.text, call.metadata.get("language") or "en"
    if text in QUESTIONS.values():
        return places(language_of_text(text) or page)
    if text.startswith("/ask_details"):
        detail = f"{FACTS[page][2]}\n- {FACTS[page][0]}\n- {FACTS[page][1]}\n{SOURCES[page]}"
        return [{"text": detail}]
    if text.startswith("/more_results"):
        return places(page)
    if text == "five":
        return places(page, others=True)
    return _SCRIPT.get(text) or [{"text": f"You asked: {text}"}]


def _plan() -> list[Message]:
    names = NAMES["en"]
    cards = places("en")[1]["custom"]["cards"]
    stops: list[dict[str, Any]] = [
        {"arrive": "09:00", "leave": "10:30", "way": None, "card": cards[0]},
        {"arrive": "12:00", "leave": "13:00", "way": None, "card": None, "meal": True},
        {"arrive": "13:10", "leave": "14:00", "way": "about 700 m on foot", "card": cards[1]},
    ]
    lines = [
        "A plan for today, 09:00 to 14:00",
        f"1. 09:00–10:30 {names[0]} – museum",
        "12:00–13:00: time for lunch",
        "  about 700 m on foot",
        f"2. 13:10–14:00 {names[1]} – museum",
        "The times are estimates.",
    ]
    buttons = [{"title": name, "payload": "/ask_details"} for name in names[:2]]
    custom = {"type": "plan", "language": "en", "title": lines[0], "stops": stops}
    return [{"text": "\n".join(lines), "buttons": buttons}, {"custom": custom}]


def _prices() -> list[Message]:
    lines = ["Tickets for the Museum of Harbours", "- Entrance: adult 60, child 30"]
    rows = [
        {"label": "Entrance", "who": who, "told": told, "note": note}
        for who, told, note in (
            ("adult", "60", "Closed on Mondays"),
            ("child", "30", "Closed on Mondays. With a passport"),
        )
    ]
    custom: dict[str, Any] = {"type": "tickets", "language": "en", "act": "ask_ticket"}
    custom |= {"lines": lines[1:], "prices": rows}
    return [{"text": "\n".join([*lines, SOURCES["en"]])}, {"custom": custom}]


_TOPIC: list[Message] = [
    {
        "text": "What is it about?\n1. Lost property\n2. Cancel",
        "buttons": [
            {"title": "Lost property", "payload": '/leave{"choice": "lost"}'},
            {"title": "Cancel", "payload": '/leave{"choice": "cancel"}'},
        ],
    },
    {"custom": {"type": "form", "field": "topic", "input": "choice", "step": 1, "of": 4}},
]
_SCRIPT: dict[str, list[Message]] = {
    "message": [
        {"text": "How can we reach you?"},
        {"custom": {"type": "form", "field": "reach", "input": "text", "step": 3, "of": 4}},
    ],
    "topic": _TOPIC,
    "topic and position": [*_TOPIC, {"custom": {"type": "ask_position"}}],
    "words": [
        {"text": "What would you like to tell the staff?"},
        {"custom": {"type": "form", "field": "text", "input": "textarea", "step": 2, "of": 4}},
    ],
    "near": [{"text": "Which place do you mean?"}, {"custom": {"type": "ask_position"}}],
    "way": [
        {"text": f"About 2 km.\nOpen it: https://map.example/way\n{SOURCES['en']}"},
        {
            "custom": {
                "type": "way",
                "language": "en",
                "directions": "https://map.example/way",
                "drawing": {"src": "static/any/scene.svg?way=a,b", "alt": "Map of the way"},
            }
        },
    ],
    "plan": _plan(),
    "prices": _prices(),
    "料金": [
        {"text": "入場料：\n- 大人60"},
        {
            "custom": {
                "type": "tickets",
                "language": "ja",
                "lines": ["- 大人60"],
                "prices": [
                    {"label": "入場券", "who": "大人", "told": "60", "note": "月曜休館。要予約。"},
                    {"label": "入場券", "who": "学生", "told": "30", "note": "割引。"},
                    {"label": "入場券", "who": "子供", "told": "20", "note": "割引。"},
                ],
            }
        },
    ],
    "call": [
        {"text": "Phone: 400 169 1903 or (https://a.example/)”"},
        {"custom": {"type": "places", "cards": [{"name": "Desk", "phone": "400 169 1903"}]}},
    ],
    "festivals": [
        {"text": f"Harbour week\nBoats come.\nKite day\nKites fly.\n{SOURCES['en']}"},
        {"custom": {"type": "articles", "articles": [{"id": "h", "title": "Harbour week"}]}},
    ],
    "markup": [{"text": "<img src=x onerror=alert(1)> <b>bold</b> https://a.example/x."}],
    "help": [
        {"text": "Please call at once.\n110: police\n120: ambulance"},
        {"custom": {"type": "emergency", "language": "en", "lines": ["110: police"]}},
    ],
}
