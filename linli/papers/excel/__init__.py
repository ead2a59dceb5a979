"""Excel in, the reading side: opening safely, heads, cells, and what is left out. No database, no views."""
