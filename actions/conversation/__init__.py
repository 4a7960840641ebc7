"""Turns about the conversation itself: what was not understood, its language, what follows."""
