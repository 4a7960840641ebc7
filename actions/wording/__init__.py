"""How replies are worded: the catalogue, formats, sources."""
