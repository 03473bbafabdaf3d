"""What the tests of the command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own_index(tmp_path: Path) -> Path:
    """The folder of an index with one well that no other gazetteer has."""
    table = tmp_path / "wells.csv"
    table.write_text("name,lon,lat\nIn Xqzzt,2.5,19.5\n", "utf-8")
    assert main(["gazetteer", "build", str(tmp_path / "index"), str(table), "--plain", "--quiet"]) == 0
    return tmp_path / "index"
