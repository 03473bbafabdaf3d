"""Regions: the area of a unit or country where the data have one, its label point where they have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import QueryError
from gazetteer.explain import describe
from gazetteer.locality.area import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas
    from shapely import MultiPolygon, Point, Polygon
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from gazetteer.resolve import Gazetteer
    from geo.points import BBox, LonLat

__all__ = ["Region", "region"]

_RIVALS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A place as an area.

    Attributes:
        place: The place.
        geometry: Its area in degrees on WGS 84, or its label point where no outline is known.
        basis: Which of the two it is, and whose outline.
    """

    place: Place
    geometry: Polygon | MultiPolygon | Point
    basis: str

    @property
    def has_outline(self) -> bool:
        """Whether ``geometry`` is an area."""
        return self.geometry.geom_type != "Point"

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """A table of one row in EPSG:4326.

        Examples:
            >>> import gazetteer
            >>> gazetteer.region("Kidal").to_geodataframe()[["name", "kind", "has_outline"]].values.tolist()
            [['Kidal', 'admin1', True]]
        """
        from gazetteer.tables.geo_frames import region_frame

        return region_frame(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from gazetteer.cards import of_region

        return of_region(self)


def region(
    gazetteer: Gazetteer,
    name: str,
    *,
    within: str | BBox | Place | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> Region:
    """The region that a name means; ``Gazetteer.region`` says more."""
    from shapely import Point

    answer = gazetteer.resolve(name, within=within, near=near, prefer="region", bias=bias)
    place = answer.place
    if place is None:
        raise QueryError(f"{name!r} is no region: {answer.reason}")
    if answer.status == "ambiguous":
        rivals = "; ".join(describe(rival.place) for rival in answer.alternatives[:_RIVALS_NAMED])
        also = f", or {rivals}" if rivals else ""
        raise QueryError(f"{name!r} may be {describe(place)}{also}; say within=... or a fuller name")
    outline = outline_of(place)
    if outline is None:
        what = "a town" if place.kind == "city" else "a place"
        basis = f"the label point of {place.name}, {what} of which no outline is known"
        return Region(place, Point(place.point), basis)
    return Region(place, *outline)
