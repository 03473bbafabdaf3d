"""The options of folium's elements, as plain values."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["corner", "number", "option", "pair"]


def option(options: Any, name: str) -> Any:  # noqa: ANN401 -- folium has no types for options
    """An option, which folium keeps as Python writes it or as JavaScript does.

    Examples:
        >>> option({"iconSize": [1, 2]}, "icon_size")
        [1, 2]
    """
    head, *rest = name.split("_")
    return options.get(name, options.get(head + "".join(part.title() for part in rest)))


def corner(value: object) -> str:
    """A corner of the map as Leaflet calls it; the usual one of controls for anything else."""
    known = ("topleft", "bottomleft", "bottomright")
    return str(value) if value in known else "topright"


def number(value: object, usual: float) -> float:
    """A finite number, or the usual one."""
    try:
        found = float(value)  # type: ignore[arg-type]  # what cannot be a number raises
    except (TypeError, ValueError):
        return usual
    return found if math.isfinite(found) else usual


def pair(value: Any) -> list[float] | None:  # noqa: ANN401 -- folium has no types for options
    """Two numbers, such as a size."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return [number(part, 0.0) for part in value]
    return None
