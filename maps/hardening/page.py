"""``harden``: the page of a folium map's layers on Dateline's offline background."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import folium
import folium.plugins
from markupsafe import Markup

from maps.basemap import basemap
from maps.compose import check_language
from maps.document import MapDocument
from maps.errors import WrongTypeError
from maps.hardening.findings import HardenError, Read
from maps.hardening.reading import read
from maps.localised import localised
from maps.render import html_assets
from maps.render.html_data import page_data, safe_json
from maps.render.html_folium import LocatorMap
from maps.render.html_markup import markup
from maps.render.html_policy import policy
from maps.view import MERCATOR_LAT, frame
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.points import BBox

__all__ = ["harden"]

_NAME = "map"
# A window in which folium's zoom levels are meant to be seen, in pixels.
_WIDE, _HIGH = 1000, 650


def harden(
    folium_map: folium.Map | folium.Figure,
    *,
    allow: Iterable[str] = (),
    drop: Iterable[str] = (),
    language: str = "en",
) -> str:
    """The page of a folium map; see ``maps.harden``, which calls this."""
    language = check_language(language)
    if isinstance(folium_map, LocatorMap):
        raise HardenError(
            "this is a map of Dateline's own with layers on top: write its document with maps.save, which is "
            "safe, or put the layers on a folium.Map"
        )
    folium_map = _the_map(folium_map)
    found = read(folium_map, allowed=frozenset(allow), drop=frozenset(drop))
    if found.left_out:
        told = ", ".join(f"{count} {what}" for what, count in sorted(found.left_out.items()))
        warnings.warn(f"left out of the map: {told}", UserWarning, stacklevel=3)
    root: Any = folium_map.get_root()
    title = str(root.title or "")
    document = _document(folium_map, found, title or words(language).describe("title_plain"), language)
    data = page_data(document, _NAME)
    data["overlay"] = _overlay(folium_map, found)
    script = html_assets.script(extra=("overlay",))
    style = html_assets.style(images=True, extra="hardened.css")
    return markup(
        "hardened",
        document,
        _NAME,
        policy=policy([script], [style], [origin for tiles in found.tiles for origin in tiles.origins]),
        head=Markup(f"<style>{style}</style>\n<script>{script}</script>"),  # noqa: S704 -- our own assets
        data=Markup(safe_json(data)),  # noqa: S704 -- escaped there
        titled=bool(title),
        blocks=found.blocks,
        legends=found.legends,
    )


def _the_map(given: Any) -> folium.Map:  # noqa: ANN401 -- whatever a caller gives
    """The map itself, or the only one of a figure."""
    if isinstance(given, folium.Map):
        return given
    if isinstance(given, folium.plugins.DualMap):
        raise WrongTypeError(
            "DualMap is no folium.Map: it couples two by a script from elsewhere; harden each by itself, "
            'as in maps.harden(dual.m1, drop=["DualMap", "Map"])'
        )
    way_out = "give the folium.Map itself, as the script has it that built it"
    if not isinstance(given, folium.Figure):
        raise WrongTypeError(f"{type(given).__name__} is no folium.Map; {way_out}")
    held = [child for child in given._children.values() if isinstance(child, folium.Map)]  # noqa: SLF001 -- branca has no public way to the children
    if len(held) != 1:
        raise WrongTypeError(f"this Figure holds {len(held)} maps, where one page shows one; {way_out}")
    return held[0]


def _overlay(the_map: folium.Map, found: Read) -> dict[str, Any]:
    """What ``Dateline.overlay`` draws, and the part of the earth that it shows first."""
    options: Any = the_map.options
    box = found.bounds
    return {
        "layers": found.layers,
        "blocks": found.blocks,
        "control": found.control,
        "bounds": [box[:2], box[2:]] if box else None,
        "center": [float(degree) for degree in the_map.location],
        "zoom": float(options.get("zoom", 10)),
        "maxZoom": 18,
        "tiled": bool(found.tiles),
    }


def _document(the_map: folium.Map, found: Read, title: str, language: str) -> MapDocument:
    """The background as a document without incidents."""
    view = _view(the_map, found)
    ground = basemap(view)
    credited = [tiles.attribution for tiles in found.tiles]
    return MapDocument(
        title=title,
        subtitle=None,
        language=language,
        description="",
        view=view,
        basemap=ground.layers,
        labels=localised(ground.labels, language),
        attributions=(*dict.fromkeys([*credited, *ground.attributions]),),
    )


def _view(the_map: folium.Map, found: Read) -> BBox:
    """The part of the earth that the map shows first, with all that is drawn, as a page frames it."""
    if found.bounds:
        south, west, north, east = found.bounds
    else:
        lat, lon = (float(degree) for degree in the_map.location)
        zoom: Any = the_map.options.get("zoom", 10)
        wide = 360.0 * _WIDE / (256.0 * 2.0 ** float(zoom))
        high = wide * _HIGH / _WIDE * math.cos(math.radians(min(abs(lat), 80.0)))
        south, west, north, east = lat - high / 2, lon - wide / 2, lat + high / 2, lon + wide / 2
    lats = [south, north, *(lat for lat, _ in found.points)]
    lons = [west, east, *(lon for _, lon in found.points)]
    west, east = (max(-180.0, min(180.0, lon)) for lon in (min(lons), max(lons)))
    south, north = (max(-MERCATOR_LAT, min(MERCATOR_LAT, lat)) for lat in (min(lats), max(lats)))
    # One shape, lest two points far apart be taken for neighbours across 180 degrees.
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return frame([], [{"type": "Polygon", "coordinates": [ring]}])
