"""The languages that are spoken: what each text of ours exists in."""

from __future__ import annotations

LANGUAGES = ("en", "zh", "ja", "ko")
# What is spoken to who shows no language, or one that is none of ours.
DEFAULT_LANGUAGE = "en"
