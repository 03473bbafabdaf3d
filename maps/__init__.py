"""Incidents to maps that can be published."""
