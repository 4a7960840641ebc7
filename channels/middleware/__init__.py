"""What each request passes before the routes."""
