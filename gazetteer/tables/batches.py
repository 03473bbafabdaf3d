"""``resolve_batches``: a stream of Arrow record batches in, the same with where their rows are out.

It knows of no engine: whatever can hand over Arrow batches one by one and take others stands on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gazetteer.errors import MissingLibraryError, WrongTypeError
from gazetteer.tables.answers import COLUMNS, Answers, asked_of
from gazetteer.tables.cells import check_room, find_columns
from gazetteer.tables.engines import arrow_columns, arrow_fields, cells_of_arrow
from gazetteer.tables.rows import rows_of
from geo.checks import need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.resolve import Gazetteer

__all__ = ["located_schema", "resolve_batches"]

# Answers are kept for the batches that follow; these take some 400 MB.
_MOST_KEPT = 1_000_000


def located_schema(schema: Any, *, prefix: str = "") -> Any:  # noqa: ANN401 - pyarrow has no annotations
    """The schema of what ``resolve_batches`` makes of batches of a schema.

    Raises:
        ColumnError: If a column would be overwritten.
        MissingLibraryError: If pyarrow is not installed.
    """
    pa = _pyarrow()
    return pa.schema([*schema, *arrow_fields(check_room(schema.names, prefix, COLUMNS))], schema.metadata)


def resolve_batches(  # noqa: PLR0913 - each is asked by its name
    batches: Iterable[Any],
    *,
    place: str = "place",
    country: str | None = None,
    admin1: str | None = None,
    prefix: str = "",
    gazetteer: Gazetteer | None = None,
) -> Iterator[Any]:
    """The batches with the ten columns of ``resolve_table``, one by one as they come.

    How rows are cut into batches changes no answer, and memory does not grow with their number.

    Args:
        batches: pyarrow ``RecordBatch``es of one schema.
        place: As of ``resolve_table``.
        country: The same.
        admin1: The same.
        prefix: The same.
        gazetteer: The same.

    Raises:
        ColumnError: If a column is not there, is there twice, or would be overwritten.
        MissingLibraryError: If pyarrow is not installed.
        WrongTypeError: If one is no record batch.

    Examples:
        >>> import gazetteer, pyarrow
        >>> batch = pyarrow.record_batch({"place": ["Gao", "Tessalit, Mali"]})
        >>> [found] = gazetteer.resolve_batches([batch])
        >>> found.column("place_id").to_pylist()
        ['geonames:2457163', 'geonames:2449893']
    """
    rule = "batches must be pyarrow RecordBatches, one by one"
    if hasattr(batches, "columns"):  # which would be taken for batches
        name = type(batches).__name__
        way_out = "[batch]" if name == "RecordBatch" else "pyarrow.table(table).to_batches()"
        raise WrongTypeError(f"{rule}, not {name}; give {way_out}")
    need(batches, Iterable, rule, WrongTypeError)
    return _resolved(_pyarrow(), batches, place, country, admin1, prefix, asked_of(gazetteer))


def _pyarrow() -> Any:  # noqa: ANN401 - it has no annotations
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingLibraryError(
            "record batches are of pyarrow, which is not installed: pip install 'dateline[parquet]'"
        ) from None
    return pa


def _resolved(  # noqa: PLR0913, PLR0917 - those of ``resolve_batches``
    pa: Any,  # noqa: ANN401 - pyarrow
    batches: Iterable[Any],
    place: str,
    country: str | None,
    admin1: str | None,
    prefix: str,
    gazetteer: Gazetteer,
) -> Iterator[Any]:
    answers = Answers(gazetteer)
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise WrongTypeError(
                f"batches must be pyarrow RecordBatches, one by one, not {type(batch).__name__}; those of a "
                "table are table.to_batches()"
            )
        asked = find_columns(batch.schema.names, place, admin1, country)
        schema = located_schema(batch.schema, prefix=prefix)
        if len(answers) > _MOST_KEPT:
            answers = Answers(gazetteer)
        cells = [cells_of_arrow(batch.column(name)) for name in asked.names]
        rows = rows_of(cells, answers, country=asked.country is not None)
        yield pa.record_batch([*batch.columns, *arrow_columns(answers, rows)], schema=schema)
