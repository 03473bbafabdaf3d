"""Sentences about a map: titles where the table has none, and a description for who does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.sphere import directions, maybe_nearest
from maps.marks import positions
from maps.saying import isolated
from maps.style import SYMBOLS
from maps.view import M_PER_DEG
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from geo import LonLat
    from maps.document import BorderLayer, IncidentMark, MapDocument
    from maps.incidents.model import Incident
    from maps.located import Located
    from maps.wording import Words

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

__all__ = ["default_title", "describe", "headline", "place_shown"]

_MOST_NAMED = 10
_MOST_COUNTRIES = 3
# A map with more incidents is described by their number alone.
_MOST_PLACED = 30
# Steps in degrees along a border between which the nearest point of it is sought in turn, to some 50 m; and
# how many of the incidents are measured, those that are nearest on a sphere.
_STEP_DEG, _FINE_STEPS, _MEASURED = 0.05, 101, 10
# Which of the steps are enough to find incidents that may be near, and how many pairs are looked at together.
_SPARSE, _CELLS = 20, 500_000


def headline(incident: Incident, place: Located, language: str = "en") -> str:
    """The incident's title, or one made from its type and place where the table has none."""
    if incident.title:
        return incident.title
    say = words(language)
    where = incident.place_text or place.place_name or coordinates(place, say)
    return say.describe("headline", kind=_kind(incident.type, say), where=where)


def _kind(kind: str | None, say: Words) -> str:
    """The type of an incident as a table says it; a plain English one has words in each language."""
    told = (kind or "").strip()
    if not told:
        return say.page["incident"]
    if say.told and told.lower() in SYMBOLS:
        return say.category(told.lower())
    return f"{told[:1].upper()}{told[1:]}"


def coordinates(place: Located | IncidentMark, say: Words) -> str:
    """A point as people write it, such as ``19.955 N 2.966 E``, with the decimals that it is given with."""
    return written(place.point, say)


def place_shown(mark: IncidentMark, document: MapDocument) -> str:
    """The place of a mark in a list: its name or, where its incident names none, its coordinates.

    The columns of a row of any table say all that there is to say.
    """
    rows = document.about == "rows"
    return mark.place_name or ("" if rows else coordinates(mark, words(document.language)))


def written(point: LonLat, say: Words) -> str:
    """A point with the decimals that it is given with."""
    from geo.geodesic import decimals_of

    return say.coordinates(point, decimals_of(point))


def default_title(places: Sequence[Located | IncidentMark], say: Words) -> str:
    """A title for a map that was given none: the countries that it shows, if they are few."""
    codes = sorted({code for place in places for code in place.countries[:1]})
    if not codes or len(codes) > _MOST_COUNTRIES:
        return say.describe("title_plain")
    return say.describe("title", countries=say.listed([say.country(code) for code in codes]))


def describe(document: MapDocument) -> str:
    """What a map shows, in sentences: where, how many incidents and which, what borders, what is missing."""
    say = words(document.language, document.about)
    marks, missing = document.incidents, len(document.not_shown)
    incidents = counted(len(marks) + len(document.shapes), say)
    place = _shown(document, say)
    sentences = [
        say.describe("map_of", place=place, incidents=incidents)
        if place
        else say.describe("map", incidents=incidents)
    ]
    sentences += [_incident(mark, say) for mark in marks[:_MOST_NAMED]]
    if len(marks) > _MOST_NAMED:
        sentences.append(say.describe("more", count=say.number(len(marks) - _MOST_NAMED)))
    sentences += [_border(border, marks, say) for border in document.borders]
    if document.generalised:
        sentences.append(document.generalised)
    if missing:
        sentences.append(say.counted("describe.hidden", missing))
    return " ".join(sentences)


def counted(number: int, say: Words) -> str:
    """A number of incidents in words, such as ``1 incident`` or ``1,200 incidents``."""
    return say.counted("describe.incidents", number)


def _shown(document: MapDocument, say: Words) -> str:
    """The part of the earth that the incidents are in, such as "northern Mali", if it is in few countries."""
    from geo.borders import side

    marks = document.incidents
    countries: dict[str, list[IncidentMark]] = {}
    for mark in marks[:_MOST_PLACED]:
        inside = mark.countries or side(mark.point, worldview=document.worldview).countries
        if inside:
            countries.setdefault(inside[0], []).append(mark)
    if len(countries) > _MOST_COUNTRIES or len(marks) > _MOST_PLACED:
        return ""
    return say.listed([_part(code, here, say) for code, here in sorted(countries.items())])


def _part(code: str, marks: Sequence[IncidentMark], say: Words) -> str:
    """A country, with the part of it that holds all of its incidents: the thirds of its height and width."""
    from geo.countries import country
    from maps.basemap import collection

    name = say.country(code)
    shapes = collection("countries").named(country(code).name)
    if not shapes:
        return name
    west, south, east, north = max((shape.geometry for shape in shapes), key=lambda shape: shape.area).bounds
    up = {_third(mark.point.lat, south, north) for mark in marks}
    along = {_third(mark.point.lon, west, east) for mark in marks}
    key = ("" if len(up) > 1 else {-1: "s", 0: "", 1: "n"}[up.pop()]) + (
        "" if len(along) > 1 else {-1: "w", 0: "", 1: "e"}[along.pop()]
    )
    return say.describe("part", part=say.describe(key), country=name) if key else name


def _third(value: float, low: float, high: float) -> int:
    """-1, 0 or 1: in which third of a range a value is."""
    share = (value - low) / (high - low) if high > low else 0.5
    return -1 if share < 1 / 3 else 1 if share > 2 / 3 else 0


def _incident(mark: IncidentMark, say: Words) -> str:
    when = say.describe("when", date=mark.when) if mark.when else ""
    where = mark.place_name and isolated(mark.place_name, right_to_left=say.right_to_left)
    where = where or say.describe("at", coordinates=coordinates(mark, say))
    # Words of a report, such as "between Gao and Kidal", say it themselves.
    if mark.place_name and not mark.place_name[0].islower():
        where = say.describe(mark.precision, place=where)
    title = isolated(mark.title.rstrip("."), right_to_left=say.right_to_left)
    return say.describe("mark", number=mark.number, title=title, when=when, where=where)


def _border(border: BorderLayer, marks: Sequence[IncidentMark], say: Words) -> str:
    """Where an emphasised border runs, told from the incident that is nearest to it."""
    nearest = _nearest(border, marks)
    if nearest is None:
        return say.describe("border", name=border.label)
    mark, distance_m, azimuth_deg = nearest
    if distance_m < max(mark.radius_m, border.accuracy_m):
        return say.describe("border_through", name=border.label, number=mark.number)
    far = say.describe("far", distance=say.distance(distance_m), direction=say.compass(azimuth_deg))
    return say.describe("border_near", name=border.label, number=mark.number, far=far)


def _nearest(border: BorderLayer, marks: Sequence[IncidentMark]) -> tuple[IncidentMark, float, float] | None:
    """The incident nearest to a border, with the distance in metres and the direction in degrees."""
    import shapely

    shapes = [shapely.geometry.shape(part) for part in (border.geometry, border.disputed)]
    parts = shapely.segmentize(shapely.get_parts(shapes), _STEP_DEG)
    points, line_of = shapely.get_coordinates(parts, return_index=True)
    if not len(points) or not marks:
        return None
    joined = line_of[1:] == line_of[:-1]
    close = [marks[at] for at in _roughly_nearest(positions(marks), points, line_of)]
    return min(((mark, *_measured(mark.point, points, joined)) for mark in close), key=lambda found: found[1])


def _roughly_nearest(places: Floats, points: Floats, line_of: npt.NDArray[np.int64]) -> list[int]:
    """Which places are nearest to points along lines on a sphere, the nearest first.

    Args:
        places: Longitudes and latitudes, n by 2.
        points: The same of the points, ``_STEP_DEG`` apart at most on each line.
        line_of: Which line each point is on, in the order of the points.
    """
    import numpy as np

    units, along = (directions(*lonlats.T).T for lonlats in (places, points))
    # A point that is left out has one that is kept so near on its line.
    sparse_deg = _SPARSE * _STEP_DEG
    number = np.arange(len(points)) - np.searchsorted(line_of, line_of)
    most_deg = np.degrees(np.arccos(_cosines(units, along[number % _SPARSE == 0]).clip(-1, 1)))
    last = np.sort(most_deg)[:_MEASURED][-1]
    maybe = np.flatnonzero(most_deg <= last + sparse_deg)
    order = np.argsort(-_cosines(units[maybe], along), kind="stable")
    found: list[int] = maybe[order[:_MEASURED]].tolist()
    return found


def _cosines(units: Floats, others: Floats) -> Floats:
    """The cosine of the angle from each to the nearest of the others."""
    import numpy as np

    found = np.empty(len(units))
    step = max(1, _CELLS // len(others))
    for at in range(0, len(units), step):
        # No product of matrices: two at one place have to be equal to the last digit.
        (x, y, z), (u, v, w) = units[at : at + step].T[..., None], others.T
        found[at : at + step] = (x * u + y * v + z * w).max(axis=1)
    return found


def _measured(point: LonLat, points: Floats, joined: Mask) -> tuple[float, float]:
    """Distance to lines in metres and its direction in degrees, on the ellipsoid.

    Args:
        point: From where.
        points: Points along the lines, ``_STEP_DEG`` apart at most.
        joined: Which of them is on one line with the next.
    """
    import numpy as np

    # What is between two points is no farther from one of them than half a step.
    reach_m = _STEP_DEG / 2 * M_PER_DEG
    near, away_m = maybe_nearest(*point, points, reach_m), np.full(len(points), np.inf)
    away_m[near] = _inverse(point, points[near])[1]
    here = joined & (np.minimum(away_m[:-1], away_m[1:]) <= away_m.min() + reach_m)
    along = np.linspace(0, 1, _FINE_STEPS)[:, None, None]
    starts, ends = points[:-1][here], points[1:][here]
    fine = (starts + along * (ends - starts)).reshape(-1, 2)
    fine = fine[maybe_nearest(*point, fine)]
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
