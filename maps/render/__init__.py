"""Writers: a document in, the bytes of a file out. The suffix of the file chooses the writer.

A writer is imported when it is first used. That of HTML and that of GeoJSON are modules with
``render(document) -> bytes``; static maps share one drawing, whatever forms it is written in.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from maps.errors import MapsError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from maps.document import MapDocument
    from maps.render.static.options import PageOptions

__all__ = ["STATIC", "WRITERS", "OptionError", "Rendered", "UnknownSuffixError", "has_background", "prepare"]

WRITERS = {
    ".html": "maps.render.html",
    ".htm": "maps.render.html",
    ".geojson": "maps.render.geojson",
    ".json": "maps.render.geojson",
}
STATIC = {
    ".png": "maps.render.static.png",
    ".svg": "maps.render.static.svg",
    ".pdf": "maps.render.static.pdf",
}


class UnknownSuffixError(MapsError, ValueError):
    """The name of a file whose suffix no writer has."""


class OptionError(MapsError, ValueError):
    """An option that none of the files can follow."""


class Rendered(NamedTuple):
    """Files in memory.

    Attributes:
        files: The path and the bytes of each.
        remarks: What the caller should know, such as a letter that no font has.
    """

    files: list[tuple[str | os.PathLike[str], bytes]]
    remarks: list[str]


def has_background(path: str | os.PathLike[str]) -> bool:
    """Whether the file of this name shows the background that a document carries; static maps draw their own.

    Examples:
        >>> has_background("map.html"), has_background("map.PNG"), has_background("map.geojson")
        (True, False, False)
    """
    return PurePath(path).suffix.lower() in {".html", ".htm"}


def prepare(
    paths: Iterable[str | os.PathLike[str]], **options: Unpack[PageOptions]
) -> Callable[[MapDocument], Rendered]:
    """A function that renders a document for some files, after a look at all that may be wrong with them.

    Args:
        paths: Names of files.
        options: What static maps are to look like: see ``PageOptions``.

    Raises:
        UnknownSuffixError: If no writer has the suffix of a file.
        OptionError: If there are options, and no file is a static map.
        PageError: If an option has a value that it cannot have.
        StyleError: If the style is not there or is wrong.

    Examples:
        >>> prepare(["map.docx"])
        Traceback (most recent call last):
        maps.render.UnknownSuffixError: map.docx: no writer has the suffix .docx; there are .html, .htm,
        .geojson, .json, .png, .svg, .pdf
        >>> prepare(["map.geojson"], size="square")
        Traceback (most recent call last):
        maps.render.OptionError: map.geojson takes no size: that is for static maps (.png, .svg, .pdf)
    """
    paths = list(paths)
    modules = [_module(path) for path in paths]
    page = None
    if any(module in STATIC.values() for module in modules):
        from maps.render.static.options import page_of

        page = page_of(**options)
    elif wished := [name for name, value in options.items() if value is not None]:
        names = ", ".join(str(PurePath(path)) for path in paths)
        raise OptionError(f"{names} takes no {wished[0]}: that is for static maps ({', '.join(STATIC)})")

    def render(document: MapDocument) -> Rendered:
        files, remarks = [], []
        if page is not None:
            from maps.render.static import lay_out
            from maps.render.static.typeset import missing

            drawing = lay_out(document, page)
            remarks = [*drawing.remarks, *missing(drawing.texts())]
        for path, module in zip(paths, modules, strict=True):
            writer = import_module(module)
            drawn = module in STATIC.values()
            files.append((path, writer.write(drawing, page) if drawn else writer.render(document)))
        return Rendered(files, remarks)

    return render


def _module(path: str | os.PathLike[str]) -> str:
    """The module that writes a file of this name."""
    suffix = PurePath(path).suffix
    every = WRITERS | STATIC
    module = every.get(suffix.lower())
    if module is None:
        said = (
            f"no writer has the suffix {suffix}" if suffix else "the name has no suffix to choose a writer by"
        )
        raise UnknownSuffixError(f"{PurePath(path)}: {said}; there are {', '.join(every)}")
    return module
