"""Answers about one place: its card, details, contact, articles."""
