"""``dateline geocode``: sheets as newsrooms have them, and what must not happen to them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline import sheet_writing
from dateline.main import main

if TYPE_CHECKING:
    from pathlib import Path


def _run(*words: object) -> int:
    return main(["geocode", *map(str, words)])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _located(folder: Path, content: str, *words: str) -> list[dict[str, str]]:
    path = folder / "t.csv"
    path.write_text(content, encoding="utf-8")
    assert _run(path, "-o", folder / "o.csv", "-q", *words) == 0
    return _rows(folder / "o.csv")


def _book(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    other: Any = book.create_sheet("kept")
    other["A1"] = "do not lose me"
    book.save(path)
    return path


def test_the_source_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = _book(tmp_path / "sheet.xlsx", ["place"], ["Gao"])
    before = source.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(source)
    os.link(source, tmp_path / "hard.xlsx")
    (tmp_path / "sub").mkdir()
    for path in (source, tmp_path / "link.xlsx", tmp_path / "hard.xlsx", tmp_path / "sub/../sheet.xlsx"):
        assert _run(source, "-o", path) == 2
        assert "is the table that is read" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_all_outputs_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("place\nGao\nKidal\n", encoding="utf-8")
    outs = [tmp_path / f"o.{ending}" for ending in ("csv", "xlsx", "geojson")]
    assert _run(path, *(word for out in outs for word in ("-o", out))) == 0
    assert [out.is_file() for out in outs] == [True] * 3
    assert capsys.readouterr().out.count("2 rows: 2 resolved") == 3
    assert len(json.loads(outs[2].read_text(encoding="utf-8"))["features"]) == 2
    assert _run(path, "-o", outs[0], "-o", tmp_path / "." / "o.csv") == 2
    assert "is given twice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words", "says"),
    [
        ("place,lon\nGao,1\n", [], "t.csv: the table has a column 'lon' already; --prefix dateline_ gives"),
        ("place\n", [], "a header and no row below it"),
        ("place\nGao\n", ["--sheet", "one"], "--sheet one: "),
        ("place,place\nGao,Gao\n", [], "2 columns 'place'"),
        ("", [], "the table is empty"),
        ("lat\n1\n", [], "no column for the place"),
    ],
)
def test_a_wrong_call_ends_with_2_and_writes_nothing(
    tmp_path: Path, content: str, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    assert _run(path, "-o", tmp_path / "o.csv", *words, "-q") == 2
    said = capsys.readouterr().err
    assert says in said
    assert "t.csv" in said
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["t.csv"]


def test_a_folder_and_a_false_workbook_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "-o", tmp_path / "o.csv") == 2
    assert "is a folder; name a file in it" in capsys.readouterr().err
    (tmp_path / "fake.xlsx").write_text("place\nGao\n", encoding="utf-8")
    assert _run(tmp_path / "fake.xlsx", "-o", tmp_path / "o.csv") == 2
    assert "it is no workbook in spite of its name" in capsys.readouterr().err
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 and no more")
    assert _run(tmp_path / "cut.parquet", "-o", tmp_path / "o.csv") == 2
    assert "the Parquet file cannot be read" in capsys.readouterr().err


def test_the_sheet_that_names_places_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    remarks: Any = book.active
    remarks.append(["Read me"])
    remarks.append(["The table is on the next page"])
    table: Any = book.create_sheet("data")
    table.append(["place"])
    table.append(["Gao"])
    book.save(tmp_path / "t.xlsx")
    assert _run(tmp_path / "t.xlsx", "-o", tmp_path / "o.csv", "-q") == 0
    assert "sheet 'data' is read; --sheet names another one of 'Sheet', 'data'" in capsys.readouterr().err
    assert [row["place"] for row in _rows(tmp_path / "o.csv")] == ["Gao"]
    assert _run(tmp_path / "t.xlsx", "-o", tmp_path / "o.csv", "--sheet", "Sheet", "-q") == 2


def test_an_output_is_looked_at_before_anything_is_located(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def located(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dateline.sheet_locating.Locator.rows", located)
    path = tmp_path / "t.csv"
    path.write_text("place\n" + "Gao\n" * 30, encoding="utf-8")
    assert _run(path, "-o", tmp_path / "o.docx") == 2
    monkeypatch.setattr(sheet_writing, "MOST_XLSX_ROWS", 20)
    assert _run(path, "-o", tmp_path / "o.xlsx") == 2
    assert "a sheet has at most 20 rows below its header" in capsys.readouterr().err
    pq.write_table(pa.table({"place": ["Gao"] * 30}), tmp_path / "t.parquet")
    assert _run(tmp_path / "t.parquet", "-o", tmp_path / "o.xlsx") == 2
    assert not (tmp_path / "o.xlsx").exists()


def test_what_cannot_be_read_is_told_as_for_a_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text('place,n\nGao,1\n"Kidal,2\nMopti,3\n', encoding="utf-8")
    for command in (("geocode", path, "-o", tmp_path / "o.csv"), ("map", path, "-o", tmp_path / "o.geojson")):
        assert main([*map(str, command), "-q"]) == 1
        assert "t.csv, row 3: a quote is opened and never closed" in capsys.readouterr().err
    assert len(_rows(tmp_path / "o.csv")) == 2
    book = _book(tmp_path / "t.xlsx", ["place", "n"], ["Gao", "=1+2"], ["Kidal", "=1+2"], ["#REF!", 1])
    assert _run(book, "-o", tmp_path / "o.csv", "-q") == 1
    said = capsys.readouterr().err
    assert "t.xlsx, cell B2 and 1 more: a formula without a saved value" in said
    assert "t.xlsx, cell A4: an error of the workbook; read as blank" in said


def test_columns_keep_their_types(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["date", "place", "deaths", "share", "ok", "zip", "at", "mixed"],
        [
            dt.date(2024, 7, 25),
            "Kidal",
            12,
            0.25,
            True,
            "07001",
            dt.datetime.fromisoformat("2024-07-25T08:00"),
            1,
        ],
        [
            dt.date(2024, 7, 26),
            "Gao",
            None,
            1,
            False,
            "20001",
            dt.datetime.fromisoformat("2024-07-26"),
            "one",
        ],
    ]
    source = _book(tmp_path / "t.xlsx", *rows)
    outs = {ending: tmp_path / f"o.{ending}" for ending in ("parquet", "gpkg", "geojson", "csv", "xlsx")}
    assert (
        _run(source, *(word for out in outs.values() for word in ("-o", out)), "-q", "--place", "place") == 0
    )
    table = pq.read_table(outs["parquet"])
    assert [str(table.schema.field(name).type) for name in rows[0]] == [
        "date32[day]", "string", "int64", "double", "bool", "string", "timestamp[us]", "string",
    ]  # fmt: skip
    assert table.column("deaths").to_pylist() == [12, None]
    assert table.column("zip").to_pylist() == ["07001", "20001"]
    with sqlite3.connect(outs["gpkg"]) as database:
        columns = {row[1]: row[2] for row in database.execute("PRAGMA table_info(located)")}
        found = database.execute("SELECT date, deaths, share, ok, zip FROM located").fetchone()
    database.close()
    assert [columns[name] for name in ("date", "deaths", "share", "ok", "zip")] == [
        "DATE", "INTEGER", "DOUBLE", "BOOLEAN", "TEXT",
    ]  # fmt: skip
    assert found == ("2024-07-25", 12, 0.25, 1, "07001")
    facts = json.loads(outs["geojson"].read_text(encoding="utf-8"))["features"][0]["properties"]
    assert [facts[name] for name in ("date", "deaths", "share", "ok", "zip")] == [
        "2024-07-25",
        12,
        0.25,
        True,
        "07001",
    ]
    assert [row["date"] for row in _rows(outs["csv"])] == ["2024-07-25", "2024-07-26"]
    assert [row["at"] for row in _rows(outs["csv"])] == ["2024-07-25 08:00:00", "2024-07-26"]
    sheet: Any = openpyxl.load_workbook(outs["xlsx"]).active
    assert sheet["A2"].value == dt.datetime.fromisoformat("2024-07-25")
    assert "h" not in sheet["A2"].number_format


def test_a_column_of_text_that_is_all_numbers_is_numeric(tmp_path: Path) -> None:
    path, out = tmp_path / "t.csv", tmp_path / "o.geojson"
    path.write_text("place,n,zip,x\nGao,7,007,.5\nKidal,,12,-2\n", encoding="utf-8")
    assert _run(path, "-o", out, "-q") == 0
    found = [feature["properties"] for feature in json.loads(out.read_text(encoding="utf-8"))["features"]]
    assert [(row["n"], row["zip"], row["x"]) for row in found] == [(7, "007", 0.5), (None, "12", -2.0)]


@pytest.mark.parametrize("code", ["840", "840.0", "US", "USA"])
def test_a_country_may_be_a_numeric_code(tmp_path: Path, code: str) -> None:
    (row,) = _located(tmp_path, f"place,country,admin1\nParis,{code},Texas\n")
    assert (row["place_id"], row["status"]) == ("geonames:4717560", "resolved")


def test_a_row_keeps_its_own_coordinates_as_on_a_map(tmp_path: Path) -> None:
    rows = _located(
        tmp_path,
        "place,latitude,longitude\n"
        'Kidal,"18,44","1,41"\n'
        "Gao,18.44,1.41\n"
        ",18.44,1.41\n"
        "Gao,,\n"
        "Gao,95,1\n"
        ",95,1\n",
    )
    own = ("18.44", "1.41", "given:18.440000,1.410000")
    assert [(row["lat"], row["lon"], row["place_id"]) for row in rows[:3]] == [own] * 3
    assert [row["status"] for row in rows] == ["resolved", "ambiguous", *["resolved"] * 3, "unresolved"]
    assert rows[0]["matched_name"] == "Kidal"
    assert "they win over the name; but they are" in rows[1]["reason"]
    assert "from Gao" in rows[1]["reason"]
    assert rows[2]["reason"] == "the table gives coordinates"
    assert rows[3]["place_id"] == rows[4]["place_id"] == "geonames:2457163"
    assert "latitude 95 is outside -90 to 90" in rows[4]["reason"]
    assert "latitude 95 is outside -90 to 90" in rows[5]["reason"]


def test_a_sheet_of_coordinates_alone_is_located(tmp_path: Path) -> None:
    rows = _located(tmp_path, "title,coordinates\nA,\"18,44; 1,41\"\nB,19°57'N 2°58'E\n")
    assert [row["status"] for row in rows] == ["resolved", "resolved"]
    assert float(rows[1]["lat"]) == pytest.approx(19.95)
    (row,) = _located(tmp_path, "id,lat,lon\n1,18.44,1.41\n", "--prefix", "new_")
    assert (row["lat"], row["new_lat"], row["new_status"]) == ("18.44", "18.44", "resolved")


def test_arabic_column_names_are_known(tmp_path: Path) -> None:
    (row,) = _located(tmp_path, "المكان,البلد,القتلى\nكيد\u0627ل,مالي,3\n")
    assert row["place_id"] == "geonames:2455290"
    (row,) = _located(tmp_path, "العنوان,الإحداثيات\nخبر,\u0661٨\u066b٤٤؛ \u0661\u066b٤\u0661\n")
    assert row["place_id"] == "given:18.440000,1.410000"
