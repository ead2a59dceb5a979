"""Pages of Party members."""
