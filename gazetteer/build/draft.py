"""A place on its way into the index: what an importer knows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.place_text import Name

if TYPE_CHECKING:
    from gazetteer.place import Kind
    from geo.points import LonLat

__all__ = ["Draft", "Name"]


@dataclass(slots=True)
class Draft:
    """A place that importers fill in and ``merge`` completes.

    Attributes:
        id: As in ``Place``.
        name: The primary name.
        kind: As in ``Place``.
        source: As in ``Place``.
        feature_code: As in ``Place``.
        country: As in ``Place``, or "".
        point: As in ``Place``, or None until one is known.
        population: Inhabitants, or 0 where not known.
        extent_m: As in ``Place``, or 0 until known.
        parent: Identifier of the smallest known unit that holds the place, or "".
        parent_code: The same by its code, where the identifier is not known: ``ML-8`` or ``ML.10``.
        codes: Its own codes, ISO first.
        shared_with: As in ``Place``.
        replaces: Identifiers of the records that this one stands for.
        names: Every spelling.
    """

    id: str
    name: str
    kind: Kind
    source: str
    feature_code: str
    country: str = ""
    point: LonLat | None = None
    population: int = 0
    extent_m: int = 0
    parent: str = ""
    parent_code: str = ""
    codes: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    names: list[Name] = field(default_factory=list)
