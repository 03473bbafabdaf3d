"""Broken rows: counted, told with their lines, and too many of them stop a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.build import text
from gazetteer.build.pipeline import build_index
from gazetteer.errors import BuildError
from gazetteer.index import Index
from tests.gazetteer.builds.sources import dump, feature, row

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "too few columns": ("7\tBer\t1\t2", "4 columns, a row of GeoNames has 19"),
    "no number": (row(7, "Ber", 0, 0).replace("7", "seven", 1), "'seven'"),
    "number too large": (row(2**32, "Ber", 0, 0), "4294967296 is no number of GeoNames"),
    "latitude beyond the pole": (row(7, "Ber", 0, 91), "latitude 91 lies outside -90 to 90"),
    "longitude beyond": (row(7, "Ber", 181, 0), "longitude 181 lies outside -180 to 180"),
    "no coordinate": (row(7, "Ber", float("nan"), 0), "are no numbers"),
    "endless coordinate": (row(7, "Ber", float("inf"), 0), "are no numbers"),
    "no name": (row(7, " ", 0, 0), "it has no name"),
    "only a control": (row(7, "\x07", 0, 0), "it has no name"),
    "people below zero": (row(7, "Ber", 0, 0, population=-1), "population -1 is below 0"),
}


@pytest.mark.parametrize(("line", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_broken_row_is_told_with_its_line(tmp_path: Path, line: str, why: str) -> None:
    good = [row(number, f"Place {number}", 1, 2) for number in range(1, 5)]
    made = build_index(
        [dump(tmp_path / "x.txt", *good, line)], tmp_path / "index", plain=True, max_broken=0.5
    )
    (report,) = made.sources
    assert (report.rows, report.broken) == (5, 1)
    (shown,) = report.first_broken
    assert shown.line == 5
    assert why in shown.why
    assert len(Index.open(tmp_path / "index")) == 4


def test_a_row_that_is_not_utf8_is_broken_and_its_neighbours_are_not(tmp_path: Path) -> None:
    rows = [row(1, "Gao", 0, 0), row(2, "M\u00e9naka", 0, 0), row(3, "Kidal", 0, 0)]
    data = "\n".join(rows).encode().replace(b"\xc3\xa9", b"\xe9")
    (tmp_path / "x.txt").write_bytes(data)
    made = build_index([tmp_path / "x.txt"], tmp_path / "index", plain=True, max_broken=0.5)
    assert [(shown.line, shown.why) for shown in made.sources[0].first_broken] == [(2, "it is not UTF-8")]
    assert len(Index.open(tmp_path / "index")) == 2


def test_lines_are_counted_through_all_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "CHUNK_BYTES", 500)
    rows = [row(number, f"Place {number}", 1, 2) for number in range(1, 101)]
    rows[61] = "broken"
    made = build_index([dump(tmp_path / "x.txt", *rows)], tmp_path / "index", plain=True, max_broken=0.5)
    (shown,) = made.sources[0].first_broken
    assert shown.line == 62
    assert len(Index.open(tmp_path / "index")) == 99


def test_lines_of_a_table_are_those_of_the_file(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text(
        'name,lon,lat\n"two\nlines",1,2\nBer,east,2\nGao,0,0\nLong,1\n"M' + "x" * 70_000 + '",1,1\nOk,1,1\n'
    )
    made = build_index([table], tmp_path / "index", plain=True, max_broken=0.9)
    assert [shown.line for shown in made.sources[0].first_broken] == [4, 6, 7]
    assert len(Index.open(tmp_path / "index")) == 3


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "null",
        '{"type": "Feature"}',
        '{"type": "Feature", "properties": {"wof:id": "x"}}',
        "[" * 100_000,
    ],
)
def test_a_broken_feature_is_told_with_its_file(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "wof"
    folder.mkdir()
    (folder / "1.geojson").write_text(feature(1, "Gao", "locality", 0, 16))
    (folder / "2.geojson").write_text(content)
    made = build_index([folder], tmp_path / "index", plain=True, max_broken=0.5)
    (shown,) = made.sources[0].first_broken
    assert shown.where == "2.geojson"


def test_too_many_broken_rows_stop_the_build_and_the_old_index_stays(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build_index([dump(tmp_path / "good.txt")], folder, plain=True)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    bad = dump(tmp_path / "bad.txt", *[row(number, "Ber", 1, 2) for number in range(1, 98)], "x", "y", "z")
    with pytest.raises(
        BuildError, match=r"3 of 100 rows are broken, more than the 2 % that are allowed; the first: line 98"
    ):
        build_index([bad], folder, plain=True, max_broken=0.02)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "good.txt", "index"]
    build_index([bad], folder, plain=True, max_broken=0.03)


def test_odd_names_are_kept_in_one_line(tmp_path: Path) -> None:
    names = [
        "Ti\u200cn",
        "🏜️",
        "\u202eBer",
        "x" * 10_000,
        "a | b",
        "Tab\\tbed",
        "\u2028",
        "N'Djaména,Ndjamena",
    ]
    rows = [row(number, name, number, 0) for number, name in enumerate(names, start=1)]
    made = build_index([dump(tmp_path / "x.txt", *rows)], tmp_path / "index", plain=True, max_broken=1)
    index = Index.open(tmp_path / "index")
    index.verify()
    assert len(index) + made.sources[0].broken == len(names)
    assert all("\n" not in index.place(record).name for record in range(len(index)))
