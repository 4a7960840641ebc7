"""How to find the database's names in a message: two ways, side by side."""
