"""The index over the articles of the shipped city, which is large enough to confuse it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.importing import check_city
from listings.importing.tables import ARTICLES
from listings.models import Article
from listings.search_index import ArticleIndex, ngrams

SEED = Path(__file__).resolve().parents[3] / "listings" / "seed" / "qingdao"


@pytest.fixture(scope="module")
def index() -> ArticleIndex:
    return ArticleIndex([Article(**r.values) for r in check_city(SEED).rows_of(*ARTICLES)])


@pytest.mark.parametrize(
    ("language", "query", "article"),
    [
        ("en", "Lao She", "lao-she"),
        ("en", "what did Lao She do in Qingdao", "lao-she"),
        ("en", "China-Japan demonstration zone", "cj-zone-overview"),
        ("en", "Tell me about the China-Japan demonstration zone", "cj-zone-overview"),
        ("en", "beer festivl", "beer-festival"),
        ("en", "when is the cherry blossom season", "cherry-blossom"),
        ("en", "taxi fare", "taxi-fares"),
        ("en", "visa free transit", "transit-240-hours"),
        ("zh", "青岛啤酒节", "beer-festival"),
        ("zh", "老舍在青岛做了什么", "lao-she"),
        ("zh", "中日示范区", "cj-zone-overview"),
        ("ja", "日中モデル区", "cj-zone-overview"),
        ("ja", "日中モデル区について教えてください", "cj-zone-overview"),
        ("ja", "老舎は青島で何をしましたか", "lao-she"),
        ("ko", "맥주 축제", "beer-festival"),
        ("ko", "중일 시범구에 대해 알려주세요", "cj-zone-overview"),
        ("ko", "택시 요금", "taxi-fares"),
    ],
)
def test_the_article_asked_for_comes_first(
    index: ArticleIndex, language: str, query: str, article: str
) -> None:
    assert index.best(query, language)[0] == article


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("en", "hello"),
        ("en", "xyzzy plugh"),
        ("en", "what is the weather tomorrow"),
        ("en", "transfer money to my account"),
        ("zh", "今天天气怎么样"),
        ("ja", "明日の天気は"),
        ("ko", "내일 날씨 어때요"),
        ("en", ""),
        ("en", "?!"),
        ("en", "the of and"),
    ],
)
def test_what_no_article_is_about_finds_nothing(
    index: ArticleIndex, language: str, query: str
) -> None:
    assert index.best(query, language) == []


def test_another_languages_title_is_found_too(index: ArticleIndex) -> None:
    assert index.best("Lao She", "ko")[0] == "lao-she"


@given(st.text(max_size=40))
def test_any_text_may_be_asked(index: ArticleIndex, query: str) -> None:
    found = index.best(query, "en")
    assert len(found) == len(set(found))


@pytest.mark.parametrize("articles", [[], [Article(id="x", topic="", titles={}, bodies={})]])
def test_an_index_over_nothing_finds_nothing(articles: list[Article]) -> None:
    for article in articles:
        article.aliases = {}
    assert ArticleIndex(articles).best("anything", "en") == []


def test_width_case_and_accents_make_no_difference() -> None:
    assert list(ngrams("Ｃａｆé")) == list(ngrams("cafe"))
