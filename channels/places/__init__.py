"""A public page for each place, and the facts of all as open data."""

from channels.places.routes import routes

__all__ = ["routes"]
