"""Answers about opening hours."""
