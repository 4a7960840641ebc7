from __future__ import annotations

import re
import timeit
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from channels.emergency import is_emergency
from channels.errors import STATUS
from channels.words import ADDRESS, accepted_language, language_of_text, say
from locales import MissingWordsError, read_catalogue
from semantics.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SAID = re.compile(r"""say\(\s*[\w.]+(?:\([^)]*\))?,\s*f?"([a-z_.]+)""")


def catalogue(language: str) -> Catalog:
    return read_catalogue("channels", language)


def words(language: str) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in catalogue(language) if m.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_and_values(language: str) -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    english = words("en")
    assert {k: values(v) for k, v in words(language).items()} == {
        k: values(v) for k, v in english.items()
    }
    assert all(words(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_stand_in_order(language: str) -> None:
    keys = [str(m.id) for m in catalogue(language) if m.id]
    assert keys == sorted(keys)


def test_every_refusal_has_its_words() -> None:
    refusals = {key.removeprefix("refusal.") for key in words("en") if key.startswith("refusal.")}
    assert set(STATUS) <= refusals


def test_every_key_that_the_code_says_is_there() -> None:
    said = {
        key
        for path in (ROOT / "channels").rglob("*.py")
        for key in SAID.findall(path.read_text(encoding="utf-8"))
    }
    known = words("en")
    assert said
    # A key that ends with a dot is completed by a value.
    missing = [
        k for k in said if not any(w == k or (k[-1] == "." and w.startswith(k)) for w in known)
    ]
    assert missing == []


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(MissingWordsError, match=r"locales/ko: no words for 'no\.such'"):
        say("ko", "no.such")


def test_an_unknown_language_gets_english() -> None:
    assert say("pt", "refusal.empty") == say("en", "refusal.empty")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When are you open?", "en"),
        ("几点开门", "zh"),
        ("何時に開きますか", "ja"),
        ("ホテル", "ja"),
        ("ｶﾌｪ", "ja"),
        ("몇 시에 열어요", "ko"),
        ("Qingdao 맥주", "ko"),
        ("青岛 beer", "zh"),
        ("12", None),
        ("me@example.org", None),
        ("https://example.org/opening-hours", None),
        ("to me@example.org", "en"),
        ("my address is a@例え.jp", "en"),
        ("a@예.한국.kr", None),
        ("请发到a@b.com谢谢", "zh"),
        ("?!", None),
        ("", None),
        ("a", None),
    ],
)
def test_the_script_shows_the_language(text: str, language: str | None) -> None:
    assert language_of_text(text) == language


def test_chinese_characters_alone_are_japanese_only_where_japanese_is_expected() -> None:
    assert language_of_text("営業時間", expected="ja") == "ja"
    assert language_of_text("营业时间", expected="ko") == "zh"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("de-DE, ja;q=0.5", "ja"),
        ("zh-TW", "zh"),
        ("kok, fr", None),
        ("", None),
        ("*", None),
    ],
)
def test_the_browsers_languages_are_read_in_their_order(header: str, language: str | None) -> None:
    assert accepted_language(header) == language


@pytest.mark.parametrize("repeated", ["a", "1", "_", "-", "+", "a.", "a@", "https://", "http://a"])
def test_a_text_a_hundred_times_as_long_takes_at_most_about_a_hundred_times_as_long(
    repeated: str,
) -> None:
    """A quadratic expression would take ten thousand times as long."""

    def seconds(length: int) -> float:
        text = (repeated * length)[:length]
        return min(timeit.repeat(lambda: ADDRESS.sub("", text), number=1, repeat=3))

    assert seconds(100_000) < 1000 * max(seconds(1000), 1e-5)


def test_only_the_beginning_of_a_text_shows_its_language() -> None:
    assert language_of_text("hello " * 1000 + "안녕하세요") == "en"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Emergency!",
            "ＥＭＥＲＧＥＮＣＹ",
            "we crashed our car",
            "he can’t breathe",
            "he's drowning",
        ),
        *("我被抢劫了", "有人掉進水裡了", "我爸心脏病犯了", "火事です", "子どもが溺れています"),
        *("母が倒れました", "불이 났어요", "친구가 숨을 못 쉬어요", "차에 치였어요"),
    ],
)
def test_a_cry_for_help_is_known_by_its_words(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize(
    "text",
    [
        *("When are you open?", "Are there fireworks tonight?", "a campfire", "is it a crossfire?"),
        *("几点开门？", "有什么特产？", "助言をください", "입장료가 얼마예요?"),
        *("/restart", "", "a" * 100_000),
    ],
)
def test_other_questions_are_no_cry_for_help(text: str) -> None:
    assert not is_emergency(text)
