"""What Rasa remembers of conversations."""
