"""How often the right article, and the sentence of it that answers, comes first."""
