"""Sentences about a map: titles where the table has none, and a description for who does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import compass_point
from geo.words import distance_text, listed
from maps.view import M_PER_DEG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    from geo import LonLat
    from maps.document import BorderLayer, IncidentMark, MapDocument
    from maps.incidents.model import Incident
    from maps.locate import Located

    Floats = npt.NDArray[np.float64]

__all__ = ["default_title", "describe", "headline"]

_MOST_NAMED = 10
_MOST_COUNTRIES = 3
# Steps in degrees along a border between which the nearest point of it is sought in turn, to some 50 m; and
# how many of the incidents are measured, those that are nearest on a sphere.
_STEP_DEG, _FINE_STEPS, _MEASURED = 0.05, 101, 10
_PRECISION = {"point": "in", "near": "near", "area": "somewhere in"}


def headline(incident: Incident, place: Located) -> str:
    """The incident's title, or one made from its type and place where the table has none."""
    if incident.title:
        return incident.title
    kind = (incident.type or "incident").strip()
    where = incident.place_text or place.place_name or coordinates(place)
    return f"{kind[:1].upper()}{kind[1:]}: {where}"


def coordinates(place: Located | IncidentMark) -> str:
    """A point as people write it, such as ``19.955 N 2.966 E``, with the decimals that it is given with."""
    from geo.geodesic import decimals_of

    (lon, lat), decimals = place.point, decimals_of(place.point)
    return (
        f"{abs(lat):.{decimals}f} {'S' if lat < 0 else 'N'} {abs(lon):.{decimals}f} {'W' if lon < 0 else 'E'}"
    )


def default_title(places: Sequence[Located]) -> str:
    """A title for a map that was given none: the countries that it shows, if they are few."""
    from geo.countries import country

    codes = sorted({code for place in places for code in place.countries[:1]})
    if not codes or len(codes) > _MOST_COUNTRIES:
        return "Map of incidents"
    return f"Incidents in {listed([country(code).name for code in codes])}"


def describe(document: MapDocument) -> str:
    """What a map shows, in sentences: how many incidents, which and where, what borders, what is missing."""
    marks, missing = document.incidents, len(document.not_shown)
    sentences = [f"Map of {counted(len(marks))}." if marks else "Map that shows no incident."]
    sentences += [_incident(mark) for mark in marks[:_MOST_NAMED]]
    if len(marks) > _MOST_NAMED:
        sentences.append(f"The list has {len(marks) - _MOST_NAMED:,} more.")
    sentences += [_border(border, marks) for border in document.borders]
    if missing:
        sentences.append(f"{counted(missing)} {'is' if missing == 1 else 'are'} not shown.")
    return " ".join(sentences)


def counted(number: int) -> str:
    """A number of incidents in words, such as ``1 incident`` or ``1,200 incidents``."""
    return "1 incident" if number == 1 else f"{number:,} incidents"


def _incident(mark: IncidentMark) -> str:
    when = f", {mark.when}" if mark.when else ""
    where = mark.place_name or f"at {coordinates(mark)}"
    # Words of a report, such as "between Gao and Kidal", say it themselves.
    if mark.place_name and not where[0].islower():
        where = f"{_PRECISION[mark.precision]} {where}"
    return f"{mark.number}: {mark.title.rstrip('.')}{when}; {where}."


def _border(border: BorderLayer, marks: Sequence[IncidentMark]) -> str:
    """Where an emphasised border runs, told from the incident that is nearest to it."""
    what = f"The border of {border.label} is emphasised"
    nearest = _nearest(border, marks)
    if nearest is None:
        return f"{what}."
    mark, distance_m, azimuth_deg = nearest
    if distance_m < max(mark.radius_m, border.accuracy_m):
        return f"{what}; it runs through the place of incident {mark.number}."
    far = f"{distance_text(distance_m)} {compass_point(azimuth_deg)}"
    return f"{what}; it comes nearest to incident {mark.number}, {far} of it."


def _nearest(border: BorderLayer, marks: Sequence[IncidentMark]) -> tuple[IncidentMark, float, float] | None:
    """The incident nearest to a border, with the distance in metres and the direction in degrees."""
    import shapely

    shapes = [shapely.geometry.shape(part) for part in (border.geometry, border.disputed)]
    parts = shapely.segmentize(shapely.get_parts(shapes), _STEP_DEG)
    points, line_of = shapely.get_coordinates(parts, return_index=True)
    if not len(points) or not marks:
        return None
    inner = line_of[1:] == line_of[:-1]
    starts, ends = points[:-1][inner], points[1:][inner]
    close = sorted(marks, key=_roughly_near(points))[:_MEASURED]
    return min(
        ((mark, *_measured(mark.point, points, starts, ends)) for mark in close), key=lambda found: found[1]
    )


def _roughly_near(points: Floats) -> Callable[[IncidentMark], float]:
    """A key that orders marks by their distance from the points on a sphere."""
    import numpy as np

    def unit(lon: Floats | float, lat: Floats | float) -> Floats:
        lon, lat = np.radians(lon), np.radians(lat)
        return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    vectors = unit(*points.T)
    return lambda mark: -float((unit(*mark.point) @ vectors).max())


def _measured(point: LonLat, points: Floats, starts: Floats, ends: Floats) -> tuple[float, float]:
    """Distance to lines in metres and its direction in degrees, on the ellipsoid.

    Args:
        point: From where.
        points: Points along the lines, ``_STEP_DEG`` apart at most.
        starts: First ends of the steps between them.
        ends: Their other ends.
    """
    import numpy as np

    least = _inverse(point, points)[1].min()
    nearer = np.minimum(_inverse(point, starts)[1], _inverse(point, ends)[1])
    # What is between two points is no farther from one of them than half a step.
    here = nearer <= least + _STEP_DEG / 2 * M_PER_DEG
    along = np.linspace(0, 1, _FINE_STEPS)[:, None, None]
    fine = (starts[here] + along * (ends[here] - starts[here])).reshape(-1, 2)
    azimuth_deg, distance_m = _inverse(point, fine)
    best = int(distance_m.argmin())
    return float(distance_m[best]), float(azimuth_deg[best]) % 360


def _inverse(point: LonLat, to: Floats) -> tuple[Floats, Floats]:
    """Directions and distances from a point to others."""
    import numpy as np

    from geo.geodesic import wgs84

    count = len(to)
    azimuth_deg, _, distance_m = wgs84().inv(np.full(count, point.lon), np.full(count, point.lat), *to.T)
    return azimuth_deg, distance_m
