"""Pages of venues: of residents, and of the desk."""
