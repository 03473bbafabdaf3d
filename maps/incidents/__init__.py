"""Reading incidents, claims and sources."""
