"""Pages of development files and plans, for the Party organisation alone."""
