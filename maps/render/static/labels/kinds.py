"""How names of each kind are set, and the dots of towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.render.static.drawing import Face, Paint, Shape
from maps.render.static.outlines import circle

if TYPE_CHECKING:
    from maps.render.static.style import Style

__all__ = ["COUNTRIES_FIRST_M_PT", "KINDS", "TOWNS", "WATERS", "Kind", "dot", "dot_radius", "known"]


class Kind(NamedTuple):
    """How names of one kind are set: key of their size and colour, face, letters, dot, room kept free."""

    size: str
    colour: str
    face: Face = Face()
    caps: bool = False
    spacing_em: float = 0.0
    dot: float = 0.0  # radius, as a share of the size
    room: float = 0.2  # round the name, as a share of the size


KINDS: dict[str, Kind] = {
    "country": Kind("country", "country_label", caps=True, spacing_em=0.3, room=0.4),
    "admin1": Kind("admin1", "admin1_label", caps=True, spacing_em=0.12, room=0.5),
    "capital": Kind("capital", "label", Face("bold"), dot=0.27, room=0.25),
    "city": Kind("city", "label", dot=0.2, room=0.35),
    "town": Kind("town", "label", dot=0.17, room=0.5),
    "river": Kind("water", "water_label", Face(italic=True), spacing_em=0.06, room=0.5),
    "lake": Kind("water", "water_label", Face(italic=True), spacing_em=0.06, room=0.3),
    "sea": Kind("water", "water_label", Face(italic=True), spacing_em=0.15, room=0.5),
    "border": Kind("border", "border_label", room=0.3),
}

#: At a smaller scale than that at which a country fills a page all countries are named before any town.
COUNTRIES_FIRST_M_PT = 5_500.0

TOWNS = frozenset({"capital", "city", "town"})
WATERS = frozenset({"river", "lake", "sea"})


def known(kind: str) -> str:
    """The kind, or ``town`` for one unheard of."""
    return kind if kind in KINDS else "town"


def dot_radius(kind: str, style: Style) -> float:
    """Radius of the dot of a town; 0 for what has none."""
    return KINDS[kind].dot * style.size[KINDS[kind].size]


def dot(kind: str, at: tuple[float, float], style: Style) -> list[Shape]:
    """A dot; a ring round a dot for a capital."""
    ink, halo, radius = style.colour["label"], style.colour["label_halo"], dot_radius(kind, style)
    edge = Paint(fill=ink, stroke=halo, width=0.25 * radius)
    if kind != "capital":
        return [Shape(circle(*at, radius), edge)]
    return [
        Shape(circle(*at, radius), Paint(fill=halo, stroke=ink, width=0.33 * radius)),
        Shape(circle(*at, 0.45 * radius), Paint(fill=ink)),
    ]
