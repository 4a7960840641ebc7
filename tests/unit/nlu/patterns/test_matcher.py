"""Patterns: how they are read, and what those of the training data find in four languages."""

from __future__ import annotations

import itertools

import pytest

from nlu.patterns.matcher import Patterns, Quantity

NUMBERS = {"three": "number=3", "twenty": "number=20", "hundred": "unit=100", "万": "unit=10000"}

ENGLISH = [
    ("a hotel under 300 yuan", "price=-300"),
    ("at most 50 euros", "price=-50"),
    ("we have a budget of 100", "price=-100"),
    ("my budget is €80", "price=-80"),
    ("no more than $1,200 in all", "price=-1200"),
    ("up to 60 quid a night", "price=-60"),
    ("80 dollars or less", "price=-80"),
    ("less than 50 please", "price=-50"),
    ("between 500 and 700", "price=500-700"),
    ("300-500 rmb", "price=300-500"),
    ("from 30 to 40 euros", "price=30-40"),
    ("$30-50", "price=30-50"),
    ("over 800 yuan", "price=800-"),
    ("100 pounds or more", "price=100-"),
    ("about 50 yuan a head", "price=40-60"),
    ("a hundred and fifty dollars", "price=120-180"),
    ("2k yen", "price=1600-2400"),
    ("something cheaper", "price=cheap"),
    ("the least expensive one", "price=cheap"),
    ("not too expensive", "price=cheap"),
    ("that's too expensive", "price=cheap"),
    ("a budget hostel", "price=cheap"),
    ("moderately priced food", "price=moderate"),
    ("mid-range hotels", "price=moderate"),
    ("somewhere upscale", "price=expensive"),
    ("the most expensive hotel", "price=expensive"),
    ("museums with free entry", "price=free"),
    ("can we get in for free?", "price=free"),
    ("anything free?", "price=free"),
    ("is the castle free on Mondays", "price=free time=monday"),
    ("a 4 star hotel", "stars=4"),
    ("four-star", "stars=4"),
    ("at least 4 stars", "stars=4-"),
    ("3 stars or more", "stars=3-"),
    ("4 or 5 star hotels", "stars=4-5"),
    ("4.5 or above", "rating=4.5-"),
    ("rated at least 4", "rating=4-"),
    ("with a rating of 4.7", "rating=4.7"),
    ("above 4.2 please", "rating=4.2-"),
    ("a table for two", "people=2"),
    ("3 people", "people=3"),
    ("two adults and 3 kids", "people=2 people=3"),
    ("there are five of us", "people=5"),
    ("a party of twelve", "people=12"),
    ("the second one", "ordinal=2"),
    ("number 3 please", "ordinal=3"),
    ("the last one", "ordinal=-1"),
    ("I'll take the first", "ordinal=1"),
    ("second to last", "ordinal=-2"),
    ("#4", "ordinal=4"),
    ("2", "ordinal=2"),
    ("do you speak Korean?", "requested_language=ko"),
    ("in Chinese please", "requested_language=zh"),
    ("what's their website", "contact=website"),
    ("phone number and e-mail", "contact=phone contact=email"),
    ("how can I call them", "contact=phone"),
    # What only looks like one.
    ("a five-star beer", ""),
    ("a three Michelin star dinner", ""),
    ("on the second of May", ""),
    ("May 2nd", ""),
    ("Room 3", ""),
    ("bus number 3", ""),
    ("my first time in China", ""),
    ("the last bus", ""),
    ("free wifi", ""),
    ("is parking free", ""),
    ("are you free on Sunday", "time=sunday"),
    ("the free trade zone", ""),
    ("visa-free entry", ""),
    ("how expensive is it", ""),
    ("within 500 metres", ""),
    ("children under 12", ""),
    ("over 65", ""),
    ("less than two hours", ""),
    ("a Korean restaurant", ""),
    ("English breakfast", ""),
    ("open until 10:30", ""),
    ("what is this called", ""),
    ("that one won't do", ""),
]

CHINESE = [
    ("300元以下的酒店", "price=-300"),
    ("不超过三百", "price=-300"),
    ("五百以内", "price=-500"),
    ("预算五百", "price=-500"),
    ("预算大概500块", "price=-500"),
    ("￥２００以内", "price=-200"),
    ("一万日元以内", "price=-10000"),
    ("300-500元", "price=300-500"),
    ("二百到三百", "price=200-300"),
    ("三四百的房间", "price=300-400"),
    ("2-3万日元", "price=20000-30000"),
    ("价格在100到200之间", "price=100-200"),
    ("500元以上", "price=500-"),
    ("两千以上", "price=2000-"),
    ("人均一百五", "price=120-180"),
    ("人均100左右", "price=80-120"),
    ("50塊左右", "price=40-60"),
    ("便宜一点的", "price=cheap"),
    ("不太贵的餐厅", "price=cheap"),
    ("太贵了", "price=cheap"),
    ("经济型酒店", "price=cheap"),
    ("价格适中", "price=moderate"),
    ("中等价位", "price=moderate"),
    ("豪华酒店", "price=expensive"),
    ("高檔餐廳", "price=expensive"),
    ("门票免费吗", "price=free"),
    ("免费的博物馆", "price=free"),
    ("不要钱的景点", "price=free"),
    ("四星级酒店", "stars=4"),
    ("五星級飯店", "stars=5"),
    ("至少四星", "stars=4-"),
    ("三星及以上", "stars=3-"),
    ("三到四星", "stars=3-4"),
    ("评分4分以上", "rating=4-"),
    ("評分4.5以上", "rating=4.5-"),
    ("4.8分的餐厅", "rating=4.8"),
    ("两个人", "people=2"),
    ("我們三個人", "people=3"),
    ("十二位", "people=12"),
    ("一家三口", "people=3"),
    ("两大一小", "people=3"),
    ("第二个", "ordinal=2"),
    ("第2家", "ordinal=2"),
    ("第三間", "ordinal=3"),
    ("最后一个", "ordinal=-1"),
    ("倒数第二家", "ordinal=-2"),
    ("说英文", "requested_language=en"),
    ("可以用日語嗎", "requested_language=ja"),
    ("韩文", "requested_language=ko"),
    ("联系电话和官网", "contact=phone contact=website"),
    ("电子邮箱", "contact=email"),
    # What only looks like one.
    ("免费wifi", ""),
    ("免费停车", ""),
    ("有免费早餐吗", ""),
    ("贵州菜", ""),
    ("贵不贵", ""),
    ("经济开发区", ""),
    ("三星堆", ""),
    ("米其林三星餐厅", ""),
    ("五星红旗", ""),
    ("第一人民医院", ""),
    ("第二海水浴场", ""),
    ("我们一块去", ""),
    ("三百米以内", ""),
    ("一个人多少钱", ""),
    ("1.2米以下的儿童", ""),
    ("六十五岁以上", ""),
    ("3号线", ""),
    ("第一次来", ""),
    ("最后一班车", ""),
    ("走路五分钟", ""),
    ("晚上8点以后", ""),
    ("五四广场", ""),
]

JAPANESE = [
    ("2万円以内", "price=-20000"),
    ("二万円以内", "price=-20000"),
    ("¥400以下", "price=-400"),
    ("２００元以下", "price=-200"),
    ("百ドル以下", "price=-100"),
    ("予算は1万円です", "price=-10000"),
    ("一泊500元まで", "price=-500"),
    ("５千円から１万円", "price=5000-10000"),
    ("300～500元", "price=300-500"),
    ("2-3万円", "price=20000-30000"),
    ("300元以上", "price=300-"),
    ("500元くらい", "price=400-600"),
    ("一人3000円程度", "price=2400-3600"),
    ("安いホテル", "price=cheap"),
    ("もっと安いのはありますか", "price=cheap"),
    ("高くない店", "price=cheap"),
    ("格安の宿", "price=cheap"),
    ("手頃な値段", "price=moderate"),
    ("リーズナブルなお店", "price=moderate"),
    ("中級ホテル", "price=moderate"),
    ("高級レストラン", "price=expensive"),
    ("豪華なホテル", "price=expensive"),
    ("入場無料の公園", "price=free"),
    ("入場料は無料ですか", "price=free"),
    ("無料の観光スポット", "price=free"),
    ("4つ星ホテル", "stars=4"),
    ("四つ星", "stars=4"),
    ("星4つ", "stars=4"),
    ("三ツ星以上", "stars=3-"),
    ("★★★★", "stars=4"),
    ("評価4以上", "rating=4-"),
    ("評価が4.5以上の店", "rating=4.5-"),
    ("4.8点以上", "rating=4.8-"),
    ("口コミ4.2", "rating=4.2"),
    ("3人で行きます", "people=3"),
    ("二人", "people=2"),
    ("大人2名", "people=2"),
    ("４名様", "people=4"),
    ("2番目", "ordinal=2"),
    ("二つ目", "ordinal=2"),
    ("3軒目のお店", "ordinal=3"),
    ("一番目", "ordinal=1"),
    ("最初のホテル", "ordinal=1"),
    ("最後のがいいです", "ordinal=-1"),
    ("下から二番目", "ordinal=-2"),
    ("②", "ordinal=2"),
    ("1番でお願いします", "ordinal=1"),
    ("英語でお願いします", "requested_language=en"),
    ("韓国語は話せますか", "requested_language=ko"),
    ("中国語で書いて", "requested_language=zh"),
    ("電話番号を教えて", "contact=phone"),
    ("ホームページとメールアドレス", "contact=website contact=email"),
    # What only looks like one.
    ("一番おすすめの店", ""),
    ("無料Wi-Fi", ""),
    ("駐車場は無料ですか", ""),
    ("無料で使えるロッカー", ""),
    ("わかりやすい地図", ""),
    ("行きやすい場所", ""),
    ("評価が高い店", ""),
    ("ミシュラン三つ星", ""),
    ("徒歩5分以内", ""),
    ("一人あたりいくら", ""),
    ("第一人民病院", ""),
    ("人気の店", ""),
    ("もう一つ教えて", ""),
    ("最初に行くなら", ""),
    ("最後の入場は何時", ""),
    ("3番線", ""),
    ("二つ目の駅", ""),
    ("不安です", ""),
    ("安全ですか", ""),
]

KOREAN = [
    ("3만원 이하", "price=-30000"),
    ("5만 원 미만", "price=-50000"),
    ("만원 이하", "price=-10000"),
    ("오만원 이하", "price=-50000"),
    ("2만원 안 넘는 곳", "price=-20000"),
    ("300위안 이하 호텔", "price=-300"),
    ("예산은 30만 원 정도", "price=-300000"),
    ("예산 5만원", "price=-50000"),
    ("5천원에서 만원", "price=5000-10000"),
    ("300위안에서 500위안", "price=300-500"),
    ("100-150위안", "price=100-150"),
    ("2~3만원", "price=20000-30000"),
    ("100에서 200 사이", "price=100-200"),
    ("500위안 이상", "price=500-"),
    ("1인당 2만원 정도", "price=16000-24000"),
    ("이만 오천원", "price=20000-30000"),
    ("저렴한 호텔", "price=cheap"),
    ("더 싼 곳", "price=cheap"),
    ("안 비싼 식당", "price=cheap"),
    ("너무 비싸요", "price=cheap"),
    ("적당한 가격의 호텔", "price=moderate"),
    ("가격은 보통이면 돼요", "price=moderate"),
    ("비싼 식당", "price=expensive"),
    ("고급 호텔", "price=expensive"),
    ("입장료 무료인가요", "price=free"),
    ("공짜", "price=free"),
    ("무료 명소", "price=free"),
    ("4성급", "stars=4"),
    ("4성급 이상", "stars=4-"),
    ("삼성급 호텔", "stars=3"),
    ("별 다섯 개", "stars=5"),
    ("3~4성급", "stars=3-4"),
    ("평점 4점 이상", "rating=4-"),
    ("평점 4.5 이상", "rating=4.5-"),
    ("4.2점", "rating=4.2"),
    ("3명", "people=3"),
    ("두 명", "people=2"),
    ("세 명이서", "people=3"),
    ("둘이서", "people=2"),
    ("어른 2명 아이 1명", "people=2 people=1"),
    ("네 분", "people=4"),
    ("두 번째", "ordinal=2"),
    ("두번째로 할게요", "ordinal=2"),
    ("둘째", "ordinal=2"),
    ("첫 번째 호텔", "ordinal=1"),
    ("3번이요", "ordinal=3"),
    ("마지막 호텔", "ordinal=-1"),
    ("끝에서 두 번째", "ordinal=-2"),
    ("영어로 말해 주세요", "requested_language=en"),
    ("중국어 되나요", "requested_language=zh"),
    ("日本語로 해 주세요", "requested_language=ja"),
    ("전화번호랑 홈페이지", "contact=phone contact=website"),
    ("이메일 주소", "contact=email"),
    # What only looks like one.
    ("무료 와이파이", ""),
    ("무료 주차 되나요", ""),
    ("둘러싼 벽", ""),
    ("저렴해 보이는 명소", "price=cheap"),
    ("미슐랭 3스타", ""),
    ("스타벅스", ""),
    ("공원", ""),
    ("이 식당", ""),
    ("3번 버스", ""),
    ("2번 출구", ""),
    ("두 번 갔어요", ""),
    ("마지막 입장 시간", ""),
    ("둘째 주", ""),
    ("10분 거리", ""),
    ("걸어서 삼십 분이면 가나요", ""),
    ("300미터 이하", ""),
    ("만 18세 이하", ""),
    ("사고가 났어요", ""),
    ("119 불러 주세요", ""),
    ("와이파이랑 주차장 둘 다 있나요", ""),
    ("돈을 낼 수 있나요", ""),
    ("유명한 곳", ""),
]

TIMES = [
    ("is it open now", "time=now"),
    ("open today?", "time=today"),
    ("what is on tonight", "time=tonight"),
    ("and the day after tomorrow", "time=day_after_tomorrow"),
    ("on public holidays", "time=holiday"),
    ("on sat and sun", "time=saturday time=sunday"),
    ("we are on our holidays", ""),
    ("the sun and the sea", ""),
    ("现在开门吗", "time=now"),
    ("今天晚上", "time=tonight"),
    ("後天", "time=day_after_tomorrow"),
    ("大后天", ""),
    ("星期天", "time=sunday"),
    ("周五和周六", "time=friday time=saturday"),
    ("国庆期间", "time=holiday"),
    ("三周年", ""),
    ("今開いていますか", "time=now"),
    ("今年の祭り", ""),
    ("今日", "time=today"),
    ("明後日", "time=day_after_tomorrow"),
    ("日曜日", "time=sunday"),
    ("祝日", "time=holiday"),
    ("지금 열었나요", "time=now"),
    ("오늘 밤", "time=tonight"),
    ("내일모레", "time=day_after_tomorrow"),
    ("토요일", "time=saturday"),
    ("공휴일에도 하나요", "time=holiday"),
]


def _found(patterns: Patterns, text: str) -> str:
    return " ".join(f"{q.entity}={q.value}" for q in patterns.find(text))


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_quantities_are_found_and_nothing_else(
    patterns: Patterns, text: str, expected: str
) -> None:
    assert _found(patterns, text) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_quantities_are_found_and_nothing_else(
    patterns: Patterns, text: str, expected: str
) -> None:
    assert _found(patterns, text) == expected


@pytest.mark.parametrize(("text", "expected"), JAPANESE)
def test_japanese_quantities_are_found_and_nothing_else(
    patterns: Patterns, text: str, expected: str
) -> None:
    assert _found(patterns, text) == expected


@pytest.mark.parametrize(("text", "expected"), KOREAN)
def test_korean_quantities_are_found_and_nothing_else(
    patterns: Patterns, text: str, expected: str
) -> None:
    assert _found(patterns, text) == expected


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_words_of_time_are_found_and_nothing_else(
    patterns: Patterns, text: str, expected: str
) -> None:
    assert _found(patterns, text) == expected


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("is the museum free of charge?", "free of charge"),
        ("our budget is 80 euros.", "80 euros"),
        ("hotels under 300 yuan please", "under 300 yuan"),
        ("二人で３００元以下の店", "３００元以下"),
        ("１泊￥５００まで", "￥５００まで"),
        ("人均100元以內的餐廳", "100元以內"),
        ("예산은 5만 원이에요", "5만 원"),
    ],
)
def test_a_price_covers_its_own_words_in_the_original_text(
    patterns: Patterns, text: str, piece: str
) -> None:
    (price,) = [q for q in patterns.find(text) if q.entity == "price"]
    assert text[price.start : price.end] == piece


def test_quantities_never_overlap_and_come_in_text_order(patterns: Patterns) -> None:
    text = "two rooms for 3 people under 300 yuan, 4 stars or more, rated above 4.5, 第二个最便宜的"
    found = patterns.find(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert len(found) >= 5


def test_a_text_without_any_gives_an_empty_list(patterns: Patterns) -> None:
    assert patterns.find("") == []
    assert patterns.find("   ") == []
    assert patterns.find("🍜🍜") == []


def test_groups_min_and_max_make_a_range() -> None:
    patterns = Patterns([("price", r"(?P<min>{number})-(?P<max>{number}) eur")], NUMBERS)
    assert patterns.find("x 20-30 EUR") == [Quantity("price", "20-30", 2, 11)]


def test_a_range_upside_down_is_none() -> None:
    patterns = Patterns([("price", r"(?P<min>{number})-(?P<max>{number})")], NUMBERS)
    assert patterns.find("30-20") == []


def test_a_unit_behind_the_second_number_counts_for_the_first_when_that_is_smaller() -> None:
    patterns = Patterns([("price", r"(?P<min>{number})-(?P<max>{number})")], NUMBERS)
    assert [q.value for q in patterns.find("2-3万")] == ["20000-30000"]
    assert [q.value for q in patterns.find("500-1万")] == ["500-10000"]


def test_an_amount_that_is_about_becomes_a_range_around_it() -> None:
    patterns = Patterns([("price", r"about (?P<about>{number})")], NUMBERS)
    assert [q.value for q in patterns.find("about 12.5")] == ["10-15"]


def test_a_marked_piece_is_the_entity_and_the_rest_its_context() -> None:
    patterns = Patterns([("price=free", r"entry (?P<mark>free)")], {})
    assert patterns.find("entry free") == [Quantity("price", "free", 6, 10)]


def test_the_longest_match_counts() -> None:
    patterns = Patterns(
        [("people", r"(?P<value>{number}) guests"), ("price", r"(?P<max>{number}) guests at most")],
        NUMBERS,
    )
    assert [q.entity for q in patterns.find("three guests at most")] == ["price"]


def test_what_is_nothing_hides_even_a_longer_match() -> None:
    stars = ("stars", r"(?P<value>{number})-star beer hall")
    patterns = Patterns([stars, ("nothing", "star beer")], {})
    assert patterns.find("3-star beer hall") == []


def test_a_lookup_stands_for_its_words_in_a_pattern() -> None:
    patterns = Patterns(
        [("price", r"(?P<max>{number}) {currency}")], NUMBERS, {"currency": ["Shells", "円"]}
    )
    assert [q.value for q in patterns.find("20 shells, 30 円, 40 bells")] == ["-20", "-30"]


def test_an_unknown_lookup_is_refused_with_its_pattern() -> None:
    with pytest.raises(ValueError, match=r"no lookup 'currency'"):
        Patterns([("price", r"(?P<max>{number}) {currency}")], NUMBERS)


def test_a_pattern_that_does_not_compile_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match=r"'price'.*unterminated"):
        Patterns([("price", "(")], {})


def test_a_synonym_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'cheap' of 'budget'"):
        Patterns([], {"budget": "cheap"})


def test_a_latin_word_never_matches_inside_another() -> None:
    patterns = Patterns([], {"cheap": "price=cheap", "安い": "price=cheap"})
    assert patterns.find("cheapskate") == []
    assert [q.value for q in patterns.find("とても安いです")] == ["cheap"]


def test_characters_of_a_pattern_may_be_written_unfolded() -> None:
    patterns = Patterns([("ordinal", r"(?P<value>\d)個目")], {})
    assert [q.value for q in patterns.find("2個目")] == ["2"]
    assert [q.value for q in patterns.find("２个目")] == ["2"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is there a restaurant called Two Left Feet in the east?", "Two Left Feet"),
        ("a hotel named The Amber Lodge, please", "The Amber Lodge"),
        ("a place called Hill and Dale and I need the address", "Hill and Dale"),
        ("我想去一家名叫云上小馆的餐馆", "云上小馆"),
        ("店名が灯台食堂というところです", "灯台食堂"),
        ("飲食店で、うなぎの三日月というお店はありますか", "うなぎの三日月"),
        ("이름이 노을 국밥집이라는 식당", "노을 국밥집"),
    ],
)
def test_what_is_said_to_be_a_name_is_one(patterns: Patterns, text: str, name: str) -> None:
    places = [q for q in patterns.find(text) if q.entity == "place"]
    assert [q.value for q in places] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "what is it called?",
        "I called the hotel",
        "这道菜叫做什么",
        "店名は何ですか",
        "이름이 뭐라는 거예요",
    ],
)
def test_a_question_for_a_name_holds_none(patterns: Patterns, text: str) -> None:
    assert [q for q in patterns.find(text) if q.entity == "place"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("最低价格是1000元以上的酒店", "1000-"),
        ("价格不超过500", "-500"),
        ("预算1000以上", "1000-"),
        ("가격이 1000위안 이상", "1000-"),
        ("가격이 300위안 이하인 곳", "-300"),
        ("予算1000元以上", "1000-"),
        ("price above 1000 yuan", "1000-"),
    ],
)
def test_a_bound_behind_an_amount_counts_though_a_word_for_money_stands_before_it(
    patterns: Patterns, text: str, value: str
) -> None:
    assert [(q.entity, q.value) for q in patterns.find(text)] == [("price", value)]
