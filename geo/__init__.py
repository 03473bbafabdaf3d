"""Points, distances, areas and borders on the earth."""
