"""What a tree of relations covers, once its names are places: ``Placer``.

The shapes follow the point-radius method (Wieczorek, Guo and Hijmans 2004,
doi:10.1080/13658810412331280211) and the Georeferencing Quick Reference Guide (Zermoglio and others 2020,
doi:10.35035/e09p-h128), kept as shapes and not summed up in one radius: each uncertainty widens the shape
where it applies. What each word means in numbers is in ``docs/relative-locations.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.anchors import DEG_PER_M, Anchor, UnplacedError, span, telling_point
from gazetteer.locality.area import (
    POINT_ERROR_M,
    Area,
    called,
    made,
    of_place,
    outline_of,
    round_m,
    somewhere,
)
from gazetteer.locality.between_areas import between_area
from gazetteer.locality.headings import Heading
from gazetteer.locality.lexicon import NEAR_M, pattern
from gazetteer.locality.lines import (
    Lines,
    accuracy_text,
    country_lines,
    half_of,
    meeting_point,
    unit_lines,
)
from gazetteer.locality.offset_areas import at_right_angles, off_border, off_outline, off_point
from gazetteer.locality.offshore import at_sea, is_offshore, off_shore, open_water
from gazetteer.locality.parts import central_part, divider_of, main_land, side_of
from gazetteer.locality.tree import Between, Border, In, Name, Near, Offset, OneOf, Part, Tripoint
from geo import antimeridian
from geo.areas import MAX_RADIUS_M, circle
from geo.errors import GeoError
from geo.geodesic import azimuth_deg
from geo.planes import common
from geo.points import LonLat
from geo.told import Country, Listed, Metres, Told, in_row, tell
from geo.widening import widened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.locality.anchors import Shape
    from gazetteer.locality.tree import Node
    from gazetteer.place import Place

__all__ = ["TOWARD_DEG", "TRIPOINT_M", "TRI_ZONE_M", "Placer"]

#: How far a direction that is told by another place ("from Gao towards Ansongo") may differ from its own.
TOWARD_DEG = 22.5
#: Where several statements overlap, a piece that is narrower than twice this is one that no outline can tell.
SLIVER_M = 2_500.0
#: About a point where three countries meet; and how far their "tri-border area" reaches from it.
TRIPOINT_M = 25_000.0
TRI_ZONE_M = 150_000.0


class Placer:
    """Makes areas of trees.

    Args:
        places: The places of the names.
        context: Codes of the countries that the text and its caller tell of.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.locality.tree import Name, Near
        >>> gao = Name("Gao")
        >>> placer = Placer({gao: gazetteer.resolve("Gao").place})
        >>> placer.area(Near(gao, "near", 25_000)).basis
        "a circle that reaches 25 km beyond Gao, for 'near'"
    """

    def __init__(self, places: Mapping[Name, Place], context: Sequence[str] = ()) -> None:
        self.places = places
        self.context = tuple(dict.fromkeys(context))
        self.problems: list[str] = []

    def area(self, node: Node) -> Area | None:
        """The area of a tree, or None where it cannot be told; ``problems`` says why."""
        try:
            return self._area(node)
        except (GeoError, UnplacedError) as error:
            self.problems.append(_why(error))
            return None

    def together(self, areas: Sequence[Area]) -> Area | None:
        """Where all of several areas are; None and a problem where they have nothing in common."""
        if len(areas) < 2:
            return areas[0] if areas else None
        shape = common([area.geometry for area in areas])
        parts = in_row(area.basis for area in areas)
        if shape is None:
            english = "the parts of the text have no ground in common ({parts})"
            self.problems.append(tell("all_nothing", english, parts=parts))
            return None
        finest = min(areas, key=lambda area: area.radius_m)
        shape = _without_slivers(shape)
        basis = tell("all_of", "where all of these are: {parts}", parts=parts)
        return made(shape, basis, telling_point(finest, shape))

    def _area(self, node: Node) -> Area:  # noqa: PLR0911 - one line for each kind of node
        match node:
            case Name():
                return of_place(self.places[node])
            case In(of):
                return self._area(of)
            case Near():
                return self._off_shore(node) or self._off_coast(self._near(node), node)
            case Offset():
                return self._off_shore(node) or self._off_coast(self._offset(node), node)
            case Part():
                return self._part(node)
            case Between():
                return between_area(node, [self._anchor(child) for child in node.of])
            case Border():
                return self._band(node, self._lines(node), node.reach_m, node.words)
            case Tripoint():
                return self._tripoint(node)
            case OneOf(of):
                areas = [self._area(child) for child in of]
                basis = in_row((area.basis for area in areas), "; or ")
                return made(antimeridian.union([area.geometry for area in areas]), basis, None)

    def _anchor(self, node: Node) -> Anchor:
        if isinstance(node, Name):
            place = self.places[node]
            outline = outline_of(place)
            return Anchor(
                called(place), place.point, round_m(place), outline[0] if outline else None, None, place
            )
        if isinstance(node, Border):
            lines = self._lines(node)
            return Anchor(lines.label, LonLat(0, 0), lines.accuracy_m, None, lines)
        area = self._area(node)
        return Anchor(tell("anchor_named", "what the text names"), area.point, 0.0, area.geometry)

    # --- near, distance and direction

    def _near(self, node: Near) -> Area:
        anchor = self._anchor(node.of)
        words, of = node.words, node.of
        values = {"far": Metres(node.reach_m), "place": anchor.label, "words": words}
        if anchor.lines is not None and isinstance(of, Border):
            return self._band(of, anchor.lines, max(node.reach_m, of.reach_m), words)
        if anchor.outline is None:
            radius_m = min(anchor.blur_m + node.reach_m, MAX_RADIUS_M)
            basis = tell("near_circle", "a circle that reaches {far} beyond {place}, for {words!r}", **values)
            return made(circle(anchor.point, radius_m), basis, anchor.point)
        if anchor.place is None:
            basis = tell("near_area", "an area that reaches {far} beyond {place}, for {words!r}", **values)
            return made(widened(anchor.outline, node.reach_m), basis, anchor.point)
        # What is deep inside a country is not near it.
        english = "a band that reaches {far} to both sides of the outline of {place}, for {words!r}"
        basis = tell("near_outline", english, **values)
        return made(widened(anchor.outline.boundary, node.reach_m), basis, None)

    def _offset(self, node: Offset) -> Area:
        anchor, side = self._anchor(node.of), node.heading
        if node.toward is not None and node.distance is not None:
            aim = self._anchor(node.toward)
            side = Heading(
                azimuth_deg(anchor.point, aim.point),
                TOWARD_DEG,
                tell("towards", "towards {place}", place=aim.label),
            )
        if side is None and node.distance is None:
            raise UnplacedError(tell("no_distance", "{words!r} tells no distance", words=node.words))
        if anchor.lines is not None:
            shape, basis = off_border(anchor.lines, node.words, node.distance, side)
            return self._on_side(node.of, shape, basis, anchor.lines.point)
        if node.across is not None and node.distance is not None and side is not None:
            return at_right_angles(anchor, node.words, (node.distance, side), node.across)
        if anchor.outline is None:
            return off_point(anchor, node.words, node.distance, side)
        found = off_outline(anchor, anchor.outline, node.words, node.distance, side)
        if found is None:
            english = "there is nothing {words!r} {place}"
            raise UnplacedError(tell("nothing_off", english, words=node.words, place=anchor.label))
        return found

    # --- off a coast

    def _off_shore(self, node: Near | Offset) -> Area | None:
        """What is off a town counts from its shore; None where that is not what the words say."""
        if not is_offshore(node.words) or (isinstance(node, Offset) and node.heading is not None):
            return None
        anchor = self._anchor(node.of)
        if anchor.outline is not None or anchor.lines is not None or anchor.place is None:
            return None
        distance = node.distance if isinstance(node, Offset) else None
        least_m, most_m = (distance.least_m, distance.most_m) if distance else (0.0, NEAR_M)
        sea = off_shore(anchor.point, least_m, most_m)
        if sea is None:
            return None
        english = "{span} from {place} or its shore, for {words!r}; at sea"
        far = span(least_m, most_m)
        basis = tell("off_shore", english, span=far, place=anchor.label, words=node.words)
        return made(sea, basis, open_water(sea))

    def _off_coast(self, area: Area, node: Near | Offset) -> Area:
        """What is off a coast is at sea; inland, a distance "off" a town is any distance from it."""
        sea = at_sea(area.geometry) if is_offshore(node.words) else None
        if sea is not None:
            basis = in_row([area.basis, tell("at_sea", "at sea")])
            return made(sea, basis, open_water(sea), area.scale)
        if isinstance(node, Near) and is_offshore(node.words) and not pattern("just").match(node.words):
            label = self._anchor(node.of).label
            english = "there is no sea {words!r} {place}"
            raise UnplacedError(tell("no_sea", english, words=node.words, place=label))
        return area

    # --- parts

    def _part(self, node: Part) -> Area:
        anchor, whole = self._anchor(node.of), self._area(node.of)
        if node.side is None and not node.central:
            basis = somewhere(whole.basis)
            return Area(whole.geometry, whole.point, whole.radius_m, basis, whole.scale)
        if node.side is None:
            shape, basis = self._middle(node, anchor, whole)
        else:
            shape, basis = self._side(node, node.side, anchor, whole)
        if shape is None:
            english = "{words!r} leaves nothing of {place}"
            raise UnplacedError(tell("nothing_left", english, words=node.words, place=anchor.label))
        return made(shape, basis, None, whole.scale)

    def _side(self, node: Part, side: Heading, anchor: Anchor, whole: Area) -> tuple[Shape | None, str]:
        divider = anchor.point if anchor.outline is None else divider_of(anchor.place, whole.geometry)
        settled = anchor.is_settled
        allowance_m = POINT_ERROR_M if settled else 0.0
        shape = side_of(
            main_land(whole.geometry),
            divider,
            side.azimuth_deg,
            far=node.far and not settled,
            allowance_deg=allowance_m * DEG_PER_M,
        )
        english = "what lies {side} of a line through {point}, in {area}, for {words!r}"
        point = tell("point", _degrees(divider), point=divider)
        basis: str = tell(
            "part_side", english, side=side.told, point=point, area=whole.basis, words=node.words
        )
        if settled:
            basis = in_row([basis, _point_error()])
        elif node.far:
            basis = in_row([basis, tell("part_far", "more than half (50 %) of the way to the edge")])
        return shape, basis

    def _middle(self, node: Part, anchor: Anchor, whole: Area) -> tuple[Shape | None, str]:
        english = (
            "what is less than half (50 %) of the way from the middle of {place} to its edge, for {words!r}"
        )
        basis: str = tell("part_middle", english, place=anchor.label, words=node.words)
        if anchor.outline is not None:
            return central_part(main_land(whole.geometry), divider_of(anchor.place, whole.geometry)), basis
        if anchor.is_settled and anchor.place is not None:
            basis = in_row([basis, _point_error()])
            return circle(anchor.point, anchor.place.extent_m / 2 + POINT_ERROR_M), basis
        return circle(anchor.point, whole.radius_m / 2), basis

    # --- borders

    def _band(self, node: Border, lines: Lines, far_m: float, words: str) -> Area:
        basis = tell(
            "band",
            "a band that reaches {far} to both sides of {line}, for {words!r}; {accuracy}",
            far=Metres(far_m),
            line=lines.label,
            words=words,
            accuracy=accuracy_text(lines),
        )
        return self._on_side(node, lines.within(0.0, far_m), basis, lines.point)

    def _on_side(self, node: Node, shape: Shape | None, basis: str, wanted: LonLat | None) -> Area:
        side = self.places.get(node.side) if isinstance(node, Border) and node.side is not None else None
        outline = outline_of(side) if side is not None else None
        if side is not None and outline is not None and shape is not None:
            shape = common([shape, outline[0]])
            on_side = tell("band_side", "on the side of {place}", place=called(side))
            basis = in_row([basis, on_side])
        if shape is None:
            raise UnplacedError(tell("nothing_there", "nothing is there: {area}", area=basis))
        return made(shape, basis, wanted)

    def _lines(self, node: Border) -> Lines:
        places = [self.places[owner] for owner in node.of]
        if all(place.kind == "country" and place.country for place in places):
            side = self.places.get(node.side) if node.side is not None else None
            context = [*([side.country] if side is not None and side.country else []), *self.context]
            found = country_lines([place.country or "" for place in places], context)
        else:
            found = unit_lines(places)
        if isinstance(found, str):
            raise UnplacedError(found)
        return found if node.heading is None else half_of(found, node.heading)

    def _tripoint(self, node: Tripoint) -> Area:
        codes = [self.places[owner].country or "" for owner in node.of] or list(self.context)
        if len(codes) != 3:
            english = "{words!r} does not say which three countries meet"
            raise UnplacedError(tell("tripoint_which", english, words=node.words))
        point = meeting_point(codes)
        if isinstance(point, str):
            raise UnplacedError(point)
        narrow = any(word in node.words.lower() for word in ("point", "meet", "converge"))
        far_m = TRIPOINT_M if narrow else TRI_ZONE_M
        english = "a circle of {far} round the point where {countries} meet, for {words!r}"
        values = {"far": Metres(far_m), "countries": Listed(map(Country, codes)), "words": node.words}
        return made(circle(point, far_m), tell("tripoint", english, **values), point)


def _why(error: Exception) -> str:
    """What an error says, with what it is made of if that is known."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Told) else Told(str(error), "line_error", {})


def _point_error() -> str:
    return tell("point_error", "{far} more for the error of the point", far=Metres(POINT_ERROR_M))


def _without_slivers(shape: Shape) -> Shape:
    """A shape without the pieces that are narrower than outlines are accurate: where two of them disagree.

    Where every piece is so narrow, the shape stays as it is.
    """
    import shapely

    pieces = shapely.get_parts(shape).tolist()
    broad = [piece for piece in pieces if _deep_inside(piece, SLIVER_M) is not None]
    return antimeridian.union(broad) if 0 < len(broad) < len(pieces) else shape


def _deep_inside(outline: Shape, far_m: float) -> Shape | None:
    try:
        return widened(outline, -far_m)
    except GeoError:
        return None


def _degrees(point: LonLat) -> str:
    north, east = "S" if point.lat < 0 else "N", "W" if point.lon < 0 else "E"
    return f"{abs(point.lat):.3f}° {north} {abs(point.lon):.3f}° {east}"
