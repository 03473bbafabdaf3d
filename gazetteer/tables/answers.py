"""The answers to many questions as columns, each answered by itself: ``Answers``.

Most cells of most tables are plain names, which ``gazetteer.bulk`` decides without reading texts; of them
only the name that matched is read here, place by place in the order of the index. All others are located one
by one. A test holds that both give the same columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.bulk import NO_POSTING, Bulk, without_collecting
from gazetteer.explain import reason_in_short, short_reason
from gazetteer.kept import Kept
from gazetteer.locality.area import POINT_ERROR_M, country_reach, round_m
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK
from gazetteer.names import fold
from gazetteer.place_text import read_rare
from gazetteer.precision import codes, codes_within
from gazetteer.resolution import related_area
from gazetteer.tables.reaches import reaches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.bulk import Decision
    from gazetteer.place_block import PlaceClass
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

_E7 = 1e7
# What of a number is the position of a text; the record stands above.
_AT_BITS = 40
_AT_MASK = (1 << _AT_BITS) - 1
_ERROR_M = int(POINT_ERROR_M)
_OUTLINED = frozenset({"country", "admin1"})
# What may stand behind the usual name in the text of a place.
_ENDS = frozenset({"", "\t", "\v"})
_IS_USUAL = tuple(kind == "primary" for kind in NAME_KIND_OF)
_Codes = tuple["int | None", "int | None", "int | None"]


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
        # Said of many places.
        self._reasons = Kept(lambda said: short_reason(*said), most=10_000)
        self._codes: dict[tuple[str, str, int, bool], _Codes] = {}

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
        for values in self.columns:
            values.extend([None] * len(texts))
        decisions = self._bulk.decide(texts)
        done = self._find_plain(start, texts, decisions)
        for at, text in enumerate(texts):
            if not done[at]:
                # A plain name is located where it is resolved.
                ask = self._gazetteer.locate if decisions[at] is None else self._gazetteer.resolve
                for values, value in zip(self.columns, _row(ask(text)), strict=True):
                    values[start + at] = value

    def _find_plain(
        self, start: int, texts: Sequence[str], decisions: Sequence[Decision | None]
    ) -> bytearray:
        """Write the rows of plain names, place by place in the order of the index; tells which were."""
        done = bytearray(len(texts))
        # Numbers are sorted quicker than pairs.
        plain = sorted(
            [
                (decision[2] & RECORD_MASK) << _AT_BITS | at
                for at, decision in enumerate(decisions)
                if decision is not None and decision[2] != NO_POSTING
            ]
        )
        lons, lats, ids, matched, statuses, confidences, metres, acled, ucdp, reasons = self.columns
        index, known = self._gazetteer.index, reaches()
        located = index.located([number >> _AT_BITS for number in plain])
        for record_at, (text, number, lon_e7, lat_e7, extent_m, of) in zip(plain, located, strict=True):
            at = record_at & _AT_MASK
            kind, _, _, prefix = of
            identifier = f"{prefix}:{number}" if prefix else read_rare(text, "i")
            row = start + at
            if kind == "city":
                lons[row], lats[row] = lon_e7 / _E7, lat_e7 / _E7
                metres[row] = extent_m + _ERROR_M
                acled[row] = ucdp[row] = 1  # a town by itself, see ``gazetteer.precision``
            elif kind in _OUTLINED:
                reach = known.get((identifier, lon_e7, lat_e7))
                if reach is None:
                    continue
                lons[row], lats[row], metres[row], acled[row], ucdp[row] = reach
            else:
                lons[row], lats[row] = lon_e7 / _E7, lat_e7 / _E7
                metres[row], acled[row], ucdp[row] = self._reach(of, extent_m, record_at >> _AT_BITS)
            ids[row] = identifier
            status, sure, posting, bearers, rival = decisions[at]  # type: ignore[misc]  # there is one
            statuses[row], confidences[row] = status, sure
            name = texts[at]
            # Most are asked by the usual name, which stands first in a place's text.
            if (
                text.startswith(name)
                and text[len(name) : len(name) + 1] in _ENDS
                and _IS_USUAL[posting >> RECORD_BITS]
            ):
                matched[row] = name
            else:
                matched[row] = index.name(posting, fold(name)).spelling
            reasons[row] = self._reasons[bearers, round(100 * rival), status]
            done[at] = 1
        return done

    def _reach(self, of: PlaceClass, extent_m: int, record: int) -> _Codes:
        """Uncertainty and codes, which are the same for places whose kind, feature and extent are."""
        index = self._gazetteer.index
        # Whether a place is in a country tells only of regions; see ``gazetteer.precision``.
        at_large = of.kind == "region" and index.record(record).country is None
        key = (of.kind, of.feature, extent_m, at_large)
        found = self._codes.get(key)
        if found is None:
            place = index.place(record)
            precision = codes_within(place, round_m(place))
            found = precision.uncertainty_m, precision.geo_precision, precision.where_prec
            self._codes[key] = found
        return found


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
        uncertainty_m=precision.uncertainty_m,
        geo_precision=precision.geo_precision,
        where_prec=precision.where_prec,
        reason=reason_in_short(answer),
    )
