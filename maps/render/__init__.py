"""Writers: a document in, the bytes of a file out. The suffix of the file chooses the writer.

A writer is a module with ``render(document) -> bytes``; it is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from maps.errors import MapsError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from maps.document import MapDocument

__all__ = ["WRITERS", "UnknownSuffixError", "writer"]

WRITERS = {
    ".html": "maps.render.html",
    ".htm": "maps.render.html",
    ".geojson": "maps.render.geojson",
    ".json": "maps.render.geojson",
}


class UnknownSuffixError(MapsError, ValueError):
    """The name of a file whose suffix no writer has."""


def writer(path: str | os.PathLike[str]) -> Callable[[MapDocument], bytes]:
    """The function that renders a document for a file of this name.

    Raises:
        UnknownSuffixError: If no writer has the suffix.

    Examples:
        >>> writer("out/map.geojson").__module__
        'maps.render.geojson'
        >>> writer("map.docx")
        Traceback (most recent call last):
        maps.render.UnknownSuffixError: map.docx: no writer has the suffix .docx; there are .html, .htm,
        .geojson, .json
    """
    suffix = PurePath(path).suffix
    module = WRITERS.get(suffix.lower())
    if module is None:
        said = (
            f"no writer has the suffix {suffix}" if suffix else "the name has no suffix to choose a writer by"
        )
        raise UnknownSuffixError(f"{PurePath(path)}: {said}; there are {', '.join(WRITERS)}")
    render: Callable[[MapDocument], bytes] = import_module(module).render
    return render
