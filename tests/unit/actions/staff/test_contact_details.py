"""Ways to reach a visitor, as they are written."""

from __future__ import annotations

import pytest

from actions.staff.contact_details import Reach, ReachError, parse_reach
from actions.staff.short_answers import words_of


def parse(text: str, *countries: str, bare_id: bool = False) -> Reach:
    words = words_of("form.words.wechat")
    return parse_reach(text, countries=countries or ("CN",), wechat_words=words, bare_id=bare_id)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("anna@example.org", "email", "anna@example.org"),
        ("write to Anna.Lee@Example.ORG, please.", "email", "Anna.Lee@example.org"),
        ("メールはｈａｎａ＠ｅｘａｍｐｌｅ.ｊｐです", "email", "hana@example.jp"),
        ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("138 0013 8000", "phone", "+86 138 0013 8000"),
        ("我的电话是１３８００１３８０００", "phone", "+86 138 0013 8000"),
        ("(0532) 8888 8888", "phone", "+86 532 8888 8888"),
        ("微信号：lin_lee88", "wechat", "lin_lee88"),
        ("WeChat lin-lee88", "wechat", "lin-lee88"),
        ("위챗 lin-lee88이에요", "wechat", "lin-lee88"),
    ],
)
def test_a_way_is_found_in_the_words_around_it(text: str, kind: str, value: str) -> None:
    assert parse(text) == Reach(kind, value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("anna@example", "email_domain"),
        ("@example.org", "email_name"),
        ("anna@exa_mple.org", "email"),
        ("12345", "phone_short"),
        ("+86 138 0013 8000 123", "phone_long"),
        ("+999 1234 5678", "phone_country"),
        ("+44 11 1111 1111", "phone"),
        ("wechat 1abc", "wechat"),
        ("at my hotel", "neither"),
        ("", "neither"),
    ],
)
def test_what_is_no_way_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ReachError) as refused:
        parse(text)
    assert refused.value.reason == reason


def test_a_bare_id_is_taken_where_visitors_write_one() -> None:
    assert parse("lin_lee88", bare_id=True) == Reach("wechat", "lin_lee88")
    with pytest.raises(ReachError):
        parse("lin_lee88")


@pytest.mark.parametrize(
    ("text", "countries", "value"),
    [
        # A mobile phone in Korea; in China a telephone in Beijing.
        ("010-1234-5678", ("CN", "KR"), "+82 10-1234-5678"),
        ("090-1234-5678", ("CN", "JP"), "+81 90-1234-5678"),
        ("138 0013 8000", ("CN", "KR"), "+86 138 0013 8000"),
        ("0532 8888 8888", ("CN", "JP"), "+86 532 8888 8888"),
        ("+44 20 7946 0958", ("CN", "KR"), "+44 20 7946 0958"),
    ],
)
def test_a_number_without_a_country_is_one_where_it_exists(
    text: str, countries: tuple[str, ...], value: str
) -> None:
    assert parse(text, *countries) == Reach("phone", value)
