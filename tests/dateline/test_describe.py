"""``dateline describe``."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.main import main
from dateline.table import shown_width
from tests.dateline.calls import on_terminal, piped

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "words",
    [
        ["19.955 N 2.966 E"],
        ["19.955", "N", "2.966", "E"],
        ["2.966E 19.955N"],
        ["+19.955+002.966/"],
    ],
    ids=" ".join,
)
def test_a_point_is_understood_in_any_usual_way(capsys: Captured, words: list[str]) -> None:
    assert main(["describe", *words, "--format", "json"]) == 0

    out, err = capsys.readouterr()
    (found,) = json.loads(out)
    assert found["text"].startswith("in Tinzaouaten, on the border of Mali and Algeria")
    assert found["point"] == {"lon": 2.966, "lat": 19.955}
    assert found["border"]["countries"] == ["ML", "DZ"]
    assert err == ""


def test_two_plain_numbers_are_latitude_and_longitude_and_that_is_told_once(capsys: Captured) -> None:
    assert main(["describe", "-8.1,112.7", "-20.5,-3.5", "19.955, 2.966", "--format", "json"]) == 0

    out, err = capsys.readouterr()
    assert [found["point"] for found in json.loads(out)] == [
        {"lon": 112.7, "lat": -8.1},
        {"lon": -3.5, "lat": -20.5},
        {"lon": 2.966, "lat": 19.955},
    ]
    # 112.7 can be no latitude.
    told = 'dateline: -20.5,-3.5: read as latitude, longitude; if it is the other way, write "3.5 S 20.5 W"\n'
    assert err == told


def test_the_nearest_places_of_a_kind(capsys: Captured) -> None:
    assert main(["describe", "18.8 N 2 E", "--nearest", "3", "--kind", "city", "--format", "json"]) == 0

    (found,) = json.loads(capsys.readouterr().out)
    assert [near["place"]["kind"] for near in found["nearest"]] == ["city"] * 3
    metres = [near["distance_m"] for near in found["nearest"]]
    assert metres == sorted(metres)


def test_a_terminal_shows_the_point_and_the_words() -> None:
    code, lines = on_terminal(60, "describe", "18.8 N 2 E", "19.955 N 2.966 E", "--nearest", "2")

    text = " ".join(" ".join(lines).split())
    assert code == 0
    assert all(shown_width(line) <= 60 for line in lines)
    assert "18.8000, 2.0000 74 km NE of Kidal, Kidal region, Mali" in text
    assert "at Tinzaouaten (city, Kidal, ML/DZ)" in text


def test_a_line_that_is_no_point_is_told_and_the_others_are_answered() -> None:
    done = piped("describe", "--format", "csv", lines=b"18.8 N 2 E\n95 N 10 E\nKidal\n")

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["text"] for row in rows] == ["74 km NE of Kidal, Kidal region, Mali", "", ""]
    assert "latitude 95 is outside -90 to 90" in rows[1]["problem"]
    assert done.returncode == 1
    assert [line[:16] for line in done.stderr.splitlines()] == ["dateline: line 2", "dateline: line 3"]


def test_geojson(capsys: Captured) -> None:
    assert main(["describe", "18.8 N 2 E", "--format", "geojson"]) == 0

    document = json.loads(capsys.readouterr().out)
    (feature,) = document["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.0, 18.8]}
    assert (feature["properties"]["admin1_code"], feature["properties"]["reference"]) == ("ML-8", "Kidal")
    assert "OpenStreetMap" in document["attribution"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["95.5,10.5"],
            "'95.5,10.5': latitude 95.5 is outside -90 to 90; are latitude and longitude swapped?",
        ),
        (
            ["19,955"],
            "'19,955': as two whole numbers, longitude 955 is outside -180 to 180; with decimal commas",
        ),
        (["Kidal"], "'Kidal': 'Kidal' is no part of a coordinate; names are looked up by dateline resolve"),
        (["18.8 N 2 E", "--nearest", "0"], "argument --nearest: '0' is no number from 1 to 10,000"),
        (
            ["18.8 N 2 E", "--kind", "city"],
            "--kind city chooses among the nearest places; give --nearest too",
        ),
        (["18.8 N 2 E", "--nearest", "2", "--kind", "fish"], "--kind fish: no place is of kind 'fish'"),
        (["18.8 N 2 E", "--worldview", "XX"], "--worldview XX: there is none such; give one of default, "),
        (["18.8 N 2 E", "--within", "Mali"], "unrecognized arguments: --within"),
        ([], "no point is given; write one behind the command"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(capsys: Captured, words: list[str], told: str) -> None:
    assert main(["describe", *words]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"dateline: {told}")


@pytest.mark.parametrize(("text", "lat", "lon"), [("0,0", 0, 0), ("17,-4", 17, -4), ("-8, 113", -8, 113)])
def test_two_whole_numbers_with_a_comma_are_two(capsys: Captured, text: str, lat: int, lon: int) -> None:
    assert main(["describe", f" {text}", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (float(row["decimalLatitude"]), float(row["decimalLongitude"])) == (lat, lon)


def test_two_whole_numbers_beyond_the_earth_are_told_so(capsys: Captured) -> None:
    assert main(["describe", "999,999"]) == 2
    assert "latitude 999 is outside -90 to 90" in capsys.readouterr().err
