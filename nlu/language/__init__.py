"""The language of a message."""
