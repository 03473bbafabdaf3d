"""The layers of a folium map as plain data: what each shows, in words, numbers and harmless markup alone."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import branca.colormap
import branca.element
import folium
import folium.elements
import folium.features
import folium.plugins

from maps.errors import MapsError
from maps.hardening.features import features
from maps.hardening.markup import PICTURE, Tree, colour, declarations, plain_text, tree
from maps.hardening.styles import path_style
from maps.tiles import Tiles, checked_tiles, for_script, wants_referrer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from branca.element import Element

__all__ = ["HardenError", "Read", "read"]

# What folium adds by itself when it renders: none of it shows anything.
_INNER = (folium.elements.ElementAddToElement, folium.Marker.SetIcon, folium.map.CustomPane)
_GROUPS = (folium.FeatureGroup, folium.plugins.MarkerCluster, folium.plugins.FeatureGroupSubGroup)
_DETAILS = (folium.Popup, folium.GeoJsonPopup, folium.Tooltip, folium.GeoJsonTooltip)
_ICONS = (folium.Icon, folium.DivIcon, folium.CustomIcon, folium.plugins.BeautifyIcon)
# The colours of folium.Icon, as its pictures have them.
_PINS = {
    "red": "#d63e2a", "darkred": "#a23336", "lightred": "#ff8e7f", "orange": "#f69730", "beige": "#ffcb92",
    "green": "#72b026", "darkgreen": "#728224", "lightgreen": "#bbf970", "blue": "#38aadd",
    "darkblue": "#0067a3", "cadetblue": "#436978", "lightblue": "#8adaff", "purple": "#d252b9",
    "darkpurple": "#5b396b", "pink": "#ff91ea", "white": "#fbfbfb", "gray": "#575757", "lightgray": "#a3a3a3",
    "black": "#303030",
}  # fmt: skip
_USUAL_PIN = "#2a81cb"  # of Leaflet's own picture


class HardenError(MapsError, ValueError):
    """A folium map that holds what cannot be made safe and offline."""


@dataclass
class Read:
    """A folium map as data.

    Attributes:
        layers: What ``Dateline.overlay`` draws, from the bottom up.
        legends: Caption, colours and numbers of each scale of colours.
        blocks: Markup that stands above the map.
        control: Options of the control of layers, or None where there is none.
        bounds: The box that the map asks to show, as south, west, north and east, or None.
        points: Latitude and longitude of everything that is drawn.
        tiles: The tiles that may be asked for.
        left_out: What was left out, and how often.
    """

    layers: list[dict[str, Any]] = field(default_factory=list)
    legends: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Tree] = field(default_factory=list)
    control: dict[str, Any] | None = None
    bounds: list[float] | None = None
    points: list[tuple[float, float]] = field(default_factory=list)
    tiles: list[Tiles] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


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
    if reader.refused:
        raise HardenError(
            "this map cannot be made safe and offline for what is in it: "
            + "; ".join(dict.fromkeys(reader.refused))
            + ". Take it out, or leave it out with drop=["
            + ", ".join(dict.fromkeys(f'"{name}"' for name in reader.refused_names))
            + "]"
        )
    if reader.fits_all and reader.found.points:
        lats, lons = zip(*reader.found.points, strict=True)
        reader.found.bounds = [min(lats), min(lons), max(lats), max(lons)]
    return reader.found


class _Reader:
    def __init__(self, allowed: frozenset[str], drop: frozenset[str]) -> None:
        self.found = Read()
        self.allowed = allowed
        self.drop = drop
        self.fits_all = False
        self.refused: list[str] = []
        self.refused_names: list[str] = []

    def refuse(self, element: object, why: str) -> None:
        """Keep in mind that something cannot be shown, unless the caller can do without."""
        name = type(element).__name__
        if name in self.drop:
            self.found.left_out[name] += 1
        else:
            self.refused.append(f"{name} ({why})")
            self.refused_names.append(name)

    def markup(self, text: object) -> Tree:
        return tree(str(text), self.found.left_out)

    def figure(self, the_map: folium.Map) -> None:
        """What stands round the map in its page. What folium wrote there itself has another's name."""
        root: Any = the_map.get_root()
        for part, where in ((root.header, "head"), (root.script, "script"), (root, "page")):
            for key, child in part._children.items():  # noqa: SLF001 -- as above
                own = key == child.get_name() and child is not the_map
                if own and not isinstance(child, folium.Map):
                    self.refuse(child, f"added to the {where} of the page")
        for key, child in root.html._children.items():  # noqa: SLF001 -- as above
            if key == child.get_name():
                self.found.blocks.append(self.content(child))

    def on_map(self, element: Element) -> None:
        """One child of the map."""
        if isinstance(element, folium.LayerControl):
            self.found.control = {
                "position": _corner(element.options.get("position")),
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
            self.refuse(element, _why(element))

    def group(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- folium has no types for options
        """A layer of layers."""
        inside: list[dict[str, Any]] = []
        for child in element._children.values():  # noqa: SLF001 -- as above
            if isinstance(child, branca.colormap.ColorMap):
                self.found.legends.append(_legend(child))
            elif isinstance(child, _DETAILS):
                self.refuse(child, f"of a whole {type(element).__name__}")
            else:
                inside += self.layers(child)
        return {"kind": "group", "layers": inside, **self.switch(element)}

    def switch(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """What the control of layers says of a layer."""
        return {
            # Names may hold markup, which the control would write into the page.
            "name": plain_text(self.markup(element.layer_name)),
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
            plain_text(self.markup(options.get("attribution", ""))),
            tuple(str(name) for name in options.get("subdomains", "abc")) if "{s}" in element.tiles else (),
            int(_number(_option(options, "max_native_zoom"), 18)),
            wants_referrer(element.tiles),
        )
        self.found.tiles.append(checked_tiles(tiles))
        yield {"kind": "tiles", **for_script(tiles), **self.switch(element)}

    def image(self, element: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- as above
        if not PICTURE.fullmatch(element.url):
            self.refuse(element, "its picture is not in the map; give folium the file or an array")
            return
        (south, west), (north, east) = element.bounds
        self.found.points += [(float(south), float(west)), (float(north), float(east))]
        yield {
            "kind": "image",
            "src": element.url,
            "at": [[float(south), float(west)], [float(north), float(east)]],
            "opacity": _number(element.options.get("opacity"), 1.0),
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
            "radius": _number(element.options.get("radius"), 10.0),
        }

    def marker(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        options = element.options
        words = {key: str(options[key]) for key in ("title", "alt") if options.get(key)}
        return {"icon": self.icon(element.icon), **words}

    def icon(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """The drawing of a marker."""
        if element is None:
            return {"kind": "pin", "fill": _USUAL_PIN}
        options = element.options
        placed = {
            "size": _pair(_option(options, "icon_size")),
            "anchor": _pair(_option(options, "icon_anchor")),
            "popup": _pair(_option(options, "popup_anchor")),
        }
        if isinstance(element, folium.CustomIcon):
            source = str(_option(options, "icon_url") or "")
            if PICTURE.fullmatch(source):
                return {"kind": "image", "src": source, **placed}
            self.refuse(element, "its picture is not in the map; give folium the file or an array")
            return {"kind": "pin", "fill": _USUAL_PIN}
        if isinstance(element, folium.DivIcon):
            return {"kind": "div", "tree": self.markup(options.get("html") or ""), **placed}
        if isinstance(element, _ICONS):
            said = _option(options, "marker_color") or _option(options, "background_color") or "blue"
            if options.get("icon") not in {None, "info-sign"}:
                self.found.left_out["signs on icons (their font is elsewhere)"] += 1
            return {"kind": "pin", "fill": _PINS.get(str(said)) or colour(said) or _USUAL_PIN}
        self.refuse(element, _why(element))
        return {"kind": "pin", "fill": _USUAL_PIN}

    def details(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """Popup and tooltip of a layer."""
        found: dict[str, Any] = {}
        for child in element._children.values():  # noqa: SLF001 -- as above
            if isinstance(child, folium.Popup):
                found["popup"] = {"tree": self.popup(child), "open": bool(child.show)}
                width = _option(child.options, "max_width")
                if isinstance(width, int | float):
                    found["popup"]["width"] = float(width)
            elif isinstance(child, folium.Tooltip):
                style = declarations(getattr(child, "style", ""), self.found.left_out)
                found["tooltip"] = {
                    "tree": [["div", {}, style, self.markup(child.text)]],
                    "permanent": bool(child.options.get("permanent")),
                    "sticky": bool(child.options.get("sticky", True)),
                }
            elif not isinstance(child, (*_INNER, *_ICONS, folium.GeoJsonPopup, folium.GeoJsonTooltip)):
                self.refuse(child, _why(child))
        return found

    def popup(self, element: folium.Popup) -> Tree:
        made: Tree = []
        for child in element.html._children.values():  # noqa: SLF001 -- as above
            made += self.content(child)
        for child in element.script._children.values():  # noqa: SLF001 -- as above
            self.refuse(child, "a script of a popup")
        return made

    def content(self, element: Any) -> Tree:  # noqa: ANN401 -- as above
        """The markup of an element of branca that holds some."""
        if isinstance(element, branca.element.Html):
            # As written: folium has escaped the backticks, for a text between them.
            data = element.data.replace("\\`", "`")
            return self.markup(data) if element.script else [data]
        if isinstance(element, branca.element.IFrame):
            inside: Tree = []
            for child in element._children.values():  # noqa: SLF001 -- as above
                inside += self.content(child)
            return inside
        if type(element) is branca.element.Element:
            # The text as given, which branca would run as a template.
            return self.markup(element._template_str or "")  # noqa: SLF001 -- as above
        self.refuse(element, _why(element))
        return []

    def geojson(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """A layer of features, each with its own style, popup and tooltip."""
        if element.on_each_feature is not None:
            self.refuse(element, "on_each_feature is a script")
        both = self.details(element)
        icon = None
        if element.marker is not None and type(element.marker) is folium.Marker:
            icon = self.icon(element.marker.icon)
        made = []
        for feature in features(element, self.markup):
            self.found.points += list(_positions_of(feature["geometry"]))
            made.append({**both, "icon": icon or self.icon(None), **feature})
        return {"kind": "group", "layers": made, **self.switch(element)}


_SHAPES = {
    folium.Marker: "marker",
    folium.CircleMarker: "dot",
    folium.Circle: "circle",
    folium.PolyLine: "line",
    folium.Polygon: "polygon",
    folium.Rectangle: "rectangle",
}


def _why(element: object) -> str:
    hosts = {urlsplit(address).hostname for _, address in getattr(element, "default_js", ())}
    if hosts:
        return f"it draws by a script from {', '.join(sorted(filter(None, hosts)))}"
    return "it writes a script or markup of its own"


def _option(options: Any, name: str) -> Any:  # noqa: ANN401 -- folium has no types for options
    """An option, which folium keeps as Python writes it or as JavaScript does."""
    head, *rest = name.split("_")
    return options.get(name, options.get(head + "".join(part.title() for part in rest)))


def _corner(value: object) -> str:
    known = ("topleft", "bottomleft", "bottomright")
    return str(value) if value in known else "topright"


def _number(value: object, usual: float) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]  # what cannot be a number raises
    except (TypeError, ValueError):
        return usual
    return number if math.isfinite(number) else usual


def _pair(value: Any) -> list[float] | None:  # noqa: ANN401 -- as above
    if isinstance(value, list | tuple) and len(value) == 2:
        return [_number(part, 0.0) for part in value]
    return None


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
