"""Pictures of places, served by ourselves, and drawings for those that have none."""

from channels.pictures.routes import routes

__all__ = ["routes"]
