"""The database's names, found in messages."""
