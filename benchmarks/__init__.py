"""Measurements: one folder a question, with its script, its method and its dated results."""
