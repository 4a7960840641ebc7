"""The partners' settings, each an environment variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from channels.settings import Setting, count

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = (
    Setting("PARTNER_KEYS_FILE", "var/partners.json", "the file with the partners' hashed keys"),
    Setting("PARTNER_MESSAGES_PER_MINUTE", "120", "how many messages each partner may send", count),
)
"""Every setting for partners; docs/partners.md shows the same table."""


@dataclass(frozen=True)
class PartnerSettings:
    """Where the keys are and how much each may ask."""

    keys_file: Path
    messages_per_minute: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> PartnerSettings:
        """Return the settings in ``env``; a relative file is one of the project's folder.

        Raises:
            SettingsError: A setting cannot be used.
        """
        file, messages = (setting.read(env) for setting in SETTINGS)
        return cls(ROOT / file, messages)
