"""What a notebook shows of an answer, a region or an area: a small table of words, and the outline.

It has no scripts and no style sheets, for all outputs of a notebook share one page, and takes its colours
from that page, light or dark. What is from the data is escaped and kept from turning the text round it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.explain import as_html, describe, reason_in_short
from geo.markup import escaped
from geo.words import distance_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gazetteer.locality.area import Area
    from gazetteer.place import Place
    from gazetteer.regions import Region
    from gazetteer.resolution import Resolution
    from gazetteer.reverse import Description
    from geo.points import LonLat

__all__ = ["of_area", "of_description", "of_place", "of_region", "of_resolution"]

_MOST_RIVALS = 5
_SIZE_PX = 150
_STEPS_A_PX = 2
# An area that fills so much of the circle round it is one.
_DISC = 0.97
# Notebooks set tables to the right and in stripes.
_CELL = ' style="text-align:left;vertical-align:top"'
_Row = tuple[str, str]


def of_resolution(answer: Resolution) -> str:
    """An answer: the place, where that is and how sure, what else it may be, and the weights to unfold.

    Examples:
        >>> import gazetteer
        >>> "Kidal (city, Kidal, ML)" in of_resolution(gazetteer.resolve("Kidal"))
        True
    """
    sure = "" if answer.place is None else f", confidence {answer.confidence:.2f}"
    area = answer.area
    head = f"<p><strong><bdi>{escaped(answer.query)}</bdi></strong>: {answer.status}{sure}</p>"
    drawing = "" if area is None else outline(area.geometry)
    weights = f"<details><summary>Each weight, with why</summary>{as_html(answer)}</details>"
    return _card(head, drawing, list(_about_answer(answer, area)), weights if answer.bearers else "")


def of_place(place: Place) -> str:
    """A place: what it is and where, how many live there, and who says so.

    Examples:
        >>> import gazetteer
        >>> "GeoNames" in of_place(gazetteer.resolve("Gao").place)
        True
    """
    head = f"<p><strong><bdi>{escaped(place.name)}</bdi></strong></p>"
    rows = [*_about_place(place), ("source", place.source)]
    if place.population is not None:
        rows.insert(-1, ("inhabitants", f"{place.population:,}"))
    return _card(head, "", rows)


def of_region(region: Region) -> str:
    """A region: the place, its outline, and whose that is.

    Examples:
        >>> import gazetteer
        >>> "<svg" in of_region(gazetteer.region("Kidal"))
        True
    """
    what = "outline" if region.has_outline else "label point"
    head = f"<p><strong><bdi>{escaped(region.place.name)}</bdi></strong>: region with its {what}</p>"
    rows = [*_about_place(region.place), (what, region.basis)]
    return _card(head, outline(region.geometry), rows)


def of_area(area: Area) -> str:
    """An area: its outline, its middle, its radius and the rule.

    Examples:
        >>> import gazetteer
        >>> "10 km" in of_area(gazetteer.locate("10 km of Kidal").area)
        True
    """
    return _card("", outline(area.geometry), list(_where(area)))


def of_description(description: Description) -> str:
    """Where a point is, in a sentence and in parts.

    Examples:
        >>> import gazetteer
        >>> from geo import LonLat
        >>> "from the Algerian border" in of_description(gazetteer.open().describe(LonLat(2.9, 19.85)))
        True
    """
    unit, reference = description.unit, description.reference
    rows = [("point", _degrees(description.point)), ("border", str(description.side))]
    rows += [("unit", f"{unit.name}: {unit.basis}")] if unit else []
    rows += [("described by", describe(reference.place))] if reference else []
    return _card(f"<p><strong><bdi>{escaped(description.text)}</bdi></strong></p>", "", rows)


def _about_answer(answer: Resolution, area: Area | None) -> Iterator[_Row]:
    candidate = answer.candidate
    if candidate is not None:
        yield "place", f"{describe(candidate.place)}, {candidate.place.id}"
        if candidate.matched_name != candidate.place.name:
            yield "by the name", f"{candidate.matched_name}, of {candidate.matched_source}"
    if area is not None:
        yield from _where(area)
        codes = answer.precision
        yield "precision", f"ACLED {codes.geo_precision or 'none'}, UCDP {codes.where_prec or 'none'}"
    why = reason_in_short(answer)
    for name, text in (
        ("why", "" if area is not None and why == area.basis else why),
        ("border", answer.border),
        ("asked", answer.asked),
        ("not used", ", ".join(answer.unused)),
    ):
        if text:
            yield name, text
    for at, rival in enumerate(answer.alternatives[:_MOST_RIVALS]):
        yield "" if at else "may also be", f"{rival.probability:.3f} {describe(rival.place)}"
    if len(answer.alternatives) > _MOST_RIVALS:
        yield "", f"and {len(answer.alternatives) - _MOST_RIVALS} more"


def _about_place(place: Place) -> Iterator[_Row]:
    yield "place", f"{describe(place)}, {place.id}"
    if place.admin1_code and place.kind == "admin1":
        yield "code", place.admin1_code
    yield "point" if place.kind == "city" else "label point", _degrees(place.point)


def _where(area: Area) -> Iterator[_Row]:
    yield "where", f"{_degrees(area.point)}, within {distance_text(area.radius_m)}"
    yield "by the rule", area.basis


def _degrees(point: LonLat) -> str:
    north, east = "NS"[point.lat < 0], "EW"[point.lon < 0]
    return f"{abs(point.lat):.4f}° {north}, {abs(point.lon):.4f}° {east}"


def _card(head: str, drawing: str, rows: list[_Row], more: str = "") -> str:
    cells = "".join(
        f"<tr>{_head(name)}<td{_CELL}><bdi>{escaped(text)}</bdi></td></tr>" for name, text in rows
    )
    table = f"<table><tbody>{cells}</tbody></table>"
    return f'<div class="dateline-card">{head}{drawing}{table}{more}</div>'


def _head(name: str) -> str:
    return f'<th scope="row"{_CELL}>{name}</th>' if name else "<td></td>"


def outline(geometry: BaseGeometry) -> str:
    """An area as a small drawing in the colour of the text; nothing of a point or a disc: they tell nothing.

    Examples:
        >>> from shapely import Point, box
        >>> outline(Point(0, 0))
        ''
        >>> outline(box(0, 0, 2, 1))[-40:]
        '="M300 150l0 -150 -300 0 0 150z"/></svg>'
    """
    import numpy as np
    import shapely

    shifted = _together(geometry)
    west, south, east, north = shifted.bounds
    # As wide as it is on the ground in its middle.
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.01)
    longest = max((east - west) * squeeze, north - south)
    if not longest > 0:
        return ""
    scale = _SIZE_PX / longest
    placed = shapely.transform(
        shifted, lambda at: (at - [west, north]) * [squeeze * scale, -scale], include_z=False
    )
    wide, high = (east - west) * squeeze * scale, (north - south) * scale
    # Less than a pixel is not seen, and neither is an islet of two.
    simple = shapely.get_parts(shapely.simplify(placed, 0.75))
    sizes = shapely.area(simple)
    if sizes.sum() > _DISC * math.pi * shapely.minimum_bounding_radius(placed) ** 2:
        return ""
    seen = simple[sizes >= min(2.0, sizes.max())]
    path = "".join(
        _ring(np.rint(np.asarray(ring.coords)[:-1] * _STEPS_A_PX).astype(int))
        for part in seen
        for ring in (part.exterior, *part.interiors)
    )
    width, height = math.ceil(wide) + 2, math.ceil(high) + 2
    frame = f"{-_STEPS_A_PX} {-_STEPS_A_PX} {width * _STEPS_A_PX} {height * _STEPS_A_PX}"
    return (
        f'<svg width="{width}" height="{height}" viewBox="{frame}" role="img" aria-label="outline"'
        ' fill="currentColor" fill-opacity=".2" fill-rule="evenodd" stroke="currentColor"'
        f' stroke-width="{_STEPS_A_PX}"><path d="{path}"/></svg>'
    )


def _ring(corners: NDArray[np.int_]) -> str:
    """A ring as a path of whole steps, each from the one before, which is short."""
    import numpy as np

    steps = np.diff(corners, axis=0)
    moves = " ".join(f"{x} {y}" for x, y in steps[steps.any(axis=1)].tolist())
    return f"M{corners[0][0]} {corners[0][1]}l{moves}z" if moves else ""


def _together(geometry: BaseGeometry) -> BaseGeometry:
    """An area that is split at 180 degrees, side by side."""
    import numpy as np
    import shapely

    west, _, east, _ = geometry.bounds
    if east - west <= 180:
        return geometry
    moved: BaseGeometry = shapely.transform(
        geometry, lambda at: at + np.column_stack([360.0 * (at[:, 0] < 0), np.zeros(len(at))])
    )
    return moved
