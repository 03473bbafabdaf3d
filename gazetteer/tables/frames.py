"""``resolve_table``: a table in, the same table with where its rows are out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.errors import QueryError, WrongTypeError
from gazetteer.tables.answers import COLUMNS, Answers, asked_of
from gazetteer.tables.cells import check_room, find_columns
from gazetteer.tables.engines import engine_of
from gazetteer.tables.rows import rows_of
from geo.checks import need, shortened
from geo.progress import PATIENCE_S, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.resolve import Gazetteer

__all__ = ["resolve_table"]

Table = TypeVar("Table")


def resolve_table(  # noqa: PLR0913 - each is asked by its name
    table: Table,
    *,
    place: str = "place",
    country: str | None = None,
    admin1: str | None = None,
    prefix: str = "",
    geometry: bool | None = None,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """The table with ten more columns that say where each row is, how sure that is, and why.

    They are ``lon`` and ``lat`` (degrees, WGS 84), ``place_id``, ``matched_name``, ``status`` (``resolved``,
    ``ambiguous`` or ``unresolved``), ``confidence`` (0 to 1), ``uncertainty_m`` (metres), ``geo_precision``
    (ACLED, 1 to 3), ``where_prec`` (UCDP, 1 to 7) and ``reason``. Rows, their order and their index stay, and
    so does the table that was given. Each row is answered by itself, each distinct one once.

    Args:
        table: A pandas or polars ``DataFrame``, a geopandas ``GeoDataFrame`` or a pyarrow ``Table``. A cell
            of the place may hold a name, a name with what holds it ("Kidal, Mali"), a relative location ("50
            km north of Kidal") or coordinates; an empty one is ``unresolved``.
        place: The column of the places.
        country: The column of the countries that hold them, if there is one: names or codes.
        admin1: The column of the first-level units that hold them, if there is one.
        prefix: Stands before the names of the new columns.
        geometry: Whether pandas tables come back as a ``GeoDataFrame`` with the points in EPSG:4326 as its
            geometry; by default those do that were one. Its own geometry stays, in EPSG:4326 too, and the
            points are the active one, ``located``.
        gazetteer: Where names are looked up; the one that comes with Dateline if None.
        progress: Called with the share that is done, 0 to 1. Without it a bar shows on a terminal and in a
            notebook, if it takes long.

    Raises:
        ColumnError: If a column is not there (the nearest is named), is there twice, or would be overwritten.
        QueryError: If geometry of the table has no reference system.
        WrongTypeError: If it is no such table.

    Examples:
        >>> import gazetteer, pandas
        >>> table = pandas.DataFrame({"place": ["Tin-Zaouatine", "50 km north of Kidal", None]})
        >>> located = gazetteer.resolve_table(table)
        >>> located[["status", "matched_name", "geo_precision"]].values.tolist()
        [['resolved', 'Tin Zaouatine', 1], ['resolved', 'Kidal', 2], ['unresolved', nan, <NA>]]
    """
    engine = engine_of(table)
    if not isinstance(prefix, str):
        raise WrongTypeError(f"a prefix must be a string, not {type(prefix).__name__} {shortened(prefix)}")
    need(geometry, (bool, type(None)), "geometry must be True, False or None", WrongTypeError)
    if progress is not None and not callable(progress):
        raise WrongTypeError(
            "progress must be a function of the share that is done, not "
            f"{type(progress).__name__} {shortened(progress)}"
        )
    there = engine.columns(table)
    asked = find_columns(there, place, admin1, country)
    names = check_room(there, prefix, COLUMNS)
    with_points = geometry or (geometry is None and _is_geo(table))
    points = _points_name(table, there, prefix) if with_points else ""
    answers = Answers(asked_of(gazetteer))
    bar = Progress()
    try:
        cells = [engine.cells(table, name) for name in asked.names]
        tell = progress or bar.after(PATIENCE_S, "locating")
        rows = rows_of(cells, answers, tell, country=asked.country is not None)
    finally:
        bar.end()
    located: Table = engine.add(table, names, answers, rows)
    return _with_points(located, prefix, points) if with_points else located


def _is_geo(table: object) -> bool:
    geopandas: Any = sys.modules.get("geopandas")
    return geopandas is not None and isinstance(table, geopandas.GeoDataFrame)


def _points_name(table: object, there: Sequence[object], prefix: str) -> str:
    """The name of the column of the points, after a look at whether the table can have one.

    Raises:
        ColumnError: If the column is taken.
        QueryError: If geometry of the table does not say what its numbers mean.
        WrongTypeError: If the table is none of pandas.
    """
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise WrongTypeError(
            f"geometry=True asks for a GeoDataFrame, which a {type(table).__name__} cannot become; give "
            "table.to_pandas()"
        )
    frame: Any = table
    for column in frame.columns[frame.dtypes == "geometry"]:
        if frame[column].crs is None:
            raise QueryError(
                f"the geometry {column!r} of the table has no reference system, so that its numbers may mean "
                "any place; say which it is, as in table.set_crs('EPSG:4326'), or leave it as it is with "
                "geometry=False"
            )
    (name,) = check_room(there, prefix, ["located" if _is_geo(table) else "geometry"])
    return name


def _with_points(located: Any, prefix: str, name: str) -> Any:  # noqa: ANN401 - pandas in, geopandas out
    """The table as a ``GeoDataFrame`` whose active geometry is the points, all geometry in EPSG:4326."""
    import geopandas as gpd

    points = gpd.points_from_xy(located[f"{prefix}lon"], located[f"{prefix}lat"], crs="EPSG:4326")
    # A row without a place has no point, rather than one that is nowhere.
    series = gpd.GeoSeries(points, index=located.index).where(located[f"{prefix}lon"].notna())
    if not _is_geo(located):
        return gpd.GeoDataFrame(located.assign(**{name: series}), geometry=name)
    frame: Any = located.copy(deep=False)
    for column in frame.columns[frame.dtypes == "geometry"]:
        frame[column] = frame[column].to_crs("EPSG:4326")
    frame[name] = series
    return frame.set_geometry(name)
