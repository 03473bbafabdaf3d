"""Locations that are shown coarser than they are known, so that the exact ones are in no output.

What a map shows of such an incident is a function of the cell or unit that holds it, and of what its table
says beside the place. ``placed`` is where that is made true: what comes after it, and every writer, is given
incidents that do not have the exact place any more. Words and figures are those of the cell or unit too: how
far the place is from a border, what is near it and how it was found would tell where in the area it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from gazetteer.lookups import index_of
from geo.grid import SIZES_KM, Cell, cell_at
from geo.told import Country, Listed, Told, tell
from maps.incidents.levels import LEVELS, read_level
from maps.locate import locate
from maps.located import Located, Unlocated, drawn
from maps.records import column
from maps.saying import Saying
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer import Gazetteer
    from gazetteer.place import Place
    from geo import LonLat
    from maps.incidents.levels import Level
    from maps.incidents.model import Incident

__all__ = ["Asked", "levels_of", "placed", "placed_alone", "told"]

# A coast may be a few kilometres off, and a bridge or an anchorage beyond it: such a place is the region's.
# Were it shown otherwise, it would be seen that it lies in this narrow strip.
_COAST_M = 50_000.0
_REASON = Told(
    "The location is generalised on purpose; the exact one is nowhere in this map.", "generalised_reason", {}
)
_LOST = Told(
    "Its place is not known well enough to be shown as a cell, a region or a country.", "generalised_lost", {}
)


class Asked:
    """How a map is to generalise.

    Args:
        level: What all locations of the map are generalised to at least; None for those alone whose own
            table says so.
        worldview: Whose claims borders follow.
        language: Language of the names of cells and units.

    Raises:
        LevelError: If there is no such level.
    """

    def __init__(self, level: str | None, worldview: str = "default", language: str = "en") -> None:
        self.level = None if level is None else read_level(level)
        self.worldview, self.language = worldview, language


def levels_of(incident: Incident, level: Level | None) -> tuple[Level, ...]:
    """To what an incident's location is generalised: what the map asks, and what its own row asks."""
    return _levels(incident.generalise, level)


def _levels_of_all(incidents: Sequence[Incident], level: Level | None) -> list[tuple[Level, ...]]:
    return [_levels(own, level) for own in column(incidents, "generalise")]


def _levels(own: str | None, level: Level | None) -> tuple[Level, ...]:
    if own is None or own == level:
        return () if level is None else (level,)
    return (cast("Level", own),) if level is None else (level, cast("Level", own))


def told(incidents: Sequence[Incident], asked: Asked) -> str | None:
    """What a map says of its generalised locations; None where none is.

    Args:
        incidents: Those of a report that are public.
        asked: How the map generalises.

    Examples:
        >>> from maps.incidents.model import Incident
        >>> told([Incident("a", place_text="Kidal", generalise="10 km")], Asked("admin1"))[:63]
        'Locations are generalised on purpose, to cells of 10 km and fir'
    """
    levels = list(filter(None, _levels_of_all(incidents, asked.level)))
    if not levels:
        return None
    say = words(asked.language)
    every = sorted({level for each in levels for level in each}, key=LEVELS.index)
    units = say.listed(
        [
            say.describe(level)
            if _size_km(level) is None
            else say.describe("cells", size=say.number(_size_km(level) or 0))
            for level in every
        ]
    )
    if len(levels) == len(incidents):
        return say.describe("generalised", units=units)
    total = say.number(len(incidents))
    return say.counted("describe.generalised_some", len(levels), total=total, units=units)


def _size_km(level: Level) -> int | None:
    return int(level.removesuffix("km")) if level.endswith("km") else None


def placed(
    incidents: Sequence[Incident],
    gazetteer: Gazetteer,
    asked: Asked,
    progress: Callable[[float], None] | None = None,
) -> tuple[Sequence[Incident], list[Located | Unlocated]]:
    """Where incidents are shown, and the incidents without what must not be shown of them.

    Args:
        incidents: Those of a report that are public.
        gazetteer: Where names are looked up.
        asked: How the map generalises.
        progress: Called with the share that is done.
    """
    wanted = _levels_of_all(incidents, asked.level)
    locating = partial(locate, gazetteer=gazetteer, worldview=asked.worldview, language=asked.language)
    places = locating(incidents, progress=progress)
    if not any(wanted):
        return incidents, places
    if not all(wanted):
        # Names of one report tell of each other: what is shown as it is must not tell of what is hidden.
        visible = [at for at, levels in enumerate(wanted) if not levels]
        alone = locating([incidents[at] for at in visible])
        for at, place in zip(visible, alone, strict=True):
            places[at] = place
    shown = [
        _without_place(incident) if levels else incident
        for incident, levels in zip(incidents, wanted, strict=True)
    ]
    return shown, _coarse(incidents, places, gazetteer, asked)


def placed_alone(
    incidents: Sequence[Incident], gazetteer: Gazetteer, asked: Asked
) -> list[Located | Unlocated]:
    """Where incidents are shown that do not tell of each other, as rows of a table that is no report.

    Args:
        incidents: The incidents.
        gazetteer: Where names are looked up.
        asked: How they are generalised.

    Examples:
        >>> import gazetteer
        >>> from maps.incidents.model import Incident
        >>> (place,) = placed_alone([Incident("a", place_text="Kidal")], gazetteer.open(), Asked("10km"))
        >>> place.place_name
        'a 10 km cell around 18.405 N 1.411 E'
    """
    locating = partial(locate, gazetteer=gazetteer, worldview=asked.worldview, language=asked.language)
    places = [locating([incident])[0] for incident in incidents]
    return _coarse(incidents, places, gazetteer, asked)


def _coarse(
    incidents: Sequence[Incident],
    places: Sequence[Located | Unlocated],
    gazetteer: Gazetteer,
    asked: Asked,
) -> list[Located | Unlocated]:
    """The places as they may be shown."""
    places = list(places)
    chosen = {
        at: _chosen(incidents[at], place, levels, gazetteer)
        for at, place in enumerate(places)
        if (levels := levels_of(incidents[at], asked.level))
    }
    countries = _countries_of({one.cell for one in chosen.values() if one and one.cell}, asked.worldview)
    lost = Unlocated(Saying(words(asked.language)).said(_LOST))
    for at, one in chosen.items():
        # Whether a name or coordinates placed it tells nothing of where; whether both agree would.
        sources = () if incidents[at].point is not None else _sources(places[at])
        places[at] = (
            lost if one is None else replace(_shown(one, countries, gazetteer, asked), sources=sources)
        )
    return places


def _without_place(incident: Incident) -> Incident:
    return replace(incident, place_text=None, point=None, containers=(), precision=None, trouble=None)


def _sources(place: Located | Unlocated) -> tuple[str, ...]:
    return place.sources if isinstance(place, Located) else ()


class _Chosen(NamedTuple):
    """What stands for a place: a cell, beyond whose edges it may reach so far, or a unit."""

    radius_m: float
    cell: Cell | None = None
    beyond_m: float = 0.0
    unit: Place | None = None


def _chosen(
    incident: Incident, place: Located | Unlocated, levels: Sequence[Level], gazetteer: Gazetteer
) -> _Chosen | None:
    """The largest of what the levels make of a place; None if one of them makes nothing of it."""
    if isinstance(place, Unlocated):
        return None
    made = [_at_level(incident, place, level, gazetteer) for level in levels]
    known = [one for one in made if one is not None]
    return max(known, key=lambda one: one.radius_m) if len(known) == len(made) else None


def _at_level(incident: Incident, place: Located, level: Level, gazetteer: Gazetteer) -> _Chosen | None:
    """What one level makes of a place: a unit or cell that holds what is known of it, or None."""
    size_km = _size_km(level)
    if size_km is not None:
        # "Kidal region" is coarser than any cell in it, whose middle would be no more than a guess.
        unit = _own_unit(incident, place)
        if unit is not None and _radius_m(unit) >= max(place.radius_m, 1000.0 * size_km):
            return _Chosen(_radius_m(unit), unit=unit)
        return _in_cell(incident, place, size_km)
    unit = _unit_at(incident, place, level, gazetteer)
    if unit is None:
        # At sea there is none.
        return _in_cell(incident, place, 100 if level == "admin1" else 1000)
    if _radius_m(unit) >= place.radius_m:
        return _Chosen(_radius_m(unit), unit=unit)
    # A tiny unit holds not even the error of a town's point.
    return _in_cell(incident, place, SIZES_KM[0])


def _own_unit(incident: Incident, place: Located) -> Place | None:
    """The region or country that an incident's place itself is, if it is one."""
    if incident.point is not None or place.candidate is None:
        return None
    named = place.candidate.place
    return named if named.kind in {"admin1", "country"} else None


def _in_cell(incident: Incident, place: Located, least_km: int) -> _Chosen | None:
    """The least cell that is no smaller than asked, and no smaller than the radius of what is known."""
    for size_km in SIZES_KM:
        if size_km >= least_km and size_km * 1000 >= place.radius_m:
            # Two widths alone: the very radius of a town would tell which of the cell's towns it is.
            exact = incident.point is not None and place.radius_m <= 100 * size_km
            beyond_m = 100.0 * size_km if exact else 1000.0 * size_km
            cell = cell_at(place.point, size_km)
            return _Chosen(_cell_radius_m(cell) + beyond_m, cell, beyond_m)
    return None


def _unit_at(incident: Incident, place: Located, level: Level, gazetteer: Gazetteer) -> Place | None:
    """The first-level region or the country that a place is in."""
    own = _own_unit(incident, place)
    if own is not None and own.kind in {level, "country"}:
        return own
    named = None if incident.point is not None or place.candidate is None else place.candidate.place
    if level == "country":
        codes: Iterable[str] = _countries(incident, place)[:1]
    elif named is not None and named.admin1_code:
        codes = (named.admin1_code,)
    else:
        codes = _regions_at(place.point)
    index = index_of(gazetteer)
    records = (index.by_code(code) for code in codes)
    return next((index.place(record) for record in records if record is not None), None)


def _countries(incident: Incident, place: Located) -> Sequence[str]:
    """The countries that a place may be in, the likeliest first: coordinates win over names."""
    if incident.point is None:
        return place.countries or place.inside
    both = [code for code in place.countries if code in place.inside]
    return both or place.inside or place.countries


@lru_cache(maxsize=10_000)
def _regions_at(point: LonLat) -> tuple[str, ...]:
    """The codes of the first-level region at a point, or of the nearest one if that is near."""
    import shapely

    from geo.areas import circle
    from geo.geodesic import distance_m
    from geo.points import BBox, LonLat
    from geo.regions import admin1_areas, admin1_codes_at

    if codes := admin1_codes_at(point):
        return codes
    here = shapely.Point(point.lon, point.lat)
    found = []
    for part in shapely.get_parts(circle(point, _COAST_M)):
        for region in admin1_areas(BBox(*part.bounds)):
            lon, lat = shapely.get_coordinates(shapely.shortest_line(here, region.geometry))[1]
            away_m = distance_m(point, LonLat.wrapped(lon, lat))
            if away_m <= _COAST_M:
                found.append((away_m, region.name))
    return tuple(min(found)[1].split("|")) if found else ()


def _countries_of(cells: Iterable[Cell], worldview: str) -> dict[Cell, tuple[str, ...]]:
    """The countries that each cell has a part of, the largest part first."""
    from geo.borders import side
    from geo.points import LonLat
    from geo.sides_many import sides_in_reach

    cells = sorted(cells)
    points, reach_m = [], []
    for cell in cells:
        west, south, east, north = cell.bounds
        corners = [LonLat(lon, lat) for lon in (west, east) for lat in (south, north)]
        points += [cell.middle, *corners]
        reach_m += [_cell_radius_m(cell)] + [0.0] * len(corners)
    found = sides_in_reach(points, reach_m, worldview=worldview)
    known = {}
    for at, cell in enumerate(cells):
        here = set(found[5 * at : 5 * at + 5])
        code = here.pop()
        # A cell inland, to which no line comes, is of one country; of others the parts are measured.
        plain = isinstance(code, str) and not here
        known[cell] = (str(code),) if plain else side(cell.area, worldview=worldview).countries
    return known


def _shown(
    chosen: _Chosen, countries: dict[Cell, tuple[str, ...]], gazetteer: Gazetteer, asked: Asked
) -> Located:
    if chosen.cell is not None:
        return _of_cell(chosen.cell, chosen.beyond_m, countries[chosen.cell], asked.language)
    unit = cast("Place", chosen.unit)
    said = Saying(words(asked.language), index_of(gazetteer)).said
    place = _of_unit(unit)
    name = _unit_name(unit, gazetteer, asked.language)
    return replace(place, basis=said(place.basis), reason=said(place.reason), place_name=name)


@lru_cache(maxsize=10_000)
def _cell_radius_m(cell: Cell) -> float:
    return cell.radius_m


# Incidents of one cell are one place.
@lru_cache(maxsize=10_000)
def _of_cell(cell: Cell, beyond_m: float, countries: tuple[str, ...], language: str) -> Located:
    from geo.geojson import to_geometry
    from maps.describe import written

    say = words(language)
    said, note = Saying(say).said, None
    if len(countries) > 1:
        english = "The cell reaches into {countries}; in which of them it was is not shown."
        note = said(tell("cell_countries", english, countries=Listed(map(Country, countries))))
    english = "generalised to a {size:,} km cell of a fixed grid; the middle of the place is in it"
    return Located(
        point=cell.middle,
        precision="area",
        # The middle of a place is in the cell, and all that is known of it may reach beyond.
        radius_m=float(round(_cell_radius_m(cell) + beyond_m)),
        area=to_geometry(cell.area),
        basis=said(tell("cell_basis", english, size=cell.size_km)),
        reason=said(_REASON),
        place_name=say.describe("cell", size=say.number(cell.size_km), middle=written(cell.middle, say)),
        border_note=note,
        cautions=(),
        contradicted=False,
        countries=countries,
        sources=(),
        inside=countries,
    )


@lru_cache(maxsize=1_000)
def _radius_m(unit: Place) -> float:
    from gazetteer.locality.area import of_place

    return of_place(unit).radius_m


@lru_cache(maxsize=1_000)
def _of_unit(unit: Place) -> Located:
    """What all maps tell of a unit, in words that are still to be said."""
    from gazetteer.locality.area import of_place

    area = of_place(unit)
    if unit.kind == "country":
        basis = tell("country_basis", "generalised to a country: {area}", area=area.basis)
    else:
        basis = tell("region_basis", "generalised to a first-level region: {area}", area=area.basis)
    codes = (unit.country,) if unit.country else ()
    return Located(
        point=area.point,
        precision="area",
        radius_m=area.radius_m,
        area=drawn(area.geometry, area.radius_m),
        basis=basis,
        reason=_REASON,
        place_name=None,
        border_note=None,
        cautions=(),
        contradicted=False,
        countries=codes,
        sources=(),
        inside=codes,
    )


def _unit_name(unit: Place, gazetteer: Gazetteer, language: str) -> str:
    """The name of a unit; one that is called like its town is told to be the region."""
    from geo.countries import country
    from maps.naming import local_name

    if language != "en":
        return local_name(unit, index_of(gazetteer), language)
    if unit.kind == "country" or not unit.country:
        return unit.name
    return f"{unit.name}, {country(unit.country).name} (first-level region)"
