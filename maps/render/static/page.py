"""``Page``: what a caller may ask of a static map: its size, its style, what is on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LabelOverride", "Page"]

_USUAL = 900.0 * 600.0


@dataclass(frozen=True, slots=True)
class LabelOverride:
    """What a reporter wants of one label, found by its text or by the id of its incident.

    Attributes:
        text: Other words, or None. Of an incident the first line is the title; further ones stand below it in
            place of the date.
        anchor: Side of its point on which it stands: one of N, NE, E, SE, S, SW, W, NW, or None.
        offset: Points to the right and down by which it is moved from there, or None.
        hide: Whether it is left out.
    """

    text: str | None = None
    anchor: Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW"] | None = None
    offset: tuple[float, float] | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """How a static map is set up.

    Attributes:
        width: In points (1/72 inch).
        height: In points.
        dpi: Pixels an inch, for PNG.
        style: Name of a built-in style, or the path of a TOML file.
        plain: Whether only the map is drawn, without furniture but the attribution.
        transparent: Whether the page has no colour of its own.
        byline: Who made it, or None.
        source: The line that says where the facts are from, or None.
        note: A remark below the map, or None.
        date: The day of the map in words, or None.
        alt_text: In place of the description that Dateline makes, or None.
        furniture: Corner (``top left`` ... ``bottom right``) or ``off`` for ``legend``, ``scale``, ``north``,
            ``inset``, ``date``; ``off`` or ``on`` for ``title``, ``frame``. The rest follows the style.
        labels: Overrides of labels, by text (with the kind before it where two share one: ``river Niger``),
            or by id, number or title of an incident.
        text_scale: What texts, markers and lines are enlarged by: a picture for a phone needs them larger.
    """

    width: float = 900.0
    height: float = 600.0
    dpi: float = 96.0
    style: str = "light"
    plain: bool = False
    transparent: bool = False
    byline: str | None = None
    source: str | None = None
    note: str | None = None
    date: str | None = None
    alt_text: str | None = None
    furniture: dict[str, str] = field(default_factory=dict)
    labels: dict[str, LabelOverride] = field(default_factory=dict)
    text_scale: float = 1.0

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a PNG."""
        return round(self.width * self.dpi / 72), round(self.height * self.dpi / 72)

    @property
    def scale(self) -> float:
        """What sizes and weights of a style, which are meant for 900 by 600 points, are multiplied with."""
        return self.text_scale * min(2.5, max(0.72, math.sqrt(self.width * self.height / _USUAL)))

    def wish(self, usual: Mapping[str, str], key: str) -> str:
        """Where a piece of furniture goes: as the caller wishes, else as is usual in the style."""
        return self.furniture.get(key, usual[key])
