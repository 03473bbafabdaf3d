"""``dateline map``: the main job, and every way in which it is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.main import main
from tests.dateline.calls import piped
from tests.shared.injection import TEXTS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "mali-2024"
OLD = b"what stood there"
GOOD = "place,date,type\nKidal,2024-07-25,ambush\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def table(text: str, name: str = "in.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def mapped(*words: str, status: int = 0) -> dict[str, Any]:
    assert main(["map", *words, "-o", "out/map.geojson"]) == status
    found: dict[str, Any] = json.loads(Path("out/map.geojson").read_text("utf-8"))
    return found


def refused(capsys: Captured, code: int, *words: str) -> str:
    """The one line that a refused call or job tells; nothing is written."""
    before = sorted(Path().rglob("*"))

    assert main(["map", *words]) == code

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    assert sorted(Path().rglob("*")) == before
    return err.removeprefix("dateline: ").rstrip("\n")


def test_the_main_job(capsys: Captured) -> None:
    outputs = ["-o", "out/mali.html", "-o", "out/mali.geojson"]

    code = main(["map", str(EXAMPLE), "--border", "Algeria", "--title", "Ambush at Tinzaouaten", *outputs])

    out, err = capsys.readouterr()
    assert code == 0
    assert out.splitlines() == [
        "out/mali.html: 3 incidents shown, 0 not shown",
        "out/mali.geojson: 3 incidents shown, 0 not shown",
    ]
    assert "claim A10: 121 stated; its parts add up to 131." in err
    assert b"Ambush at Tinzaouaten" in Path("out/mali.html").read_bytes()
    assert len(Path("out/mali.html").read_bytes()) <= 400 * 1024
    assert sorted(os.listdir("out")) == ["mali.geojson", "mali.html"]  # noqa: PTH208 - names alone


def test_a_gazetteer_of_ones_own_places_the_incidents(own_index: Path) -> None:
    incidents = table("place,date,type\nIn Xqzzt,2024-07-25,ambush\n")

    found = mapped(incidents, "--index", str(own_index))

    assert "In Xqzzt" in json.dumps(found)
    assert [2.5, 19.5] in [feature["geometry"]["coordinates"] for feature in found["features"]]


def test_quiet_leaves_the_summary_out(capsys: Captured) -> None:
    assert main(["map", table(GOOD), "-o", "a.geojson", "--quiet"]) == 0

    assert capsys.readouterr() == ("", "")


def test_both_kinds_of_border_are_drawn() -> None:
    found = mapped(table(GOOD), "--border", "Algeria", "--border", "NE", "--border-between", "Mali", "DZA")

    titles = [
        item["properties"]["title"] for item in found["features"] if item["properties"]["role"] == "border"
    ]
    assert titles[0] == "Algeria"
    assert "Mali and Algeria" in titles


def test_a_place_that_nobody_knows_is_listed_on_the_map_and_on_stderr(capsys: Captured) -> None:
    found = mapped(table("id,place\na,Kidal\nb,Xqzzt\n"))

    out, err = capsys.readouterr()
    assert out == "out/map.geojson: 1 incident shown, 1 not shown\n"
    assert err.startswith("dateline: in.csv, row 3")
    assert "incident b (Xqzzt): not shown: " in err
    assert found["not_shown"][0]["place_text"] == "Xqzzt"


def test_a_coordinate_far_from_its_name_is_told_with_its_row(capsys: Captured) -> None:
    mapped(table("id,place,lat,lon\na,Mopti,18.4434,1.4092\n"), status=1)

    err = capsys.readouterr().err
    assert err.startswith("dateline: in.csv, row 2")
    assert "km from Mopti" in err


def test_drafts_are_counted_and_never_named(capsys: Captured) -> None:
    found = mapped(table("id,place,status\na,Kidal,\nsecret,Gao,draft\n"))

    out, err = capsys.readouterr()
    assert out == "out/map.geojson: 1 incident shown, 1 not shown\n"
    assert err == "dateline: 1 incident is a draft or embargoed: not shown\n"
    assert "secret" not in json.dumps(found)


def test_an_incident_whose_id_is_draft_is_told_with_its_row(capsys: Captured) -> None:
    mapped(table("id,place\ndraft,Xqzzt\n"))

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("dateline: in.csv, row 2: incident draft (Xqzzt): not shown: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["missing.csv", "-o", "a.html"], "missing.csv: no such file or folder"),
        (["in.csv", "-o", "a.docx"], "a.docx: no writer has the suffix .docx; there are .html"),
        (["in.csv", "-o", "a"], "a: the name has no suffix to choose a writer by; there are .html"),
        (["in.csv", "-o", "a.html", "-o", "./a.html"], "-o a.html is given twice"),
        (["in.csv", "-o", "a.html", "--border", "Algerai"], "Algeria"),
        (["in.csv", "-o", "a.html", "--border", ""], ""),
        (
            ["in.csv", "-o", "a.html", "--border-between", "Mali", "Egypt"],
            "Mali and Egypt share no land border",
        ),
        (["in.csv", "-o", "a.html", "--worldview", "Atlantis"], "Atlantis"),
        (["in.csv", "-o", "a.html", "--language", "tlh"], "no words in the language 'tlh'; there are en"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call(capsys: Captured, words: list[str], told: str) -> None:
    table(GOOD)

    assert told in refused(capsys, 2, *words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "in.csv"),
        ("place,date\n", "in.csv"),
        ("when,what\n2024,ambush\n", "in.csv"),
        ("\0\0\0\0", "in.csv"),
    ],
    ids=["nothing", "no rows", "no place column", "no text"],
)
def test_a_table_of_which_no_map_can_be_made(capsys: Captured, text: str, told: str) -> None:
    table(text)

    assert told in refused(capsys, 1, "in.csv", "-o", "a.html")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("place,lat,lon\nKidal,95,1.4\n", "95"),
        ("place,date\nKidal,31/02/2024\n", "31/02/2024"),
        ("place,lat,lon\nTinzaouaten,2.966,19.955\n", "look swapped"),
    ],
    ids=["latitude", "date", "swapped"],
)
def test_a_cell_that_cannot_be_used_is_told_with_its_row(capsys: Captured, text: str, told: str) -> None:
    mapped(table(text), status=1)

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("dateline: in.csv, row 2")
    assert told in line


def test_a_claim_of_no_incident_is_told_with_its_row(capsys: Captured) -> None:
    shutil.copytree(EXAMPLE, "folder")
    with Path("folder/claims.csv").open("a", encoding="utf-8") as file:
        file.write("Z1,Z,bbc,,,deaths,,1,1,1,,\n")

    mapped("folder", status=1)

    lines = [line for line in capsys.readouterr().err.splitlines() if "Z1" in line or "'Z'" in line]
    assert len(lines) == 1
    assert "claims.csv" in lines[0]
    assert "row 21" in lines[0]


def test_an_output_that_cannot_be_written(capsys: Captured) -> None:
    table(GOOD)
    Path("file").write_bytes(OLD)
    Path("folder.html").mkdir()

    assert "is a file and not a folder" in refused(capsys, 1, "in.csv", "-o", "file/a.html")
    assert "folder.html is a folder" in refused(capsys, 1, "in.csv", "-o", "folder.html")
    assert "cannot be written" in refused(capsys, 1, "in.csv", "-o", "/proc/nowhere/a.html")
    assert Path("file").read_bytes() == OLD


def test_when_one_output_fails_none_is_replaced(capsys: Captured) -> None:
    table(GOOD)
    Path("a.geojson").write_bytes(OLD)
    Path("b.html").mkdir()

    refused(capsys, 1, "in.csv", "-o", "a.geojson", "-o", "b.html")

    assert Path("a.geojson").read_bytes() == OLD


def test_when_a_writer_fails_nothing_is_replaced(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    table(GOOD)
    Path("a.geojson").write_bytes(OLD)
    monkeypatch.setattr("maps.render.html.page", fail)

    assert "No space left" in refused(capsys, 1, "in.csv", "-o", "a.geojson", "-o", "b.html")
    assert Path("a.geojson").read_bytes() == OLD


def test_hostile_cells_reach_the_data_as_text_and_the_terminal_as_one_line(capsys: Captured) -> None:
    rows = [{"id": f"i{n}", "place": "Kidal", "title": text, "type": text} for n, text in enumerate(TEXTS)]
    rows += [{"id": f"x{n}", "place": f"Xqz {text}", "title": text} for n, text in enumerate(TEXTS)]
    cells = [[row.get(key, "") for key in ("id", "place", "title", "type")] for row in rows]
    quoted = [
        "id,place,title,type",
        *(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in cells),
    ]

    found = mapped(table("\n".join(quoted).replace("\0", "") + "\n"))

    assert len(found["features"]) >= len(TEXTS)
    err = capsys.readouterr().err
    assert all(line.startswith("dateline: ") for line in err.splitlines())
    assert "\x1b" not in err


def made_in(folder: Path, seed: str, day: str) -> dict[str, bytes]:
    """The outputs of the main job, made in a folder of its own, with another hash seed, clock and zone."""
    folder.mkdir()
    shutil.copytree(EXAMPLE, folder / "mali-2024")
    command = [sys.executable, "-m", "dateline", "map", "mali-2024", "--border", "Algeria"]
    subprocess.run(
        [*command, "-o", "map.html", "-o", "map.geojson"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": day, "HOME": str(folder)},
    )
    return {name: (folder / name).read_bytes() for name in ("map.html", "map.geojson")}


def test_the_same_input_gives_the_same_bytes_in_any_folder_under_any_hash_seed(tmp_path: Path) -> None:
    first = made_in(tmp_path / "one", "1", "Pacific/Kiritimati")
    second = made_in(tmp_path / "a much longer name", "2", "Pacific/Niue")

    assert first == second
    assert all(str(tmp_path).encode() not in content for content in first.values())
    assert all(str(ROOT).encode() not in content for content in first.values())


def test_a_border_that_is_elsewhere_is_told_and_not_claimed(capsys: Captured) -> None:
    main(["map", table("place\nKidal\n"), "--border", "Iceland", "--border", "Algérie", "-o", "a.html"])

    assert "the border of Iceland does not run through this map" in capsys.readouterr().err
    page = Path("a.html").read_text("utf-8")
    assert "Border of Iceland" not in page
    assert "The border of Iceland does not run through this map." in page
    assert "Border of Algeria" in page


@pytest.mark.parametrize("name", ["الجزائر", "Алжир", "Algerien", "阿尔及利亚"])
def test_a_border_is_named_in_any_language(name: str) -> None:
    collection = mapped(table("place\nTinzaouaten\n"), "--border", name)

    borders = [f["properties"] for f in collection["features"] if f["properties"]["role"] == "border"]
    assert {border["title"] for border in borders} == {"Algeria"}


def test_an_embed_takes_tiles_with_or_without_a_page_beside_it() -> None:
    call = ["map", str(EXAMPLE), "--embed", "out/embed", "--tiles", "OpenStreetMap.Mapnik"]
    assert main([*call, "-o", "out/map.geojson"]) == 0
    for name in ("map.html", "embed.html", "fragment.html"):
        assert "https://tile.openstreetmap.org" in Path("out/embed", name).read_text("utf-8")


def test_a_view_is_what_the_map_shows() -> None:
    words = ("map", table(GOOD), "--view", "2.7,19.8,3.2,20.1", "-o", "a.html", "-o", "a.png")

    assert main([*words]) == 0

    assert "2.7" in Path("a.html").read_text("utf-8")
    assert Path("a.png").stat().st_size > 10_000


@pytest.mark.parametrize("view", ["2.7,19.8", "a,b,c,d", "2,20,2,20", "0,95,1,96"])
def test_a_view_that_is_none_is_refused(capsys: Captured, view: str) -> None:
    assert "view" in refused(capsys, 2, table(GOOD), "--view", view, "-o", "a.png")


def test_a_bar_shows_while_a_long_table_is_read_and_is_taken_away(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr("dateline.map._PATIENCE_S", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["map", table(GOOD), "-o", "map.geojson"]) == 0
    bar = capsys.readouterr().err
    assert "% reading" in bar
    assert "% finding the places" in bar
    assert bar.endswith("\r\x1b[K")

    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    assert main(["map", table(GOOD), "-o", "map.geojson"]) == 0
    assert capsys.readouterr().err == ""


def test_warnings_that_are_alike_are_told_three_times_and_counted(tmp_path: Path) -> None:
    # Coordinates of Bamako, said to be in Gao.
    rows = [f"r{row},Gao,12.{row:02d},-8.0" for row in range(10, 50)]
    (tmp_path / "far.csv").write_text("\n".join(["id,place,lat,lon", *rows, ""]), "utf-8")
    call = ("map", str(tmp_path / "far.csv"), "-o", str(tmp_path / "far.geojson"))
    told = piped(*call).stderr.splitlines()
    assert [line.partition(" from ")[0].rpartition(" lie ")[0] for line in told[:3]] == [
        f"dateline: far.csv, row {row}: incident r{8 + row} (Gao): The table's coordinates"
        for row in (2, 3, 4)
    ]
    assert told[3:] == ["dateline: and 37 more like it"]
    assert len(piped(*call, "-q").stderr.splitlines()) == 2
