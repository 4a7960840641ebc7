"""Amounts and other closed classes, found by the patterns of the training data."""
