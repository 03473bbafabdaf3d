"""First-level subdivisions of countries: their areas by code, and which one holds a point.

Outlines are Natural Earth's (1:10 million, as of about 2020), generalised to some 600 m; inside a country
they may be several kilometres off. Outer edges are moved onto the border lines of ``geo.borders`` where both
tell of the same border, so that a region meets the border that a map draws. Units formed since are missing,
and the units that they were taken from still include them: Gao includes Ménaka, Timbuktu includes Taoudénit
(``UNITS_SINCE`` names what is known of this kind where it matters most; ``geo/data/osm/REGIONS.md``
has the rest).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from geo import borders
from geo.packed import Collection, read_collections
from geo.points import BBox

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

    from geo.packed import Feature
    from geo.points import LonLat

__all__ = [
    "ATTRIBUTION",
    "INNER_ACCURACY_M",
    "UNITS_SINCE",
    "admin1_area",
    "admin1_at",
    "admin1_lines",
    "country_area",
]

ATTRIBUTION = "Natural Earth, outer edges © OpenStreetMap contributors"

# How far an edge between two regions may be off. Natural Earth states no figure: its country lines, drawn
# at the same scale, are up to 11.7 km off OpenStreetMap's along Mali and Algeria, and lines inside a
# country are no better.
INNER_ACCURACY_M = 12_000.0

# Regions formed after the source's date, and the one whose area here still includes each.
UNITS_SINCE = {
    "ML-9": "ML-7", "ML-10": "ML-6", "DZ-49": "DZ-01", "DZ-50": "DZ-01", "DZ-51": "DZ-07", "DZ-52": "DZ-08",
    "DZ-53": "DZ-11", "DZ-54": "DZ-11", "DZ-55": "DZ-30", "DZ-56": "DZ-33", "DZ-57": "DZ-39",
    "DZ-58": "DZ-47",
}  # fmt: skip


def admin1_area(code: str) -> MultiPolygon | None:
    """The area of a first-level subdivision, or None where the source has none of that code.

    Args:
        code: ISO 3166-2 code such as ``ML-8``, or GeoNames' code such as ``ML.10``, in any case.

    Examples:
        >>> from shapely import Point
        >>> kidal = admin1_area("ML-8")
        >>> kidal.contains(Point(1.40921, 18.44345)), kidal.contains(Point(-0.05, 16.27))
        (True, False)
        >>> admin1_area("ML-9") is None
        True
    """
    import shapely

    names = _names_by_code().get(code.strip().upper(), ())
    parts = [feature.geometry for name in names for feature in _collection("areas").named(name)]
    if not parts:
        return None
    # Units that the larger one holds share their edges to the last digit.
    return shapely.MultiPolygon(list(shapely.get_parts(shapely.union_all(parts))))


def admin1_at(point: LonLat) -> str | None:
    """The code of the subdivision that holds a point, or None at sea and where the source has no code.

    On an edge, and beyond the generalised coast, the answer is as uncertain as the edge is
    (``INNER_ACCURACY_M``).

    Examples:
        >>> from geo.points import LonLat
        >>> admin1_at(LonLat(1.40921, 18.44345)), admin1_at(LonLat(-30, 0))
        ('ML-8', None)
    """
    import shapely

    spot = shapely.Point(point.lon, point.lat)
    here = BBox(point.lon, point.lat, point.lon, point.lat)
    for feature in _collection("areas").in_bbox(here):
        if shapely.covers(feature.geometry, spot):
            # A unit's own code comes first, that of the first level last.
            codes = [code for code in feature.name.split("|") if "-" in code]
            return codes[-1] if codes else None
    return None


def admin1_lines(bbox: BBox, *, max_rank: int) -> list[Feature]:
    """The lines between subdivisions of one country near a box, whole.

    Args:
        bbox: The box; it may cross 180 degrees.
        max_rank: Ten times the Web Mercator zoom level up to whose lines are wanted.
    """
    return _collection("lines").in_bbox(bbox, max_rank=max_rank)


def country_area(country: str) -> MultiPolygon:
    """The land of a country, as ``geo.borders.area`` has it.

    Raises:
        UnknownCountryError: If there is no such country.

    Examples:
        >>> round(country_area("ML").bounds[3])
        25
    """
    return borders.area(country)


@cache
def _names_by_code() -> dict[str, list[str]]:
    """The names of features by each of the codes that they are made of."""
    found: dict[str, list[str]] = {}
    for name in _collection("areas").names:
        for code in name.upper().split("|"):
            found.setdefault(code, []).append(name)
    return found


@cache
def _collection(name: str) -> Collection:
    return read_collections(Path(str(files("geo"))) / "data" / "osm" / "regions.bin", [name])[name]
