"""Small maps, drawn from the city's own data: no other host is asked for anything."""

from channels.maps.routes import routes

__all__ = ["routes"]
