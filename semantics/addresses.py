"""Addresses of people and pages in a text, whose words are not its writer's."""

from __future__ import annotations

import re

# Each repeat is bounded and begins at a bound of its own, so that the time grows with the length of
# a text and no faster. A name of a host in other letters ends in one of these, or a word behind
# the address would be a part of it where no blank parts words.
_NAME = r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@"
_HOST = r"(?:(?:[^\W_]|-){1,63}\.){1,8}[A-Za-z]{2,24}|[A-Za-z0-9_.-]{1,255}"
ADDRESS = re.compile(rf"{_NAME}(?:{_HOST})|https?://[!-~]{{1,2000}}")
"""An address of a person or of a page, also a piece of one."""
