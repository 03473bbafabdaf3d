"""Points, distances, areas and borders on the earth.

Axes are named: ``LonLat(lon, lat)`` and ``BBox(west, south, east, north)`` in degrees on WGS 84, metres in
names that end ``_m``. The submodules ``antimeridian``, ``areas``, ``borders``, ``countries``, ``geojson`` and
``regions`` load when they are first used, and so do the libraries below them: ``import geo`` needs none of
numpy, shapely and pyproj.

Examples:
    >>> import geo
    >>> kidal = geo.parse_point("18.4434 N 1.4092 E")
    >>> round(geo.distance_m(kidal, geo.LonLat(2.966, 19.955)) / 1000)
    234
"""

from __future__ import annotations

from geo.errors import (
    CoordinateError,
    DatelineError,
    GeoDataError,
    GeoError,
    GeoJSONError,
    NoSharedBorderError,
    ShapeError,
    UnknownCountryError,
    UnknownWorldviewError,
    WrongTypeError,
)
from geo.later import loader
from geo.points import BBox, LonLat

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from geo import antimeridian, areas, borders, countries, geojson, regions
    from geo.coordinates import parse_latitude, parse_longitude, parse_point
    from geo.geodesic import azimuth_deg, compass_point, destination, distance_m

__all__ = [
    "BBox",
    "CoordinateError",
    "DatelineError",
    "GeoDataError",
    "GeoError",
    "GeoJSONError",
    "LonLat",
    "NoSharedBorderError",
    "ShapeError",
    "UnknownCountryError",
    "UnknownWorldviewError",
    "WrongTypeError",
    "antimeridian",
    "areas",
    "azimuth_deg",
    "borders",
    "compass_point",
    "countries",
    "destination",
    "distance_m",
    "geojson",
    "parse_latitude",
    "parse_longitude",
    "parse_point",
    "regions",
]

# Reading and measuring need more than a gazetteer's first answer does, which imports this package too.
_LATER = {
    **dict.fromkeys(("antimeridian", "areas", "borders", "countries", "geojson", "regions"), ""),
    **dict.fromkeys(("parse_latitude", "parse_longitude", "parse_point"), "coordinates"),
    **dict.fromkeys(("azimuth_deg", "compass_point", "destination", "distance_m"), "geodesic"),
}

if not TYPE_CHECKING:  # a type checker would take every name for one that there is
    __getattr__ = loader(__name__, _LATER)


def __dir__() -> list[str]:
    return sorted(__all__)
