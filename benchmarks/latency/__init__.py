"""How fast a turn is, beside Rasa's own template and its default pipeline on our data."""
