"""How well a message in another language is told from one in ours."""
