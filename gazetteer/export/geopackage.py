"""GeoPackage: the places as a layer of points with a table of their names, in a file of SQLite.

Written with the standard library as OGC 12-128r18 (GeoPackage 1.3) says, so that places stream into it;
libraries for it want all of them in memory.
"""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gazetteer.errors import ExportError
from gazetteer.export.exported import whole_file
from geo.epoch import source_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gazetteer.export.exported import Exported

__all__ = ["Extent", "add_layer", "geopackage", "write"]

_APPLICATION: Final = 0x47504B47  # "GPKG"
_VERSION: Final = 10_300
# Magic, version, flags (little-endian, no envelope), spatial reference; then a point of well-known binary.
_POINT: Final = struct.Struct("<2sBBiBIdd")
_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_FRAME: Final = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
_SCHEMA: Final = """
CREATE TABLE places (
  fid INTEGER PRIMARY KEY NOT NULL, geom POINT, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  feature_code TEXT, country TEXT, shared_with TEXT, admin1 TEXT, admin1_code TEXT, admin2 TEXT, parent TEXT,
  codes TEXT, population INTEGER, extent_m INTEGER, source TEXT);
CREATE TABLE names (
  fid INTEGER PRIMARY KEY NOT NULL, place TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, source TEXT,
  language TEXT);
"""
_REFERENCES: Final = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, None),
)


def write(path: Path, places: Iterable[Exported]) -> None:
    """Write the places into the layer ``places`` and their names into the table ``names``."""
    with geopackage(path) as database:
        _fill(database, places)


@contextmanager
def geopackage(path: Path) -> Iterator[sqlite3.Connection]:
    """A GeoPackage to fill, whole or absent: the tables that the format asks for are there.

    Raises:
        ExportError: If it cannot be written.
    """
    with whole_file(path) as made:
        try:
            with closing(sqlite3.connect(made, isolation_level=None)) as database:
                # The file is a new one that counts only when it is whole: a journal would protect nothing.
                database.execute("PRAGMA journal_mode = OFF")
                database.execute("PRAGMA synchronous = OFF")
                database.execute(f"PRAGMA application_id = {_APPLICATION}")
                database.execute(f"PRAGMA user_version = {_VERSION}")
                database.executescript(_FRAME)
                database.execute("BEGIN")
                database.executemany(
                    "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _REFERENCES
                )
                yield database
                database.execute("COMMIT")
        except sqlite3.OperationalError as error:  # a full disk is one
            raise ExportError(f"{path} cannot be written: {error}") from error


class Extent:
    """The box that holds the points of a layer, and their well-known binary as the format wraps it."""

    def __init__(self) -> None:
        self.west, self.south, self.east, self.north = 180.0, 90.0, -180.0, -90.0

    def point(self, lon: float, lat: float) -> bytes:
        """One more point."""
        self.west, self.south = min(self.west, lon), min(self.south, lat)
        self.east, self.north = max(self.east, lon), max(self.north, lat)
        return _POINT.pack(b"GP", 0, 1, 4326, 1, 1, lon, lat)


def add_layer(database: sqlite3.Connection, name: str, description: str, extent: Extent) -> None:
    """Tell the GeoPackage of a layer of points whose column ``geom`` holds them."""
    box = extent.west, extent.south, extent.east, extent.north
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        (name, name, description, _changed(), *(box if box[0] <= box[2] else (None,) * 4)),
    )
    database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (name,))


def _fill(database: sqlite3.Connection, places: Iterable[Exported]) -> None:
    database.executescript(f"{_SCHEMA}BEGIN;")  # which commits what is open
    extent = Extent()
    for place, names, codes, parent in places:
        geometry = extent.point(*place.point)
        database.execute(
            "INSERT INTO places VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                geometry, place.id, place.name, place.kind, place.feature_code, place.country,
                " ".join(place.shared_with) or None, place.admin1, place.admin1_code, place.admin2,
                parent or None, " ".join(codes) or None, place.population, place.extent_m, place.source,
            ),
        )  # fmt: skip
        database.executemany(
            "INSERT INTO names VALUES (NULL, ?, ?, ?, ?, ?)",
            [(place.id, name.spelling, name.kind, name.source, name.language or None) for name in names],
        )
    add_layer(database, "places", "Places", extent)
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES ('names', 'attributes', 'names', 'All names', ?, 0)",
        (_changed(),),
    )
    database.execute("CREATE INDEX names_place ON names (place)")


def _changed() -> str:
    """The time that the format asks for: that of SOURCE_DATE_EPOCH, else a fixed one: bytes stay the same."""
    moment = source_date() or datetime.fromtimestamp(0, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
