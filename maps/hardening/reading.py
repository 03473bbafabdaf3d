"""The layers of a folium map as plain data: what each shows, in words, numbers and harmless markup alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import branca.colormap
import branca.element
import folium
import folium.elements
import folium.features
import folium.plugins

from maps.hardening.features import features
from maps.hardening.findings import Read
from maps.hardening.icons import ICONS, icon
from maps.hardening.markup import PICTURE, Tree, colour, declarations, plain_text
from maps.hardening.options import corner, number, option
from maps.hardening.styles import path_style
from maps.tiles import Tiles, checked_tiles, for_script, wants_referrer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from branca.element import Element

__all__ = ["read"]

# What folium adds by itself when it renders: none of it shows anything.
_INNER = (folium.elements.ElementAddToElement, folium.Marker.SetIcon, folium.map.CustomPane)
_GROUPS = (folium.FeatureGroup, folium.plugins.MarkerCluster, folium.plugins.FeatureGroupSubGroup)
_DETAILS = (folium.Popup, folium.GeoJsonPopup, folium.Tooltip, folium.GeoJsonTooltip)


def read(the_map: folium.Map, *, allowed: frozenset[str], drop: frozenset[str]) -> Read:
    """What a map shows.

    Args:
        the_map: Built with folium.
        allowed: Hosts whose tiles may be asked for.
        drop: Classes of folium that the caller can do without.

    Raises:
        HardenError: If it holds what cannot be made safe.
    """
    reader = _Reader(allowed, drop)
    reader.figure(the_map)
    for child in the_map._children.values():  # noqa: SLF001 -- branca has no public way to the children
        reader.on_map(child)
    reader.found.check()
    if reader.fits_all and reader.found.points:
        lats, lons = zip(*reader.found.points, strict=True)
        reader.found.bounds = [min(lats), min(lons), max(lats), max(lons)]
    return reader.found


class _Reader:
    def __init__(self, allowed: frozenset[str], drop: frozenset[str]) -> None:
        self.found = Read(drop=drop)
        self.allowed = allowed
        self.fits_all = False

    def figure(self, the_map: folium.Map) -> None:
        """What stands round the map in its page. What folium wrote there itself has another's name."""
        root: Any = the_map.get_root()
        for part, where in ((root.header, "head"), (root.script, "script"), (root, "page")):
            for key, child in part._children.items():  # noqa: SLF001 -- as above
                own = key == child.get_name() and child is not the_map
                if own:
                    beside = (
                        "beside the map that was given"
                        if part is root
                        else f"added to the {where} of the page"
                    )
                    self.found.refuse(child, beside)
        for key, child in root.html._children.items():  # noqa: SLF001 -- as above
            if key == child.get_name():
                self.found.blocks.append(self.content(child))

    def on_map(self, element: Element) -> None:
        """One child of the map."""
        if isinstance(element, folium.LayerControl):
            self.found.control = {
                "position": corner(element.options.get("position")),
                "collapsed": bool(element.options.get("collapsed", True)),
            }
        elif isinstance(element, folium.FitBounds):
            (south, west), (north, east) = element.bounds
            self.found.bounds = [float(south), float(west), float(north), float(east)]
        elif isinstance(element, folium.map.FitOverlays):
            self.fits_all = True
        elif isinstance(element, branca.colormap.ColorMap):
            self.found.legends.append(_legend(element))
        else:
            self.found.layers += self.layers(element)

    def layers(self, element: Element) -> Iterator[dict[str, Any]]:
        """An element as layers: none, one, or what is in it."""
        if isinstance(element, _INNER):
            return
        if isinstance(element, folium.TileLayer):
            yield from self.tiles(element)
        elif isinstance(element, folium.GeoJson):
            yield self.geojson(element)
        elif isinstance(element, _GROUPS) and not isinstance(element, folium.plugins.FastMarkerCluster):
            if isinstance(element, folium.plugins.MarkerCluster):
                self.found.left_out["clusters (markers stand singly)"] += 1
            yield self.group(element)
        elif isinstance(element, folium.raster_layers.ImageOverlay):
            yield from self.image(element)
        elif type(element) in _SHAPES:
            yield self.shape(element)
        else:
            self.found.refuse(element)

    def group(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- folium has no types for options
        """A layer of layers."""
        inside: list[dict[str, Any]] = []
        for child in element._children.values():  # noqa: SLF001 -- as above
            if isinstance(child, branca.colormap.ColorMap):
                self.found.legends.append(_legend(child))
            elif isinstance(child, _DETAILS):
                self.found.refuse(child, f"of a whole {type(element).__name__}")
            else:
                inside += self.layers(child)
        return {"kind": "group", "layers": inside, **self.switch(element)}

    def switch(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """What the control of layers says of a layer."""
        return {
            # Names may hold markup, which the control would write into the page.
            "name": plain_text(self.found.markup(element.layer_name)),
            "control": bool(element.control),
            "base": not element.overlay,
            "show": bool(element.show),
        }

    def tiles(self, element: folium.TileLayer) -> Iterator[dict[str, Any]]:
        """Tiles, if their host is allowed; the offline background stands in for all others."""
        options: Any = element.options
        host = urlsplit(element.tiles.replace("{s}", "a")).hostname or ""
        if not any(host == name or host.endswith("." + name) for name in self.allowed):
            return
        tiles = Tiles(
            element.tiles,
            plain_text(self.found.markup(options.get("attribution", ""))),
            tuple(str(name) for name in options.get("subdomains", "abc")) if "{s}" in element.tiles else (),
            int(number(option(options, "max_native_zoom"), 18)),
            wants_referrer(element.tiles),
        )
        self.found.tiles.append(checked_tiles(tiles))
        yield {"kind": "tiles", **for_script(tiles), **self.switch(element)}

    def image(self, element: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- as above
        if not PICTURE.fullmatch(element.url):
            self.found.refuse(element, "its picture is not in the map; give folium the file or an array")
            return
        for child in element._children.values():  # noqa: SLF001 -- as above
            self.found.refuse(child, "of a picture")
        (south, west), (north, east) = element.bounds
        self.found.points += [(float(south), float(west)), (float(north), float(east))]
        yield {
            "kind": "image",
            "src": element.url,
            "at": [[float(south), float(west)], [float(north), float(east)]],
            "opacity": number(element.options.get("opacity"), 1.0),
            "alt": str(element.options.get("alt", "")),
            **self.switch(element),
        }

    def shape(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """A marker, a line or an area."""
        kind = _SHAPES[type(element)]
        at = element.location if kind in {"marker", "circle", "dot"} else element.locations
        self.found.points += list(_positions(at))
        found = {"kind": kind, "at": at, **self.details(element)}
        if kind == "marker":
            return {**found, **self.marker(element)}
        return {
            **found,
            "style": path_style(element.options),
            "radius": number(element.options.get("radius"), 10.0),
        }

    def marker(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        options = element.options
        words = {key: str(options[key]) for key in ("title", "alt") if options.get(key)}
        return {"icon": icon(element.icon, self.found), **words}

    def details(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """Popup and tooltip of a layer."""
        found: dict[str, Any] = {}
        for child in element._children.values():  # noqa: SLF001 -- as above
            if isinstance(child, folium.Popup):
                found["popup"] = {"tree": self.popup(child), "open": bool(child.show)}
                width = option(child.options, "max_width")
                if isinstance(width, int | float):
                    found["popup"]["width"] = float(width)
            elif isinstance(child, folium.Tooltip):
                style = declarations(getattr(child, "style", ""), self.found.left_out)
                found["tooltip"] = {
                    "tree": [["div", {}, style, self.found.markup(child.text)]],
                    "permanent": bool(child.options.get("permanent")),
                    "sticky": bool(child.options.get("sticky", True)),
                }
            elif not isinstance(child, (*_INNER, *ICONS, folium.GeoJsonPopup, folium.GeoJsonTooltip)):
                self.found.refuse(child)
        return found

    def popup(self, element: folium.Popup) -> Tree:
        made: Tree = []
        for child in element.html._children.values():  # noqa: SLF001 -- as above
            made += self.content(child)
        # A chart is a child of the popup, and writes itself into its parts when the map is rendered.
        for part in (element, element.header):
            for child in part._children.values():  # noqa: SLF001 -- as above
                self.found.refuse(child)
        for child in element.script._children.values():  # noqa: SLF001 -- as above
            self.found.refuse(child, "a script of a popup")
        return made

    def content(self, element: Any) -> Tree:  # noqa: ANN401 -- as above
        """The markup of an element of branca that holds some."""
        if isinstance(element, branca.element.Html):
            # As written: folium has escaped the backticks, for a text between them.
            data = element.data.replace("\\`", "`")
            return self.found.markup(data) if element.script else [data]
        if isinstance(element, branca.element.IFrame):
            inside: Tree = []
            for child in element._children.values():  # noqa: SLF001 -- as above
                inside += self.content(child)
            return inside
        if type(element) is branca.element.Element:
            # The text as given, which branca would run as a template.
            return self.found.markup(element._template_str or "")  # noqa: SLF001 -- as above
        self.found.refuse(element)
        return []

    def geojson(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """A layer of features, each with its own style, popup and tooltip."""
        if element.on_each_feature is not None:
            self.found.refuse(element, "on_each_feature is a script")
        both = self.details(element)
        pointed = type(element.marker) is folium.Marker
        drawn = icon(element.marker.icon if pointed else None, self.found)
        made = []
        for feature in features(element, self.found.markup):
            self.found.points += list(_positions_of(feature["geometry"]))
            made.append({**both, "icon": drawn, **feature})
        return {"kind": "group", "layers": made, **self.switch(element)}


_SHAPES = {
    folium.Marker: "marker",
    folium.CircleMarker: "dot",
    folium.Circle: "circle",
    folium.PolyLine: "line",
    folium.Polygon: "polygon",
    folium.Rectangle: "rectangle",
}


def _positions(at: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 -- lists in lists
    if at and isinstance(at[0], int | float):
        yield float(at[0]), float(at[1])
    else:
        for part in at:
            yield from _positions(part)


def _positions_of(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    parts: Iterable[Any] = geometry.get("geometries", ())
    for part in parts:
        yield from _positions_of(part)
    for lon, lat in _positions(geometry.get("coordinates", ())):
        yield lat, lon


def _legend(scale: branca.colormap.ColorMap) -> dict[str, Any]:
    """A scale of colours as a row of swatches: one a step, or nine of what runs on."""
    if isinstance(scale, branca.colormap.StepColormap):
        edges = [float(edge) for edge in scale.index]
    else:
        edges = [scale.vmin + (scale.vmax - scale.vmin) * step / 9 for step in range(10)]
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    return {
        "caption": str(scale.caption),
        "colours": [colour(scale(middle)) or "none" for middle in middles],
        "numbers": [f"{edge:,.4g}" for edge in edges],
    }
