"""Plans of a visit."""
