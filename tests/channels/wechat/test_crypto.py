"""Encryption, with WeChat's documented message and with wechatpy on the other side."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from channels.wechat.crypto import Cipher, CipherError
from channels.wechat.signature import is_authentic
from tests.channels.wechat.other_side import APP_ID, KEY, OLD_KEY

# https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.md
DOCUMENTED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcv"
    "ZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3F"
    "n2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSe"
    "OBrebufAlr7F9mFUPAJGj04="
)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)


def key_bytes(key: str) -> bytes:
    return base64.b64decode(key + "=")


def test_the_documented_message_is_authentic_and_opens() -> None:
    signed = "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"
    assert is_authentic(signed, "AAAAA", "1714112445", "415670741", DOCUMENTED)
    letter = Cipher("wxba5fad812f8e6fb9", "A" * 43).decrypt(DOCUMENTED)
    assert '"debug_str":"hello world"' in letter.text


@given(text)
def test_wechatpy_opens_what_we_encrypt(message: str) -> None:
    sealed = Cipher(APP_ID, KEY).encrypt(message)
    assert PrpCrypto(key_bytes(KEY)).decrypt(sealed, APP_ID) == message


@given(text)
def test_we_open_what_wechatpy_encrypts(message: str) -> None:
    sealed = PrpCrypto(key_bytes(KEY)).encrypt(message, APP_ID).decode()
    assert Cipher(APP_ID, KEY).decrypt(sealed).text == message


def test_a_message_under_the_previous_key_opens_and_says_which_key() -> None:
    sealed = Cipher(APP_ID, OLD_KEY).encrypt("hello")
    letter = Cipher(APP_ID, KEY, OLD_KEY).decrypt(sealed)
    assert (letter.text, letter.key) == ("hello", 1)


def test_a_message_for_another_account_does_not_open() -> None:
    sealed = Cipher("wx-another", KEY).encrypt("hello")
    with pytest.raises(CipherError):
        Cipher(APP_ID, KEY).decrypt(sealed)


@given(st.binary(max_size=400))
def test_nothing_opens_that_was_not_encrypted(garbage: bytes) -> None:
    with pytest.raises(CipherError):
        Cipher(APP_ID, KEY, OLD_KEY).decrypt(base64.b64encode(garbage).decode())


@pytest.mark.parametrize("ciphertext", ["", "=", "漢字", "\ud800", "AAAA", "A" * 44])
def test_what_is_no_ciphertext_is_refused(ciphertext: str) -> None:
    with pytest.raises(CipherError):
        Cipher(APP_ID, KEY).decrypt(ciphertext)


def test_the_same_text_is_never_encrypted_alike() -> None:
    cipher = Cipher(APP_ID, KEY)
    assert cipher.encrypt("hello") != cipher.encrypt("hello")


@pytest.mark.parametrize("key", ["", "short", KEY + "A", KEY[:-1] + "!"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Cipher(APP_ID, key)
