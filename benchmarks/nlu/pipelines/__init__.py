"""Pipelines and classifiers side by side, each trained on the same data."""
