"""XML that is refused, and XML that carries any text."""

from __future__ import annotations

import pytest
import xmltodict
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.wechat.xml import MAX_BYTES, UnreadableError, legal, read_fields, write

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh"))
    + "]><xml><Content>&h;</Content></xml>"
)


def test_fields_are_the_texts_of_the_children() -> None:
    body = "<xml><A><![CDATA[a <b> ]]]]><![CDATA[> c]]></A><B/><C> 1 </C></xml>"
    assert read_fields(body.encode()) == {"A": "a <b> ]]> c", "B": "", "C": " 1 "}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<xml>",
        b"<xml><A>1</A><A>2</A></xml>",
        b"<!DOCTYPE x><xml><A>1</A></xml>",
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
        BOMB.encode(),
        b"<xml><A>&e;</A></xml>",
        b"<xml><A>&#xD800;</A></xml>",
        b"<xml><A>\xed\xa0\x80</A></xml>",
        b"<xml><A>\xff</A></xml>",
        b"<xml><A>\x00</A></xml>",
        b'<?xml version="1.0" encoding="nonsense"?><xml><A>1</A></xml>',
        b"<xml><A>" + b"a" * MAX_BYTES + b"</A></xml>",
        b"<a>" * 10_000,
    ],
)
def test_what_wechat_never_sends_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_fields(body)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back_as_another_parser_reads_it(text: str) -> None:
    given_text = legal(text).replace("\r\n", "\n").replace("\r", "\n")
    read = xmltodict.parse(write({"Content": text}), strip_whitespace=False)["xml"]["Content"] or ""
    assert read == given_text


@pytest.mark.parametrize("text", ["a ]]> b", "😀👨‍👩‍👧", "<a>&amp;", "\ud83d", "\x00\x0b\ufffe"])
def test_hostile_texts_leave_readable_xml(text: str) -> None:
    assert read_fields(write({"Content": text}).encode())["Content"] == legal(text)


def test_a_doubled_element_is_not_named() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_fields(b"<xml><forged/><forged/></xml>")
    assert "forged" not in str(raised.value)
