"""Scripts that rebuild committed data and vendored assets from pinned packages."""
