"""Signatures, against the values of WeChat's own documentation."""

from __future__ import annotations

import pytest

from channels.wechat.signature import is_authentic, is_fresh, signature


def test_the_documented_handshake_has_its_documented_signature() -> None:
    # https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.md
    assert (
        signature("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"
    )


def test_the_documented_plain_message_has_its_documented_signature() -> None:
    assert (
        signature("AAAAA", "1714037059", "486452656") == "899cf89e464efb63f54ddac96b0a0a235f53aa78"
    )


@pytest.mark.parametrize("given", ["", "f464", "\ud800", "é" * 40, "0" * 40])
def test_anything_else_is_not_authentic(given: str) -> None:
    assert not is_authentic(given, "AAAAA", "1714036504", "1514711492")


@pytest.mark.parametrize(
    ("timestamp", "fresh"),
    [
        ("1000", True),
        ("700", True),
        ("1300", True),
        ("699", False),
        ("1301", False),
        ("", False),
        ("-1000", False),
        ("1000.0", False),
        ("１０００", False),
        ("9" * 5000, False),
    ],
)
def test_a_timestamp_is_fresh_for_five_minutes(timestamp: str, fresh: bool) -> None:
    assert is_fresh(timestamp, 1000.0) is fresh
