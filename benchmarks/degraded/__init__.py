"""Visitors while the action server is dead, fails and hangs, and while nothing answers at all."""
