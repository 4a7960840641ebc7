"""The language in which a message is answered."""

from __future__ import annotations

import pytest

from semantics.languages import NAME, SHARED, language_spoken


@pytest.mark.parametrize(
    ("kept", "page", "shown", "role", "spoken"),
    [
        # Nothing shows it: the conversation's, the page's, English.
        ("ko", "ja", None, None, "ko"),
        (None, "ja", None, None, "ja"),
        (None, None, None, None, "en"),
        (None, "fr", "xx", None, "en"),
        # A message that shows it changes it.
        ("en", "en", "zh", None, "zh"),
        ("zh", None, "ja", None, "ja"),
        # A name alone keeps it.
        ("ja", None, "zh", NAME, "ja"),
        ("en", None, "zh", NAME, "en"),
        (None, "en", "zh", NAME, "zh"),
        (None, "ja", "zh", NAME, "ja"),
        # Characters that are shared keep Chinese and Japanese.
        ("ja", None, "zh", SHARED, "ja"),
        ("zh", None, "ja", SHARED, "zh"),
        ("en", None, "zh", SHARED, "zh"),
        ("ko", "ja", "zh", SHARED, "ja"),
    ],
)
def test_a_message_is_answered_in_the_language_that_it_shows(
    kept: str | None, page: str | None, shown: str | None, role: str | None, spoken: str
) -> None:
    assert language_spoken(kept, page, shown, role) == spoken
