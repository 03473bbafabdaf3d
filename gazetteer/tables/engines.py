"""The kinds of tables: how each gives its columns, and takes new ones."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from gazetteer.errors import WrongTypeError
from gazetteer.tables.answers import COLUMNS, FLOATS, INTEGERS, NO_FIGURE
from gazetteer.tables.cells import asked_text
from gazetteer.tables.rows import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.tables.answers import Answers
    from gazetteer.tables.rows import Rows

__all__ = ["Engine", "arrow_columns", "arrow_fields", "cells_of_arrow", "engine_of", "text_type"]

# The codes are small.
_WIDTHS = {"uncertainty_m": "int64", "geo_precision": "int8", "where_prec": "int8"}


# How what is nearly a table becomes one.
_ADVICE = {
    "LazyFrame": "collect() it first",
    "RecordBatch": "pyarrow.Table.from_batches([batch]) makes one; gazetteer.resolve_batches takes many",
    **dict.fromkeys(("Series", "GeoSeries"), "its to_frame() is one"),
    **dict.fromkeys(
        ("ChunkedArray", "StringArray", "LargeStringArray", "DictionaryArray"),
        "pyarrow.table({'place': array}) makes one",
    ),
    **dict.fromkeys(("list", "dict"), "pandas.DataFrame(rows) makes one"),
    **dict.fromkeys(("str", "PosixPath", "WindowsPath"), "pandas.read_csv(path) makes one of a file"),
}


class Engine(Protocol):
    """A library of tables."""

    def columns(self, table: Any) -> Sequence[object]:  # noqa: ANN401 - a table of the engine
        """The names of the columns."""

    def cells(self, table: Any, name: str) -> Cells:  # noqa: ANN401 - the same
        """One column."""

    def add(self, table: Any, names: Sequence[str], answers: Answers, rows: Rows) -> Any:  # noqa: ANN401 - the same
        """A table that has the answers too."""


def engine_of(table: object) -> Engine:
    """The engine of a table.

    Raises:
        WrongTypeError: If it is of none.

    Examples:
        >>> engine_of([{"place": "Kidal"}])
        Traceback (most recent call last):
        gazetteer.errors.WrongTypeError: a table must be a DataFrame of pandas, geopandas or polars or a
        pyarrow Table, not list [{'place': 'Kidal'}]; pandas.DataFrame(rows) makes one
    """
    # A table of a library was made by it: what nobody has imported need not be asked.
    loaded: dict[str, Any] = {name: sys.modules.get(name) for name in ("pandas", "polars", "pyarrow")}
    if loaded["pandas"] is not None and isinstance(table, loaded["pandas"].DataFrame):
        return _Pandas()
    if loaded["polars"] is not None and isinstance(table, loaded["polars"].DataFrame):
        return _Polars()
    if loaded["pyarrow"] is not None and isinstance(table, loaded["pyarrow"].Table):
        return _Arrow()
    from geo.checks import shortened

    advice = _ADVICE.get(type(table).__name__)
    raise WrongTypeError(
        "a table must be a DataFrame of pandas, geopandas or polars or a pyarrow Table, not "
        f"{type(table).__name__} {shortened(table)}{f'; {advice}' if advice else ''}"
    )


class _Pandas:
    def columns(self, table: Any) -> Sequence[object]:  # noqa: ANN401 - see ``Engine``
        return list(table.columns)

    def cells(self, table: Any, name: str) -> Cells:  # noqa: ANN401 - see ``Engine``
        import pandas as pd

        column = table[name]
        try:
            codes, values = pd.factorize(column)
        except TypeError:  # lists and the like have no place among distinct values
            codes, values = pd.factorize(column.map(asked_text))
        return Cells(codes.astype(np.int64), list(values))

    def add(self, table: Any, names: Sequence[str], answers: Answers, rows: Rows) -> Any:  # noqa: ANN401 - see ``Engine``
        import pandas as pd

        added: dict[str, Any] = {}
        for name, column in zip(names, COLUMNS, strict=True):
            values = answers.column(column, rows.answers)
            if column in INTEGERS:
                values = pd.arrays.IntegerArray(values, values == NO_FIGURE)
            elif column not in FLOATS:
                values = pd.array(values, dtype=text_type())
            added[name] = values.take(rows.codes)
        beside = pd.DataFrame(added, index=table.index)
        if table.columns.nlevels > 1:  # pandas would make tuples of all names
            below = [""] * (table.columns.nlevels - 1)
            beside.columns = pd.MultiIndex.from_tuples([(name, *below) for name in names])
        located = pd.concat([table, beside], axis=1)
        # pandas keeps these only where all parts have the same.
        located.attrs = dict(table.attrs)
        return located


def text_type() -> Any:  # noqa: ANN401 - a type of pandas
    """What pandas makes of a column of texts; by itself it would make another of one that is all empty."""
    import pandas as pd

    return pd.Series([""]).dtype


class _Polars:
    def columns(self, table: Any) -> Sequence[object]:  # noqa: ANN401 - see ``Engine``
        return list(table.columns)

    def cells(self, table: Any, name: str) -> Cells:  # noqa: ANN401 - see ``Engine``
        import pandas as pd

        # An array of objects would take lists apart.
        cells = np.empty(len(table), object)
        cells[:] = [cell if isinstance(cell, str) else asked_text(cell) for cell in table[name].to_list()]
        codes, values = pd.factorize(cells)
        return Cells(codes.astype(np.int64), list(values))

    def add(self, table: Any, names: Sequence[str], answers: Answers, rows: Rows) -> Any:  # noqa: ANN401 - see ``Engine``
        import polars as pl

        types = {"geo_precision": pl.Int8, "where_prec": pl.Int8, "uncertainty_m": pl.Int64}
        series = []
        for name, column in zip(names, COLUMNS, strict=True):
            values = answers.column(column, rows.answers)
            if column in FLOATS:
                found = pl.Series(name, values, pl.Float64, nan_to_null=True)
            elif column in INTEGERS:
                found = pl.Series(
                    name,
                    [None if figure == NO_FIGURE else figure for figure in values.tolist()],
                    types[column],
                )
            else:
                found = pl.Series(name, values, pl.String)
            series.append(found.gather(rows.codes))
        return table.with_columns(series)


class _Arrow:
    def columns(self, table: Any) -> Sequence[object]:  # noqa: ANN401 - see ``Engine``
        return list(table.column_names)

    def cells(self, table: Any, name: str) -> Cells:  # noqa: ANN401 - see ``Engine``
        return cells_of_arrow(table.column(name).combine_chunks())

    def add(self, table: Any, names: Sequence[str], answers: Answers, rows: Rows) -> Any:  # noqa: ANN401 - see ``Engine``
        for field, column in zip(arrow_fields(names), arrow_columns(answers, rows), strict=True):
            table = table.append_column(field, column)
        return table


def cells_of_arrow(column: Any) -> Cells:  # noqa: ANN401 - pyarrow has no annotations
    """The cells of an Arrow array."""
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):  # of no chunk or several
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if not isinstance(column, pa.DictionaryArray):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            column = pa.array(
                [asked_text(cell) for cell in column.to_pylist()], pa.string()
            ).dictionary_encode()
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Cells(codes, column.dictionary.to_pylist())


def arrow_fields(names: Sequence[str]) -> list[Any]:
    """The Arrow fields of the columns of answers, by these names."""
    import pyarrow as pa

    return [
        pa.field(name, pa.float64() if column in FLOATS else _WIDTHS.get(column, pa.string()))
        for name, column in zip(names, COLUMNS, strict=True)
    ]


def arrow_columns(answers: Answers, rows: Rows) -> list[Any]:
    """The columns of answers as Arrow arrays, a row for each position."""
    import pyarrow as pa

    at, found = pa.array(rows.codes), []
    for field, column in zip(arrow_fields(COLUMNS), COLUMNS, strict=True):
        values = answers.column(column, rows.answers)
        missing = None
        if column in INTEGERS:
            missing = values == NO_FIGURE
        elif column in FLOATS:
            missing = np.isnan(values)
        found.append(pa.array(values, field.type, mask=missing).take(at))
    return found
