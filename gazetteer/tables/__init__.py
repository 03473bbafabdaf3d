"""Tables of places: rows located, each by itself, with how sure and why."""
