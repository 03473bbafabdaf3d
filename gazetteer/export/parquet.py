"""GeoParquet: the places in columns, with points that GIS read and lists of names. Needs pyarrow."""

from __future__ import annotations

import itertools
import json
import struct
from typing import TYPE_CHECKING, Any, Final

from gazetteer.errors import ExportError
from gazetteer.export.exported import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazetteer.export.exported import Exported

__all__ = ["GEO", "POINT", "write"]

_ROWS: Final = 50_000
#: A point in well-known binary: 1 for little-endian, 1 for a point, longitude, latitude.
POINT: Final = struct.Struct("<BIdd")
#: What a schema says that has such points in a column ``geometry``.
# https://geoparquet.org/releases/v1.1.0/: no reference system named means WGS 84 in the order lon, lat.
GEO: Final = {
    "geo": json.dumps(
        {
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
        },
        sort_keys=True,
    )
}


def write(path: Path, places: Iterable[Exported]) -> None:
    """Write the places as GeoParquet.

    Raises:
        ExportError: If pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(
            "Parquet needs pyarrow: pip install 'dateline[parquet]', or choose CSV or GeoPackage"
        ) from error
    schema = _schema(pa)
    rest = iter(places)
    with whole_file(path) as made, parquet.ParquetWriter(made, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(rest, _ROWS)):
            writer.write_table(pa.Table.from_pylist([_row(place) for place in batch], schema=schema))


def _schema(pa: Any) -> Any:  # noqa: ANN401 - pyarrow ships no annotations
    text = pa.string()
    name = pa.struct([(column, text) for column in ("name", "kind", "source", "language")])
    columns = [
        ("id", text), ("name", text), ("lon", pa.float64()), ("lat", pa.float64()), ("kind", text),
        ("feature_code", text), ("country", text), ("shared_with", pa.list_(text)), ("admin1", text),
        ("admin1_code", text), ("admin2", text), ("parent", text), ("codes", pa.list_(text)),
        ("population", pa.int64()), ("extent_m", pa.int64()), ("source", text), ("names", pa.list_(name)),
        ("geometry", pa.binary()),
    ]  # fmt: skip
    return pa.schema(columns, metadata=GEO)


def _row(exported: Exported) -> dict[str, Any]:
    place, names, codes, parent = exported
    lon, lat = place.point
    return {
        "id": place.id,
        "name": place.name,
        "lon": lon,
        "lat": lat,
        "kind": place.kind,
        "feature_code": place.feature_code,
        "country": place.country,
        "shared_with": list(place.shared_with),
        "admin1": place.admin1,
        "admin1_code": place.admin1_code,
        "admin2": place.admin2,
        "parent": parent or None,
        "codes": list(codes),
        "population": place.population,
        "extent_m": place.extent_m,
        "source": place.source,
        "names": [
            {
                "name": name.spelling,
                "kind": name.kind,
                "source": name.source,
                "language": name.language or None,
            }
            for name in names
        ],
        "geometry": POINT.pack(1, 1, lon, lat),
    }
