"""The answers to many questions as columns, each answered by itself: ``Answers``.

Most cells of most tables are plain names, which ``gazetteer.bulk`` decides without reading texts; of them only
the name that matched is read here, place by place in the order of the index. All others are located one by
one. A test holds that both give the same columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.bulk import NO_POSTING, Bulk, without_collecting
from gazetteer.explain import reason_in_short, short_reason
from gazetteer.locality.area import POINT_ERROR_M, country_reach, round_m
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK
from gazetteer.names import fold
from gazetteer.precision import codes, codes_within
from gazetteer.resolution import related_area
from gazetteer.tables.reaches import reaches
from geo.areas import MAX_RADIUS_M

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.bulk import Decision
    from gazetteer.place_block import Record
    from gazetteer.resolution import Resolution
    from gazetteer.resolve import Gazetteer

__all__ = ["COLUMNS", "Answers", "Row"]


class Row(NamedTuple):
    """One answer, as a table has it.

    Attributes:
        lon: Longitude of a point in the place, degrees east; None where nothing was found.
        lat: Latitude, degrees north.
        place_id: The place by its source's identifier, such as ``geonames:2455290``.
        matched_name: The name that matched, as its source spells it.
        status: ``resolved``, ``ambiguous`` (the best guess stands in the row) or ``unresolved``.
        confidence: How likely the place is the right one, 0 to 1.
        uncertainty_m: Radius in metres round the point that holds the whole location; None if not known.
        geo_precision: ACLED's code, 1 to 3, or None.
        where_prec: UCDP's code, 1 to 7, or None.
        reason: Why this place, or why none, in one line.
    """

    lon: float | None
    lat: float | None
    place_id: str | None
    matched_name: str | None
    status: str
    confidence: float
    uncertainty_m: int | None
    geo_precision: int | None
    where_prec: int | None
    reason: str


#: The names of the columns, in their order.
COLUMNS = Row._fields

# A town by itself, see ``gazetteer.precision``.
_TOWN = (1, 1)
_E7 = 1e7


class Answers:
    """Answers to questions, kept by their texts, a list for each column.

    Args:
        gazetteer: Where names are looked up.

    Attributes:
        columns: The answers so far; ``rows`` says where each one stands.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.columns: tuple[list[Any], ...] = tuple([] for _ in COLUMNS)
        self._gazetteer = gazetteer
        self._bulk = Bulk(gazetteer.index)
        self._rows: dict[str, int] = {}
        # What is the same for all plain answers that have this in common.
        self._codes: dict[tuple[str, str, int, bool], tuple[int | None, int | None, int | None]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)

    def rows(self, texts: Sequence[str]) -> list[int]:
        """Where the answers to questions stand in the columns; those that are not there yet are found.

        Args:
            texts: What cells say: names, names with what holds them, relative locations, coordinates.

        Examples:
            >>> import gazetteer
            >>> answers = Answers(gazetteer.open())
            >>> answers.rows(["Gao", "50 km north of Kidal", "Gao"])
            [0, 1, 0]
            >>> answers.columns[COLUMNS.index("geo_precision")]
            [1, 2]
        """
        known = self._rows
        new = [*dict.fromkeys(text for text in texts if text not in known)]
        if new:
            known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
            with without_collecting():
                self._find(new)
        return [known[text] for text in texts]

    def _find(self, texts: Sequence[str]) -> None:
        start = len(self.columns[0])
        for column in self.columns:
            column += [None] * len(texts)
        decisions = self._bulk.decide(texts)
        # Places in the order of the index: each block of their texts is unpacked once.
        plain = sorted(
            (decision[2] & RECORD_MASK, at)
            for at, decision in enumerate(decisions)
            if decision is not None and decision[2] != NO_POSTING
        )
        done = [False] * len(texts)
        for record, at in plain:
            decision = decisions[at]
            if decision is not None and (row := self._plain(record, texts[at], decision)):
                self._put(start + at, row)
                done[at] = True
        for at, text in enumerate(texts):
            if not done[at]:
                self._put(start + at, _row(self._gazetteer.locate(text)))

    def _put(self, at: int, row: tuple[Any, ...]) -> None:
        for column, value in zip(self.columns, row, strict=True):
            column[at] = value

    def _plain(self, record: int, text: str, decision: Decision) -> tuple[Any, ...] | None:
        """The row of a plain name's place; None for one whose area is a polygon that nobody has looked at."""
        index = self._gazetteer.index
        facts = index.record(record)
        identifier = f"{facts.prefix}:{facts.number}" if facts.prefix else index.id(record)
        if facts.kind in _OUTLINED:
            found = reaches().get((identifier, facts.lon_e7, facts.lat_e7))
            if found is None:
                return None
            point, reach = found[:2], found[2:]
        else:
            point, reach = (facts.lon_e7 / _E7, facts.lat_e7 / _E7), self._reach(facts, record)
        status, sure, posting, bearers, rival = decision
        told = status, sure, *reach, short_reason(bearers, rival, status)
        return *point, identifier, self._matched(posting, text), *told

    def _reach(self, facts: Record, record: int) -> tuple[int | None, int | None, int | None]:
        """Uncertainty and codes, which plain answers share whose kind, feature and extent are the same."""
        if facts.kind == "city":
            return min(facts.extent_m + int(POINT_ERROR_M), int(MAX_RADIUS_M)), *_TOWN
        key = (facts.kind, facts.feature, facts.extent_m, facts.country is None)
        found = self._codes.get(key)
        if found is None:
            place = self._gazetteer.index.place(record)
            precision = codes_within(place, round_m(place))
            found = precision.coordinate_uncertainty_m, precision.geo_precision, precision.where_prec
            self._codes[key] = found
        return found

    def _matched(self, posting: int, text: str) -> str:
        """The name that a posting of a text's key stands for."""
        index = self._gazetteer.index
        usual = index.usual_name(posting & RECORD_MASK)
        if usual == text and NAME_KIND_OF[posting >> RECORD_BITS] == "primary":
            return usual
        return index.name(posting, fold(text)).spelling


_OUTLINED = frozenset({"country", "admin1"})


def _row(answer: Resolution) -> Row:
    candidate = answer.candidate
    if candidate is None:
        precision, point = codes(answer), None
    else:
        # The area of a country takes long to build, and nothing but its reach is asked for.
        whole = answer.relation == "at" and not answer.mention.site and related_area(answer) is None
        area = None if whole and country_reach(candidate.place) is not None else answer.area
        precision = codes(answer, area)
        point = candidate.place.point if area is None else area.point
    return Row(
        lon=None if point is None else point.lon,
        lat=None if point is None else point.lat,
        place_id=None if candidate is None else candidate.place.id,
        matched_name=None if candidate is None else candidate.matched_name,
        status=answer.status,
        confidence=answer.confidence,
        uncertainty_m=precision.coordinate_uncertainty_m,
        geo_precision=precision.geo_precision,
        where_prec=precision.where_prec,
        reason=reason_in_short(answer),
    )
