"""``dateline map --generalise``: what it writes, what it tells the reporter, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.main import main

SHEET = (
    "id,title,place,lat,lon,generalise\n"
    "a,Shelter in Aguelhok,Aguelhok,19.463521,0.871937,\n"
    "b,Ambush,Gao,16.27,-0.04,country\n"
)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(SHEET, "utf-8")


def test_locations_are_generalised_and_the_reporter_is_told_what_still_names_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["map", "in.csv", "-o", "map.geojson", "--generalise", "10 km", "--title", "Gao"]) == 0
    made = json.loads(Path("map.geojson").read_text("utf-8"))
    first, second, *_ = made["features"]
    assert first["geometry"]["coordinates"] == [0.827, 19.485]
    assert first["properties"]["place_text"] is None
    assert second["properties"]["place_name"] == "Mali"
    assert made["generalised"].startswith(
        "Locations are generalised on purpose, to cells of 10 km and countries"
    )
    err = capsys.readouterr().err
    named = "its place is generalised, and title names it (Aguelhok): write it without the name"
    assert f"in.csv, row 2: incident a (Aguelhok): {named}" in err
    assert "and --title names it (Gao)" in err
    # In 10 km of desert there is nothing else; in a country there is.
    assert "incident a: the gazetteer knows at most one settlement in the cell" in err


def test_a_level_that_there_is_not_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "in.csv", "-o", "map.geojson", "--generalise", "7km"]) == 2
    assert "'7km' is nothing that a location can be generalised to; there are 1km" in capsys.readouterr().err
    assert not Path("map.geojson").exists()
