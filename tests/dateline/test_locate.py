"""``dateline locate``."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from dateline.main import main
from dateline.table import shown_width
from geo import geojson
from tests.dateline.calls import on_terminal, piped

if TYPE_CHECKING:
    from pathlib import Path

Captured = pytest.CaptureFixture[str]


def answers(capsys: Captured, *words: str, code: int = 0) -> list[dict[str, Any]]:
    assert main(["locate", *words, "--format", "json"]) == code
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_an_area_comes_with_its_rule_and_codes(capsys: Captured) -> None:
    (found,) = answers(capsys, "50 km north of Kidal")

    area, codes = found["area"], found["precision"]
    polygon = geojson.from_geometry(area["geometry"])
    assert polygon.contains(shapely.Point(area["point"]["lon"], area["point"]["lat"]))
    assert (found["status"], found["relation"], found["anchors"][0]["place"]["name"]) == (
        "resolved",
        "direction",
        "Kidal",
    )
    assert "north" in area["basis"]
    assert codes["geo_precision"] == 2
    assert codes["coordinateUncertaintyInMeters"] == pytest.approx(area["radius_m"], abs=1)
    assert codes["where_prec_rule"]


def test_a_border_that_is_near_is_told_as_a_worldview_has_it(capsys: Captured) -> None:
    tinzaouaten, kidal = answers(capsys, "Tinzaouaten", "Kidal")

    assert tinzaouaten["border"].startswith("on the border of Mali and Algeria: ")
    assert kidal["border"] is None
    told = [
        answers(capsys, "Armyansk", "--worldview", view)[0]["border"] or ""
        for view in ("default", "UA", "RU")
    ]
    assert ["disputed" in told[0], told[1], "recognised" in told[2]] == [True, "", True]


def test_what_is_known_beside_the_text_decides(capsys: Captured) -> None:
    kidal = answers(capsys, "near Kidal", "--within", "ID")[0]
    assert kidal["place"]["country"] == "ID"
    assert answers(capsys, "Kidal", "--prefer", "region")[0]["place"]["kind"] == "admin1"
    alone = answers(capsys, "near Paris")[0]["place"]["country"]
    beside = answers(capsys, "near Paris", "Dallas", "Texas", "--together")[0]["place"]
    assert (alone, beside["admin1"]) == ("FR", "Texas")


def test_geojson_is_what_rfc_7946_asks_for(capsys: Captured) -> None:
    texts = ("50 km north of Kidal", "Fiji", "Xqzzt", "the Sahel")
    assert main(["locate", *texts, "--format", "geojson"]) == 1
    document = geojson.loads(capsys.readouterr().out)

    assert [feature["properties"]["query"] for feature in document["features"]] == list(texts)
    for feature in document["features"]:
        properties = feature["properties"]
        if feature["geometry"] is None:
            assert properties["query"] == "Xqzzt"
            assert properties["coordinateUncertaintyInMeters"] is None
            continue
        shape = geojson.from_geometry(feature["geometry"])
        parts = shapely.get_parts(shape)
        assert all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in parts)
        assert shape.covers(shapely.Point(properties["decimalLongitude"], properties["decimalLatitude"]))
        assert properties["geo_precision"] in {None, 1, 2, 3}
        assert properties["where_prec"] in range(1, 8)
    assert "GeoNames (CC BY 4.0)" in document["attribution"]
    assert "OpenStreetMap" in document["attribution"]


def test_csv_has_the_polygon_as_darwin_core_has_it(tmp_path: Path) -> None:
    target = tmp_path / "areas.csv"
    assert main(["locate", "between Gao and Kidal, Mali", "Xqzzt", "-o", str(target)]) == 1
    found, unknown = csv.DictReader(io.StringIO(target.read_text("utf-8")))

    point = shapely.Point(float(found["decimalLongitude"]), float(found["decimalLatitude"]))
    assert shapely.from_wkt(found["footprintWKT"]).contains(point)
    assert found["anchors"] == "Gao; Kidal; Mali"
    assert (unknown["status"], unknown["footprintWKT"], unknown["coordinateUncertaintyInMeters"]) == (
        "unresolved",
        "",
        "",
    )


@pytest.mark.parametrize("columns", [46, 80])
def test_a_terminal_shows_what_was_understood(columns: int) -> None:
    code, lines = on_terminal(columns, "locate", "50 km north of Kidal", "Springfield", "Tinzaouaten")

    text = " ".join(" ".join(lines).split())
    assert code == 0
    assert all(shown_width(line) <= columns for line in lines)
    for words in (
        "understood direction (50 km north of): Kidal (city, Kidal, ML)",
        "within about ",
        "rule 45 km to 55 km north",
        "ACLED geo_precision 2: ",
        "UCDP where_prec 5: ",
        "coordinateUncertaintyInMeters ",
        "or Springfield (city, Greene County, Missouri, US)",
        "border on the border of Mali and Algeria",
    ):
        assert words in text


def test_what_is_not_understood_is_told(capsys: Captured) -> None:
    assert main(["locate", "north of Xqzzt", "Kidal", "--format", "table"]) == 1

    out, err = capsys.readouterr()
    assert "  not used  'north of Xqzzt'\n" in out
    assert err.startswith("dateline: north of Xqzzt: unresolved: ")


def test_missing_quotes_are_guessed(capsys: Captured) -> None:
    assert main(["locate", "50", "km", "north", "of", "Kidal", "--format", "csv"]) == 1

    assert "put quotes round one that has several" in capsys.readouterr().err


def test_texts_come_from_a_pipe() -> None:
    lines = "à 80 km au nord de Kidal\nnear Gao, Mali\n".encode()
    done = piped("locate", "--format", "jsonl", lines=lines)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["relation"] for answer in found] == ["direction", "near"]
    assert (done.returncode, done.stderr) == (0, "")


def test_each_name_of_a_relation_is_explained(capsys: Captured) -> None:
    assert main(["locate", "between Gao and Kidal", "--explain"]) == 0

    out = capsys.readouterr().out
    assert "Area: " in out
    # The place of the text itself is explained with the text, and not once more.
    heads = [line for line in out.splitlines() if line.startswith("  0.9")]
    assert [line.split()[1] for line in heads] == ["Gao", "Kidal"]
    assert "\n\n'Kidal' is resolved: " in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--within", "Xqzzt"], "--within Xqzzt is no known area"),
        (["--near", "Xqzzt"], "--near Xqzzt is no known place"),
        (["--worldview", "XX"], "--worldview XX: there is none such; give one of default, ISO, "),
        (["--kind", "city"], "unrecognized arguments: --kind"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_wrong_call(
    capsys: Captured, words: list[str], told: str
) -> None:
    assert main(["locate", "Kidal", *words]) == 2

    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"dateline: {told}")
