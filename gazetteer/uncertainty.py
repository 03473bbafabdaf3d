"""The area that a resolution stands for, with the rule that made it: a name is never a bare point.

The areas of places themselves are those of ``gazetteer.locality.area``; words such as "near" or "50 km
north of" make them wider, or move them, as ``gazetteer.locality.placing`` does it and
``docs/relative-locations.md`` tells.

Imports geo and shapely; the answer to a name does not need this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality.area import POINT_ERROR_M, POINT_M, Area, of_site, round_m, scale_of
from gazetteer.locality.grammar import read
from gazetteer.locality.lexicon import DIRECTION_M, NEAR_M
from gazetteer.locality.placing import Placer
from gazetteer.locality.tree import Border, Name, Near, Part, leaves
from gazetteer.resolution import related_area

if TYPE_CHECKING:
    from gazetteer.locality.tree import Node
    from gazetteer.mention import Mention
    from gazetteer.resolution import Resolution
    from geo.points import LonLat

__all__ = ["DIRECTION_M", "NEAR_M", "POINT_ERROR_M", "POINT_M", "Area", "area", "reach", "scale_of"]

# Stands for the name in the words of a mention.
_HERE = "X"


def area(resolution: Resolution) -> Area | None:
    """The area that a resolution stands for; None if it is unresolved, or if its words tell of no area.

    An ambiguous resolution gives the area of its best candidate. ``Resolution.area`` is the same.

    Examples:
        >>> import gazetteer
        >>> near = area(gazetteer.resolve("in the desert near Tinzaouaten"))
        >>> near.scale, near.radius_m > 25_000
        ('near', True)
        >>> near.basis
        "a circle that reaches 25 km beyond Tinzaouaten, for 'in the desert near'"
        >>> area(gazetteer.resolve("Xqzzt")) is None
        True
    """
    related = related_area(resolution)
    if related is not None or resolution.place is None:
        return related
    if resolution.relation == "at":
        return of_site(resolution.place, resolution.mention.site)
    tree = _tree(resolution.mention)
    return Placer(dict.fromkeys(leaves(tree), resolution.place)).area(tree)


def reach(resolution: Resolution) -> tuple[LonLat, float] | None:
    """The point and radius in metres of the ``area`` of a settlement, undrawn; None where that must be drawn.

    Examples:
        >>> import gazetteer
        >>> found = gazetteer.resolve("Kidal")
        >>> reach(found) == (area(found).point, area(found).radius_m)
        True
    """
    place, plain = resolution.place, related_area(resolution) is None and resolution.relation == "at"
    if plain and place is not None and place.kind == "city" and not resolution.mention.site:
        return place.point, round_m(place)
    return None


def _tree(mention: Mention) -> Node:
    """The relation that a mention's own words tell of."""
    here = Name(_HERE)
    if mention.relation == "border":
        return Near(Border((here,), mention.relation_words, 0.0), mention.relation_words, NEAR_M)
    read_again = read(f"{mention.relation_words} {_HERE}", lambda phrase: phrase == _HERE)
    if len(read_again.relations) == 1 and leaves(read_again.relations[0]) == [here]:
        return read_again.relations[0]
    if mention.relation == "part":
        return Part(here, mention.relation_words)
    return Near(here, mention.relation_words, NEAR_M if mention.relation == "near" else DIRECTION_M)
