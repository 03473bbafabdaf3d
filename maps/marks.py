"""The marks of incidents: what a map says of each, with the claims and sources that it quotes.

A map of very many keeps them as columns (``Marks``), for that is how they are composed and written: a mark is
made of its columns when somebody asks for that one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from geo import geodesic
from maps.grouped import NOBODY, Chosen, Grouped, coded_if_repeated
from maps.records import Records, column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized

    import numpy as np
    from numpy.typing import NDArray

    from geo.points import LonLat

__all__ = [
    "Fact",
    "Geometry",
    "IncidentMark",
    "Marks",
    "Precision",
    "Quoted",
    "QuotedClaim",
    "QuotedSource",
    "column",
    "positions",
    "quoted",
    "to_check",
]

Precision = Literal["point", "near", "area"]
Geometry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class QuotedSource:
    """A publication as the map cites it.

    Attributes:
        publisher: Who published it.
        title: Title of the piece, or None.
        url: A link with scheme http, https or mailto, or None.
        published: Date in words, or None.
    """

    publisher: str
    title: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """One claim as the map quotes it, beside the others and never added to them.

    Attributes:
        id: Key of the claim.
        figure: The figure in words: ``50``, ``20 to 80``, ``more than 25``, ``dozens``, ``no figure stated``.
        subject: What is counted, such as ``deaths``.
        whose: Whose dead, or None.
        said_by: Whose claim it is, in words (``not said`` is spelled out by the composer).
        said_by_party: Whether that is a party to the fighting; None where not known.
        source: Who reported it, or None.
        part_of: Key of the claim whose total this is a part of, or None.
        note: A remark of the table, or None.
        flag: A contradiction that the composer found (a total that its parts do not make), or None.
    """

    id: str
    figure: str
    subject: str
    whose: str | None
    said_by: str
    said_by_party: bool | None
    source: QuotedSource | None
    part_of: str | None = None
    note: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a column of a table says of a row.

    Attributes:
        name: The column.
        value: What the row has in it, in words.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class IncidentMark:
    """One incident on the map.

    Attributes:
        id: Key of the incident.
        number: Its number on the map and in the list, from 1.
        title: Headline (composed from type and place where the table has none).
        category: Key of a ``Category``: what the symbol shows.
        when: Date in words, or None.
        when_edtf: Date as EDTF, or None.
        place_text: The place in the words of the report, or None.
        place_name: The place that was found, such as ``Tinzaouaten, Kidal, Mali``, or None.
        point: Where the marker stands.
        precision: What the marker's shape shows: ``point`` (in the place), ``near`` (close to it) or ``area``
            (somewhere in it).
        radius_m: Radius of the uncertainty round ``point`` in metres.
        area: The uncertainty as GeoJSON geometry, or None where it is smaller than the marker at any useful
            scale.
        basis: The rule by which the text became this area, in words.
        reason: Why this place was chosen, in one line, with its confidence.
        border_note: What ``geo.borders.side`` says where the incident is near a border, or None.
        description: Plain text, or None.
        claims: The claims in the order of the table.
        sources: Publications that reported the incident as a whole.
        cautions: What the reader should know (coordinate far from its name, ambiguous place, ...).
        contradicted: Whether the table's own name of the place contradicts its coordinates.
        countries: Alpha-2 codes of the countries that the place may be in, the likeliest first.
        actors: Who took part, in the words of the table.
        facts: What else the table says, by its columns.
    """

    id: str
    number: int
    title: str
    category: str
    when: str | None
    when_edtf: str | None
    place_text: str | None
    place_name: str | None
    point: LonLat
    precision: Precision
    radius_m: float
    area: Geometry | None
    basis: str
    reason: str
    border_note: str | None = None
    description: str | None = None
    claims: tuple[QuotedClaim, ...] = ()
    sources: tuple[QuotedSource, ...] = ()
    cautions: tuple[str, ...] = ()
    contradicted: bool = False
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


# What many marks say in the same words.
_REPEATED = frozenset({
    "category", "when", "when_edtf", "place_text", "place_name", "precision", "basis", "reason",
    "border_note", "cautions", "countries", "actors",
})  # fmt: skip


class Marks(Records[IncidentMark]):
    """Marks in the order of their numbers, kept as columns. It is equal to a tuple of the same marks.

    Args:
        columns: What all marks say, by the name of each attribute of ``IncidentMark``, of one length.

    Examples:
        >>> from geo.points import LonLat
        >>> mark = IncidentMark("a", 1, "Fire", "other", None, None, "Gao", None, LonLat(0, 16), "point",
        ...     900.0, None, "a town", "it is the only one")
        >>> marks = Marks({name: [getattr(mark, name)] for name in IncidentMark.__slots__})
        >>> marks[0].title, marks == (mark,)
        ('Fire', True)
    """

    __slots__ = ("_positions",)

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(
            IncidentMark,
            {
                name: coded_if_repeated(values) if name in _REPEATED else values
                for name, values in columns.items()
            },
        )
        self._positions: NDArray[np.float64] | None = None

    def _with(self, columns: Mapping[str, Sequence[Any]]) -> Self:
        return type(self)(columns)

    def positions(self) -> NDArray[np.float64]:
        """Longitudes and latitudes, n by 2, made once."""
        if self._positions is None:
            self._positions = geodesic.positions(self.column("point"))
        return self._positions


class Quoted(NamedTuple):
    """What marks quote, as columns.

    Attributes:
        claims: The claims of each. Their column ``source`` chooses from the list that ``sources`` do.
        sources: The sources of each.
    """

    claims: Grouped[Records[QuotedClaim]]
    sources: Grouped[Chosen[QuotedSource]]


def quoted(marks: Sequence[IncidentMark]) -> Quoted:
    """What marks quote, without making records of what is in columns.

    Examples:
        >>> quoted(()).claims.whole.column("figure")
        []
    """
    claims, sources = column(marks, "claims"), column(marks, "sources")
    if isinstance(claims, Grouped) and isinstance(sources, Grouped):
        return Quoted(claims, sources)
    import numpy as np

    told = list(chain.from_iterable(claims))
    cited = list(chain.from_iterable(sources))
    known = dict.fromkeys([*cited, *(claim.source for claim in told if claim.source is not None)])
    number = {source: at for at, source in enumerate(known)} | {None: NOBODY}
    listed = Records(QuotedSource, _columns(QuotedSource, known))

    def chosen(some: Iterable[QuotedSource | None]) -> Chosen[QuotedSource]:
        return Chosen(listed, np.array([number[source] for source in some], np.int64))

    def counts(groups: Iterable[Sized]) -> NDArray[np.int64]:
        return np.array(list(map(len, groups)), np.int64)

    columns = _columns(QuotedClaim, told)
    columns["source"] = chosen(columns["source"])
    return Quoted(
        Grouped(counts(claims), Records(QuotedClaim, columns)), Grouped(counts(sources), chosen(cited))
    )


def _columns(kind: type, things: Iterable[object]) -> dict[str, Sequence[Any]]:
    """All attributes of things of a dataclass."""
    things = list(things)
    return {field.name: column(things, field.name) for field in fields(kind)}


def positions(marks: Sequence[IncidentMark]) -> NDArray[np.float64]:
    """Longitudes and latitudes of marks in degrees, n by 2.

    Examples:
        >>> positions(()).shape
        (0, 2)
    """
    return (
        marks.positions() if isinstance(marks, Marks) else geodesic.positions([mark.point for mark in marks])
    )


def to_check(marks: Sequence[IncidentMark]) -> Iterator[tuple[int, tuple[str, ...], list[str]]]:
    """The marks that a reporter should look at: where each stands, its cautions, and the flags of its claims.

    Examples:
        >>> list(to_check(()))
        []
    """
    cautions, claims = column(marks, "cautions"), column(marks, "claims")
    # Of many marks nearly none has any, and claims need not be made to see that.
    flagged = not isinstance(claims, Grouped) or any(quoted(marks).claims.whole.column("flag"))
    for at, said in enumerate(cautions):
        flags = [f"claim {claim.id}: {claim.flag}." for claim in claims[at] if claim.flag] if flagged else []
        if said or flags:
            yield at, said, flags
