"""What a text says about where something is: a small tree whose leaves are names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from gazetteer.locality.distances import Distance
    from gazetteer.locality.headings import Heading

__all__ = [
    "HEAD",
    "Between",
    "Border",
    "Found",
    "In",
    "Name",
    "Near",
    "Node",
    "Offset",
    "OneOf",
    "Part",
    "Reading",
    "Tripoint",
    "leaves",
]


class Name(NamedTuple):
    """A name, to be looked up.

    Attributes:
        text: The name with the words that tell its kind: "the Kidal region".
        country: Whether it stands where a country is named, so that "Algerian" is one.
        wide: Whether something as small as a village lies in a part of it, so that it is hardly a town.
    """

    text: str
    country: bool = False
    wide: bool = False


class Near(NamedTuple):
    """Near something, by how far the word for it reaches.

    Attributes:
        of: What it is near.
        words: The words that say so.
        reach_m: How far beyond it they reach.
    """

    of: Node
    words: str
    reach_m: float


class Offset(NamedTuple):
    """At a distance from something, in a direction from it, or both.

    Attributes:
        of: From where.
        words: The words that say so.
        distance: How far, or None.
        heading: In which direction, or None.
        toward: The place in whose direction it is, as in "20 km from Gao on the road to Ansongo", or None.
        across: The second of two distances at right angles, as in "2 km north and 3 km east of", or None.
    """

    of: Node
    words: str
    distance: Distance | None = None
    heading: Heading | None = None
    toward: Node | None = None
    across: tuple[Distance, Heading] | None = None


class Part(NamedTuple):
    """A part of something: a side of it, its middle, or somewhere in it.

    Attributes:
        of: Of what.
        words: The words that say so.
        side: Which side, or None for the middle or an unnamed part.
        central: Whether it is the middle.
        far: Whether it is the outermost part of that side.
    """

    of: Node
    words: str
    side: Heading | None = None
    central: bool = False
    far: bool = False


class Between(NamedTuple):
    """Between places, or on the road from one to the other.

    Attributes:
        of: The places, two or more.
        words: The words that say so.
        road: Whether a road between them is meant.
        halfway: Whether it is midway.
    """

    of: tuple[Node, ...]
    words: str
    road: bool = False
    halfway: bool = False


class Border(NamedTuple):
    """On or about the border of a country or between two.

    Attributes:
        of: Whose border: one or two names; none where the text leaves it to the context.
        words: The words that say so.
        reach_m: How far to each side the words reach.
        side: On whose side, or None.
        heading: Which stretch of it ("the northern border"), or None.
    """

    of: tuple[Name, ...]
    words: str
    reach_m: float
    side: Name | None = None
    heading: Heading | None = None


class Tripoint(NamedTuple):
    """About the point where three countries meet; ``of`` is empty where the text does not name them."""

    of: tuple[Name, ...]
    words: str


class OneOf(NamedTuple):
    """In one or another of several places: "in the regions of Gao and Kidal"."""

    of: tuple[Node, ...]
    words: str


class In(NamedTuple):
    """Inside something that is named as what holds the rest."""

    of: Node
    words: str


#: Stands for the name before all relations, in "Kidal, 50 km north".
HEAD = Name("")

Node: TypeAlias = Name | Near | Offset | Part | Between | Border | Tripoint | OneOf | In


#: What a rule of the grammar finds at the beginning of a text, and the rest of the text.
Found: TypeAlias = tuple[Node, str]


class Reading(NamedTuple):
    """A text as the grammar reads it.

    Attributes:
        head: A name that stands before all relations, as in "Berrah, near Tinzaouaten", or None.
        relations: What relates to named places, in the order of the text.
        holders: Names of what holds it all, in the order of the text.
        unused: Parts of the text that were not understood.
    """

    head: Name | None
    relations: tuple[Node, ...]
    holders: tuple[Name, ...]
    unused: tuple[str, ...]


def leaves(node: Node) -> list[Name]:
    """The names of a tree, in the order of the text.

    Examples:
        >>> [name.text for name in leaves(Between((Name("Gao"), Name("Kidal")), "between"))]
        ['Gao', 'Kidal']
    """
    if isinstance(node, Name):
        return [node]
    below = node.of if isinstance(node, (Between, Border, Tripoint, OneOf)) else (node.of,)
    found = [name for child in below for name in leaves(child)]
    if isinstance(node, Offset) and node.toward is not None:
        found += leaves(node.toward)
    if isinstance(node, Border) and node.side is not None:
        found.append(node.side)
    return found
