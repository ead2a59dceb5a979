"""Pages of the three lists."""
