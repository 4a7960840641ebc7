"""The city's database: models, queries, opening hours, import and export of a city folder.

Knows nothing of Rasa, HTTP or the wording of answers, and imports none of the other packages.
"""
