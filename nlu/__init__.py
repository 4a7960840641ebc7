"""Rasa graph components for four languages: tokens, names, quantities, language, intent."""
