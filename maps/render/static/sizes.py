"""Sizes of a page in a caller's words: pixels, millimetres, inches, or the name of a preset."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from maps.errors import MapsError

__all__ = ["PRESETS", "PageError", "Size", "size"]


class PageError(MapsError, ValueError):
    """A wish for a static map that cannot be fulfilled: a size, a preset, a corner, a label."""


class Size(NamedTuple):
    """How large a page is.

    Attributes:
        width: In points (1/72 inch).
        height: In points.
        dpi: Pixels an inch, for PNG.
        text_scale: What texts are enlarged by, for what is looked at in small.
    """

    width: float
    height: float
    dpi: float
    text_scale: float = 1.0


class _Preset(NamedTuple):
    size: str
    text_scale: float
    what: str


#: Sizes by name. What is seen on a telephone, or scaled down in a feed, has larger texts.
PRESETS = {
    "print-1col": _Preset("90mm x 100mm", 1.0, "a column of a newspaper"),
    "print-2col": _Preset("185mm x 120mm", 1.0, "two columns"),
    "web-16x9": _Preset("1200 x 675px", 1.0, "an article on the web"),
    "square": _Preset("1080 x 1080px", 1.35, "a square post"),
    "story-9x16": _Preset("1080 x 1920px", 1.35, "a story, upright"),
    "social-card": _Preset("1200 x 630px", 1.25, "the picture of a link"),
}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LEAST_PT, _MOST_PT = 72.0, 14_400.0  # an inch is the least that holds a map; 200 inches the most in a PDF
_MOST_PX = 20_000
_MOST_AREA_PX = 100_000_000  # 400 MB of memory
_DPI = range(36, 2401)
_PATTERN = re.compile(
    r"\s*(\d+(?:\.\d+)?)\s*(px|mm|cm|in|pt)?\s*[x\u00d7,]\s*(\d+(?:\.\d+)?)\s*(px|mm|cm|in|pt)?\s*",
    re.IGNORECASE,
)


def size(text: str, dpi: float | None = None) -> Size:
    """The size of a page.

    Args:
        text: Such as ``1200x675px``, ``1200x675`` (pixels), ``90mm x 60mm``, ``6x4in``, or a preset.
        dpi: Pixels an inch; by default 96 for a size in pixels, else 300.

    Raises:
        PageError: If it is no size, or one that no map fits in, or that no PNG can have.

    Examples:
        >>> size("1200x675px")
        Size(width=900.0, height=506.25, dpi=96, text_scale=1.0)
        >>> size("6 x 4in").dpi
        300
        >>> size("web-16x0")
        Traceback (most recent call last):
        maps.render.static.sizes.PageError: no size or preset is called 'web-16x0'; did you mean web-16x9? ...
    """
    preset = PRESETS.get(text.strip().lower())
    match = _PATTERN.fullmatch(preset.size if preset else text)
    if match is None:
        import difflib

        near = difflib.get_close_matches(text.strip().lower(), PRESETS, 1)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise PageError(
            f"no size or preset is called {text!r}{hint} There are {', '.join(PRESETS)}, or write a size as "
            "1200x675px, 90mm x 60mm or 6x4in"
        )
    unit = (match[4] or match[2] or "px").lower()
    if dpi is None:
        dpi = 96 if unit == "px" else 300
    if not (math.isfinite(dpi) and _DPI.start <= dpi < _DPI.stop):
        raise PageError(f"{dpi:g} dpi: a map has {_DPI.start} to {_DPI.stop - 1} pixels an inch")
    units = (match[2] or unit).lower(), unit
    sides = [
        float(match[group]) * _POINTS.get(one, 72 / dpi) for group, one in zip((1, 3), units, strict=True)
    ]
    _check(text, sides, dpi)
    return Size(sides[0], sides[1], dpi, preset.text_scale if preset else 1.0)


def _check(text: str, sides: list[float], dpi: float) -> None:
    """Raise if a page is too small or too large."""
    pixels = [round(side * dpi / 72) for side in sides]
    if min(sides) < _LEAST_PT:
        least = math.ceil(_LEAST_PT * dpi / 72)
        raise PageError(
            f"{text}: no map fits in that; the least is 1 inch (25.4 mm, at {dpi:g} dpi {least} px) a side"
        )
    if max(pixels) > _MOST_PX or pixels[0] * pixels[1] > _MOST_AREA_PX:
        raise PageError(
            f"{text}: at {dpi:g} dpi these are {pixels[0]} x {pixels[1]} pixels; the most is {_MOST_PX} a "
            f"side and {_MOST_AREA_PX // 1_000_000} million in all: take a lower dpi or a smaller size"
        )
    if max(sides) > _MOST_PT:
        raise PageError(f"{text}: the most is {_MOST_PT / 72:g} inches a side")
