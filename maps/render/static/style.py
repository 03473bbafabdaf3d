"""``Style``: how a static map looks. Each built-in style is a TOML file that a house can copy and change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Style", "load"]

BUILT_IN = Path(__file__).resolve().parents[2] / "assets" / "styles"
_PAGE_PT = 900.0 * 600.0


@dataclass(frozen=True, slots=True)
class Style:
    """A style as its file has it; ``light.toml`` explains each key.

    Attributes:
        colour: Colours as ``#rrggbb``.
        incident: Fill of a marker by category of ``maps.style.SYMBOLS``.
        size: Sizes of texts and markers in points.
        line: Weights of lines in points.
        furniture: Where each piece stands.
        text: Lines of the house.
    """

    colour: dict[str, str]
    incident: dict[str, str]
    size: dict[str, float]
    line: dict[str, float]
    furniture: dict[str, str]
    text: dict[str, str]

    def scaled(self, factor: float) -> Style:
        """The style with all sizes and weights multiplied."""
        return replace(
            self,
            size={key: value * factor for key, value in self.size.items()},
            line={key: value * factor for key, value in self.line.items()},
        )


def load(name: str) -> Style:
    """A built-in style by its name, or the one in a TOML file."""
    tables = tomllib.loads((BUILT_IN / f"{name}.toml").read_text(encoding="utf-8"))
    return Style(**tables)
