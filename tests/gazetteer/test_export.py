"""Exports: every place, with names and holders, in files that other programs read."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import struct
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from gazetteer.errors import ExportError
from gazetteer.export import export, format_of
from gazetteer.export.exported import whole_file
from gazetteer.index import Index
from tests.gazetteer.builds.sources import built
from tests.shared.places import write_small_index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(write_small_index(tmp_path_factory.mktemp("export") / "index"))


def test_csv_has_a_row_for_each_place_and_builds_the_same_places(index: Index, tmp_path: Path) -> None:
    assert export(index, tmp_path / "places.csv") == len(index)
    with (tmp_path / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == len(index)
    town = rows["dateline:tinzaouaten"]
    assert (town["name"], float(town["lon"]), float(town["lat"])) == ("Tinzaouaten", 2.966, 19.955)
    assert (town["country"], town["shared_with"], town["admin1_code"]) == ("ML", "DZ", "ML-8")
    assert "تين زواتين" in town["names"].split("|")
    again = built(tmp_path / "again", tmp_path / "places.csv")
    assert {again.id(record) for record in range(len(again))} == set(rows)
    record = again.by_id("geonames:2455290")
    assert record is not None
    assert again.place(record).population == 40_030


def test_linked_places_are_geojson_with_context_names_and_relations(index: Index, tmp_path: Path) -> None:
    export(index, tmp_path / "places.geojson")
    content = json.loads((tmp_path / "places.geojson").read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    assert content["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    features = {feature["properties"]["dateline_id"]: feature for feature in content["features"]}
    assert len(features) == len(index)
    kidal = features["geonames:2455290"]
    assert kidal["@id"] == "https://sws.geonames.org/2455290/"
    assert kidal["type"] == "Feature"
    assert (kidal["properties"]["title"], kidal["properties"]["ccodes"]) == ("Kidal", ["ML"])
    assert kidal["properties"]["fclasses"] == ["P"]
    (point,) = kidal["geometry"]["geometries"]
    assert point == {"type": "Point", "coordinates": [1.40921, 18.44345]}
    assert kidal["names"][0]["toponym"] == "Kidal"
    assert kidal["names"][0]["citations"][0]["label"]
    (relation,) = kidal["relations"]
    assert relation["relationType"] == "gvp:broaderPartitive"
    assert relation["relationTo"] == "https://sws.geonames.org/2597449/"
    mali = features["geonames:2453866"]
    assert {"toponym": "مالي", "lang": "ar"}.items() <= mali["names"][1].items() or any(
        name["toponym"] == "مالي" and name["lang"] == "ar" for name in mali["names"]
    )
    assert features["dateline:tinzaouaten"]["properties"]["ccodes"] == ["ML", "DZ"]


def test_a_geopackage_is_what_gis_open(index: Index, tmp_path: Path) -> None:
    export(index, tmp_path / "places.gpkg")
    with closing(sqlite3.connect(tmp_path / "places.gpkg")) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        found = database.execute(
            "SELECT geom, name, country FROM places WHERE id = 'geonames:2455290'"
        ).fetchone()
        names = database.execute("SELECT name FROM names WHERE place = 'dateline:tinzaouaten'").fetchall()
    assert found[1:] == ("Kidal", "ML")
    assert struct.unpack("<2sBBiBIdd", found[0])[-2:] == (1.40921, 18.44345)
    assert ("تين زواتين",) in names
    pyogrio = import_module("pyogrio")
    layers = {str(name): kind for name, kind in pyogrio.list_layers(tmp_path / "places.gpkg")}
    assert layers == {"places": "Point", "names": None}
    frame = pyogrio.read_dataframe(tmp_path / "places.gpkg", layer="places")
    assert len(frame) == len(index)
    assert frame.crs.to_epsg() == 4326
    (kidal,) = frame[frame["id"] == "geonames:2455290"].geometry
    assert (kidal.x, kidal.y) == (1.40921, 18.44345)


def test_geoparquet_has_points_and_lists_of_names(index: Index, tmp_path: Path) -> None:
    parquet = import_module("pyarrow.parquet")
    geopandas = import_module("geopandas")
    export(index, tmp_path / "places.parquet")
    table = parquet.read_table(tmp_path / "places.parquet")
    assert table.num_rows == len(index)
    rows = {row["id"]: row for row in table.to_pylist()}
    assert {"name": "مالي", "kind": "alternate", "source": "Dateline", "language": "ar"} in rows[
        "geonames:2453866"
    ]["names"]
    assert rows["geonames:2453866"]["codes"] == ["ML", "MLI"]
    frame = geopandas.read_parquet(tmp_path / "places.parquet")
    (kidal,) = frame[frame["id"] == "geonames:2455290"].geometry
    assert (kidal.x, kidal.y) == (1.40921, 18.44345)


def test_parquet_without_its_library_says_what_to_do(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'dateline\[parquet\]'"):
        export(index, tmp_path / "places.parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.csv", "a.gpkg", "a.geojson", "a.parquet"])
def test_the_same_index_gives_the_same_bytes(index: Index, tmp_path: Path, name: str) -> None:
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        export(index, tmp_path / folder / name)
        made.append((tmp_path / folder / name).read_bytes())
        assert [path.name for path in (tmp_path / folder).iterdir()] == [name]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["a.csv", "a.gpkg", "a.geojson", "a.parquet"])
def test_what_was_there_stays_if_the_new_file_cannot_be_written(
    index: Index, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / name
    target.write_text("old")

    def fail(_: Index, record: int) -> None:
        raise OSError(28, f"No space left on device at {record}")

    monkeypatch.setattr(Index, "names", fail)
    with pytest.raises(OSError, match="No space left"):
        export(index, target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_ending_that_names_no_format_is_refused() -> None:
    with pytest.raises(ExportError, match=r"\.xlsx is none of \.parquet, \.csv, \.gpkg"):
        format_of("places.xlsx")


def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    link = tmp_path / "null.csv"
    link.symlink_to(os.devnull)
    with whole_file(link) as made:
        made.write_text("all places", encoding="utf-8")
    assert Path(os.devnull).is_char_device()
    assert [path.name for path in tmp_path.iterdir()] == ["null.csv"]
