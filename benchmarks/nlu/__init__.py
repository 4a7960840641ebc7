"""How well does the assistant understand? See README.md beside this file."""
