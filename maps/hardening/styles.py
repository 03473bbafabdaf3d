"""How Leaflet draws lines and areas: the options that are looks, with values that are nothing else."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from maps.hardening.markup import colour

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["path_style"]

_COLOURS = ("color", "fillColor")
_NUMBERS = ("weight", "opacity", "fillOpacity", "radius", "smoothFactor")
_SWITCHES = ("stroke", "fill")
_WORDS = {
    "lineCap": re.compile("butt|round|square"),
    "lineJoin": re.compile("bevel|miter|round"),
    "dashArray": re.compile(r"[\d\s.,]{1,60}", re.ASCII),
    "dashOffset": re.compile(r"[\d.]{1,10}", re.ASCII),
    "fillRule": re.compile("evenodd|nonzero"),
}


def path_style(options: Mapping[str, Any]) -> dict[str, Any]:
    """The looks among Leaflet's options of a path.

    Examples:
        >>> path_style({"color": "red", "weight": 2, "fillColor": "url(http://127.0.0.1/)", "className": "x"})
        {'color': 'red', 'weight': 2.0}
    """
    found: dict[str, Any] = {}
    for key in _COLOURS:
        if options.get(key) is not None and (said := colour(options[key])):
            found[key] = said
    for key in _NUMBERS:
        value = options.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            found[key] = float(value)
    for key in _SWITCHES:
        if isinstance(options.get(key), bool):
            found[key] = options[key]
    for key, known in _WORDS.items():
        if options.get(key) is not None and known.fullmatch(str(options[key])):
            found[key] = str(options[key])
    return found
