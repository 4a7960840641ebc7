"""What a message asks: its intents, and when they are in doubt."""
