"""Answers about entrance tickets."""
