"""The index over the articles of the shipped city, which is large enough to confuse it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.importing import check_city
from listings.importing.tables import ARTICLES
from listings.models import Article
from listings.search_index import MIN_SCORE_OF_QUESTION, ArticleIndex, ngrams, subject_of

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
    assert index.best(query, language)[0].id == article


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
    assert index.best("Lao She", "ko")[0].id == "lao-she"


@given(st.text(max_size=40))
def test_any_text_may_be_asked(index: ArticleIndex, query: str) -> None:
    found = index.best(query, "en")
    assert len(found) == len({match.id for match in found})


@pytest.mark.parametrize("articles", [[], [Article(id="x", topic="", titles={}, bodies={})]])
def test_an_index_over_nothing_finds_nothing(articles: list[Article]) -> None:
    for article in articles:
        article.aliases = article.keywords = {}
    assert ArticleIndex(articles).best("anything", "en") == []


def test_width_case_and_accents_make_no_difference() -> None:
    assert list(ngrams("Ｃａｆé")) == list(ngrams("cafe"))


@pytest.mark.parametrize(
    ("language", "question", "article"),
    [
        ("en", "can I get my VAT back", "departure-tax-refund"),
        ("zh", "骆驼祥子的作者", "lao-she"),
        ("ja", "海底を走る電車", "metro-line-1-seafloor"),
        ("ko", "환승 비자", "transit-240-hours"),
    ],
)
def test_words_that_the_article_does_not_use_find_it_by_its_keywords(
    index: ArticleIndex, language: str, question: str, article: str
) -> None:
    assert index.best(question, language)[0].id == article


def test_a_lower_bound_finds_what_the_usual_one_leaves_out(index: ArticleIndex) -> None:
    assert index.best("hello", "en") == []
    assert index.best("hello", "en", MIN_SCORE_OF_QUESTION) != []


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("was it owned by a Japanese company", "It passed to a Japanese owner in 1916."),
        ("when was it founded", "The brewery was founded in 1903 by No. 2 pier."),
        ("nothing of this", "The brewery was founded in 1903 by No. 2 pier."),
    ],
)
def test_the_sentence_that_answers_is_told_and_else_the_first(
    index: ArticleIndex, question: str, sentence: str
) -> None:
    body = "The brewery was founded in 1903 by No. 2 pier. It passed to a Japanese owner in 1916."
    assert index.answering_passage(question, body) == sentence


def test_a_word_of_the_same_meaning_finds_what_is_said_in_another() -> None:
    bodies = ({"en": "The puppets of the town."}, {"en": "A walk around the walls."})
    articles = [
        Article(id=str(n), topic="x", titles={}, aliases={}, keywords={}, bodies=body)
        for n, body in enumerate(bodies)
    ]
    found = ArticleIndex(articles).best("marionettes of wood", "en", 0.0)
    assert found[0].id == "0"
    assert found[0].score > 2 * (found[1].score if len(found) > 1 else 0.0)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("when can I see cherry blossom", "see cherry blossom"),
        ("桜はいつ見られますか", "桜は"),
        ("什么时候能看樱花", "看樱花"),
        ("벚꽃은 언제 피나요", "벚꽃은 피"),
        ("when", "when"),
    ],
)
def test_words_that_only_ask_are_no_part_of_the_subject(question: str, subject: str) -> None:
    assert set(ngrams(subject_of(question))) == set(ngrams(subject))


@pytest.mark.parametrize(
    ("language", "about", "piece"),
    [
        ("en", "Canadian", "Canada"),
        ("zh", "加拿大", "加拿大"),
        ("ja", "英国", "英国"),
        ("ko", "미국", "미국"),
    ],
)
def test_the_sentence_that_names_the_country_answers(
    index: ArticleIndex, language: str, about: str, piece: str
) -> None:
    records = check_city(SEED).rows_of(*ARTICLES)
    body = next(r.values for r in records if r.values["id"] == "visa-free-30-days")["bodies"]
    told = index.answering_passage("visa?", body[language], about=[about])
    assert piece in told


@pytest.mark.parametrize(
    ("traditional", "article"),
    [("電影", "film-city"), ("離境退稅", "departure-tax-refund"), ("貝雕", "shell-carving")],
)
def test_traditional_characters_are_the_simplified_ones(
    index: ArticleIndex, traditional: str, article: str
) -> None:
    assert index.best(traditional, "zh")[0].id == article
