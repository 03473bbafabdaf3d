"""Borders as ``GeoDataFrame``, for those who work with tables of geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geo.borders import BorderPart

__all__ = ["frame_of"]


def frame_of(parts: Iterable[BorderPart]) -> geopandas.GeoDataFrame:
    """A row for each pair of countries, status and source, in EPSG:4326."""
    import geopandas

    parts = list(parts)
    columns = {
        "country_a": [part.countries[0] for part in parts],
        "country_b": [part.countries[1] for part in parts],
        "status": [part.status for part in parts],
        "length_m": [part.length_m for part in parts],
        "accuracy_m": [part.accuracy_m for part in parts],
        "source": [part.source for part in parts],
        "vintage": [part.vintage for part in parts],
    }
    return geopandas.GeoDataFrame(columns, geometry=[part.lines for part in parts], crs="EPSG:4326")
