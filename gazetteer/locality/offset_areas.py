"""Areas of distances and directions, from points, areas and borders."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.locality.anchors import blur, span, to, up_to
from gazetteer.locality.area import made
from gazetteer.locality.lexicon import DIRECTION_M
from gazetteer.locality.lines import accuracy_text, swept
from gazetteer.locality.parts import divider_of, main_land, side_of
from geo import antimeridian
from geo.areas import MAX_RADIUS_M
from geo.geodesic import destination
from geo.planes import Plane, common, inner_point, reach_m
from geo.points import LonLat
from geo.told import Listed, Metres, in_row, tell
from geo.widening import blurred_sector, ring

if TYPE_CHECKING:
    from gazetteer.locality.anchors import Anchor, Shape
    from gazetteer.locality.area import Area
    from gazetteer.locality.distances import Distance
    from gazetteer.locality.headings import Heading
    from gazetteer.locality.lines import Lines

__all__ = ["at_right_angles", "off_border", "off_outline", "off_point"]


def off_point(anchor: Anchor, words: str, distance: Distance | None, side: Heading | None) -> Area:
    """A sector or ring round a point, widened by what the point stands for."""
    if side is None:
        least_m, most_m = _reach(distance)
        geometry = blurred_sector(anchor.point, 0.0, 180.0, least_m, most_m, anchor.blur_m)
        wanted = None if least_m > anchor.blur_m else anchor.point
        values = {"span": span(least_m, most_m), "place": anchor.label, "words": words, "blur": blur(anchor)}
        return made(
            geometry, tell("off_point", "{span} from {place}, for {words!r}; {blur}", **values), wanted
        )
    least_m, most_m = _reach(distance)
    if distance is None:
        # From the edge of what has an extent of its own.
        most_m += anchor.blur_m
    geometry = blurred_sector(
        anchor.point, side.azimuth_deg, side.half_width_deg, least_m, most_m, anchor.blur_m
    )
    middle_m = most_m / 2 if distance is None else min(distance.stated_m, most_m)
    far = up_to(DIRECTION_M) if distance is None else span(least_m, most_m)
    values = {"span": far, "to": to(side), "place": anchor.label, "words": words, "blur": blur(anchor)}
    basis = tell("off_toward", "{span} {to} of {place}, for {words!r}; {blur}", **values)
    return made(geometry, basis, destination(anchor.point, side.azimuth_deg, middle_m))


def at_right_angles(
    anchor: Anchor, words: str, first: tuple[Distance, Heading], second: tuple[Distance, Heading]
) -> Area:
    """Two distances at right angles; by convention their directions are exact."""
    import shapely

    plane = Plane(anchor.point)
    corners = [
        _moved((along, first[1].azimuth_deg), (aside, second[1].azimuth_deg))
        for along in first[0][:2]
        for aside in second[0][:2]
    ]
    box = shapely.MultiPoint(corners).convex_hull.buffer(anchor.blur_m)
    stated = _moved((first[0].stated_m, first[1].azimuth_deg), (second[0].stated_m, second[1].azimuth_deg))
    point = plane.earth(shapely.Point(stated).buffer(1.0)).centroid
    legs = Listed(
        tell("leg", "{span} {side}", span=span(*distance[:2]), side=side.told)
        for distance, side in (first, second)
    )
    values = {"legs": legs, "place": anchor.label, "words": words, "blur": blur(anchor)}
    basis = tell("off_legs", "{legs} of {place}, for {words!r}; {blur}", **values)
    return made(plane.earth(box), basis, LonLat(point.x, point.y))


def off_outline(
    anchor: Anchor, outline: Shape, words: str, distance: Distance | None, side: Heading | None
) -> Area | None:
    """Outside of an area; a direction without a distance may also mean that side of it."""
    least_m, most_m = _reach(distance)
    around = ring(outline, max(least_m, 1.0), most_m)
    values = {"span": span(least_m, most_m), "place": anchor.label, "words": words}
    if side is None:
        basis = tell("off_outline", "{span} from the outline of {place}, for {words!r}", **values)
        return made(around, basis, None)
    center = inner_point(outline)
    wedge_m = min(reach_m(center, outline) + most_m, MAX_RADIUS_M)
    wedge = blurred_sector(center, side.azimuth_deg, side.half_width_deg, 0.0, wedge_m, 0.0)
    beyond = common([around, wedge])
    if distance is not None:
        english = "{span} from the outline of {place}, {to} of its middle, for {words!r}"
        basis = tell("off_outline_toward", english, to=to(side), **values)
        return None if beyond is None else made(beyond, basis, None)
    part = side_of(main_land(outline), divider_of(anchor.place, outline), side.azimuth_deg)
    both = [shape for shape in (part, beyond) if shape is not None]
    basis = tell(
        "off_side",
        "the {side} side of {place}, and up to {far} beyond its outline that way, for {words!r}, which may "
        "mean either",
        side=side.told,
        place=anchor.label,
        far=Metres(most_m),
        words=words,
    )
    return made(antimeridian.union(both), basis, None if part is None else inner_point(part))


def off_border(
    lines: Lines, words: str, distance: Distance | None, side: Heading | None
) -> tuple[Shape | None, str]:
    """The ground at a distance from border lines, to one side of them or to both, with its rule."""
    least_m, most_m = _reach(distance)
    shape: Shape | None = lines.within(least_m, most_m)
    values = {
        "span": span(least_m, most_m),
        "line": lines.label,
        "words": words,
        "accuracy": accuracy_text(lines),
    }
    basis: str = tell("off_line", "{span} from {line}, for {words!r}; {accuracy}", **values)
    if side is not None and shape is not None:
        shape = common([shape, swept(lines.lines, side.azimuth_deg, most_m + lines.accuracy_m)])
        basis = in_row([basis, tell("off_line_toward", "{side} of it", side=side.told)])
    return shape, basis


def _reach(distance: Distance | None) -> tuple[float, float]:
    return (0.0, DIRECTION_M) if distance is None else (distance.least_m, distance.most_m)


def _moved(*legs: tuple[float, float]) -> tuple[float, float]:
    """Metres east and north after legs of metres and degrees."""
    return (
        sum(metres * math.sin(math.radians(azimuth)) for metres, azimuth in legs),
        sum(metres * math.cos(math.radians(azimuth)) for metres, azimuth in legs),
    )
