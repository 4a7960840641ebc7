"""The way from one place to another."""
