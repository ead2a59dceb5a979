"""Pages of directed tasks, meetings, the cadence board, study, and a member's own meetings."""
