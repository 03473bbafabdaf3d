"""Plugins for generators of sites. Each is imported by its generator alone: see ``docs/adapters.md``."""
