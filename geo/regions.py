"""First-level subdivisions of countries: their areas by code, and the lines between them.

Outlines are Natural Earth's (1:10 million, as of about 2020), generalised to some 600 m; inside a country
they may be several kilometres off. Outer edges are moved onto the border lines of ``geo.borders`` where both
tell of the same border, so that a region meets the border that a map draws. Units formed since are missing,
and the units that they were taken from still include them: Gao includes Ménaka, Timbuktu includes Taoudénit
(``geo/data/osm/REGIONS.md`` lists what is known of this kind).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.checks import need_point, need_text
from geo.packed import Collection, read_collections
from geo.points import BBox

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

    from geo.packed import Feature
    from geo.points import LonLat

__all__ = [
    "ATTRIBUTION",
    "admin1_area",
    "admin1_codes_at",
]

ATTRIBUTION = "Natural Earth, outer edges © OpenStreetMap contributors"


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

    names = _names_by_code().get(need_text(code, "a code").strip().upper(), ())
    parts = [feature.geometry for name in names for feature in _collection("areas").named(name)]
    if not parts:
        return None
    # Units that the larger one holds share their edges to the last digit.
    return shapely.MultiPolygon(list(shapely.get_parts(shapely.union_all(parts))))


def admin1_codes_at(point: LonLat) -> tuple[str, ...]:
    """The codes of the first-level subdivision whose area holds a point; none where no area does.

    Lines inside a country are several kilometres off, and units formed since the source are not in it.

    Examples:
        >>> from geo.points import LonLat
        >>> admin1_codes_at(LonLat(1.40921, 18.44345))
        ('ML-8', 'ML.10')
        >>> admin1_codes_at(LonLat(-30, 0))
        ()
    """
    from shapely import Point

    point = need_point(point)
    here = Point(point.lon, point.lat)
    near = _collection("areas").in_bbox(BBox(point.lon, point.lat, point.lon, point.lat))
    found = next((feature for feature in near if feature.geometry.covers(here)), None)
    return tuple(found.name.split("|")) if found else ()


def admin1_areas(bbox: BBox) -> list[Feature]:
    """The areas of subdivisions near a box, whole; one of several parts is several features.

    Args:
        bbox: The box; it may cross 180 degrees.

    Returns:
        Features whose names are the codes of the subdivision, parted by ``|``.

    Examples:
        >>> "ML-8|ML.10" in {area.name for area in admin1_areas(BBox(1, 18, 2, 19))}
        True
    """
    return _collection("areas").in_bbox(bbox)


def admin1_lines(bbox: BBox, *, max_rank: int) -> list[Feature]:
    """The lines between subdivisions of one country near a box, whole.

    Args:
        bbox: The box; it may cross 180 degrees.
        max_rank: Ten times the Web Mercator zoom level up to whose lines are wanted.
    """
    return _collection("lines").in_bbox(bbox, max_rank=max_rank)


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
    return read_collections(Path(__file__).resolve().parent / "data" / "osm" / "regions.bin", [name])[name]
