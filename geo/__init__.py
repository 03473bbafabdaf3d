"""Points, distances, areas and borders on the earth.

Axes are named: ``LonLat(lon, lat)`` and ``BBox(west, south, east, north)`` in degrees on WGS 84, metres in
names that end ``_m``. The submodules ``borders``, ``countries``, ``geojson`` and ``regions`` load when they
are first used, and so do the libraries below them: ``import geo`` needs none of numpy, shapely and pyproj.

Examples:
    >>> import geo
    >>> kidal = geo.parse_point("18.4434 N 1.4092 E")
    >>> round(geo.distance_m(kidal, geo.LonLat(2.966, 19.955)) / 1000)
    234
"""

from __future__ import annotations

from geo.errors import (
    CoordinateError,
    GeoDataError,
    GeoError,
    GeoJSONError,
    NoSharedBorderError,
    UnknownCountryError,
    UnknownWorldviewError,
    WrongTypeError,
)
from geo.points import BBox, LonLat

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from geo.coordinates import parse_latitude, parse_longitude, parse_point
    from geo.geodesic import azimuth_deg, compass_point, destination, distance_m

__all__ = [
    "BBox",
    "CoordinateError",
    "GeoDataError",
    "GeoError",
    "GeoJSONError",
    "LonLat",
    "NoSharedBorderError",
    "UnknownCountryError",
    "UnknownWorldviewError",
    "WrongTypeError",
    "azimuth_deg",
    "compass_point",
    "destination",
    "distance_m",
    "parse_latitude",
    "parse_longitude",
    "parse_point",
]

_SUBMODULES = frozenset({"antimeridian", "areas", "borders", "countries", "geojson", "regions"})
# Reading and measuring need more than a gazetteer's first answer does, which imports this package too.
_READERS = dict.fromkeys(("parse_latitude", "parse_longitude", "parse_point"), "geo.coordinates")
_MEASURES = dict.fromkeys(("azimuth_deg", "compass_point", "destination", "distance_m"), "geo.geodesic")
_LATER = {**_READERS, **_MEASURES}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _LATER:
        found: object = getattr(import_module(_LATER[name]), name)
    elif name in _SUBMODULES:
        found = import_module(f"geo.{name}")
    else:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *_SUBMODULES})
