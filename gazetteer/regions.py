"""Regions: the area of a unit or country where the data have one, its label point where they have not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gazetteer.errors import QueryError, QueryTypeError
from gazetteer.explain import describe, edits
from gazetteer.locality.area import outline_of
from gazetteer.resolution import means_itself

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas
    from shapely import MultiPolygon, Point, Polygon
    from shapely.geometry.base import BaseGeometry

    from gazetteer.candidate import Candidate
    from gazetteer.place import Place
    from gazetteer.resolution import Resolution
    from gazetteer.resolve import Gazetteer
    from geo.points import BBox, LonLat

    Shape = Polygon | MultiPolygon | Point

__all__ = ["UNITS", "Region", "candidate_of", "exact_place", "plain_area", "region"]

#: The kinds of places that hold others.
UNITS = frozenset({"country", "admin1", "admin2"})

_RIVALS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A place as an area.

    Attributes:
        place: The place.
        geometry: Its area in degrees on WGS 84, or its label point where no outline is known.
        basis: Which of the two it is, and whose outline; and how a misspelled name was read.
    """

    place: Place
    geometry: Shape
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
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> Region:
    """The region that a name means; ``Gazetteer.region`` says more."""
    from shapely import Point

    from geo.borders import ATTRIBUTION

    answer = gazetteer.locate(name, within=within, near=near, prefer="region", bias=bias)
    candidate = candidate_of(answer, "region")
    place = candidate.place
    outline = outline_of(place)
    if outline is None:
        what = "a town" if place.kind == "city" else "a place"
        geometry: Shape = Point(place.point)
        basis = f"the label point of {place.name}, {what} of which no outline is known"
    else:
        geometry, basis = outline
        if place.kind == "country":
            basis = f"{basis}, {ATTRIBUTION}"
    if candidate.edits:
        basis += f"; {name!r} is read as {candidate.matched_name!r}, {edits(candidate.edits)} away"
    return Region(place, geometry, basis)


def candidate_of(answer: Resolution, use: Literal["region", "point to measure from"]) -> Candidate:
    """The one place that a name itself means.

    Args:
        answer: What the name was located as.
        use: What the place is to be.

    Raises:
        QueryError: If there is none, it may be one of several, or the text only relates to it.

    Examples:
        >>> import gazetteer
        >>> candidate_of(gazetteer.locate("near Kidal"), "point to measure from")
        Traceback (most recent call last):
        gazetteer.errors.QueryError: 'near Kidal' is no point to measure from: it does not mean Kidal itself;
        gazetteer.locate('near Kidal').area.point is the middle of what it means
    """
    name, candidate = answer.query, answer.candidate
    if candidate is None:
        raise QueryError(f"{name!r} is no {use}: {answer.reason}")
    if not means_itself(answer):
        part = "geometry is the polygon" if use == "region" else "point is the middle"
        raise QueryError(
            f"{name!r} is no {use}: it does not mean {candidate.place.name} itself; "
            f"gazetteer.locate({name!r}).area.{part} of what it means"
        )
    if answer.status == "ambiguous":
        rivals = "; ".join(describe(rival.place) for rival in answer.alternatives[:_RIVALS_NAMED])
        also = f", or {rivals}" if rivals else ""
        raise QueryError(
            f"{name!r} may be {describe(candidate.place)}{also}; say within=... or a fuller name"
        )
    return candidate


def exact_place(answer: Resolution, use: Literal["region", "point to measure from"]) -> Place:
    """The place of such a candidate, for results that have no room to say how a misspelled name was read.

    Raises:
        QueryError: If there is none, or only one of a similar name, which is asked about.
    """
    candidate = candidate_of(answer, use)
    if candidate.edits:
        raise QueryError(f"{answer.query!r} is no known place; is {candidate.matched_name!r} meant?")
    return candidate.place


def plain_area(area: object) -> object:
    """A region as its place, or as its polygon where the place holds no others; all else as it is.

    Raises:
        QueryError: If it is a table, whose rows may be many things.
    """
    if isinstance(area, Region):
        return area.place if area.place.kind in UNITS or not area.has_outline else area.geometry
    if hasattr(type(area), "union_all"):  # geopandas is not imported to look
        raise QueryTypeError(
            f"an area must be one polygon in degrees, not a {type(area).__name__} of {len(area)}; "  # type: ignore[arg-type]
            "its union_all() is one"
        )
    return area
