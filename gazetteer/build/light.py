"""Rows of dumps on their way: what nobody asks of them before they are packed is one text.

Nearly all rows of a build are such: settlements, hills and wells as GeoNames has them, that no other source
knows. A row of fifteen fields and some names is twenty objects, which are made anew by each stage; a light
row is six. It has the first fields of a ``Row`` at their positions.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from gazetteer.build.rows import OWN_IDS, Row

__all__ = ["LIGHT", "Light", "full", "head_of", "lightened", "opened"]

#: Group, rank, number of GeoNames, longitude, latitude, kind; then the text.
Light: TypeAlias = tuple[int, int, int, int, int, int, str]

#: How many fields a light row has.
LIGHT: Final = 7
_TEXT: Final = 6


def lightened(row: Row) -> Row | Light:
    r"""A row of a dump in its light form, if it is of no unit and its country is known; else the row.

    Neither blanks that part cells nor ends of lines are in the cells of a dump.

    Examples:
        >>> names = "Gao", "primary\tGeoNames\t"
        >>> lightened((7, 1, 7, 0, 0, 0, "P.PPL", "ML", "", "ML.09", 0, 0, "", names, OWN_IDS))
        (7, 1, 7, 0, 0, 0, 'P.PPL\tML\t\tML.09\n0\nGao\nprimary\tGeoNames\t')
    """
    (
        group, rank, identifier, lon_e7, lat_e7, kind, feature, country, shared, holder, population, extent,
        codes, names, flags,
    ) = row  # fmt: skip
    if codes or extent or not holder or flags != OWN_IDS or not isinstance(identifier, int):
        return row
    text = "\n".join((f"{feature}\t{country}\t{shared}\t{holder}", str(population), *names))
    return group, rank, identifier, lon_e7, lat_e7, kind, text


def head_of(row: Light) -> tuple[str, ...]:
    """Feature, country, shared countries, holder."""
    return tuple(row[_TEXT].partition("\n")[0].split("\t"))


def opened(row: Light) -> tuple[str, int, list[str]]:
    """The head, the population, the names."""
    head, population, *names = row[_TEXT].split("\n")
    return head, int(population), names


def full(row: Row | Light) -> Row:
    r"""The row that ``lightened`` made light, or the row.

    Examples:
        >>> names = "Gao", "primary\tGeoNames\t"
        >>> row = 7, 1, 7, 0, 0, 0, "P.PPL", "ML", "", "ML.09", 9, 0, "", names, OWN_IDS
        >>> full(lightened(row)) == row
        True
    """
    if len(row) != LIGHT:
        return row
    head, population, names = opened(row)
    feature, country, shared, holder = head.split("\t")
    return *row[:_TEXT], feature, country, shared, holder, population, 0, "", tuple(names), OWN_IDS
