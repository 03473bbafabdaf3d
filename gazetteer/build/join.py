"""The rows of one place become one row: what a later source says stands, and no name is lost."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gazetteer.build import rows as at
from gazetteer.build.light import LIGHT, full
from gazetteer.build.rows import ADDS, FLAGS, LOCATE, OPTIONAL
from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.build.geonames import Alternate
    from gazetteer.build.light import Light
    from gazetteer.build.rows import Row

__all__ = ["join", "join_all"]

_CITY, _COUNTRY = KINDS.index("city"), KINDS.index("country")


def join_all(rows: Iterable[Row | Light], alternates: Iterable[Alternate]) -> Iterator[Row | Light]:
    """One row for each group that is a place of its own.

    Args:
        rows: All rows of some groups.
        alternates: Names of their places from alternateNamesV2.
    """
    rows = list(rows)
    groups = dict(zip(map(itemgetter(at.GROUP), rows), rows, strict=True))
    several: dict[int, list[Row]] = {}
    if len(groups) < len(rows):
        several = {row[at.GROUP]: [] for row in rows if groups[row[at.GROUP]] is not row}
        for row in rows:
            if row[at.GROUP] in several:
                several[row[at.GROUP]].append(full(row))
    names: dict[int, list[str]] = {}
    for group, spelling, tag in alternates:
        names.setdefault(group, []).extend((spelling, tag))
    for group, last in groups.items():
        more = names.get(group)
        if group in several:
            together, strangers = _by_kind(several[group])
            yield from strangers
            row = join(together)
        elif len(last) == LIGHT and not more:
            yield last
            continue
        else:
            row = full(last)
        if row[FLAGS] & OPTIONAL:
            continue
        if more or row[at.KIND] < 0 or not row[at.HOLDER]:
            row = _complete(row, more or [])
        yield row


def _by_kind(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of one place, and those of Who's On First that link to it and are of another kind.

    A town and its district often link to one record of GeoNames; they stay two places.
    """
    kind = min(rows, key=lambda row: row[at.RANK])[at.KIND]
    together, strangers = [], []
    for row in rows:
        identifier = row[at.ID]
        if isinstance(identifier, str) and identifier.startswith("wof:") and row[at.KIND] != kind:
            strangers.append((at.group_of(identifier), *row[1:]))
        else:
            together.append(row)
    return together, strangers


def _complete(row: Row, names: Sequence[str]) -> Row:
    fields: list[Any] = list(row)
    if fields[at.KIND] < 0:
        fields[at.KIND], fields[at.FEATURE] = _CITY, "P.PPL"
    if fields[FLAGS] & LOCATE and not fields[at.COUNTRY]:
        fields[at.COUNTRY] = _country_at(fields[at.LON], fields[at.LAT])
    if not fields[at.HOLDER] and fields[at.KIND] != _COUNTRY:
        fields[at.HOLDER] = fields[at.COUNTRY]
    if names:
        # The dump's own list repeats these names without their languages.
        known = set(names[::2])
        own = row[at.NAMES]
        kept = [
            part
            for first in range(0, len(own), 2)
            if first == 0 or own[first] not in known
            for part in own[first : first + 2]
        ]
        fields[at.NAMES] = (*kept, *names)
    return tuple(fields)


def _country_at(lon_e7: int, lat_e7: int) -> str:
    """The country in whose borders a point lies; "" at sea."""
    from geo.bordermap import OSM, load
    from geo.points import LonLat
    from geo.words import NO_COUNTRY

    borders = load(OSM)
    code = borders.label_of(borders.locate(LonLat(lon_e7 / 1e7, lat_e7 / 1e7)))
    return "" if code == NO_COUNTRY else code


def join(rows: Sequence[Row]) -> Row:
    """One row of several of one place.

    The identifier is that from which the group has its number, else the first; the first name that of the
    last source, and what was first before it becomes an alternate. A later source that says nothing of
    population, extent, country, holder or kind leaves what is there.
    """
    rows = sorted(rows, key=lambda row: row[at.RANK])
    result: list[Any] = list(rows[0])
    for row in rows[1:]:
        _put(result, row)
    named = next((row for row in rows if at.is_group_of(row[at.ID], row[at.GROUP])), rows[0])
    result[at.ID], result[at.RANK] = named[at.ID], named[at.RANK]
    return tuple(result)


def _put(result: list[Any], row: Row) -> None:
    overrides = not row[FLAGS] & ADDS
    if overrides and row[at.COUNTRY] not in {"", result[at.COUNTRY]}:
        result[at.HOLDER] = ""  # a unit of another country
    for field in (at.COUNTRY, at.SHARED, at.HOLDER, at.POPULATION, at.EXTENT):
        if row[field] and (overrides or not result[field]):
            result[field] = row[field]
    if overrides:
        result[at.LON], result[at.LAT] = row[at.LON], row[at.LAT]
    if row[at.KIND] >= 0 and (overrides or result[at.KIND] < 0):
        result[at.KIND] = row[at.KIND]
        result[at.FEATURE] = row[at.FEATURE] or result[at.FEATURE]
    first, second = (row, result) if overrides else (result, row)
    result[at.NAMES] = (*first[at.NAMES], *_demoted(second[at.NAMES]))
    codes = dict.fromkeys([*result[at.CODES].split(), *row[at.CODES].split()])
    result[at.CODES] = " ".join(sorted(codes, key=lambda code: "-" not in code and len(code) != 2))
    result[FLAGS] &= row[FLAGS] | ~OPTIONAL


def _demoted(names: Sequence[str]) -> tuple[str, ...]:
    """The names with the first one as an alternate; what is not said to be first needs no change."""
    kind, source, language = names[1].split("\t")
    return (
        (names[0], at.tag("alternate", source, language), *names[2:]) if kind == "primary" else tuple(names)
    )
