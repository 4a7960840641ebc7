"""Names of a database in what visitors write."""

from __future__ import annotations

import pytest

from nlu.gazetteer.index import Name, NameIndex, NameMatch

NAMES = [
    Name("Pier", "place", "pier"),
    Name("栈桥", "place", "pier"),
    Name("桟橋", "place", "pier"),
    Name("잔교", "place", "pier"),
    Name("Laoshan", "district", "laoshan-district"),
    Name("崂山", "district", "laoshan-district"),
    Name("Laoshan", "place", "mount-laoshan"),
    Name("崂山", "place", "mount-laoshan"),
    Name("라오산", "place", "mount-laoshan"),
    Name("Harbour Grill (Old Town)", "place", "grill-old-town"),
    Name("Harbour Grill (North Pier)", "place", "grill-north"),
    Name("Velamar", "city", "velamar"),
    Name("Velamar Maritime Museum", "place", "maritime"),
    Name("museum", "category", "museum"),
    Name("Ajuda Scenic Area", "place", "ajuda"),
    Name("scenic area", "category", "scenic-area"),
    Name("St. Mary's Cathedral", "place", "cathedral"),
    Name("青島ビール博物館", "place", "beer"),
    Name("青岛啤酒博物馆", "place", "beer"),
    Name("海景花园大酒店", "place", "garden"),
    Name("海景大酒店", "place", "view"),
    Name("7 Coves", "place", "coves"),
    Name("   ", "place", "nameless"),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES)


def _found(index: NameIndex, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[m.start : m.end], m.ids) for m in index.find(text)]


@pytest.mark.parametrize(
    ("text", "piece", "place"),
    [
        ("how do I get to Pier?", "Pier", "pier"),
        ("THE PIER PLEASE", "PIER", "pier"),
        ("棧橋怎麼走", "棧橋", "pier"),
        ("栈桥在哪里", "栈桥", "pier"),
        ("桟橋への行き方", "桟橋", "pier"),
        ("잔교에 어떻게 가요", "잔교", "pier"),
        ("라오산은 어디에 있나요", "라오산", "mount-laoshan"),
        ("請問嶗山門票", "嶗山", "mount-laoshan"),
        ("青島啤酒博物館的门票", "青島啤酒博物館", "beer"),
        ("青島ﾋﾞｰﾙ博物館は", "青島ﾋﾞｰﾙ博物館", "beer"),
        ("st marys cathedral", "st marys cathedral", "cathedral"),
        ("ST. MARY’S CATHEDRAL!", "ST. MARY’S CATHEDRAL", "cathedral"),
        ("去Pier怎么走", "Pier", "pier"),
        ("lao shan tickets", "lao shan", "mount-laoshan"),
        ("lao-shan", "lao-shan", "mount-laoshan"),
        ("Ｌａｏｓｈａｎ", "Ｌａｏｓｈａｎ", "mount-laoshan"),
        ("海景 花园 大酒店", "海景 花园 大酒店", "garden"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    index: NameIndex, text: str, piece: str, place: str
) -> None:
    assert _found(index, text) == [(piece, (place,))]


@pytest.mark.parametrize("text", ["pierre", "piers and docks", "17 coves", "", "?!", "今日の天気"])
def test_a_piece_of_another_word_or_number_is_no_name(index: NameIndex, text: str) -> None:
    assert _found(index, text) == []


@pytest.mark.parametrize(
    ("text", "piece", "places"),
    [
        ("is Harbour Grill open", "Harbour Grill", ("grill-north", "grill-old-town")),
        ("at Harbour Grill (North Pier)", "Harbour Grill (North Pier", ("grill-north",)),
        ("the maritime museum", "maritime museum", ("maritime",)),
        ("Ajuda, is it far", "Ajuda", ("ajuda",)),
    ],
)
def test_visitors_leave_out_branch_city_and_kind(
    index: NameIndex, text: str, piece: str, places: tuple[str, ...]
) -> None:
    assert _found(index, text) == [(piece, places)]


def test_a_shorter_form_scores_less_than_a_name(index: NameIndex) -> None:
    assert index.find("Velamar Maritime Museum")[0].score == 100
    assert index.find("maritime museum")[0].score < 100


def test_a_word_of_the_vocabulary_is_no_shorter_form_of_a_place(index: NameIndex) -> None:
    (match,) = index.find("any museum")
    assert (match.kind, match.ids) == ("category", ("museum",))


def test_a_name_of_two_things_has_the_other_kind_beside_it(index: NameIndex) -> None:
    (match,) = index.find("崂山")
    assert (match.kind, match.ids) == ("place", ("mount-laoshan",))
    assert match.others == (("district", ("laoshan-district",)),)


def test_the_longest_name_counts(index: NameIndex) -> None:
    assert _found(index, "海景大酒店和海景花园大酒店") == [
        ("海景大酒店", ("view",)),
        ("海景花园大酒店", ("garden",)),
    ]


def test_several_names_come_in_text_order(index: NameIndex) -> None:
    assert _found(index, "from Pier to Ajuda Scenic Area") == [
        ("Pier", ("pier",)),
        ("Ajuda Scenic Area", ("ajuda",)),
    ]


def test_a_name_that_very_many_places_share_says_nothing() -> None:
    index = NameIndex(Name("Noodle House", "place", f"noodles-{i}") for i in range(7))
    assert index.find("Noodle House") == []


def test_a_shorter_form_gives_way_to_a_name_of_its_own() -> None:
    index = NameIndex(
        [Name("Grand Hotel (East)", "place", "east"), Name("Grand Hotel", "place", "grand")]
    )
    assert _found(index, "Grand Hotel") == [("Grand Hotel", ("grand",))]


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ("Velamar Maritme Museum", "maritime"),
        ("st marys cathedrall", "cathedral"),
        ("海景花圆大酒店", "garden"),
        ("青岛皮酒博物馆", "beer"),
        ("海景花园酒店", "garden"),
    ],
)
def test_a_small_typing_error_is_forgiven(index: NameIndex, span: str, place: str) -> None:
    match = index.resolve(span)
    assert match is not None
    assert match.ids == (place,)
    assert match.score < 100


def test_a_misspelt_name_of_several_places_means_all_of_them(index: NameIndex) -> None:
    match = index.resolve("Harbor Grill")
    assert match is not None
    assert match.ids == ("grill-north", "grill-old-town")


@pytest.mark.parametrize("span", ["", "Per", "Eiffel Tower", "长城", "山"])
def test_what_is_like_no_name_is_resolved_to_none(index: NameIndex, span: str) -> None:
    assert index.resolve(span) is None


PIECES = NameIndex(
    [
        Name("Velamar", "city", "velamar"),
        Name("Velamar City and County Folk Museum", "place", "folk"),
        Name("河畔民俗博物馆", "place", "folk"),
        Name("Royal Wax Gallery of the Seven Kings", "place", "wax"),
        Name("Hotel Aurora North", "place", "north"),
        Name("Hotel Aurora South", "place", "south"),
        Name("museum", "category", "museum"),
        Name("博物馆", "category", "museum"),
    ]
)


@pytest.mark.parametrize(
    ("span", "places"),
    [
        ("County Folk Museum", ("folk",)),
        ("民俗博物馆", ("folk",)),
        ("hotel aurora", ("north", "south")),
        # Less than half, but no other name has it.
        ("Seven Kings", ("wax",)),
        # One word, if it is written as a name and the name begins so.
        ("Royal", ("wax",)),
    ],
)
def test_the_better_half_of_a_name_stands_for_it(span: str, places: tuple[str, ...]) -> None:
    match = PIECES.resolve(span)
    assert match is not None
    assert match.ids == places


@pytest.mark.parametrize(
    "span", ["Hotel", "County", "royal", "museum", "博物馆", "olk Museum", "the", "second"]
)
def test_a_small_piece_half_a_word_and_a_word_of_the_vocabulary_stand_for_no_name(
    span: str,
) -> None:
    assert PIECES.resolve(span) is None


def test_a_piece_is_taken_for_no_name_where_only_whole_ones_count() -> None:
    assert PIECES.resolve("County Folk Museum", pieces=False) is None


def test_a_small_piece_tells_which_names_contain_it() -> None:
    assert PIECES.containing("Seven Kings") == [("wax", False)]
    assert PIECES.containing("Folk Museum") == [("folk", False)]
    assert PIECES.containing("County Folk Museum") == [("folk", True)]


def test_the_closest_names_come_nearest_first(index: NameIndex) -> None:
    matches = index.closest("海景花园宾馆", limit=2)
    assert [m.ids for m in matches] == [("garden",), ("view",)]
    assert matches[0].score > matches[1].score


def test_closest_leaves_out_what_is_too_far(index: NameIndex) -> None:
    assert index.closest("Zzyzx Qwrtp", cutoff=55) == []


def test_no_names_find_nothing() -> None:
    index = NameIndex([])
    assert len(index) == 0
    assert index.find("Pier") == []
    assert index.resolve("Harbour Grill") is None
    assert index.closest("Harbour Grill") == []


def test_five_thousand_places_are_each_found_by_name() -> None:
    names = [Name(f"Casa {i:04d} do Mar", "place", str(i)) for i in range(5000)]
    index = NameIndex(names)
    for i in range(0, 5000, 617):
        (match,) = index.find(f"where is casa {i:04d} do mar?")
        assert match.ids == (str(i),)


def test_a_match_without_others_names_one_kind(index: NameIndex) -> None:
    assert index.find("the pier") == [NameMatch(4, 8, "place", ("pier",), 100.0)]


WORDS = [
    Name("산", "category", "mountain"),
    Name("면", "cuisine", "noodles"),
    Name("麺", "cuisine", "noodles"),
    Name("タイ", "cuisine", "thai"),
    Name("すし", "cuisine", "sushi"),
    Name("카페", "cuisine", "cafe"),
]


@pytest.mark.parametrize(
    "text",
    ["예산이 적어요", "산책하고 싶어요", "그러면 어디예요", "面白い", "里面", "タイプ", "です。し"],
)
def test_a_very_short_word_inside_a_longer_one_is_no_word_of_the_vocabulary(text: str) -> None:
    assert NameIndex(WORDS).find(text) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("산에 가고 싶어요", "산"),
        ("산 추천해 주세요", "산"),
        ("麺が食べたい", "麺"),
        ("タイの料理", "タイ"),
        ("북카페 있어요?", "카페"),
    ],
)
def test_a_short_word_that_stands_alone_is_found(text: str, piece: str) -> None:
    assert [text[m.start : m.end] for m in NameIndex(WORDS).find(text)] == [piece]


def test_a_piece_as_a_whole_names_a_word_of_its_kind_only() -> None:
    index = NameIndex(WORDS)
    assert index.exact("산", "category") == "mountain"
    assert index.exact("산", "cuisine") is None
    assert index.exact("예산", "category") is None


def test_at_once_is_no_way_to_the_bar() -> None:
    index = NameIndex([Name("바", "cuisine", "bar")])
    assert index.find("바로 가는 길이 있나요") == []
    assert [m.ids for m in index.find("바에 가고 싶어요")] == [("bar",)]


SOUNDS = NameIndex(
    [
        Name("Velamar", "city", "velamar"),
        Name("海风", "city", "velamar"),
        Name("五四广场", "place", "square"),
        Name("劈柴院", "place", "yard"),
        Name("中山路", "place", "road"),
        Name("ジャンチャオ", "place", "pier"),
        Name("テレビタワー", "place", "tower"),
        Name("팔대관", "place", "passes"),
        Name("Velamar Hotel", "place", "velamar-hotel"),
        Name("KLM Velamar", "place", "klm"),
        Name("First Bathing Beach", "place", "beach"),
        Name("bathing beach", "category", "beach"),
        *(Name(f"지 호텔 {n}번점", "place", "ji") for n in range(1)),
        *(Name(f"{word} 호텔", "place", word) for word in ("하나", "두리", "서이", "너이", "다섯")),
    ]
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("wusi guangchang zenme zou", "square"),
        ("Pichaiyuan", "yard"),
        ("pi chai yuan", "yard"),
        ("janchao wa doko", "pier"),
        ("terebitawaa", "tower"),
        ("terebitawa", "tower"),
        ("paldaegwan eodi", "passes"),
        ("지 호텔 전화번호", "ji"),
        ("is KLM far", "klm"),
    ],
)
def test_a_name_is_found_as_it_sounds_and_as_it_is_shortened(text: str, place: str) -> None:
    assert [m.ids for m in SOUNDS.find(text) if m.kind == "place"] == [(place,)]


@pytest.mark.parametrize("text", ["on the first Sunday", "호텔", "호텔 전화"])
def test_what_is_left_of_a_name_is_no_name_where_it_is_a_number_or_a_kind(text: str) -> None:
    assert [m for m in SOUNDS.find(text) if m.kind == "place"] == []


def test_another_character_of_the_same_sound_is_forgiven() -> None:
    match = SOUNDS.resolve("劈材院")
    assert match is not None
    assert match.ids == ("yard",)
    assert SOUNDS.resolve("中山陵") is None


def test_what_is_called_so_goes_before_what_is_called_so_too() -> None:
    index = NameIndex(
        [
            Name("Harbour Night Market", "place", "market"),
            Name("Harbour Street", "place", "street"),
            Name("Harbour Night Market", "place", "street", is_alias=True),
        ]
    )
    assert _found(index, "harbour night market") == [("harbour night market", ("market",))]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("イオン東部店", "イオン"),
        ("이온몰 동부점", "이온몰"),
        ("MixC Velamar", "mixc"),
    ],
)
def test_a_branch_goes_by_what_it_is_a_branch_of(name: str, said: str) -> None:
    index = NameIndex([Name(name, "place", "mall"), Name("Velamar", "city", "velamar")])
    assert _found(index, said) == [(said, ("mall",))]


def test_korean_names_are_compared_by_letters_and_figures_count() -> None:
    index = NameIndex([Name("지모고성", "place", "town"), Name("제1해수욕장", "place", "beach")])
    match = index.resolve("즈모 고성")
    assert match is not None
    assert match.ids == ("town",)
    assert index.resolve("제4해수욕장") is None


def test_a_word_of_many_names_is_a_piece_of_none() -> None:
    names = [
        Name(f"{word}ホテル", "place", word) for word in ("海", "山", "川", "空", "森", "花", "星")
    ]
    assert NameIndex(names).resolve("ホテル") is None


def test_a_brand_with_the_word_for_a_hotel_is_each_of_its_hotels() -> None:
    names = [
        "Palmer Velamar",
        "Tree by Palmer Hotel West",
        "Sea Hotel",
        "Sun Hotel",
        "Sky Hotel",
        "Bay Hotel",
    ]
    index = NameIndex([*(Name(n, "place", n) for n in names), Name("Old Hotel", "place", "old")])
    match = index.resolve("Palmer Hotel")
    assert match is not None
    assert match.ids == ("Palmer Velamar", "Tree by Palmer Hotel West")


def test_a_word_before_the_city_alone_is_no_name() -> None:
    index = NameIndex(
        [
            Name("Little Velamar Island Park", "place", "islet"),
            Name("Velamar", "city", "velamar"),
            *(
                Name(f"{word} Island", "place", word)
                for word in ("Big", "Old", "New", "Low", "Far")
            ),
        ]
    )
    assert _found(index, "a little later") == []


def test_a_name_is_known_without_the_word_that_only_says_where_it_is() -> None:
    names = [Name("リーフ珈琲館 灯台岬", "place", "leaf"), Name("灯台岬公園", "station", "cape")]
    (match,) = NameIndex(names).find("リーフ珈琲館は何時まで")
    assert match.ids == ("leaf",)


@pytest.mark.parametrize(("text", "found"), [("버스 시간표", []), ("스시 집", ["스시"])])
def test_no_korean_word_begins_within_another_and_ends_in_the_next(
    text: str, found: list[str]
) -> None:
    index = NameIndex([Name("스시", "cuisine", "japanese")])
    assert [text[m.start : m.end] for m in index.find(text)] == found


def test_the_usual_name_of_a_chain_is_that_of_all_its_branches() -> None:
    branches = ("Duck House (Old Town)", "Duck House (Harbour)")
    names = [Name(text, "place", f"duck-{i}") for i, text in enumerate(branches)]
    names.append(Name("Peking Pete", "place", "duck-0", is_alias=True))
    names.append(Name("Harbour Ducks", "place", "duck-1", is_alias=True))
    index = NameIndex(names)
    (usual,) = index.find("is Peking Pete open")
    assert usual.ids == ("duck-0", "duck-1")
    (harbour,) = index.find("is Harbour Ducks open")
    assert harbour.ids == ("duck-1",)
