"""Sentences about a map: titles where the table has none, and a description for who does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.naming import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import BorderLayer, IncidentMark, MapDocument
    from maps.incidents.model import Incident
    from maps.locate import Located

__all__ = ["default_title", "describe", "headline"]

_MOST_NAMED = 10
_MOST_COUNTRIES = 3
_PRECISION = {"point": "in", "near": "near", "area": "somewhere in"}


def headline(incident: Incident, place: Located) -> str:
    """The incident's title, or one made from its type and place where the table has none."""
    if incident.title:
        return incident.title
    kind = (incident.type or "incident").strip()
    where = incident.place_text or place.place_name or coordinates(place)
    return f"{kind[:1].upper()}{kind[1:]}: {where}"


def coordinates(place: Located | IncidentMark) -> str:
    """A point as people write it, such as ``19.955 N 2.966 E``."""
    lon, lat = place.point
    return f"{abs(lat):.5g} {'S' if lat < 0 else 'N'} {abs(lon):.5g} {'W' if lon < 0 else 'E'}"


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
    where = (
        f"{_PRECISION[mark.precision]} {mark.place_name}" if mark.place_name else f"at {coordinates(mark)}"
    )
    return f"{mark.number}: {mark.title.rstrip('.')}{when}; {where}."


def _border(border: BorderLayer, marks: Sequence[IncidentMark]) -> str:
    """Where an emphasised border runs, told from the incident that is nearest to it."""
    what = f"The border of {border.label} is emphasised"
    nearest = _nearest(border, marks)
    if nearest is None:
        return f"{what}."
    mark, distance_m, direction = nearest
    if distance_m < max(mark.radius_m, border.accuracy_m):
        return f"{what}; it runs through the place of incident {mark.number}."
    return (
        f"{what}; it comes nearest to incident {mark.number}, {distance_m / 1000:,.0f} km {direction} of it."
    )


def _nearest(border: BorderLayer, marks: Sequence[IncidentMark]) -> tuple[IncidentMark, float, str] | None:
    import shapely

    from geo import LonLat, azimuth_deg, compass_point, distance_m

    lines = shapely.geometry.shape(border.geometry)
    if lines.is_empty or not marks:
        return None

    def meeting(mark: IncidentMark) -> LonLat:
        # Nearest in degrees, measured in metres: near enough for a sentence.
        at = shapely.get_point(shapely.shortest_line(lines, shapely.Point(*mark.point)), 0)
        return LonLat(at.x, at.y)

    mark = min(marks, key=lambda mark: distance_m(mark.point, meeting(mark)))
    point = meeting(mark)
    return mark, distance_m(mark.point, point), compass_point(azimuth_deg(mark.point, point))
