"""The same sources give the same bytes, however many processes make them and in how many parts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.build import gather, text
from gazetteer.build.pipeline import build_index
from gazetteer.index import Index
from gazetteer.names import fold
from tests.gazetteer.builds.sources import dump
from tools.make_synthetic_dump import rows

ROOT = Path(__file__).parents[3]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# With Dateline's own tables, which take nearly all the time of so small a build, and without them.
@pytest.mark.parametrize(
    ("plain", "runs"), [(False, ((0, 1), (1, 3))), (True, ((0, 1), (1, 1), (2, 2), (3, 3)))]
)
def test_the_same_bytes_whatever_the_folder_the_hash_seed_and_the_processes(
    tmp_path: Path, runs: tuple[tuple[int, int], ...], *, plain: bool
) -> None:
    (tmp_path / "x.txt").write_text("\n".join(rows(2_000)), encoding="utf-8")
    (tmp_path / "mine.csv").write_text("name,lon,lat\nBer,-2.53,16.83\n")
    made = set()
    for seed, jobs in runs:
        folder = tmp_path / f"index{seed}"
        call = f"build_index(['x.txt', 'mine.csv'], {str(folder)!r}, jobs={jobs}, plain={plain})"
        code = f"from gazetteer.build.pipeline import build_index; {call}"
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True)
        made.add(tuple(sorted(content(folder).items())))
    assert len(made) == 1


def test_an_index_of_many_parts_holds_what_an_index_of_one_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dump(tmp_path / "x.txt", *rows(5_000))
    build_index([source], tmp_path / "one", plain=True)
    monkeypatch.setattr(gather, "_ROWS_AT_ONCE", 300)
    monkeypatch.setattr(text, "CHUNK_BYTES", 20_000)
    build_index([source], tmp_path / "many", plain=True)
    one, many = Index.open(tmp_path / "one"), Index.open(tmp_path / "many")
    many.verify()
    assert len(one) == len(many) == 5_000
    for record in range(len(one)):
        assert one.id(record) == many.id(record)
        assert one.place(record) == many.place(record)
        assert one.names(record) == many.names(record)
    assert list(one.keys()) == list(many.keys())
    for record in range(0, len(one), 7):
        key = fold(one.place(record).name)
        assert one.postings(key) == many.postings(key)
        assert record in {hit.record for hit in many.find(key)}
