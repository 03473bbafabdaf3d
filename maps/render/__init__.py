"""Writers: a document in, the bytes of a file out. The suffix of the file chooses the writer.

A writer is imported when it is first used. That of HTML and that of GeoJSON are modules with
``render(document) -> bytes``; static maps share one drawing, whatever forms it is written in.
"""

from __future__ import annotations

import functools
import os
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from geo.checks import need, need_path
from maps.errors import MapsError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from maps.document import MapDocument
    from maps.render.html import Picture
    from maps.render.static.options import PageOptions
    from maps.tiles import Tiles

__all__ = [
    "STATIC",
    "WRITERS",
    "OptionError",
    "Rendered",
    "UnknownSuffixError",
    "assets_from",
    "has_background",
    "picture_of",
    "prepare",
]

_HTML = "maps.render.html"
_PICTURE_SIZE = "960x640px"
WRITERS = {
    ".html": _HTML,
    ".htm": _HTML,
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


class _Looks(NamedTuple):
    """What pages are to be like: the folder that they share, their tiles, their theme."""

    assets: Path | None
    tiles: Tiles | None
    theme: str


def has_background(path: str | os.PathLike[str]) -> bool:
    """Whether the file of this name shows the background that a document carries; static maps draw their own.

    Examples:
        >>> has_background("map.html"), has_background("map.PNG"), has_background("map.geojson")
        (True, False, False)
    """
    return WRITERS.get(PurePath(path).suffix.lower()) == _HTML


def prepare(
    paths: Iterable[str | os.PathLike[str]],
    *,
    assets: str | os.PathLike[str] | None = None,
    picture: bool = True,
    tiles: str | Tiles | None = None,
    theme: str | None = None,
    **options: Unpack[PageOptions],
) -> Callable[..., Rendered]:
    """A function that renders a document for some files, after a look at all that may be wrong with them.

    It takes a document and, where a caller needs it too, what gives the picture that ``picture_of`` draws.

    Args:
        paths: Names of files.
        assets: Folder for the files that pages share: script, style sheet, pictures. None for pages that hold
            everything themselves.
        picture: Whether a page holds a picture of the map for readers whose browser runs no script.
        tiles: Online tiles that pages ask for, as ``maps.tiles.find_tiles`` takes them; none by default.
        theme: Whether pages are ``light``, ``dark`` or, ``auto``, as the reader's system, which is what they
            are if it is not said.
        options: What static maps are to look like: see ``PageOptions``.

    Raises:
        UnknownSuffixError: If no writer has the suffix of a file.
        OptionError: If there are options for a form that no file has.
        TileError: If there are no such tiles, or they want a key.
        ThemeError: If there is no such theme.
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
        raise OptionError(
            f"{_names(paths)} takes no {wished[0]}: that is for static maps ({', '.join(STATIC)})"
        )
    for name, value in (("assets", assets), ("tiles", tiles), ("theme", theme)):
        if value is not None and _HTML not in modules:
            raise OptionError(f"{_names(paths)} takes no {name}: only pages (.html) do")
    if assets is not None:
        need_path(assets, "the folder of assets", WrongTypeError)
    looks = _Looks(
        None if assets is None else Path(assets),
        None if tiles is None else _tiles(tiles),
        "auto" if theme is None else _theme(theme),
    )

    def render(document: MapDocument, draw: Callable[[], Picture] | None = None) -> Rendered:
        files: list[tuple[str | os.PathLike[str], bytes]] = []
        remarks: list[str] = []
        if page is not None:
            from maps.render.static import lay_out
            from maps.render.static.typeset import missing

            drawing = lay_out(document, page)
            remarks = [*drawing.remarks, *missing(drawing.texts())]
        # A page asks for it once its incidents are with the threads that pack them; several share it.
        shown = (draw or functools.cache(functools.partial(picture_of, document))) if picture else None
        for path, module in zip(paths, modules, strict=True):
            if module == _HTML:
                files += _page_files(document, path, shown, looks)
            else:
                writer = import_module(module)
                drawn = module in STATIC.values()
                files.append((path, writer.write(drawing, page) if drawn else writer.render(document)))
        return Rendered(files, remarks)

    return render


def _theme(theme: str) -> str:
    from maps.render.html_theme import check_theme

    return check_theme(theme)


def _tiles(tiles: str | Tiles) -> Tiles:
    from maps.tiles import Tiles, find_tiles

    if isinstance(tiles, str):
        return find_tiles(tiles)
    return need(tiles, Tiles, "tiles must be a name, an address or maps.Tiles", WrongTypeError)


def _page_files(
    document: MapDocument,
    path: str | os.PathLike[str],
    picture: Callable[[], Picture] | None,
    looks: _Looks,
) -> list[tuple[str | os.PathLike[str], bytes]]:
    """A page and, before it, the files in the folder of assets that it asks for."""
    from maps.render.html import page

    assets, tiles, theme = looks
    if assets is None:
        return [(path, page(document, picture=picture, tiles=tiles, theme=theme).html)]
    there = assets_from(Path(path).parent, assets)
    made = page(document, picture=picture, assets=there, tiles=tiles, theme=theme)
    return [
        *((assets / name, content) for name, content in made.assets.items()),
        (path, made.html),
    ]


def assets_from(folder: str | os.PathLike[str], assets: str | os.PathLike[str]) -> str:
    """The way from a page's folder to that of its assets as a browser goes, links of the system followed.

    Examples:
        >>> assets_from("public/kidal", "public/assets")
        '../assets/'
    """
    away = os.path.relpath(Path(assets).resolve(), Path(folder).resolve())
    return quote(PurePath(away).as_posix()) + "/"


def picture_of(document: MapDocument) -> Picture:
    """The map as a small PNG. What no font has is a box in it, of which the page's own text tells."""
    from maps.render.html import Picture
    from maps.render.static import lay_out
    from maps.render.static.furniture.titles import how_told
    from maps.render.static.options import page_of
    from maps.render.static.png import small
    from maps.render.static.sums import MOST_MARKERS

    page = page_of(size=_PICTURE_SIZE, plain=True)
    note = how_told(document, MOST_MARKERS)
    return Picture(small(lay_out(document, page), page), "image/png", *page.pixels, note)


def _names(paths: Iterable[str | os.PathLike[str]]) -> str:
    return ", ".join(str(PurePath(path)) for path in paths)


def _module(path: str | os.PathLike[str]) -> str:
    """The module that writes a file of this name."""
    suffix = PurePath(need_path(path, "the file of a map", WrongTypeError)).suffix
    every = WRITERS | STATIC
    module = every.get(suffix.lower())
    if module is None:
        said = (
            f"no writer has the suffix {suffix}" if suffix else "the name has no suffix to choose a writer by"
        )
        raise UnknownSuffixError(f"{PurePath(path)}: {said}; there are {', '.join(every)}")
    return module
