"""A session of Rasa's is as long as what is half written in it is kept."""

from __future__ import annotations

from pathlib import Path

import yaml

from actions.staff.enquiry_draft import DAY_SECONDS

DOMAIN = Path(__file__).resolve().parents[4] / "domain.yml"


def test_no_session_ends_inside_a_form_that_is_still_good() -> None:
    config = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["session_config"]
    assert config["session_expiration_time"] * 60 >= DAY_SECONDS
    assert config["carry_over_slots_to_new_session"] is True
