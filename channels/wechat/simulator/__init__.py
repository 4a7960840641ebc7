"""Plays WeChat against a running server, for staff and for tests."""
