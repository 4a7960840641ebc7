"""The source line: short, dated, honest about what is not dated."""

from __future__ import annotations

from dataclasses import dataclass

from actions.wording.sources import source_line

from ..conftest import LANGUAGES


@dataclass
class Fact:
    source: str | None = None
    as_of: str | None = None


def test_no_facts_need_no_source() -> None:
    assert source_line([], "en") == ""


def test_a_link_is_told_by_its_site() -> None:
    fact = Fact("https://www.city.example/a/b?c=d", "2026-05")
    assert source_line([fact], "en") == "Source: city.example (as of May 2026)"


def test_a_link_without_its_scheme_is_told_by_its_site_too() -> None:
    fact = Fact("www.city.example/a/b.html (checked in May); A guide by city.example", "2026")
    assert source_line([fact], "en") == (
        "Source: city.example and A guide by city.example (as of 2026)"
    )


def test_the_same_source_is_named_once_and_the_dates_are_a_range() -> None:
    facts = [Fact("Guide", "2025"), Fact("Guide", "2026-05-02")]
    assert source_line(facts, "en") == "Source: Guide (as of 2025 to May 2, 2026)"


def test_more_than_two_sources_are_counted() -> None:
    fact = Fact("A; B; C; D", "2026")
    assert [source_line([fact], language) for language in LANGUAGES] == [
        "Source: A, B and 2 more (as of 2026)",
        "来源：A、B及另外2处（2026年）",
        "出典：A、Bほか2件（2026年時点）",
        "출처: A, B 외 2건 (2026년 기준)",
    ]


def test_a_fact_without_a_date_makes_the_line_say_so() -> None:
    assert source_line([Fact("A")], "en") == "Source: A (undated)"
    assert source_line([Fact("A", "2026"), Fact("A")], "en").endswith(
        "(as of 2026, partly undated)"
    )


def test_a_fact_without_a_source_says_so() -> None:
    assert [source_line([Fact(None, "2026")], language) for language in LANGUAGES] == [
        "Source: not named (as of 2026)",
        "来源：未注明（2026年）",
        "出典：記載なし（2026年時点）",
        "출처: 미기재 (2026년 기준)",
    ]


def test_a_long_name_is_cut_between_words() -> None:
    name = "Annual report of the municipal department of tourism and seafaring, second part"
    line = source_line([Fact(name, "2026")], "en")
    assert line == (
        "Source: Annual report of the municipal department of tourism and… (as of 2026)"
    )


def test_a_long_name_without_spaces_is_cut_all_the_same() -> None:
    line = source_line([Fact("文" * 90, "2026")], "zh")
    assert line == f"来源：{'文' * 59}…（2026年）"


def test_what_stands_in_brackets_is_left_out() -> None:
    assert source_line([Fact("Guide (github.com/x), 2020", "2026")], "en").startswith(
        "Source: Guide ("
    )


def test_a_known_source_is_told_by_its_short_name_in_the_language() -> None:
    known = {"office": {"en": "City office", "zh": "市政府"}}
    told = [source_line([Fact("office", "2026")], code, known) for code in ("en", "zh", "ko")]
    assert told == [
        "Source: City office (as of 2026)",
        "来源：市政府（2026年）",
        "출처: City office (2026년 기준)",
    ]
