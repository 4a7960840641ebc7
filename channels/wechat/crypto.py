"""WeChat's encryption of messages: AES-256-CBC around the text and the account's AppID."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

# WeChat pads to 32 bytes, twice the cipher's own block.
_PADDED_BITS = 256
_RANDOM_BYTES = 16
_LENGTH_BYTES = 4


class CipherError(ValueError):
    """A text that none of the keys opens, or that is for another account."""


@dataclass(frozen=True)
class Letter:
    """A decrypted text, and the number of the key that opened it."""

    text: str
    key: int


class Cipher:
    """Encrypts and decrypts for one account.

    Args:
        app_id: The account's AppID, which every ciphertext carries.
        keys: EncodingAESKeys of 43 characters, the current one first, then older ones that WeChat
            may still use for a while after a change.

    Raises:
        ValueError: A key is not an EncodingAESKey.
    """

    def __init__(self, app_id: str, *keys: str) -> None:
        self._app_id = app_id.encode()
        self._keys = [_key(text) for text in keys]

    def decrypt(self, ciphertext: str) -> Letter:
        """Return what ``ciphertext`` (base64) says.

        Raises:
            CipherError: No key opens it, or it carries another AppID.
        """
        try:
            sealed = base64.b64decode(ciphertext.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error):
            raise CipherError("not base64") from None
        for number, key in enumerate(self._keys):
            text = self._open(key, sealed)
            if text is not None:
                return Letter(text, number)
        raise CipherError("no key opens it")

    def encrypt(self, text: str, key: int = 0) -> str:
        """Return ``text`` as base64 ciphertext, made with the key of this number."""
        content = text.encode()
        length = len(content).to_bytes(_LENGTH_BYTES, "big")
        plain = secrets.token_bytes(_RANDOM_BYTES) + length + content + self._app_id
        padder = padding.PKCS7(_PADDED_BITS).padder()
        encryptor = _block_cipher(self._keys[key]).encryptor()
        padded = padder.update(plain) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def _open(self, key: bytes, sealed: bytes) -> str | None:
        decryptor = _block_cipher(key).decryptor()
        unpadder = padding.PKCS7(_PADDED_BITS).unpadder()
        try:
            padded = decryptor.update(sealed) + decryptor.finalize()
            plain = unpadder.update(padded) + unpadder.finalize()
            start = _RANDOM_BYTES + _LENGTH_BYTES
            end = start + int.from_bytes(plain[_RANDOM_BYTES:start], "big")
            if not hmac.compare_digest(plain[end:], self._app_id):
                return None
            return plain[start:end].decode()
        except ValueError:
            return None


def _block_cipher(key: bytes) -> BlockCipher[modes.CBC]:
    # WeChat takes the vector from the key; the random bytes in front of each text make up for it.
    return BlockCipher(algorithms.AES256(key), modes.CBC(key[:16]))


def _key(text: str) -> bytes:
    if len(text) != 43 or not (text.isascii() and text.isalnum()):
        raise ValueError("an EncodingAESKey has 43 letters and digits")
    return base64.b64decode(text + "=")
