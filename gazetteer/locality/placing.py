"""What a tree of relations covers, once its names are places: ``Placer``.

The shapes follow the point-radius method (Wieczorek, Guo and Hijmans 2004, doi:10.1080/13658810412331280211) and
the Georeferencing Quick Reference Guide (Zermoglio and others 2020, doi:10.35035/e09p-h128), kept as shapes and
not summed up in one radius: each uncertainty widens the shape where it applies. What each word means in
numbers is in ``docs/relative-locations.md``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.locality import lexicon
from gazetteer.locality.area import POINT_ERROR_M, Area, made, of_place, outline_of, round_m
from gazetteer.locality.headings import Heading
from gazetteer.locality.lines import Lines, country_lines, meeting_point
from gazetteer.locality.parts import central_part, divider_of, side_of
from gazetteer.locality.tree import (
    All,
    Between,
    Border,
    In,
    Name,
    Near,
    Offset,
    OneOf,
    Part,
    Tripoint,
)
from geo import antimeridian
from geo.areas import MAX_RADIUS_M, circle
from geo.errors import GeoError
from geo.geodesic import azimuth_deg, destination, distance_m
from geo.planes import Plane, blurred_sector, common, hull, inner_point, lens, reach_m, ring, widened
from geo.points import LonLat
from geo.words import distance_text, listed
from geo.words import name as country_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry as Geometry

    from gazetteer.locality.distances import Distance
    from gazetteer.locality.tree import Node
    from gazetteer.place import Place

    Shape = Polygon | MultiPolygon

__all__ = ["BETWEEN_SHARE", "TRIPOINT_M", "TRI_ZONE_M", "Placer", "telling_point"]

#: How far what is between two places may lie aside, midway, as a share of their distance: roads bend. The road from
#: Gao to Kidal, by way of Anéfis, is 47 km off the straight line of 286 km; that from Sévaré to Douentza is 31 km off
#: the 134 km at Konna, a third of the way.
BETWEEN_SHARE = 0.25
#: And at the least.
BETWEEN_M = 5_000.0
#: "Halfway": within this share of the distance from the middle.
HALFWAY_SHARE = 0.2
#: How far a direction that is told by another place ("from Gao towards Ansongo") may differ from its own.
TOWARD_DEG = 22.5
#: About a point where three countries meet; and how far their "tri-border area" reaches from it.
TRIPOINT_M = 25_000.0
TRI_ZONE_M = 150_000.0
#: The representative point of a wider area says nothing of where in it something is.
TELLING_M = 100_000.0
# Degrees of latitude in a metre, near enough for an allowance.
_DEG_PER_M = 1 / 111_000


class _Anchor(NamedTuple):
    """What a relation counts from.

    Attributes:
        label: What it is, in words.
        point: Its point.
        blur_m: What the point stands for, and may be off by.
        outline: Its shape, where that is no circle round the point.
        lines: Border lines, where it is a border.
        place: The place, where it is a named one.
    """

    label: str
    point: LonLat
    blur_m: float
    outline: Shape | None = None
    lines: Lines | None = None
    place: Place | None = None


class Placer:
    """Makes areas of trees.

    Args:
        places: The places of the names.
        context: Codes of the countries that the text and its caller tell of.
    """

    def __init__(self, places: Mapping[Name, Place], context: Sequence[str] = ()) -> None:
        self.places = places
        self.context = tuple(dict.fromkeys(context))
        self.problems: list[str] = []

    def area(self, node: Node) -> Area | None:
        """The area of a tree, or None where it cannot be told; ``problems`` says why."""
        try:
            return self._area(node)
        except GeoError as error:
            return self._none(str(error))

    def _area(self, node: Node) -> Area | None:  # noqa: PLR0911 - one line for each kind of node
        match node:
            case Name():
                return of_place(self.places[node]) if node in self.places else None
            case In(of):
                return self.area(of)
            case Near():
                return self._near(node)
            case Offset():
                return self._offset(node)
            case Part():
                return self._part(node)
            case Between():
                return self._between(node)
            case Border():
                return self._border(node)
            case Tripoint():
                return self._tripoint(node)
            case OneOf():
                return self._one_of(node)
            case All(of):
                return self.together([area for child in of if (area := self.area(child)) is not None])

    def _none(self, why: str) -> None:
        self.problems.append(why)

    def _anchor(self, node: Node) -> _Anchor | None:
        if isinstance(node, Name) and node in self.places:
            place = self.places[node]
            outline = outline_of(place)
            return _Anchor(place.name, place.point, round_m(place), outline[0] if outline else None, None, place)
        if isinstance(node, Border):
            lines = self._lines(node)
            return None if lines is None else _Anchor(lines.label, LonLat(0, 0), lines.accuracy_m, None, lines)
        area = self.area(node)
        return None if area is None else _Anchor("there", area.point, 0.0, area.geometry)

    # --- near

    def _near(self, node: Near) -> Area | None:
        anchor = self._anchor(node.of)
        if anchor is None:
            return None
        far, words = distance_text(node.reach_m), node.words
        if anchor.lines is not None:
            border = node.of
            reach = max(node.reach_m, border.reach_m if isinstance(border, Border) else 0.0)
            return self._band(border, anchor.lines, reach, words)
        basis = f"{far} beyond {anchor.label}, for {words!r}"
        if anchor.outline is None:
            radius_m = min(anchor.blur_m + node.reach_m, MAX_RADIUS_M)
            return made(circle(anchor.point, radius_m), f"a circle that reaches {basis}", anchor.point)
        outline = _coarser(anchor.outline, node.reach_m)
        shape = widened(outline, node.reach_m)
        if anchor.place is not None:
            # What is deep inside a country is not near it.
            inside = _inside(outline, node.reach_m)
            shape = shape if inside is None else shape.difference(inside)  # type: ignore[assignment]
            return made(shape, f"a band that reaches {far} to both sides of the outline of {anchor.label}, for {words!r}", None)
        return made(shape, f"an area that reaches {far} beyond what the text names, for {words!r}", anchor.point)

    # --- distance and direction

    def _offset(self, node: Offset) -> Area | None:
        anchor = self._anchor(node.of)
        if anchor is None:
            return None
        side = node.heading
        if node.toward is not None and node.distance is not None:
            aim = self._anchor(node.toward)
            if aim is None:
                return None
            side = Heading(azimuth_deg(anchor.point, aim.point), TOWARD_DEG, f"towards {aim.label}")
        if side is None and node.distance is None:
            return self._none(f"{node.words!r} tells no distance")
        if anchor.lines is not None:
            return self._off_border(node, anchor.lines, side)
        if node.across is not None and side is not None and node.distance is not None:
            return self._at_right_angles(node, anchor, side)
        if anchor.outline is not None:
            return self._off_outline(node, anchor, anchor.outline, side)
        return self._off_point(node, anchor, side)

    def _off_point(self, node: Offset, anchor: _Anchor, side: Heading | None) -> Area:
        distance = node.distance
        blur = f"each way {distance_text(anchor.blur_m)} more for the extent of {anchor.label} and the error of its point"
        most_m = anchor.blur_m + lexicon.DIRECTION_M if distance is None else distance.most_m
        least_m = 0.0 if distance is None else distance.least_m
        half_width = 180.0 if side is None else side.half_width_deg
        azimuth = 0.0 if side is None else side.azimuth_deg
        geometry = blurred_sector(anchor.point, azimuth, half_width, least_m, most_m, anchor.blur_m)
        if side is None:
            wanted = None if least_m > anchor.blur_m else anchor.point
            return made(geometry, f"{_range(least_m, most_m)} from {anchor.label}, for {node.words!r}; {blur}", wanted)
        middle_m = most_m / 2 if distance is None else min(distance.stated_m, most_m)
        wanted = destination(anchor.point, side.azimuth_deg, middle_m)
        to = f"{_to(side)} of {anchor.label}"
        far = f"up to {distance_text(lexicon.DIRECTION_M)}" if distance is None else _range(least_m, most_m)
        return made(geometry, f"{far} {to}, for {node.words!r}; {blur}", wanted)

    def _at_right_angles(self, node: Offset, anchor: _Anchor, side: Heading) -> Area:
        """Two distances at right angles; by convention their directions are exact."""
        import shapely

        assert node.across is not None  # noqa: S101 - the caller has looked
        assert node.distance is not None  # noqa: S101 - the same
        plane = Plane(anchor.point)
        corners = [
            _moved((along, side.azimuth_deg), (aside, node.across[1].azimuth_deg))
            for along in (node.distance.least_m, node.distance.most_m)
            for aside in (node.across[0].least_m, node.across[0].most_m)
        ]
        box = shapely.MultiPoint(corners).convex_hull.buffer(anchor.blur_m)
        wanted = _moved((node.distance.stated_m, side.azimuth_deg), (node.across[0].stated_m, node.across[1].azimuth_deg))
        point = plane.earth(shapely.Point(wanted).buffer(1.0)).centroid
        basis = (
            f"{_range(*node.distance[:2])} {side.name} and {_range(*node.across[0][:2])} {node.across[1].name} of "
            f"{anchor.label}, for {node.words!r}; each way {distance_text(anchor.blur_m)} more for the extent of "
            f"{anchor.label} and the error of its point"
        )
        return made(plane.earth(box), basis, LonLat(point.x, point.y))

    def _off_outline(self, node: Offset, anchor: _Anchor, outline: Shape, side: Heading | None) -> Area | None:
        """Outside of an area; a direction without a distance may also mean that side of it."""
        most_m = lexicon.DIRECTION_M if node.distance is None else node.distance.most_m
        least_m = 0.0 if node.distance is None else node.distance.least_m
        coarse = _coarser(outline, most_m)
        around: Shape | None = ring(coarse, max(least_m, 1.0), most_m)
        far = f"{_range(least_m, most_m)} from the outline of {anchor.label}"
        if side is None or around is None:
            return made(around, f"{far}, for {node.words!r}", None)
        center = inner_point(outline)
        wedge_m = min(reach_m(center, outline) + most_m, MAX_RADIUS_M)
        around = common([around, blurred_sector(center, side.azimuth_deg, side.half_width_deg, 0.0, wedge_m, 0.0)])
        if node.distance is not None:
            basis = f"{far}, {_to(side)} of its middle, for {node.words!r}"
            return None if around is None else made(around, basis, None)
        part = side_of(outline, divider_of(anchor.place, outline), side.azimuth_deg)
        both = [shape for shape in (part, around) if shape is not None]
        basis = (
            f"the {side.name} side of {anchor.label}, and up to {distance_text(most_m)} beyond its outline "
            f"that way, for {node.words!r}, which may mean either"
        )
        return made(antimeridian.union(both), basis, None if part is None else inner_point(part))

    def _off_border(self, node: Offset, lines: Lines, side: Heading | None) -> Area | None:
        most_m = lexicon.DIRECTION_M if node.distance is None else node.distance.most_m
        least_m = 0.0 if node.distance is None else node.distance.least_m
        shape: Shape | None = lines.within(least_m, most_m)
        basis = f"{_range(least_m, most_m)} from {lines.label}, for {node.words!r}; {_accuracy(lines)}"
        if side is not None and shape is not None:
            shape = common([shape, _swept(lines.lines, side, most_m + lines.accuracy_m)])
            basis += f", {side.name} of it"
        return self._on_side(node.of, shape, basis)

    # --- parts

    def _part(self, node: Part) -> Area | None:
        anchor = self._anchor(node.of)
        whole = self.area(node.of)
        if anchor is None or whole is None:
            return None
        if not node.central and node.side is None:
            return Area(whole.geometry, whole.point, whole.radius_m, f"somewhere in {whole.basis}", whole.precision)
        settled = anchor.place is not None and (anchor.place.kind == "city" or anchor.place.source == "given")
        divider = anchor.point if anchor.outline is None else divider_of(anchor.place, whole.geometry)
        allowance = POINT_ERROR_M if settled else 0.0
        if node.side is None:
            shape = self._middle_of(anchor, whole, divider)
            basis = f"what lies less than half-way from the middle of {anchor.label} to its edge, for {node.words!r}"
        else:
            shape = side_of(
                whole.geometry,
                divider,
                node.side.azimuth_deg,
                far=node.far and not settled,
                allowance_deg=allowance * _DEG_PER_M,
            )
            basis = f"what lies {node.side.name} of a line through {_place_of(divider)}"
            basis = f"{basis}, in {whole.basis}, for {node.words!r}"
            if settled:
                basis += f"; {distance_text(allowance)} more for the error of the point"
            elif node.far:
                basis += ", beyond half-way to the edge"
        if shape is None:
            return self._none(f"{node.words!r} leaves nothing of {anchor.label}")
        return made(shape, basis, None, whole.precision)

    def _middle_of(self, anchor: _Anchor, whole: Area, divider: LonLat) -> Shape | None:
        if anchor.outline is not None:
            return central_part(whole.geometry, divider)
        place = anchor.place
        settled = place is not None and place.kind == "city"
        return circle(anchor.point, (place.extent_m / 2 + POINT_ERROR_M) if place and settled else whole.radius_m / 2)

    # --- between

    def _between(self, node: Between) -> Area | None:
        anchors = [anchor for child in node.of if (anchor := self._anchor(child)) is not None]
        if len(anchors) < len(node.of):
            return None
        labels = listed(anchor.label for anchor in anchors)
        if len(anchors) == 1:
            reach_of = anchors[0].blur_m + lexicon.DIRECTION_M
            basis = f"a circle that reaches {distance_text(lexicon.DIRECTION_M)} beyond {labels}; the road's start is not told"
            return made(circle(anchors[0].point, reach_of), basis, anchors[0].point)
        if len(anchors) > 2:
            shapes = [self._round(anchor) for anchor in anchors]
            return made(hull(shapes), f"the smallest convex area that holds {labels}, for {node.words!r}", None)
        return self._between_two(node, *self._points(anchors[0], anchors[1]))

    def _between_two(self, node: Between, a: _Anchor, b: _Anchor) -> Area | None:
        shared = None if a.outline is None or b.outline is None else self._shared_band(a, b)
        if shared is not None:
            return made(shared, f"within {distance_text(lexicon.NEAR_M)} of both {a.label} and {b.label}, for {node.words!r}", None)
        length = distance_m(a.point, b.point)
        blur_m = max(a.blur_m, b.blur_m) if a.outline is None and b.outline is None else BETWEEN_M
        if length <= 1.0:
            return self._none(f"{a.label} and {b.label} are the same place")
        half = destination(a.point, azimuth_deg(a.point, b.point), length / 2)
        long = distance_text(length)
        if node.halfway:
            radius_m = HALFWAY_SHARE * length + blur_m
            basis = f"a circle of a fifth of the {long} from {a.label} to {b.label} round the point midway, for {node.words!r}"
            return made(circle(half, radius_m), basis, half)
        aside_m = max(BETWEEN_SHARE * length, BETWEEN_M)
        road = "; no road is known, so the straight line stands for it" if node.road else ""
        basis = (
            f"a lens from {a.label} to {b.label}, {long} long and {distance_text(aside_m)} to each side midway, for "
            f"{node.words!r}; all round {distance_text(blur_m)} more for the extents of both{road}"
        )
        return made(lens(a.point, b.point, aside_m, blur_m), basis, half)

    def _shared_band(self, a: _Anchor, b: _Anchor) -> Shape | None:
        assert a.outline is not None  # noqa: S101 - the caller has looked
        assert b.outline is not None  # noqa: S101 - the same
        both = [widened(_coarser(outline, lexicon.NEAR_M), lexicon.NEAR_M) for outline in (a.outline, b.outline)]
        return common(both)

    def _points(self, a: _Anchor, b: _Anchor) -> tuple[_Anchor, _Anchor]:
        """Both with points: a border counts from where it is nearest to the other."""
        import shapely

        if a.lines is not None and b.lines is None:
            second, first = self._points(b, a)
            return first, second
        if b.lines is not None:
            near = shapely.shortest_line(b.lines.lines, shapely.Point(a.point))
            lon, lat = shapely.get_coordinates(near)[0]
            b = b._replace(point=LonLat(lon, lat))
        return a, b

    def _round(self, anchor: _Anchor) -> Geometry:
        if anchor.lines is not None:
            return anchor.lines.lines
        return anchor.outline if anchor.outline is not None else circle(anchor.point, anchor.blur_m)

    # --- borders

    def _border(self, node: Border) -> Area | None:
        lines = self._lines(node)
        return None if lines is None else self._band(node, lines, node.reach_m, node.words)

    def _band(self, node: Node, lines: Lines, reach: float, words: str) -> Area | None:
        far = distance_text(reach)
        basis = f"a band that reaches {far} to both sides of {lines.label}, for {words!r}; {_accuracy(lines)}"
        return self._on_side(node, lines.within(0.0, reach), basis)

    def _on_side(self, node: Node, shape: Shape | None, basis: str) -> Area | None:
        side = node.side if isinstance(node, Border) else None
        if side is not None and side in self.places and shape is not None:
            outline = outline_of(self.places[side])
            if outline is not None:
                shape = common([shape, outline[0]])
                basis += f", on the side of {self.places[side].name}"
        return self._none("nothing is there") if shape is None else made(shape, basis, None)

    def _lines(self, node: Border) -> Lines | None:
        import shapely

        places = [self.places[name] for name in node.of if name in self.places]
        if len(places) < len(node.of):
            return None
        if all(place.kind == "country" and place.country for place in places):
            context = [*self._side_country(node), *self.context]
            found = country_lines([place.country or "" for place in places], context)
        else:
            found = _unit_lines(places)
        if isinstance(found, str):
            return self._none(found)
        if node.heading is not None:
            box = shapely.box(*found.lines.bounds)
            half = side_of(box, divider_of(None, box), node.heading.azimuth_deg)
            cut = [(shapely.intersection(part, half), accuracy_m) for part, accuracy_m in found.parts]
            kept = tuple((shapely.multilinestrings(_line_parts(part)), good) for part, good in cut if not part.is_empty)
            found = Lines(f"the {node.heading.name} half of {found.label}", kept)
        return found

    def _side_country(self, node: Border) -> list[str]:
        place = self.places.get(node.side) if node.side is not None else None
        return [place.country] if place is not None and place.country else []

    def _tripoint(self, node: Tripoint) -> Area | None:
        codes = [self.places[name].country or "" for name in node.of if name in self.places]
        if not node.of and len(self.context) == 3:
            codes = list(self.context)
        if len(codes) != 3:
            return self._none(f"{node.words!r} does not say which three countries meet")
        point = meeting_point(codes)
        if isinstance(point, str):
            return self._none(point)
        wide = not any(word in node.words.lower() for word in ("point", "meet", "converge"))
        far = TRI_ZONE_M if wide else TRIPOINT_M
        basis = f"a circle of {distance_text(far)} round the point where {listed(map(country_name, codes))} meet, for {node.words!r}"
        return made(circle(point, far), basis, point)

    # --- several

    def _one_of(self, node: OneOf) -> Area | None:
        areas = [area for child in node.of if (area := self.area(child)) is not None]
        if not areas:
            return None
        basis = "; or ".join(area.basis for area in areas)
        return made(antimeridian.union([area.geometry for area in areas]), basis, None)

    def together(self, areas: Sequence[Area]) -> Area | None:
        """Where all of several areas are; where they have nothing in common, the widest, and a problem."""
        if len(areas) < 2:
            return areas[0] if areas else None
        shape = common([area.geometry for area in areas])
        if shape is None:
            widest = max(areas, key=lambda area: area.radius_m)
            parts = "; ".join(area.basis for area in areas)
            self.problems.append(f"the parts of the text have no ground in common ({parts})")
            return widest
        basis = "where all of these are: " + "; ".join(area.basis for area in areas)
        return made(shape, basis, telling_point(min(areas, key=lambda area: area.radius_m), shape))


def telling_point(area: Area, shape: Shape) -> LonLat | None:
    """The point of an area for what is left of it; None where that point is any of a wide area, or not left."""
    import shapely

    tells = area.radius_m <= TELLING_M and shape.contains(shapely.Point(area.point))
    return area.point if tells else None


def _to(side: Heading) -> str:
    return f"{side.name} ({side.half_width_deg:g}° to either side)"


def _range(least_m: float, most_m: float) -> str:
    if least_m <= 0:
        return f"up to {distance_text(most_m)}"
    least, most = distance_text(least_m), distance_text(most_m)
    return f"{least} to {most}" if least != most else f"{least_m / 1000:.1f} km to {most_m / 1000:.1f} km"


def _accuracy(lines: Lines) -> str:
    return f"the line is good to {distance_text(lines.accuracy_m)} or better, which is added"


def _line_parts(geometry: Geometry) -> list[Geometry]:
    import shapely

    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]


def _place_of(point: LonLat) -> str:
    return f"{abs(point.lat):.1f}° {'S' if point.lat < 0 else 'N'} {abs(point.lon):.1f}° {'W' if point.lon < 0 else 'E'}"


def _moved(*legs: tuple[float, float]) -> tuple[float, float]:
    """Metres east and north after legs of metres and degrees."""
    return (
        sum(metres * math.sin(math.radians(azimuth)) for metres, azimuth in legs),
        sum(metres * math.cos(math.radians(azimuth)) for metres, azimuth in legs),
    )


def _coarser(shape: Geometry, reach: float) -> Geometry:
    """A shape without detail that a widening by ``reach`` metres would hide."""
    import shapely

    return shapely.simplify(shape, reach / 50 * _DEG_PER_M, preserve_topology=True)


def _inside(outline: Geometry, reach: float) -> Shape | None:
    try:
        return widened(outline, -reach)
    except GeoError:
        return None


def _swept(lines: Geometry, side: Heading, far: float) -> Shape:
    """The ground that lines pass over when they are moved ``far`` metres in a direction."""
    import shapely

    coarse = _coarser(lines, far)
    plane = Plane(LonLat(*shapely.get_coordinates(coarse.envelope.centroid)[0]))
    flat = plane.flat(coarse)
    east, north = _moved((far * 1.5, side.azimuth_deg))
    quads = []
    for part in shapely.get_parts(shapely.line_merge(flat)):
        for (x, y), (to_x, to_y) in zip(part.coords[:-1], part.coords[1:], strict=True):
            quads.append(shapely.Polygon([(x, y), (to_x, to_y), (to_x + east, to_y + north), (x + east, y + north)]))
    return plane.earth(shapely.union_all(shapely.make_valid(quads)))


def _unit_lines(places: Sequence[Place]) -> Lines | str:
    """The outline of a subdivision, or what two have in common."""
    import shapely

    outlines = [found[0] for place in places if (found := outline_of(place)) is not None]
    named = listed(place.name for place in places)
    if len(outlines) < len(places):
        return f"no outline of {named} is known"
    lines = outlines[0].boundary
    for other in outlines[1:]:
        lines = shapely.intersection(lines, widened(_coarser(other, 5_000.0), 5_000.0))
    parts = _line_parts(lines)
    if not parts:
        return f"{named} have no border in common"
    # Outlines of subdivisions are generalised; inside a country they may be several kilometres off.
    return Lines(f"the outline of {named}", ((shapely.MultiLineString(parts), 5_000.0),))
