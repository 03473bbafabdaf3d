"""Incidents, claims and sources, read from the tables that newsrooms keep."""

from __future__ import annotations

from maps.incidents.dates import When
from maps.incidents.model import Claim, Incident, Report, RowRef, Source
from maps.incidents.readers import read

__all__ = ["Claim", "Incident", "Report", "RowRef", "Source", "When", "read"]
