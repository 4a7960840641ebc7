"""Dates and times in messages."""
