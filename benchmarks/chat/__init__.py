"""What the public process costs beside asking Rasa directly."""
