"""The website widget: the loader script, the chat page, and a page that shows both."""

from channels.widget.routes import routes

__all__ = ["routes"]
