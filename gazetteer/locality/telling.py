"""What a tree of relations tells by itself: its words, its relation in one word, how open it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from gazetteer.locality.tree import Between, Border, Name, Near, Offset, OneOf, Part, Tripoint, leaves
from geo.told import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.locality.tree import Node
    from gazetteer.mention import Relation

__all__ = ["contradiction", "is_open", "is_wide", "plain_leaves", "relation_of", "words_of"]


def plain_leaves(node: Node) -> list[Name]:
    """The names that tell where something is, and not only whose border it is near."""
    return [name for name in leaves(node) if not name.country]


def is_wide(node: Node) -> bool:
    """Whether a relation is one to an area, in which a settlement may be named."""
    if isinstance(node, Near):
        return isinstance(node.of, (Border, Tripoint))
    return isinstance(node, (Border, Tripoint, Part))


def is_open(node: Node) -> bool:
    """Whether a relation has no end of its own, so that what holds it makes one."""
    if isinstance(node, Offset):
        return node.distance is None or isinstance(node.of, Border)
    return is_wide(node)


def words_of(node: Node) -> str:
    """The words of a relation without the names.

    Examples:
        >>> words_of(Near(Border((), "the border", 5_000), "near", 25_000))
        'near the border'
    """
    if isinstance(node, Name):
        return ""
    inner = words_of(node.of) if isinstance(node, (Near, Offset, Part)) else ""
    return f"{node.words} {inner}".strip()


def contradiction(nodes: Sequence[Node]) -> str:
    """Which two relations to one place exclude each other, by their directions, or "".

    Where they are widened by the extent of the place, their areas may touch all the same.

    Examples:
        >>> from gazetteer.locality.headings import heading
        >>> kidal = Name("Kidal")
        >>> contradiction([Offset(kidal, f"{side} of", heading=heading(side)) for side in ("north", "south")])
        "'north of' and 'south of' Kidal exclude each other"
    """
    sided = [node for node in nodes if isinstance(node, Offset) and node.heading is not None]
    for first, second in itertools.combinations(sided, 2):
        one, other = first.heading, second.heading
        if first.of != second.of or one is None or other is None:
            continue
        apart_deg = abs((one.azimuth_deg - other.azimuth_deg + 180.0) % 360.0 - 180.0)
        if apart_deg >= one.half_width_deg + other.half_width_deg:
            of = ", ".join(name.text for name in leaves(first.of))
            english = "{one!r} and {other!r} {place} exclude each other"
            return tell("excluded", english, one=first.words, other=second.words, place=of)
    return ""


def relation_of(node: Node) -> Relation:
    """The relation of a tree in one word.

    Examples:
        >>> relation_of(Between((Name("Gao"), Name("Kidal")), "between"))
        'between'
    """
    if isinstance(node, Near):
        return "border" if is_wide(node) else "near"
    if isinstance(node, Offset):
        return "near" if node.heading is None and node.toward is None else "direction"
    if isinstance(node, Between):
        return "road" if node.road else "between"
    if isinstance(node, (Border, Tripoint)):
        return "border"
    if isinstance(node, OneOf):
        return "at" if isinstance(node.of[0], Name) else relation_of(node.of[0])
    return "part"
