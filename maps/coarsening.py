"""Locations that are shown coarser than they are known, so that the exact ones are in no output.

What a map shows of such an incident is a function of the cell or unit that holds it, and of what its table
says beside the place. ``placed`` is where that is made true: what comes after it, and every writer, is given
incidents that do not have the exact place any more. Words and figures are those of the cell or unit too: how
far the place is from a border, what is near it and how it was found would tell where in the area it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from geo.grid import SIZES_KM, cell_at
from maps.incidents.levels import LEVELS, read_level
from maps.locate import Located, Unlocated, drawn, locate
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer import Gazetteer
    from gazetteer.place import Place
    from geo import LonLat
    from geo.grid import Cell
    from maps.incidents.levels import Level
    from maps.incidents.model import Incident

__all__ = ["Asked", "levels_of", "placed", "told"]

# A coast may be a few kilometres off, and a bridge or an anchorage beyond it: such a place is the region's.
# Were it shown otherwise, it would be seen that it lies in this narrow strip.
_COAST_M = 50_000.0
_REASON = "The location is generalised on purpose; the exact one is nowhere in this map."
_LOST = "Its place is not known well enough to be shown as a cell, a region or a country."


class Asked:
    """How a map is to generalise.

    Args:
        level: What all locations of the map are generalised to at least; None for those alone whose own
            table says so.
        worldview: Whose claims borders follow.
        language: Language of the names of cells and units.
    """

    def __init__(self, level: str | None, worldview: str = "default", language: str = "en") -> None:
        self.level = None if level is None else read_level(level)
        self.worldview, self.language = worldview, language


def levels_of(incident: Incident, level: Level | None) -> tuple[Level, ...]:
    """To what an incident's location is generalised: what the map asks, and what its own row asks."""
    asked = {each for each in (level, cast("Level | None", incident.generalise)) if each is not None}
    return tuple(sorted(asked, key=LEVELS.index))


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
    levels = [levels for incident in incidents if (levels := levels_of(incident, asked.level))]
    if not levels:
        return None
    say = words(asked.language)
    every = sorted({level for each in levels for level in each}, key=LEVELS.index)
    units = say.listed(
        [
            say.describe(level)
            if level in {"admin1", "country"}
            else say.describe("cells", size=level.removesuffix("km"))
            for level in every
        ]
    )
    if len(levels) == len(incidents):
        return say.describe("generalised", units=units)
    return say.describe(
        "generalised_some", count=f"{len(levels):,}", total=f"{len(incidents):,}", units=units
    )


def placed(
    incidents: Sequence[Incident],
    gazetteer: Gazetteer,
    asked: Asked,
    progress: Callable[[float], None] | None = None,
) -> tuple[list[Incident], list[Located | Unlocated]]:
    """Where incidents are shown, and the incidents without what must not be shown of them.

    Args:
        incidents: Those of a report that are public.
        gazetteer: Where names are looked up.
        asked: How the map generalises.
        progress: Called with the share that is done.
    """
    wanted = [levels_of(incident, asked.level) for incident in incidents]
    world = asked.worldview
    if not any(wanted):
        return list(incidents), locate(incidents, gazetteer, worldview=world, progress=progress)
    exact: Iterator[Located | Unlocated] = iter(
        locate(incidents, gazetteer, worldview=world, progress=progress)
    )
    if not all(wanted):
        # Names of one report tell of each other: what is shown as it is must not tell of what is hidden.
        open_ones = [incident for incident, levels in zip(incidents, wanted, strict=True) if not levels]
        alone = iter(locate(open_ones, gazetteer, worldview=world))
    shown, places = [], []
    for incident, levels in zip(incidents, wanted, strict=True):
        place = next(exact)
        if levels:
            shown.append(_without_place(incident))
            places.append(_coarse(place, incident, levels, gazetteer, asked))
        else:
            shown.append(incident)
            places.append(next(alone))
    return shown, places


def _without_place(incident: Incident) -> Incident:
    return replace(incident, place_text=None, point=None, containers=(), precision=None, trouble=None)


def _coarse(
    place: Located | Unlocated,
    incident: Incident,
    levels: Sequence[Level],
    gazetteer: Gazetteer,
    asked: Asked,
) -> Located | Unlocated:
    """The largest of what the levels make of a place."""
    if isinstance(place, Unlocated):
        return Unlocated(_LOST)
    made = [_at_level(place, incident, level, gazetteer, asked) for level in levels]
    known = [one for one in made if one is not None]
    if len(known) < len(made):
        return Unlocated(_LOST)
    found = max(known, key=lambda one: one.radius_m)
    # Whether a name or coordinates placed it tells nothing of where; whether both agree would.
    return found if incident.point is not None else replace(found, sources=place.sources)


def _at_level(
    place: Located, incident: Incident, level: Level, gazetteer: Gazetteer, asked: Asked
) -> Located | None:
    """What one level makes of a place: a unit or cell that holds what is known of it, or None."""
    if level in {"admin1", "country"}:
        unit = _unit_at(place, incident, level, gazetteer)
        shown = None if unit is None else _in_unit(unit, gazetteer, asked.language)
        if shown is not None and shown.radius_m >= place.radius_m:
            return shown
        # At sea there is no unit; a tiny one holds not even the error of a town's point.
        least_km = 1 if shown is not None else 100 if level == "admin1" else 1000
        return _in_cell(place, incident, least_km, asked)
    own = _own_unit(place, incident)
    if own is not None:
        # "Kidal region" is coarser than any cell in it, whose middle would be no more than a guess.
        shown = _in_unit(own, gazetteer, asked.language)
        if shown.radius_m >= max(place.radius_m, 1000.0 * int(level.removesuffix("km"))):
            return shown
    return _in_cell(place, incident, int(level.removesuffix("km")), asked)


def _own_unit(place: Located, incident: Incident) -> Place | None:
    """The region or country that an incident's place itself is, if it is one."""
    if incident.point is not None or place.candidate is None:
        return None
    named = place.candidate.place
    return named if named.kind in {"admin1", "country"} else None


def _in_cell(place: Located, incident: Incident, least_km: int, asked: Asked) -> Located | None:
    """The least cell that is no smaller than asked, and no smaller than the radius of what is known."""
    for size_km in SIZES_KM:
        if size_km >= least_km and size_km * 1000 >= place.radius_m:
            cell = cell_at(place.point, size_km)
            # Two widths alone: the very radius of a town would tell which of the cell's towns it is.
            exact = incident.point is not None and place.radius_m <= 100 * size_km
            beyond_m = 100.0 * size_km if exact else 1000.0 * size_km
            return _of_cell(cell, beyond_m, asked.worldview, asked.language)
    return None


# Incidents of one cell are one place, which is measured once.
@lru_cache(maxsize=10_000)
def _of_cell(cell: Cell, beyond_m: float, worldview: str, language: str) -> Located:
    from geo.borders import side
    from geo.countries import country
    from geo.geojson import to_geometry
    from geo.words import listed
    from maps.describe import written

    countries = side(cell.area, worldview=worldview).countries
    note = None
    if len(countries) > 1:
        named = listed([country(code).name for code in countries])
        note = f"The cell reaches into {named}; in which of them it was is not shown."
    where = words(language).describe("cell", size=f"{cell.size_km:,}", middle=written(cell.middle))
    return Located(
        point=cell.middle,
        precision="area",
        # The middle of a place is in the cell, and all that is known of it may reach beyond.
        radius_m=float(round(cell.radius_m + beyond_m)),
        area=to_geometry(cell.area),
        basis=f"generalised to a {cell.size_km:,} km cell of a fixed grid; the place's middle is in it",
        reason=_REASON,
        place_name=where,
        border_note=note,
        cautions=(),
        contradicted=False,
        countries=countries,
        sources=(),
        inside=countries,
    )


def _unit_at(place: Located, incident: Incident, level: Level, gazetteer: Gazetteer) -> Place | None:
    """The first-level region or the country that a place is in."""
    own = _own_unit(place, incident)
    if own is not None and own.kind in {level, "country"}:
        return own
    named = None if incident.point is not None or place.candidate is None else place.candidate.place
    if level == "country":
        codes: Iterable[str] = _countries(place, incident)[:1]
    elif named is not None and named.admin1_code:
        codes = (named.admin1_code,)
    else:
        codes = _regions_at(place.point)
    index = gazetteer.index
    records = (index.by_code(code) for code in codes)
    return next((index.place(record) for record in records if record is not None), None)


def _countries(place: Located, incident: Incident) -> Sequence[str]:
    """The countries that a place may be in, the likeliest first: coordinates win over names."""
    if incident.point is None:
        return place.countries or place.inside
    both = [code for code in place.countries if code in place.inside]
    return both or place.inside or place.countries


@cache
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
    near = circle(point, _COAST_M)
    found = []
    for part in shapely.get_parts(near):
        for region in admin1_areas(BBox(*part.bounds)):
            lon, lat = shapely.get_coordinates(shapely.shortest_line(here, region.geometry))[1]
            away_m = distance_m(point, LonLat.wrapped(lon, lat))
            if away_m <= _COAST_M:
                found.append((away_m, region.name))
    return tuple(min(found)[1].split("|")) if found else ()


def _in_unit(unit: Place, gazetteer: Gazetteer, language: str) -> Located:
    # An index that is opened again gives another place of the same name.
    return _of_unit(unit, _unit_name(unit, gazetteer, language))


@lru_cache(maxsize=1_000)
def _of_unit(unit: Place, name: str) -> Located:
    from gazetteer.locality.area import of_place

    area = of_place(unit)
    kind = "a country" if unit.kind == "country" else "a first-level region"
    codes = (unit.country,) if unit.country else ()
    return Located(
        point=area.point,
        precision="area",
        radius_m=area.radius_m,
        area=drawn(area.geometry, area.radius_m),
        basis=f"generalised to {kind}: {area.basis}",
        reason=_REASON,
        place_name=name,
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
        return local_name(unit, gazetteer.index, language)
    if unit.kind == "country" or not unit.country:
        return unit.name
    return f"{unit.name}, {country(unit.country).name} (first-level region)"
