"""Searches for places, and what changes them."""
