"""The columns of a table of any library, as Python's own values."""

from __future__ import annotations

import datetime as dt
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import ColumnError as GazetteerColumnError
from gazetteer.errors import WrongTypeError as GazetteerTypeError
from gazetteer.tables.cells import find_columns, text_of
from gazetteer.tables.engines import engine_of
from maps.errors import ColumnError, InputError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Table", "name_of", "read", "said"]


class Table(NamedTuple):
    """A table.

    Attributes:
        names: The names of its columns; geometry is none of them.
        columns: The cells of each.
        keys: What each row is called by its index, or its number from 0.
        geometry: The geometry of each row in degrees on WGS 84, as shapely has it; None for a table that has
            none.
    """

    names: list[str]
    columns: list[list[Any]]
    keys: list[str]
    geometry: Sequence[Any] | None

    def at(self, name: object) -> int:
        """Where a column stands, by its name as the table's library has it.

        Raises:
            ColumnError: If it is not there, or is there twice.
        """
        name = name_of(name)
        try:
            find_columns(self.names, name, None, None)
        except GazetteerColumnError as error:
            raise ColumnError(str(error)) from None
        return self.names.index(name)

    def first(self, names: Iterable[str]) -> int | None:
        """Where the first of some columns stands, whatever its case; None if none is there."""
        folded = [name.casefold() for name in self.names]
        return next((folded.index(name) for name in names if name in folded), None)


def name_of(label: object) -> str:
    """A column or a row by its label in words; a label of several levels is one after the other.

    Examples:
        >>> name_of("deaths"), name_of(2024), name_of(("where", "place")), name_of(("deaths", ""))
        ('deaths', '2024', 'where, place', 'deaths')
    """
    if isinstance(label, tuple):
        return ", ".join(filter(None, map(name_of, label)))
    return str(label)


def read(table: Any) -> Table:  # noqa: ANN401 - a table of any library
    """The table.

    Raises:
        WrongTypeError: If it is none that is known.
        InputError: If its geometry has no CRS.

    Examples:
        >>> import pandas
        >>> read(pandas.DataFrame({"place": ["Kidal"], "deaths": [3]}, index=["a"]))
        Table(names=['place', 'deaths'], columns=[['Kidal'], [3]], keys=['a'], geometry=None)
    """
    geopandas: Any = sys.modules.get("geopandas")
    if geopandas is not None and isinstance(table, geopandas.GeoSeries):
        table = table.to_frame("geometry")
    try:
        names = [name_of(name) for name in engine_of(table).columns(table)]
    except GazetteerTypeError as error:
        raise WrongTypeError(str(error)) from None
    if hasattr(table, "iloc"):
        return _of_pandas(
            table, names, is_geo=geopandas is not None and isinstance(table, geopandas.GeoDataFrame)
        )
    column = table.to_series if hasattr(table, "to_series") else table.column
    cells = [column(at) for at in range(len(names))]
    rows = table.shape[0]
    lists = [one.to_list() if hasattr(one, "to_list") else one.to_pylist() for one in cells]
    return Table(names, lists, [str(row) for row in range(rows)], None)


def _of_pandas(table: Any, names: list[str], *, is_geo: bool) -> Table:  # noqa: ANN401 - the same
    plain = [at for at in range(len(names)) if str(table.dtypes.iloc[at]) != "geometry"]
    return Table(
        [names[at] for at in plain],
        [table.iloc[:, at].astype(object).tolist() for at in plain],
        [name_of(key) for key in table.index],
        _geometry(table) if is_geo else None,
    )


def _geometry(table: Any) -> Sequence[Any] | None:  # noqa: ANN401 - geopandas
    if table._geometry_column_name not in table.columns:  # noqa: SLF001 - the public property raises
        return None
    geometry = table.geometry
    if geometry.crs is None:
        raise InputError(
            "the geometry has no CRS, so that nobody knows where its numbers are on the earth; say "
            "table.set_crs('EPSG:4326') if they are degrees of longitude and latitude"
        )
    cells: Sequence[Any] = geometry.to_crs("EPSG:4326").array
    return cells


def said(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    """A cell in words; "" for one that holds nothing.

    Examples:
        >>> said(12.0), said(0.1 + 0.2), said(float("nan")), said(dt.datetime(2024, 7, 27))
        ('12', '0.3', '', '2024-07-27')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return "" if cell != cell else _number(cell)  # noqa: PLR0124 - NaN
    if isinstance(cell, dt.datetime) and text_of(cell):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return text_of(cell)


@lru_cache(maxsize=10_000)
def _number(cell: float) -> str:
    return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.6g}"
