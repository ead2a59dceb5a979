"""Pages of publications, boards and the wall set."""
