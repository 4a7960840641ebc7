"""Who sells what a visitor names, by what the shops' rows tell."""

from __future__ import annotations

from listings.goods import sellers
from listings.models import Shop


def shop(id_: str, known: str = "", summary: str = "", local: str = "") -> Shop:
    known_for = {"en": [known] if known else [], "zh": [local] if local else []}
    return Shop(id=id_, names={"en": id_}, known_for=known_for, summary={"en": summary})


TILES = shop("tiles", known="painted tiles", local="彩绘瓷砖")
CREAM = shop("cream", known="hand cream", summary="Creams of the city.")
HALL = shop("hall", summary="Fish and tea from the hills, sold by weight.")
SHOPS = (TILES, CREAM, HALL)


def test_what_a_shop_is_known_for_is_sold_there() -> None:
    assert sellers(SHOPS, "hand creams") == [CREAM]


def test_what_the_words_end_with_says_what_is_sold() -> None:
    assert sellers(SHOPS, "green tea") == [HALL]
    assert sellers(SHOPS, "老瓷砖") == [TILES]


def test_a_piece_of_a_word_sells_nothing() -> None:
    assert sellers(SHOPS, "tile") == [TILES]
    assert sellers(SHOPS, "team shirts") == []


def test_only_what_it_is_known_for_counts_where_that_is_asked() -> None:
    assert sellers(SHOPS, "tea", only_known=True) == []
