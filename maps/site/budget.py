"""How large a map may be: what a reader's browser has to load, and of what it is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["ALL", "exceeded", "parts"]

_ELEMENT = re.compile(rb"<(script|style|noscript|svg)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_ID = re.compile(rb"\b(?:id|class)=\"?([\w-]+)")
_NAMED = 3


#: The key of a size that holds for all that a reader's browser loads at once.
ALL = "all"
# What a browser opens, by format; it loads the assets that the page names.
_PAGES = {"html": "html", "embed": "embed/embed.html"}


def exceeded(name: str, entry: Mapping[str, Any], budget: Mapping[str, int], folder: Path) -> Iterator[str]:
    """A line for each thing that a reader loads of a map and that is larger than its budget.

    A page counts with the assets that it names: of an embed that is the page in the frame, not the files
    beside it.

    Args:
        name: The map.
        entry: What the manifest says of it.
        budget: The most bytes, by format; under ``ALL`` those of whatever is a page, or of each file of a map
            that has none.
        folder: Where its files are.
    """
    kinds = list(dict.fromkeys(key.partition("/")[0] for key in entry["files"]))
    common = budget.get(ALL)
    pages = [kind for kind in kinds if kind in _PAGES] or kinds
    most = {**dict.fromkeys(pages if common else (), common or 0), **budget}
    for kind in kinds:
        if kind not in most:
            continue
        files = _loaded(kind, entry, folder)
        size = sum(file["bytes"] for file in files)
        if size > most[kind]:
            largest = sorted(_pieces(files, folder).items(), key=lambda part: (-part[1], part[0]))[:_NAMED]
            told = ", ".join(f"{part} {_kb(count)}" for part, count in largest)
            limit = f"the budget is {_kb(most[kind])}"
            yield f"maps.{name}.budget: {kind} has {_kb(size)}, {limit}; largest: {told}"


def _loaded(kind: str, entry: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    """The files that a browser loads for one format of a map."""
    first = entry["files"][_PAGES.get(kind, kind)]
    if kind not in _PAGES:
        return [first]
    page = (folder / first["path"]).read_bytes()
    named = [file for file in entry["assets"].values() if _name(file).encode() in page]
    return [first, *named]


def _name(file: Mapping[str, Any]) -> str:
    return str(file["path"].rpartition("/")[2])


def _pieces(files: list[dict[str, Any]], folder: Path) -> dict[str, int]:
    pieces: dict[str, int] = {}
    for file in files:
        if file["path"].endswith(".html"):
            pieces |= parts((folder / file["path"]).read_bytes())
        else:
            pieces[_name(file)] = file["bytes"]
    return pieces


def parts(page: bytes) -> dict[str, int]:
    """The parts of a page and their bytes: each script, style sheet and drawing, and the rest.

    Examples:
        >>> parts(b'<p>Kidal</p><script id="data">{}</script>')
        {'script data': 2, 'markup': 39}
    """
    sizes: dict[str, int] = {}
    for found in _ELEMENT.finditer(page):
        named = _ID.search(found[2])
        name = " ".join(
            part.decode("ascii", "replace") for part in (found[1], *(named.groups() if named else ()))
        )
        sizes[name] = sizes.get(name, 0) + len(found[3])
    return {**sizes, "markup": len(page) - sum(sizes.values())}


def _kb(count: int) -> str:
    return f"{count / 1000:,.1f} kB"
