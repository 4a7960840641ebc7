"""How long a way takes."""
