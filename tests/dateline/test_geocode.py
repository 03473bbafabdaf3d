"""``dateline geocode``: files of tables in, located files out."""

from __future__ import annotations

import codecs
import csv
import json
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

import gazetteer
from dateline.main import main

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,lieu,pays,n,note"
ROWS = [
    "1,Tin-Zaouatine,Mali,-5,=cmd()",
    "2,50 km north of Kidal,Mali,007,+33 1 23 45",
    "3,,Mali,3.5,@x",
    '4,"19.955 N, 2.966 E",,12,ok',
    '5,Xqzzt,,1e5,"a ""b"""',
]
NEW = ["lon", "lat", "place_id", "matched_name", "status", "confidence", "uncertainty_m", "geo_precision"]
NEW += ["where_prec", "reason"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path


def _csv(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _run(*words: object) -> int:
    return main(["geocode", *map(str, words)])


def test_rows_keep_their_cells_and_get_where_they_are(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = table.with_name("located.csv")
    assert _run(table, "-o", out) == 0
    rows = _csv(out)
    assert list(rows[0]) == [*HEADER.split(","), *NEW]
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["status"] for row in rows] == ["resolved", "resolved", "unresolved", "resolved", "unresolved"]
    alone = gazetteer.locate("50 km north of Kidal, Mali")
    assert alone.area is not None
    assert float(rows[1]["lat"]) == pytest.approx(alone.area.point.lat)
    assert rows[2]["reason"] == "the name is empty"
    said = capsys.readouterr()
    assert "5 rows: 3 resolved, 0 ambiguous, 2 unresolved" in said.out
    assert "located by 'lieu', 'pays'" in said.err


def test_no_spreadsheet_takes_a_text_for_a_formula_and_numbers_stay(table: Path) -> None:
    assert _run(table, "-o", table.with_name("o.csv"), "-q") == 0
    rows = _csv(table.with_name("o.csv"))
    assert [row["note"] for row in rows[:3]] == ["'=cmd()", "'+33 1 23 45", "'@x"]
    assert [row["n"] for row in rows] == ["-5", "007", "3.5", "12", "1e5"]
    assert _run(table, "-o", table.with_name("o.xlsx"), "-q") == 0
    sheet: Any = openpyxl.load_workbook(table.with_name("o.xlsx")).active
    cells = {(cell.row, cell.column): cell for row in sheet.iter_rows() for cell in row}
    # A column is one kind: one id that is no number makes all of them texts, as in the other forms.
    assert [cells[row, 4].value for row in range(2, 7)] == ["-5", "007", "3.5", "12", "1e5"]
    assert cells[2, 5].value == "=cmd()"
    assert cells[2, 5].data_type == "s"
    assert isinstance(cells[2, 6].value, float)


def test_a_blank_before_it_hides_no_formula_and_makes_no_number_a_text(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("place,n\nGao, =cmd()\nGao, -5\n", encoding="utf-8")
    assert _run(path, "-o", tmp_path / "o.csv", "-q") == 0
    assert [row["n"] for row in _csv(tmp_path / "o.csv")] == ["' =cmd()", " -5"]


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet", "geojson", "gpkg"])
def test_every_form_has_all_rows_and_the_same_bytes_each_time(table: Path, ending: str) -> None:
    outs = [table.with_name(f"{name}.{ending}") for name in ("a", "b")]
    for out in outs:
        assert _run(table, "-o", out, "-q") == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    found: Any
    if ending in {"geojson", "gpkg"}:
        found = gpd.read_file(outs[0])
        assert found.crs == "EPSG:4326"
        assert [point is None for point in found.geometry] == [False, False, True, False, True]
    elif ending == "parquet":
        found = gpd.read_parquet(outs[0])
        assert found.crs == "OGC:CRS84"
        assert [point is None for point in found.geometry] == [False, False, True, False, True]
        assert (found.geometry.x[0], found.geometry.y[0]) == (found["lon"][0], found["lat"][0])
    elif ending == "xlsx":
        found = pd.read_excel(outs[0])
    else:
        found = pd.read_csv(outs[0], sep="\t" if ending == "tsv" else ",")
    assert list(found["status"]) == ["resolved", "resolved", "unresolved", "resolved", "unresolved"]
    assert found["lon"][0] == pytest.approx(2.966)


def test_files_have_no_digits_that_say_nothing(table: Path) -> None:
    outs = [table.with_name(f"o.{ending}") for ending in ("csv", "geojson")]
    assert _run(table, *[word for out in outs for word in ("-o", out)], "-q") == 0
    row = _csv(outs[0])[1]
    assert max(len(row[name].partition(".")[2]) for name in ("lon", "lat")) == 7
    assert len(row["confidence"].partition(".")[2]) == 4
    feature = json.loads(outs[1].read_text(encoding="utf-8"))["features"][1]
    assert feature["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]


def test_geometry_of_parquet_is_told_and_is_no_cell(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    located, out = table.with_name("located.parquet"), table.with_name("o.csv")
    assert _run(table, "-o", located, "-q") == 0
    assert _run(located, "-o", out, "--generalise", "50km", "--prefix", "coarse_", "-q") == 0
    assert "located.parquet: 'geometry' holds geometry and is left out" in capsys.readouterr().err
    assert "geometry" not in _csv(out)[0]
    assert list(_csv(out)[0]) == [*HEADER.split(","), *NEW, *(f"coarse_{name}" for name in NEW)]


def test_a_column_called_geometry_stays_beside_the_points(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("place,geometry\nGao,a square\n", encoding="utf-8")
    assert _run(tmp_path / "t.csv", "-o", tmp_path / "o.parquet", "-q") == 0
    found = gpd.read_parquet(tmp_path / "o.parquet")
    assert found["geometry 2"].tolist() == ["a square"]
    assert found.geometry.y.tolist() == found["lat"].tolist()


@pytest.mark.parametrize(
    ("rows", "told"), [("Gao\n", "1 row: 1 resolved"), ("Gao\nKidal\n", "2 rows: 2 res")]
)
def test_one_row_is_told_as_one(
    tmp_path: Path, rows: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(f"place\n{rows}", encoding="utf-8")
    assert _run(tmp_path / "t.csv", "-o", tmp_path / "o.csv") == 0
    assert f"o.csv: {told}" in capsys.readouterr().out


def test_a_pipe_is_read_and_written(table: Path) -> None:
    def piped(content: bytes) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "dateline", "geocode", "-", "-o", "-"]
        return subprocess.run(words, input=content, capture_output=True, check=False)

    done = piped(table.read_bytes())
    assert done.returncode == 0
    assert _run(table, "-o", table.with_name("o.csv"), "-q") == 0
    assert done.stdout == table.with_name("o.csv").read_bytes()
    assert b"5 rows: 3 resolved" in done.stderr
    empty = piped(b"")
    assert (empty.returncode, empty.stdout) == (2, b"")
    assert empty.stderr.decode().startswith("dateline: standard input: the table is empty")


def test_a_title_and_an_encoding_of_office_programs_are_read_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Incidents, juillet\nlieu|pays\nSévaré|Mali\n".encode("cp1252"))
    assert _run(path, "-o", tmp_path / "o.csv", "-q") == 0
    assert "it is not UTF-8 (line 3) and is read as Windows-1252" in capsys.readouterr().err
    assert _csv(tmp_path / "o.csv", "|")[0]["matched_name"] == "Sévaré"


def test_what_is_written_can_be_read_again(table: Path) -> None:
    for ending in ("xlsx", "parquet"):
        middle, last = table.with_name(f"m.{ending}"), table.with_name(f"{ending}.csv")
        assert _run(table, "-o", middle, "-q") == 0
        assert _run(middle, "-o", last, "--prefix", "again_", "-q") == 0
        assert [row["again_status"] for row in _csv(last)] == [row["status"] for row in _csv(last)]


def test_a_sheet_of_a_newsroom_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feuille.csv"
    path.write_bytes(
        "Lieu;Région;Pays\r\nTombouctou;;Mali\r\n\r\nSévaré;Mopti;Mali;trop\r\n".encode("cp1252")
    )
    assert _run(path, "-o", tmp_path / "o.csv", "-q") == 0
    assert [row["matched_name"] for row in _csv(tmp_path / "o.csv", ";")] == ["Tombouctou", "", "Sévaré"]
    utf16 = tmp_path / "u.csv"
    utf16.write_bytes("place\tpays\nKidal\tMali\n".encode("utf-16"))
    assert _run(utf16, "-o", tmp_path / "o.csv", "-q") == 0
    assert _csv(tmp_path / "o.csv")[0]["place_id"] == "geonames:2455290"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "mark", "written"),
    [
        ("utf-8", ",", b"", ","),
        ("utf-8", ";", b"", ";"),
        ("utf-8-sig", ";", codecs.BOM_UTF8, ";"),
        ("utf-8-sig", "|", codecs.BOM_UTF8, "|"),
        # A spreadsheet would not know its letters without a mark.
        ("cp1252", ";", codecs.BOM_UTF8, ";"),
        # What is called CSV has no tabs.
        ("utf-16", "\t", codecs.BOM_UTF8, ","),
    ],
)
def test_csv_is_written_as_it_was_read_and_no_formula_gets_in(
    tmp_path: Path, encoding: str, delimiter: str, mark: bytes, written: str
) -> None:
    path = tmp_path / "t.csv"
    cells = [
        ["=lieu", "place", "n", "note"],
        ["x", "Sévaré", "-1,5", "=a;b"],
        ["-2.5", "Gao", "7", "a;=b,|c"],
    ]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(cells)
    assert _run(path, "-o", tmp_path / "o.csv", "-o", tmp_path / "o.tsv", "-q") == 0
    for out, between in (("o.csv", written), ("o.tsv", "\t")):
        assert (tmp_path / out).read_bytes().startswith(mark + b"'=lieu")
        rows = _csv(tmp_path / out, between)
        assert list(rows[0]) == ["'=lieu", "place", "n", "note", *NEW]
        assert [[row["n"], row["note"]] for row in rows] == [["-1,5", "'=a;b"], ["7", "a;=b,|c"]]
        # Numbers are written with a point, whatever the table has.
        assert float(rows[1]["lat"]) == pytest.approx(16.27, abs=0.05)
    piped = subprocess.run(
        [sys.executable, "-m", "dateline", "geocode", str(path), "-o", "-", "-q"],
        capture_output=True,
        check=True,
    )
    assert piped.stdout == (tmp_path / "o.csv").read_bytes()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_blank_rows_between_others_keep_their_place_and_those_at_the_end_are_told(
    tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[list[object]] = [["place", "n"], ["Kidal", 1], ["", ""], [], ["Gao", 2], [" ", ""], ["", " "]]
    path = tmp_path / f"t.{ending}"
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        for row in rows:
            sheet.append(row)
        book.save(path)
    for out in ("o.csv", "o.xlsx"):
        assert _run(path, "-o", tmp_path / out, "-q") == 0
        assert "row 6 and 1 more: blank up to the end of the table; left out" in capsys.readouterr().err
    found = _csv(tmp_path / "o.csv")
    assert [row["matched_name"] for row in found] == ["Kidal", "", "", "Gao"]
    assert [row["status"] for row in found] == ["resolved", "unresolved", "unresolved", "resolved"]
    located: Any = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert [located.cell(row, 2).value for row in range(2, 6)] == [1, None, None, 2]


def test_missing_folders_of_the_output_are_made(table: Path) -> None:
    out = table.parent / "new" / "deep" / "o.csv"
    assert _run(table, "-o", out, "-q") == 0
    assert _csv(out)


def test_a_folder_is_no_table_and_no_output(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = table.parent / "folder.csv"
    folder.mkdir()
    assert _run(table, "-o", folder, "-q") == 2
    assert "is a folder; name a file in it" in capsys.readouterr().err
    assert _run(folder, "-o", table.parent / "o.csv", "-q") == 2
    assert "is a folder; name a file in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-o", "o.docx"], "its ending names no form; end it with .csv"),
        (["-o", "o.csv", "--place", "liue"], "no column 'liue'; did you mean 'lieu'?"),
        (["-o", "file/o.csv"], "a part of this path is a file and not a folder"),
        (["-o", "."], "its ending names no form"),
        (["-o", "o.csv", "--index", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    table: Path,
    words: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(table.parent)
    (table.parent / "file").touch()
    assert _run(table.name, *words, "-q") == 2
    said = capsys.readouterr().err
    assert says in said
    assert len(said.splitlines()) == 1
    assert not list(table.parent.glob("o.*"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the table is empty"),
        ("a,b\n1,2\n", "no column for the place; the columns are a, b; say which with --place"),
        ("plase,x\n1,2\n", "the columns are plase, x; did you mean 'plase'? Say --place plase"),
        ("id,Place nam\n1,2\n", "did you mean 'Place nam'? Say --place 'Place nam'"),
        ("place,place\nGao,Gao\n", "2 columns 'place'"),
        ("place,lon\nGao,1\n", "already"),
    ],
)
def test_a_table_that_cannot_be_located_says_why(
    tmp_path: Path, content: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    assert _run(path, "-o", tmp_path / "o.csv", "-q") == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


def test_a_long_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("place,text\n")
        file.writelines(f"Gao,{'x' * 200} {number}\n" for number in range(300_000))
    code = (
        "import psutil, sys; from dateline.main import main; main(sys.argv[1:]); "
        "print(psutil.Process().memory_info().rss // 2**20)"
    )
    out = tmp_path / "o.csv"
    done = subprocess.run(
        [sys.executable, "-c", code, "geocode", str(path), "-o", str(out), "-q"],
        capture_output=True,
        text=True,
        check=True,
    )
    # The file has 63 MB; its rows in memory would take several times that, and little of it be given back.
    assert int(done.stdout) < 120
    with out.open(encoding="utf-8") as file:
        assert sum(1 for _ in file) == 300_001


def test_geojson_and_geopackage_say_whose_data_they_show(table: Path) -> None:
    for ending in ("geojson", "gpkg"):
        assert _run(table, "-o", table.with_name(f"o.{ending}"), "-q") == 0
    assert "GeoNames" in json.loads(table.with_name("o.geojson").read_text(encoding="utf-8"))["attribution"]
    with sqlite3.connect(table.with_name("o.gpkg")) as database:
        (said,) = database.execute("SELECT description FROM gpkg_contents").fetchone()
    database.close()
    assert "GeoNames" in said
