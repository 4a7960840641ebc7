"""The rules by which a message gets the act that is answered, one family a module."""
