"""Open311 GeoReport v2 as a server: what a community tells other systems, and how their requests come in."""
