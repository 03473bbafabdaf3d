"""``dateline geocode`` of places that are generalised: the exact ones are in no form of the output."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from dateline.main import main

FORMS = ("csv", "tsv", "xlsx", "parquet", "geojson", "gpkg")
HEADER = "id,what,place,country,y,x,generalise,deaths\n"
# A hamlet in the desert and a well, in one cell of 10 km.
NEEDLE, OTHER = ("Aguelhok", "19.463521", "0.871937"), ("", "19.511118", "0.790012")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def geocode(text: str, *words: str, forms: tuple[str, ...] = ("csv",), status: int = 0) -> dict[str, bytes]:
    """What the command makes of a table, by form."""
    Path("in.csv").write_text(text, "utf-8")
    outs = [word for form in forms for word in ("-o", f"out.{form}")]
    assert main(["geocode", "in.csv", *outs, *words]) == status
    return {form: Path(f"out.{form}").read_bytes() for form in forms}


def rows() -> list[dict[str, str]]:
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(place: tuple[str, str, str], level: str) -> str:
    name, lat, lon = place
    return f"{HEADER}a,shelter,{name},Mali,{lat},{lon},{level},3\nb,open,Kidal,Mali,,,,2\n"


def texts(form: str, content: bytes) -> str:
    """All that a form says, out of its packing."""
    if form == "xlsx":
        with zipfile.ZipFile("out.xlsx") as archive:
            book: Any = openpyxl.load_workbook("out.xlsx").active
            cells = [str(cell) for row in book.values for cell in row]
            return " ".join([*cells, *(archive.read(name).decode("utf-8") for name in archive.namelist())])
    if form == "parquet":
        return str(pq.read_table("out.parquet").to_pylist()) + content.decode("latin-1")
    if form == "gpkg":
        with sqlite3.connect("out.gpkg") as database:
            return "\n".join(database.iterdump()) + content.decode("latin-1")
    return content.decode("utf-8")


@pytest.mark.parametrize("words", [(), ("--generalise", "10 km")])
def test_tables_that_differ_in_the_exact_place_alone_give_the_same_bytes(words: tuple[str, ...]) -> None:
    level = "" if words else "10km"
    made = [geocode(sheet(place, level), *words, "-q", forms=FORMS) for place in (NEEDLE, OTHER)]
    assert made[0] == made[1]
    geocode(sheet(NEEDLE, level), *words, "-q", forms=FORMS)
    for form, content in made[0].items():
        said = texts(form, content)
        assert not any(trace in said for trace in ("Aguelhok", "19.46", "0.87", "geonames:2457161")), form
    hidden, shown = rows()
    assert (hidden["lon"], hidden["lat"]) == ("0.827", "19.485")
    assert hidden["matched_name"] == "a 10 km cell around 19.485 N 0.827 E"
    assert [hidden[name] for name in ("place", "country", "y", "x", "place_id", "confidence")] == [""] * 6
    assert (hidden["id"], hidden["what"], hidden["deaths"], hidden["status"]) == (
        "a",
        "shelter",
        "3",
        "resolved",
    )
    assert bool(shown["place"]) is not bool(words)


def test_a_cell_that_names_the_place_or_its_coordinates_is_left_blank_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = "seen in Aguelhoc", "at 19°27'49\"N", "0.872", "19 dead"
    lines = [
        f'a{at},"{text.replace(chr(34), chr(34) * 2)}",Aguelhok,Mali,,,country,'
        for at, text in enumerate(told)
    ]
    geocode(HEADER + "\n".join(lines) + "\n")
    assert [row["what"] for row in rows()] == ["", "", "", "19 dead"]
    assert {row["matched_name"] for row in rows()} == {"Mali"}
    said = capsys.readouterr().err
    assert "'place', 'country', 'y', 'x' are left blank in rows that are generalised" in said
    assert "column 'what': left blank in 3 cells that name the generalised place" in said


def test_what_dateline_added_before_is_hidden_too() -> None:
    geocode("place,note\nAguelhok,x\n", "-q")
    geocode(Path("out.csv").read_text("utf-8"), "--prefix", "again_", "--generalise", "admin1", "-q")
    (row,) = rows()
    own = ("place", "lon", "lat", "place_id", "matched_name", "confidence", "uncertainty_m", "reason")
    assert [row[name] for name in own] == [""] * len(own)
    # What was found before is where the row is; nothing else tells of it.
    assert row["again_matched_name"] == "Kidal, Mali (first-level region)"


def test_a_level_that_is_not_understood_leaves_the_place_out(capsys: pytest.CaptureFixture[str]) -> None:
    geocode(sheet(NEEDLE, "7 km"), status=1)
    hidden, shown = rows()
    assert (hidden["status"], hidden["lon"], hidden["place"], hidden["y"]) == ("unresolved", "", "", "")
    assert hidden["reason"].startswith(
        "'7 km' is nothing that a location can be generalised to; there are 1km"
    )
    assert shown["place_id"] == "geonames:2455290"
    assert "'7 km' is nothing that a location can be generalised to" in capsys.readouterr().err


def test_a_place_that_is_not_found_is_hidden_all_the_same() -> None:
    geocode(sheet(("Xqzzt", "", ""), "10km"), "-q")
    assert rows()[0]["status"] == "unresolved"
    assert "Xqzzt" not in Path("out.csv").read_text("utf-8")


def test_a_level_that_there_is_not_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.csv").write_text(sheet(NEEDLE, ""), "utf-8")
    assert main(["geocode", "in.csv", "-o", "out.csv", "--generalise", "7km"]) == 2
    assert "--generalise '7km' is nothing that a location can be generalised to" in capsys.readouterr().err
    assert not Path("out.csv").exists()


def test_ids_of_a_workbook_stay_texts_and_numbers_numbers() -> None:
    geocode("place,id,deaths,code\nGao,007,3,1\nMopti,12,4.5,2\nKidal,,,x\n", "-q", forms=("xlsx", "parquet"))
    book: Any = openpyxl.load_workbook("out.xlsx").active
    columns = [[cell.value for cell in column[1:]] for column in book.columns][1:4]
    assert columns == [["007", "12", None], [3, 4.5, None], ["1", "2", "x"]]
    kinds = [str(pq.read_schema("out.parquet").field(name).type) for name in ("id", "deaths", "code")]
    assert kinds == ["string", "double", "string"]


@pytest.mark.parametrize("place", ["19.955 N, 2.966 E", "Tinzaouaten (19.955, 2.966)"])
def test_a_place_that_is_a_coordinate_goes_by_the_names_of_the_town_there(place: str) -> None:
    geocode(
        f'place,note\n"{place}",seen from Tin Zaouatine\n"{place}",two lorries\n',
        "--generalise",
        "50km",
        "-q",
    )
    first, second = rows()
    assert (first["note"], second["note"]) == ("", "two lorries")
    assert first["place"] == second["place"] == ""
    assert first["matched_name"] == "a 50 km cell around 20.02 N 3.16 E"
