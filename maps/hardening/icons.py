"""The drawings of folium's markers, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
import folium.plugins

from maps.hardening.markup import PICTURE, colour, plain_text
from maps.hardening.options import number, option, pair

if TYPE_CHECKING:
    from maps.hardening.findings import Read

__all__ = ["ICONS", "icon"]

#: The classes of icons that are drawn.
ICONS = (folium.Icon, folium.DivIcon, folium.CustomIcon, folium.plugins.BeautifyIcon)
# The colours of folium.Icon, as its pictures have them.
_PINS = {
    "red": "#d63e2a", "darkred": "#a23336", "lightred": "#ff8e7f", "orange": "#f69730", "beige": "#ffcb92",
    "green": "#72b026", "darkgreen": "#728224", "lightgreen": "#bbf970", "blue": "#38aadd",
    "darkblue": "#0067a3", "cadetblue": "#436978", "lightblue": "#8adaff", "purple": "#d252b9",
    "darkpurple": "#5b396b", "pink": "#ff91ea", "white": "#fbfbfb", "gray": "#575757", "lightgray": "#a3a3a3",
    "black": "#303030",
}  # fmt: skip
_USUAL_PIN = {"kind": "pin", "fill": "#2a81cb"}  # of Leaflet's own picture
# How wide BeautifyIcon's shapes are in pixels; its own script gives them these sizes with their borders.
_BADGES = {"circle-dot": 12.0, "rectangle-dot": 12.0, "doughnut": 22.0}
_USUAL_BADGE, _WIDEST_BORDER = 26.0, 8.0


def icon(element: Any, found: Read) -> dict[str, Any]:  # noqa: ANN401 -- folium has no types for options
    """The drawing of a marker.

    Args:
        element: The icon, or None.
        found: Counts what is left out, and keeps what is refused.
    """
    if element is None:
        return _USUAL_PIN
    if isinstance(element, folium.CustomIcon):
        source = str(option(element.options, "icon_url") or "")
        if PICTURE.fullmatch(source):
            return {"kind": "image", "src": source, **_placed(element.options)}
        found.refuse(element, "its picture is not in the map; give folium the file or an array")
    elif isinstance(element, folium.DivIcon):
        tree = found.markup(element.options.get("html") or "")
        return {"kind": "div", "tree": tree, **_placed(element.options)}
    elif isinstance(element, folium.plugins.BeautifyIcon):
        return _badge(element.options, found)
    elif isinstance(element, folium.Icon):
        _count_sign(element.options, found)
        said = str(option(element.options, "marker_color") or "blue")
        return {"kind": "pin", "fill": _PINS.get(said) or colour(said) or _USUAL_PIN["fill"]}
    else:
        found.refuse(element)
    return _USUAL_PIN


def _placed(options: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
    return {
        "size": pair(option(options, "icon_size")),
        "anchor": pair(option(options, "icon_anchor")),
        "popup": pair(option(options, "popup_anchor")),
    }


def _count_sign(options: Any, found: Read) -> None:  # noqa: ANN401 -- as above
    if options.get("icon") not in {None, "info-sign"}:
        found.left_out["signs on icons (their font is elsewhere)"] += 1


def _badge(options: Any, found: Read) -> dict[str, Any]:  # noqa: ANN401 -- as above
    """A pin, a disc or a square with a number in it, in three colours."""
    text = option(options, "text")
    if text is None:
        _count_sign(options, found)
    shape = str(option(options, "icon_shape") or "circle")
    drawn = {
        "fill": colour(option(options, "background_color")) or "#fff",
        "edge": colour(option(options, "border_color")) or "#000",
        "width": min(_WIDEST_BORDER, max(0.0, number(option(options, "border_width"), 3.0))),
        "ink": colour(option(options, "text_color")) or "#000",
        "text": "" if text is None else plain_text(found.markup(text)),
    }
    if shape == "marker":
        return {"kind": "pin", **drawn}
    round_ = not shape.startswith("rectangle")
    return {"kind": "badge", "round": round_, "across": _BADGES.get(shape, _USUAL_BADGE), **drawn}
