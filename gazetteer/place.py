"""What the gazetteer knows of a place, and what a weight says of it: ``Place`` and ``Reason``.

Named tuples and not dataclasses: importing ``dataclasses`` costs more than a first answer.
"""

from __future__ import annotations

from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.literals import Kind as Kind  # noqa: PLC0414 - given on
    from gazetteer.literals import Prefer as Prefer  # noqa: PLC0414 - the same
    from gazetteer.literals import Status as Status  # noqa: PLC0414 - the same
    from geo.points import LonLat

__all__ = ["Place", "Reason"]


class Place(NamedTuple):
    """One place of the gazetteer.

    Attributes:
        id: Source and identifier, such as ``geonames:2455290`` or ``dateline:tinzaouaten``.
        name: The name that its source gives first.
        point: A representative point; for an area the label point, never a claim that it is small.
        kind: ``city`` (any settlement), ``admin1``, ``admin2``, ``country``, ``natural`` (river, desert,
            massif), ``region`` (informal, such as the Sahel) or ``other``.
        feature_code: GeoNames feature class and code, such as ``P.PPLA``.
        country: ISO 3166-1 alpha-2 code, or None where no one country holds it.
        admin1: Name of the first-level subdivision that holds it, or None.
        admin1_code: Its ISO 3166-2 code such as ``ML-8`` where known, else GeoNames' ``ML.10``, or None.
        population: Inhabitants as the source has it, or None where it says nothing (GeoNames' 0).
        source: Name of the data set that gave the record, such as ``GeoNames`` or ``Dateline``.
        shared_with: Codes of other countries that the place also belongs to (a town on a border).
        extent_m: Radius of a circle round ``point`` that holds the place, approximate, by rule or by source.
        admin2: Name of the second-level subdivision that holds it, or None.
    """

    id: str
    name: str
    point: LonLat
    kind: Kind
    feature_code: str
    country: str | None
    admin1: str | None
    admin1_code: str | None
    population: int | None
    source: str
    shared_with: tuple[str, ...] = ()
    extent_m: int = 0
    admin2: str | None = None

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from gazetteer.cards import of_place

        return of_place(self)


class Reason(NamedTuple):
    """One weight that counted for or against a candidate.

    Attributes:
        rule: Name of the rule in ``gazetteer.weights``.
        weight: What it added to the candidate's score.
        why: The fact that made the rule apply, in words.
    """

    rule: str
    weight: float
    why: str
