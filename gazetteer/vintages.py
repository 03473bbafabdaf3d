"""What a subdivision was before: the reforms that make older data and newer names disagree.

The table is ``gazetteer/data/vintages.csv``: a subdivision's code or identifier, since when it is what it is,
what it was taken from, and the source. It holds the reforms that readers of the last years' reports meet, not
all there were.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gazetteer.place import Place

__all__ = ["Vintage", "notes", "vintages"]


class Vintage(NamedTuple):
    """One subdivision's change, or that of all first-level subdivisions of a country.

    Attributes:
        unit: ISO 3166-2 code, GeoNames' code, or identifier; the alpha-2 code of a country whose subdivisions
            all changed; "" where the index has no such subdivision yet.
        name: Its name.
        since: Year, month or day from which on it is so, as ISO 8601 writes it.
        taken_from: What it was part of before: code (or "") and name of each.
        change: What changed, where it is something else.
        law: By what.
        source: Who says so.
    """

    unit: str
    name: str
    since: str
    taken_from: tuple[tuple[str, str], ...]
    change: str
    law: str
    source: str


@cache
def vintages() -> tuple[Vintage, ...]:
    """The whole table, in its order.

    Examples:
        >>> [vintage.since for vintage in vintages() if vintage.name == "Ménaka"]
        ['2016']
    """
    import csv
    from importlib.resources import files

    text = files("gazetteer").joinpath("data/vintages.csv").read_text(encoding="utf-8")
    return tuple(_read(row) for row in csv.DictReader(text.splitlines()))


def notes(place: Place) -> tuple[str, ...]:
    """What a reader should know of the age of a subdivision, in words; nothing of other places.

    Examples:
        >>> import gazetteer
        >>> notes(gazetteer.resolve("Ménaka region").place)
        ('a unit of its own since 2016 (law 2012-017 of 2 March 2012; ...); before, it was part of Gao',)
        >>> notes(gazetteer.resolve("Gao region").place)
        ('it included Ménaka until 2016, and does in older data',)
    """
    own = {"admin1": place.admin1_code, "country": place.country}.get(place.kind)
    if place.kind not in {"admin1", "admin2", "country"}:
        return ()
    keys = {place.id, own} - {None}
    said = [_of_country(vintage) if own == place.country else _of_unit(vintage) for vintage in _about(keys)]
    said += _of_lost(keys)
    if place.kind == "admin1":
        said += [_of_country(vintage) for vintage in _about({place.country})]
    return tuple(said)


def _about(keys: set[str | None]) -> list[Vintage]:
    return [vintage for vintage in vintages() if vintage.unit in keys]


def _of_unit(vintage: Vintage) -> str:
    if vintage.change:
        return f"{vintage.change} {vintage.since}{_by(vintage)}"
    before = " and ".join(name for _, name in vintage.taken_from)
    return f"a unit of its own since {vintage.since}{_by(vintage)}; before, it was part of {before}"


def _of_country(vintage: Vintage) -> str:
    return f"since {vintage.since} {vintage.name} has {vintage.change}{_by(vintage)}"


def _by(vintage: Vintage) -> str:
    return f" ({vintage.law})" if vintage.law else ""


def _of_lost(keys: set[str | None]) -> list[str]:
    """What was taken from a subdivision, one sentence for each date."""
    lost: dict[str, list[str]] = {}
    for vintage in vintages():
        if any(code in keys for code, _ in vintage.taken_from if code):
            lost.setdefault(vintage.since, []).append(vintage.name)
    return [
        f"it included {' and '.join(names)} until {since}, and does in older data"
        for since, names in sorted(lost.items())
    ]


def _read(row: dict[str, str]) -> Vintage:
    parts = [part.rpartition("=") for part in row["taken_from"].split("|") if part]
    return Vintage(
        unit=row["unit"],
        name=row["name"],
        since=row["since"],
        taken_from=tuple((code, name) for code, _, name in parts),
        change=row["change"],
        law=row["law"],
        source=row["source"],
    )
