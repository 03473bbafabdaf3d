"""Writes a ``MapDocument`` as one self-contained HTML page, or gives it as a ``folium.Map``."""

from __future__ import annotations

import functools
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import folium

    from maps.document import MapDocument
    from maps.render.html_folium import Page
    from maps.render.html_incidents import Data
    from maps.tiles import Tiles

__all__ = [
    "SANDBOX",
    "Framed",
    "PageFiles",
    "Picture",
    "data_of",
    "embed",
    "fragment",
    "page",
    "render",
    "to_folium",
]

#: What a page may do in a frame. The map needs scripts; links open as pages of their own; without
#: allow-same-origin it shares nothing with the page around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


class Picture(NamedTuple):
    """A picture of the map, for readers whose browser runs no script.

    Attributes:
        content: The file.
        mime: Its media type, such as ``image/png``.
        width: In pixels of the page.
        height: The same.
        note: How it shows incidents that are too many to have a marker each, or None.
    """

    content: bytes
    mime: str
    width: int
    height: int
    note: str | None = None


class Framed(NamedTuple):
    """What a page that stands in a frame of another page knows of its frame.

    Attributes:
        id: By which it tells its height to the page around it.
        ratio: Width by height of the room that is kept for it.
        whole: Where the page is that shows everything.
    """

    id: str
    ratio: float
    whole: str


class PageFiles(NamedTuple):
    """A page with the files that it needs beside it.

    Attributes:
        html: The page.
        assets: Script, style sheet and picture by file name; empty for a page that holds them itself. Their
            names hold a part of their content's SHA-256.
    """

    html: bytes
    assets: dict[str, bytes]


def render(document: MapDocument) -> bytes:
    """The document as a page to publish: UTF-8, one file, no reference to anything outside it.

    The page works from a disk without network, in a sandboxed frame and under its own
    Content-Security-Policy; without JavaScript its list of incidents is complete. The same document gives
    the same bytes.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> page = render(MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20)))
        >>> page[:15], b"No incident is on the map." in page
        (b'<!DOCTYPE html>', True)
    """
    return page(document).html


def page(  # noqa: PLR0913 - each is a wish of its own, by keyword
    document: MapDocument,
    *,
    picture: Picture | Callable[[], Picture] | None = None,
    assets: str | None = None,
    tiles: Tiles | None = None,
    theme: str = "auto",
    data: Data | None = None,
    head: str = "",
) -> PageFiles:
    """The document as a page, with a picture for who has no JavaScript, and files that it may share.

    Args:
        document: The map.
        picture: What stands in the map's place where no script runs, described by the document's own
            description; or what draws it, which is asked while other threads pack the incidents.
        assets: Where the shared files will be, seen from the page, such as ``../assets/``. Such a page works
            under ``script-src 'self'``. None for one file that holds everything.
        tiles: Online tiles to ask for; while they do not come, the page shows its own background.
        theme: One of ``maps.render.html_theme.THEMES``.
        data: What ``data_of`` gives, where several pages of the document share it.
        head: Markup to add to the page's head: what it says of itself to other machines.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> len(page(document, assets="../assets/").assets)
        2
    """
    from maps.render.html_folium import Page

    shown = _shown(picture, assets)
    made = Page(
        document, picture=lambda: shown().about, assets=assets, tiles=tiles, theme=theme, data=data, head=head
    )
    return PageFiles(_written(made), shown().files)


def data_of(document: MapDocument) -> Data:
    """What the pages of a document hold of it, made once for several: its incidents are packed only once."""
    from maps.render import html_folium

    return html_folium.data_of(document)


def embed(  # noqa: PLR0913 - each is a wish of its own, by keyword
    document: MapDocument,
    framed: Framed,
    *,
    picture: Picture | Callable[[], Picture] | None = None,
    assets: str | None = None,
    tiles: Tiles | None = None,
    theme: str = "auto",
    data: Data | None = None,
) -> PageFiles:
    """The map alone, with title, legend and credits, as a page that fills a frame of another page.

    Args:
        document: The map.
        framed: What it knows of its frame.
        picture: What stands in the map's place where no script runs, as of ``page``.
        assets: Where the files will be that it shares with ``page``, seen from it.
        tiles: Online tiles to ask for, as of ``page``.
        theme: The same.
        data: As of ``page``.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> b'href="map.html"' in embed(document, Framed("kidal", 1.5, "map.html")).html
        True
    """
    from maps.render.html_folium import Embed

    shown = _shown(picture, assets)
    made = Embed(
        document,
        framed,
        picture=lambda: shown().about,
        assets=assets,
        tiles=tiles,
        theme=theme,
        data=data,
    )
    return PageFiles(_written(made), shown().files)


def fragment(  # noqa: PLR0913 - each is a wish of its own, by keyword
    document: MapDocument,
    *,
    picture: Picture | Callable[[], Picture] | None = None,
    assets: str | None = None,
    tiles: Tiles | None = None,
    theme: str = "auto",
    data: Data | None = None,
) -> PageFiles:
    """The document as a piece of HTML to stand in somebody else's page, which neither changes the other.

    It is an element with a declarative shadow root, and the script that draws the map in it
    (docs/decisions/0024-embeds.md). It shows title, map, legend, credits and, folded, the list of incidents.

    Args:
        document: The map.
        picture: What stands in the map's place where no script runs, as of ``page``.
        assets: Where the page around it finds script, style sheet and picture, for a page whose policy
            allows none in the page itself.
        tiles: Online tiles to ask for, as of ``page``; the page around has to allow their hosts.
        theme: As of ``page``; ``auto`` is that of the page around.
        data: As of ``page``.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> fragment(document).html[:31]
        b'<div class="dateline-fragment">'
    """
    from maps.render import html_scope
    from maps.render.html_folium import Fragment

    shown = _shown(picture, assets)
    made = Fragment(
        document, picture=lambda: shown().about, assets=assets, tiles=tiles, theme=theme, data=data
    )
    html = _written(made)
    files = shown().files
    if assets is not None:
        files = html_scope.shared() | {name: files[name] for name in files if name.endswith(".png")}
    return PageFiles(html, files)


def _written(made: Page) -> bytes:
    from gazetteer.bulk import without_collecting
    from maps.render.html_data import is_many

    # What is made of a million marks holds no circles of garbage, which would be searched for in all of them.
    with without_collecting() if is_many(made.document) else nullcontext():
        html = made.render()
    # Half a surrogate pair, which a damaged table can hold, is no character in any encoding.
    return html.encode("utf-8", "replace")


class _Shown(NamedTuple):
    """A picture as the markup shows it, and the files that a page shares."""

    about: dict[str, Any] | None
    files: dict[str, bytes]


def _shown(picture: Picture | Callable[[], Picture] | None, assets: str | None) -> Callable[[], _Shown]:
    """Gives the picture as it is shown, drawn when it is first asked for."""

    @functools.cache
    def shown() -> _Shown:
        from maps.render import html_assets

        files = {} if assets is None else html_assets.shared()
        drawn = picture() if callable(picture) else picture
        if drawn is None:
            return _Shown(None, files)
        if assets is not None:
            name = html_assets.name_of(drawn.content, "." + drawn.mime.partition("/")[2])
            address, files = assets + name, files | {name: drawn.content}
        else:
            address = html_assets.data_address(drawn.content, drawn.mime)
        about = {"address": address, "width": drawn.width, "height": drawn.height, "note": drawn.note}
        return _Shown(about, files)

    return shown


def to_folium(document: MapDocument) -> folium.Map:
    """The document as a ``folium.Map`` that takes any layer of folium on top.

    It holds background, borders, incidents, legend and credits, and fetches nothing. A layer that is added
    may: tiles do, and so does ``folium.Icon``, whose icon font folium takes from the network.

    Examples:
        >>> import folium
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> kidal_map = to_folium(document)
        >>> marker = folium.Marker((18.44, 1.41), popup="Kidal").add_to(kidal_map)
        >>> isinstance(kidal_map, folium.Map)
        True
    """
    from maps.render.html_folium import LocatorMap

    return LocatorMap(document)
