"""What is found in a folium map: what is drawn, what is left out, and what cannot be shown at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from maps.errors import MapsError
from maps.hardening.markup import Tree, tree

if TYPE_CHECKING:
    from maps.tiles import Tiles

__all__ = ["HardenError", "Read"]


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
        drop: Classes of folium that the caller can do without.
        refused: What cannot be shown: its class, and why.
    """

    layers: list[dict[str, Any]] = field(default_factory=list)
    legends: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Tree] = field(default_factory=list)
    control: dict[str, Any] | None = None
    bounds: list[float] | None = None
    points: list[tuple[float, float]] = field(default_factory=list)
    tiles: list[Tiles] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    drop: frozenset[str] = frozenset()
    refused: list[tuple[str, str]] = field(default_factory=list)

    def markup(self, text: object) -> Tree:
        """What is harmless in a text; the rest is counted."""
        return tree(str(text), self.left_out)

    def refuse(self, element: object, why: str | None = None) -> None:
        """Keep in mind that something cannot be shown, unless the caller can do without.

        Args:
            element: Of folium or branca.
            why: Said to the caller; without it, how the element draws.
        """
        name = type(element).__name__
        if name in self.drop:
            self.left_out[name] += 1
        else:
            self.refused.append((name, why or _how(element)))

    def check(self) -> None:
        """Raise for what was refused.

        Raises:
            HardenError: If there is any.
        """
        if not self.refused:
            return
        told = dict.fromkeys(f"{name} ({why})" for name, why in self.refused)
        names = dict.fromkeys(f'"{name}"' for name, _ in self.refused)
        raise HardenError(
            f"this map cannot be made safe and offline for what is in it: {'; '.join(told)}. Take it out, or "
            f"leave it out with drop=[{', '.join(names)}]"
        )


def _how(element: object) -> str:
    hosts = {urlsplit(address).hostname for _, address in getattr(element, "default_js", ())}
    if hosts:
        return f"it draws by a script from {', '.join(sorted(filter(None, hosts)))}"
    return "it writes a script or markup of its own"
