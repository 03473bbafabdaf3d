"""SOURCE_DATE_EPOCH that is no time: one clear line from every command that writes files, and no file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import maps
from dateline.main import main
from geo.epoch import source_date
from tests.shared import documents

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "place,date\nKidal,2024-07-25\n"
WRONG = ["abc", "-5", "1e9", " 12", "1722211200.5", "٣", "²", "253402300800", "9" * 5000]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in.csv").write_text(TABLE)
    (tmp_path / "site.toml").write_text('[maps.kidal]\ndata = "in.csv"\nformats = ["geojson"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize(
    "call",
    [
        ["map", "in.csv", "-o", "out.pdf", "-o", "out.geojson"],
        ["build", "site.toml", "-o", "public"],
        ["build", "site.toml", "-o", "public", "--check"],
        ["geocode", "in.csv", "-o", "out.xlsx"],
    ],
    ids=" ".join,
)
def test_no_time_is_told_in_one_line_and_nothing_is_written(
    text: str,
    call: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)

    assert main(call) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"dateline: SOURCE_DATE_EPOCH is '.*; set it so, or unset it\n", said.err)
    assert len(said.err) < 350
    assert sorted(path.name for path in folder.iterdir()) == ["in.csv", "site.toml"]


@pytest.mark.parametrize("text", WRONG)
def test_python_raises_a_value_error(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)

    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH is"):
        maps.save(documents.mali(), tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "year"), [("0", 1970), ("1722211200", 2024), ("253402300799", 9999)])
def test_a_time_is_one(text: str, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    made = source_date()

    assert made is not None
    assert made.year == year


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert source_date() is None
