"""Writes a ``MapDocument`` as one self-contained HTML page, or gives it as a ``folium.Map``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import folium

    from maps.document import MapDocument

__all__ = ["PageFiles", "page", "render", "to_folium"]


class PageFiles(NamedTuple):
    """A page with the files that it needs beside it.

    Attributes:
        html: The page.
        assets: Script and style sheet by file name; empty for a page that holds them itself.
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


def page(document: MapDocument, *, assets: str | None = None) -> PageFiles:
    """The document as a page that may share its script and style sheet with others.

    Args:
        document: The map.
        assets: Where the shared files will be, seen from the page, such as ``../assets/``. Such a page works
            under ``script-src 'self'``. None for one file that holds everything.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> len(page(document, assets="../assets/").assets)
        2
    """
    from maps.render import html_assets
    from maps.render.html_folium import Page

    # Half a surrogate pair, which a damaged table can hold, is no character in any encoding.
    html = Page(document, assets=assets).render().encode("utf-8", "replace")
    return PageFiles(html, {} if assets is None else html_assets.shared())


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
