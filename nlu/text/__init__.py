"""Normalised text, scripts and numbers."""
