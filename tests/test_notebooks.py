"""Every notebook runs from top to bottom, and is kept without outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from tools.docs import notebooks
from tools.docs.notebooks import NOTEBOOKS, executed

if TYPE_CHECKING:
    from pathlib import Path

# The kernel client of Jupyter leaves its sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def name_of(path: Path) -> str:
    return path.name


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_runs_without_an_error_or_a_warning(path: Path) -> None:
    """The site shows the same run, whichever of the two comes first."""
    outputs = [output for cell in executed(path).cells for output in cell.get("outputs", ())]

    assert outputs
    assert [output for output in outputs if output.get("name") == "stderr"] == []


def test_a_notebook_gives_the_same_every_time(tmp_path: Path) -> None:
    again = executed(NOTEBOOKS[0], tmp_path)

    assert again.cells == executed(NOTEBOOKS[0]).cells


def written(path: Path, code: str) -> Path:
    cells = [nbformat.v4.new_code_cell(code, id="only")]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return path


def test_a_notebook_runs_again_only_when_something_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def run(path: Path) -> object:
        runs.append(path.name)
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(notebooks, "_run", run)
    for code in ("1", "1", "2"):
        executed(written(tmp_path / "one.ipynb", code), tmp_path / "kept")

    assert runs == ["one.ipynb"] * 2


def test_a_cell_that_fails_is_an_error_each_time(tmp_path: Path) -> None:
    path = written(tmp_path / "broken.ipynb", "1 / 0")

    for _ in range(2):
        with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
            executed(path, tmp_path / "kept")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
