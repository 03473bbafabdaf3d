"""The documentation: pages that are written from the code, and what the site needs to be built."""
