"""How to reach a visitor: an e-mail address, a telephone number or a WeChat ID, found in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

# In Chinese and Japanese words stand next to an address without a blank.
# A name has 64 characters at most and a domain 255 (RFC 5321, 4.5.3.1).
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9._-]{1,255}")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{0,64}@[^\s<>()\[\],;\"']{0,255}")
_FULL_STOPS = ".。,，;；!！)）"
# https://kf.qq.com/faq/120813Ev6NZB151209NfIn2u.html: a letter, then 5 to 19 signs.
_WECHAT_ID = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9_-])")
_DIGITS = re.compile(r"[+\d][\d\s().\-/]*\d")
_FEWEST_DIGITS = 5
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_REASONS = {
    ValidationResult.TOO_SHORT: "phone_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "phone_short",
    ValidationResult.TOO_LONG: "phone_long",
}


@dataclass(frozen=True)
class Reach:
    """How to reach somebody; ``kind`` is email, phone or wechat."""

    kind: str
    value: str


class ReachError(ValueError):
    """Nobody can be reached so; ``reason`` is the end of the key of the words that name why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_reach(
    text: str, *, countries: Sequence[str], wechat_words: tuple[str, ...], bare_id: bool
) -> Reach:
    """Return the way to reach the writer of ``text``.

    A number without a country's code is one of ``countries``: of the one where it exists; where
    that is several, of the one where it is a mobile phone's, else of the first. A WeChat ID is
    known by one of ``wechat_words`` before it; ``bare_id`` takes one that stands alone, as WeChat's
    users write it.

    Raises:
        ReachError: ``text`` names no way, or one that cannot be.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "@" in plain:
        return Reach("email", _parse_email(plain))
    found = _wechat_id(plain, wechat_words, bare_id)
    if found is not None:
        return Reach("wechat", found)
    if sum(c.isdigit() for c in plain) >= _FEWEST_DIGITS:
        return Reach("phone", _parse_phone(plain, countries))
    if any(word in plain.casefold() for word in wechat_words):
        raise ReachError("wechat")
    raise ReachError("neither")


def _parse_email(text: str) -> str:
    found = _PLAIN_ADDRESS.search(text) or _ADDRESS.search(text)
    address = found[0].rstrip(_FULL_STOPS) if found else ""
    name, _, domain = address.partition("@")
    if not name:
        raise ReachError("email_name")
    if "." not in domain.strip("."):
        raise ReachError("email_domain")
    try:
        # Whether the domain takes mail would be asked of a name server, for which nobody can wait.
        return str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError:
        raise ReachError("email") from None


def _parse_phone(text: str, countries: Sequence[str]) -> str:
    found = _DIGITS.search(text)
    digits = found[0] if found else text
    numbers = [_parse_number(digits, country) for country in countries]
    valid = [number for number in numbers if phonenumbers.is_valid_number(number)]
    if not valid:
        reason = phonenumbers.is_possible_number_with_reason(numbers[0])
        raise ReachError(_REASONS.get(reason, "phone"))
    mobile = [number for number in valid if phonenumbers.number_type(number) in _MOBILE]
    return phonenumbers.format_number((mobile or valid)[0], PhoneNumberFormat.INTERNATIONAL)


def _parse_number(digits: str, country: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(digits, country)
    except NumberParseException as error:
        code = error.error_type == NumberParseException.INVALID_COUNTRY_CODE
        raise ReachError("phone_country" if code else "phone") from None


def _wechat_id(text: str, words: tuple[str, ...], bare_id: bool) -> str | None:
    if bare_id and _WECHAT_ID.fullmatch(text):
        return text
    folded = text.casefold()
    for word in words:
        place = folded.find(word)
        if place >= 0:
            found = _WECHAT_ID.search(text, place + len(word))
            return found[0] if found else None
    return None
