"""The names on a map in the language of the map, where the gazetteer knows them."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.lookups import index_of
from geo.errors import GeoDataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.index import Index
    from maps.document import Label

__all__ = ["localised"]

# How far the label of a place may be from its position in the gazetteer: towns are points, a river is named
# where the view shows it.
_TOWN_M, _WATER_M = 30_000.0, 1_500_000.0
# French names of great rivers and others, whose names in the gazetteer have no language.
_FRENCH = Path(__file__).resolve().parent / "data" / "french_names.csv"
_TOWNS = frozenset({"capital", "city", "town"})


def localised(labels: Iterable[Label], language: str) -> tuple[Label, ...]:
    """The labels with their names in a language; a name that nobody gives in it stays as it is.

    Args:
        labels: Labels with English names.
        language: BCP 47 tag, such as ``fr`` or ``ar``.

    Examples:
        >>> from geo import LonLat
        >>> from maps.document import Label
        >>> algiers = Label("Algiers", LonLat(3.05, 36.75), "capital", 1)
        >>> [localised([algiers], language)[0].text for language in ("fr", "ar")]
        ['Alger', 'الجزائر']
    """
    if language.partition("-")[0].lower() == "en":
        return tuple(labels)
    import gazetteer

    index = index_of(gazetteer.open())
    return tuple(replace(label, text=_name(index, label, language) or label.text) for label in labels)


def _name(index: Index, label: Label, language: str) -> str | None:
    from gazetteer.languages import name_in

    if language.partition("-")[0].lower() == "fr" and (by_hand := _french().get((label.kind, label.text))):
        return by_hand
    identifier = _country(index, label) if label.kind == "country" else _nearest(index, label)
    found = name_in(index, identifier, language) if identifier else None
    # The first name of a source may be in any language: the label's own is at least the one that maps use.
    return None if found is None or found.by == "primary" else found.spelling


@cache
def _french() -> dict[tuple[str, str], str]:
    """The French names that are written by hand, by kind and English name."""
    try:
        with _FRENCH.open(encoding="utf-8", newline="") as file:
            return {(row["kind"], row["name"]): row["fr"] for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError) as error:
        raise GeoDataError(f"{_FRENCH.name} cannot be read ({error}); reinstall Dateline") from error


def _country(index: Index, label: Label) -> str | None:
    """The identifier of a country by its name, or of where a short form such as "Bosnia and Herz." stands."""
    from gazetteer.names import fold
    from geo import borders
    from geo.countries import country
    from geo.errors import UnknownCountryError

    try:
        code: str | None = country(label.text).alpha2
    except UnknownCountryError:
        for hit in index.find(fold(label.text)):
            if index.kind(hit.record) in {"country", "region"}:
                return index.id(hit.record)
        side = borders.side(label.point)
        code = side.countries[0] if side.status == "inside" else None
    record = None if code is None else index.by_code(code)
    return None if record is None else index.id(record)


def _nearest(index: Index, label: Label) -> str | None:
    """The place of the label's name and kind that is nearest to it."""
    from gazetteer.names import fold
    from geo import distance_m

    town = label.kind in _TOWNS
    wanted = {"city"} if town else {"natural"} if label.kind in {"river", "lake", "sea"} else {"admin1"}
    # A map says Niger along the river that a gazetteer lists as Niger River.
    names = (label.text, f"{label.text} River") if label.kind == "river" else (label.text,)
    near = [
        (distance_m(label.point, index.point(record)), record)
        for record in {hit.record for name in names for hit in index.find(fold(name))}
        if index.kind(record) in wanted
    ]
    away, record = min(near, default=(float("inf"), 0))
    return index.id(record) if away <= (_TOWN_M if town else _WATER_M) else None
