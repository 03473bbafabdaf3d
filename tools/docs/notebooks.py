"""Notebooks run once, and the Sphinx extension that shows each of them as a page with what its cells gave.

Notebooks are kept without outputs. ``docs/notebooks/NAME.md`` is for readers of the repository; in the site
that page is ``notebooks/NAME.ipynb``: its text as Markdown, its code, and below each cell the output.
"""

from __future__ import annotations

import fcntl
import hashlib
import html
import logging
import os
import re
import sys
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from docutils import nodes
from nbclient import NotebookClient
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["NOTEBOOKS", "executed", "setup"]

ROOT = Path(__file__).resolve().parents[2]
#: All notebooks, in their order.
NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))
# Notebooks with outputs, so that the site and the tests run each of them once.
_KEPT = ROOT / ".cache" / "notebooks"
# What notebooks use of this repository.
_USED = ("geo", "gazetteer", "maps", "examples")
_LONGEST_CELL_SECONDS = 120
_MADE_OF = "made_of"
# That a notebook is run is no news.
_log = logging.getLogger(__name__)
_log.setLevel(logging.WARNING)


def executed(path: Path, kept: Path = _KEPT) -> Any:  # noqa: ANN401 -- nbformat has no types
    """A notebook with its outputs. It is run, unless it was since anything that it uses has changed.

    Args:
        path: The notebook.
        kept: Where those that were run are kept.

    Raises:
        nbclient.exceptions.CellExecutionError: If a cell fails.
    """
    made_of = _digest(path)
    kept.mkdir(parents=True, exist_ok=True)
    file = kept / path.name
    with _alone(file.with_suffix(".lock")):
        if file.exists():
            notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
            if notebook.metadata.get(_MADE_OF) == made_of:
                return notebook
        notebook = _run(path)
        notebook.metadata[_MADE_OF] = made_of
        new = file.with_suffix(".new")
        nbformat.write(notebook, new)  # type: ignore[no-untyped-call]
        new.replace(file)
    return notebook


def _run(path: Path) -> Any:  # noqa: ANN401 -- nbformat has no types
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=_LONGEST_CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        # The same outputs every time: no hours, and no text in as many parts as it came in.
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        log=_log,
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"})
    return notebook


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Others who want the same notebook, such as tests beside each other, wait for it."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest(path: Path) -> str:
    """What tells whether a notebook would give something else now."""
    return hashlib.sha256(_surroundings() + path.read_bytes()).hexdigest()


@cache
def _surroundings() -> bytes:
    """A digest of the code and data of this repository, and of what is installed."""
    said = hashlib.sha256(sys.version.encode())
    said.update(Path(__file__).read_bytes())
    for line in sorted(f"{one.name}=={one.version}" for one in distributions()):
        said.update(line.encode())
    for folder in _USED:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                said.update(str(path.relative_to(ROOT)).encode())
                said.update(hashlib.sha256(path.read_bytes()).digest())
    return said.digest()


def _shown_by(page: str) -> Path | None:
    """The notebook that a page of the site shows."""
    return next((path for path in NOTEBOOKS if page == f"notebooks/{path.stem}"), None)


def _read(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the notebook into the place of the page's source."""
    path = _shown_by(page)
    if path is None:
        return
    app.env.metadata[page][_MADE_OF] = _digest(path)
    parts = []
    for number, cell in enumerate(executed(path).cells):
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts += [f"`````python\n{cell.source}\n`````", f"```{{cell-output}} {number}\n```"]
    download = f"[The notebook, to run it yourself](../../notebooks/{path.name})"
    source[0] = "\n\n".join([parts[0], download, *parts[1:]])


def _outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """The pages whose notebook would give something else now."""
    shown = {page: path for page in env.found_docs if (path := _shown_by(page))}
    return [page for page, path in shown.items() if env.metadata[page].get(_MADE_OF) != _digest(path)]


class _CellOutput(SphinxDirective):
    """What a cell of the page's notebook gave, by the number of the cell."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a box with the outputs, if there are any."""
        path = _shown_by(self.env.current_document.docname)
        if path is None:
            raise self.error("cell-output is written by tools.docs.notebooks alone")
        outputs = executed(path).cells[int(self.arguments[0])].outputs
        shown = [node for output in outputs for node in _shown(output, path)]
        return [nodes.container("", *shown, classes=["cell-output"])] if shown else []


def _shown(output: Any, path: Path) -> list[nodes.Node]:  # noqa: ANN401 -- nbformat has no types
    """An output in the richest form that it has, as a notebook shows it."""
    data = output.get("data", {})
    if "text/html" in data:
        # The search is to find what notebooks say, not the code of maps.
        return [nodes.raw("", _fitted(data["text/html"]), format="html", classes=["no-search"])]
    if "image/png" in data:
        return [nodes.raw("", _picture(data["image/png"], output.metadata["image/png"], path), format="html")]
    text = data.get("text/plain", output.get("text", ""))
    return [nodes.literal_block(text, text, language="text")] if text else []


def _fitted(markup: str) -> str:
    """The HTML of an output; tables look like the site's, and those of pandas scroll by themselves."""
    if 'class="dateline-card"' in markup:
        return markup.replace("<table", '<table class="docutils"', 1)
    if 'class="dataframe"' not in markup:
        return markup
    # Heads stand over their columns, whose text begins at the left here.
    bare = re.sub(r'<style.*?</style>\s*| style="text-align: right;"', "", markup, flags=re.DOTALL)
    table = bare.replace('border="1" class="dataframe"', 'class="docutils dataframe"')
    # A head over nothing is announced to those who hear the page.
    return f'<div class="table-wrapper">{table.replace("<th></th>", "<td></td>")}</div>'


def _picture(png: str, facts: dict[str, Any], path: Path) -> str:
    if not facts.get("alt"):
        raise ExtensionError(f"a picture in {path.name} has no description; give IPython's Image alt=")
    alt, width = html.escape(facts["alt"]), facts.get("width", "")
    return f'<img src="data:image/png;base64,{png.replace(chr(10), "")}" alt="{alt}" width="{width}">'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Show the notebooks."""
    app.add_directive("cell-output", _CellOutput)
    app.connect("source-read", _read)
    app.connect("env-get-outdated", _outdated)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
