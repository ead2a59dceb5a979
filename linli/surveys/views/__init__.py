"""Pages of surveys: for everybody, and at the desk."""
