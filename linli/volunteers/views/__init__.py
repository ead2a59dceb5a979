"""Pages of volunteers: of the desk, and of who serves."""
