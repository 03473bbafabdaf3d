"""How large a map may be: what a reader's browser has to load, and of what it is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["exceeded", "parts"]

_ELEMENT = re.compile(rb"<(script|style|noscript|svg)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_ID = re.compile(rb"\b(?:id|class)=\"?([\w-]+)")
_NAMED = 3


def exceeded(name: str, entry: Mapping[str, Any], budget: Mapping[str, int], folder: Path) -> Iterator[str]:
    """A line for each file of a map that is larger than its budget; a page counts with its assets.

    Args:
        name: The map.
        entry: What the manifest says of it.
        budget: The most bytes, by format.
        folder: Where its files are.
    """
    for form, most in budget.items():
        files = [file for key, file in entry["files"].items() if key == form or key.startswith(f"{form}/")]
        if form == "html":
            files += entry["assets"].values()
        size = sum(file["bytes"] for file in files)
        if size > most:
            largest = sorted(_pieces(files, folder).items(), key=lambda part: (-part[1], part[0]))[:_NAMED]
            told = ", ".join(f"{part} {_kb(count)}" for part, count in largest)
            yield f"maps.{name}.budget: {form} has {_kb(size)}, the budget is {_kb(most)}; largest: {told}"


def _pieces(files: list[dict[str, Any]], folder: Path) -> dict[str, int]:
    pieces: dict[str, int] = {}
    for file in files:
        if file["path"].endswith(".html"):
            pieces |= parts((folder / file["path"]).read_bytes())
        else:
            pieces[file["path"].rpartition("/")[2]] = file["bytes"]
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
