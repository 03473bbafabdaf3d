"""What lies off a coast: words that say so, and areas without their land."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.lexicon import pattern

if TYPE_CHECKING:
    from gazetteer.locality.anchors import Shape
    from geo.points import LonLat

__all__ = ["at_sea", "is_offshore", "open_water"]

_OFFSHORE = r"\b(?:off|offshore|coast|au\s+large)\b(?!\s+the\s+road)"


def is_offshore(words: str) -> bool:
    """Whether words say that something is off a coast.

    Examples:
        >>> is_offshore("5 km off"), is_offshore("au large de"), is_offshore("50 km north of")
        (True, True, False)
    """
    return pattern(_OFFSHORE).search(words) is not None


def at_sea(shape: Shape) -> Shape | None:
    """What of an area is not on land; None where no coast is near, or nothing is left.

    Examples:
        >>> from geo.areas import circle
        >>> from geo.points import LonLat
        >>> at_sea(circle(LonLat(0, 16.3), 25_000)) is None
        True
    """
    import shapely

    from geo import borders
    from geo.bordermap import COAST, OSM, QUANTUM_DEG, load
    from geo.planes import common

    arcs = load(OSM)
    boxes = shapely.box(*(arcs.boxes * QUANTUM_DEG).T)
    near = arcs.arc[shapely.intersects(shape, boxes)]
    if not (arcs.kind[near] == COAST).any():
        return None
    codes = {arcs.label_of(int(number)) for side in (arcs.left, arcs.right) for number in set(side[near])}
    # Land is what the areas of the countries near by cover, however large they are beyond.
    land = [
        shapely.clip_by_rect(borders.land_of(code), *part.bounds)
        for code in sorted(codes - {"", "ZZ"})
        for part in shapely.get_parts(shape)
    ]
    return common([shapely.difference(shape, shapely.union_all(land))])  # type: ignore[list-item]


def open_water(sea: Shape) -> LonLat:
    """The point of an area at sea that is farthest from its edges, so from the coast.

    Examples:
        >>> from shapely import box
        >>> open_water(box(0, 0, 2, 2))
        LonLat(lon=1.0, lat=1.0)
    """
    import shapely

    from geo.points import LonLat

    largest = max(shapely.get_parts(sea).tolist(), key=lambda part: part.area)
    center = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.005), 0)
    return LonLat(round(center.x, 4), round(center.y, 4))
