"""Pages of rosters: of the desk, of who is on duty, of residents."""
