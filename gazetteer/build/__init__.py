"""Building an index from source data."""
