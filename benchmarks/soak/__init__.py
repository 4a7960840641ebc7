"""Visitors while the parts of the assistant fail, and what became of each message."""
