from __future__ import annotations

from service.supervisor import without_deprecations


def test_deprecation_warnings_are_left_out_with_their_source_line() -> None:
    lines = [
        "/lib/sanic_cors/extension.py:39: DeprecationWarning: distutils Version is deprecated.",
        "  VERSION = LooseVersion(version)",
        "  an indented line of its own",
        "/lib/matplotlib/x.py:66: PyparsingDeprecationWarning: old",
        "the next line",
    ]
    assert list(without_deprecations(lines)) == ["  an indented line of its own", "the next line"]


def test_errors_and_other_warnings_stay() -> None:
    lines = ["Traceback (most recent call last):", "  File x", "a.py:1: UserWarning: mind this"]
    assert list(without_deprecations(lines)) == lines
