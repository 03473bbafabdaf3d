"""Place names to places, with how sure and why."""
