"""The answers to many questions as columns, each answered by itself: ``Answers``.

Most cells of most tables are plain names, which ``gazetteer.bulk`` decides without reading texts, and whose
rows are made here as columns. All others are located one by one. A test holds that both give the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gazetteer.bulk import without_collecting
from gazetteer.errors import WrongTypeError
from gazetteer.explain import reason_in_short, short_reason
from gazetteer.locality.area import POINT_ERROR_M, round_m
from gazetteer.lookups import index_of
from gazetteer.mention import tidy
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK
from gazetteer.names import fold
from gazetteer.place import Place
from gazetteer.precision import codes, codes_within
from gazetteer.resolution import means_itself, names_several
from gazetteer.resolve import bulk_of, something_else
from gazetteer.tables.cells import NO_TEXT
from gazetteer.tables.reaches import reaches
from gazetteer.usual_names import texts_of_others
from gazetteer.weighing import NO_POSTING, STATUSES, UNDECIDED
from geo.checks import need
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from gazetteer.index import Index
    from gazetteer.place_columns import PlaceColumns
    from gazetteer.resolution import Resolution
    from gazetteer.resolve import Gazetteer
    from gazetteer.weighing import Decisions

    Positions = npt.NDArray[np.int64]

__all__ = ["COLUMNS", "FLOATS", "INTEGERS", "NO_FIGURE", "Answers", "Row", "asked_of"]


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

#: The columns by what they hold; the others are texts.
FLOATS = ("lon", "lat", "confidence")
INTEGERS = ("uncertainty_m", "geo_precision", "where_prec")
#: Stands in a column of whole numbers where there is none.
NO_FIGURE = -1

_E7 = 1e7
# Texts that are answered one by one between two looks at a bar.
_TOLD_EVERY = 100
_ERROR_M = int(POINT_ERROR_M)
_OUTLINED = frozenset({"country", "admin1"})
_Codes = tuple["int | None", "int | None", "int | None"]
_IS_USUAL = np.array([kind == "primary" for kind in NAME_KIND_OF])


def asked_of(gazetteer: Gazetteer | None) -> Gazetteer:
    """The gazetteer that a caller gives, or the one that comes with Dateline.

    Raises:
        WrongTypeError: If it is none.
    """
    if gazetteer is None:
        from gazetteer import open as open_gazetteer

        return open_gazetteer()
    from gazetteer.resolve import Gazetteer as Kind

    return need(gazetteer, Kind, "a gazetteer must be one of gazetteer.open()", WrongTypeError)


class Answers:
    """Answers to questions, kept by their texts, as columns.

    Args:
        gazetteer: Where names are looked up.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, int] = {}
        self._columns: dict[str, Any] = _empty(0)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    def rows(self, texts: Sequence[str], *, progress: Callable[[float], None] | None = None) -> Positions:
        """Where the answers to questions stand in the columns; those that are not there yet are found.

        Args:
            texts: What cells say: names, names with what holds them, relative locations, coordinates.
            progress: Called with the share that is done.

        Examples:
            >>> import gazetteer
            >>> answers = Answers(gazetteer.open())
            >>> rows = answers.rows(["Gao", "50 km north of Kidal", "Gao"])
            >>> rows.tolist(), answers.column("geo_precision", rows).tolist()
            ([0, 1, 0], [1, 2, 1])
        """
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            with without_collecting():
                found = _found(self._gazetteer, new, progress)
            end = len(known) + len(new)
            for name, column in self._columns.items():
                self._columns[name] = _extended(column, len(known), end, found[name])
            known.update(zip(new, range(len(known), end), strict=True))
        return np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))

    def column(self, name: str, rows: Positions) -> Any:  # noqa: ANN401 - an array or a list
        """A column of some answers.

        Args:
            name: One of ``COLUMNS``.
            rows: Which ones.

        Returns:
            Of ``FLOATS`` an array with NaN where there is nothing; of ``INTEGERS`` one with ``NO_FIGURE``
            there; of texts a list with None.
        """
        column = self._columns[name]
        if isinstance(column, list):
            return [column[row] for row in rows.tolist()]
        return column[rows]

    def cells(self, rows: Positions) -> list[Row]:
        """Some answers, each as its cells."""
        columns = []
        for name in COLUMNS:
            column = self.column(name, rows)
            if not isinstance(column, list):
                missing = np.isnan(column) if name in FLOATS else column == NO_FIGURE
                column = column.astype(object)
                column[missing] = None
                column = column.tolist()
            columns.append(column)
        return [Row(*cells) for cells in zip(*columns, strict=True)]


def _extended(column: Any, start: int, end: int, more: Any) -> Any:  # noqa: ANN401 - arrays or lists
    """A column with more rows, in an array that has room for others."""
    if isinstance(column, list):
        column.extend(more)
        return column
    if end > len(column):
        column = np.concatenate([column, np.empty(end, column.dtype)])
    column[start:end] = more
    return column


def _empty(count: int) -> dict[str, Any]:
    """Columns in which nothing is said."""
    return {
        name: np.full(count, np.nan)
        if name in FLOATS
        else np.full(count, NO_FIGURE, np.int64)
        if name in INTEGERS
        else [None] * count
        for name in COLUMNS
    }


def _found(
    gazetteer: Gazetteer, texts: Sequence[str], progress: Callable[[float], None] | None
) -> dict[str, Any]:
    """The columns of the answers to texts."""
    odd = {at: text for at, text in enumerate(texts) if text[:1] == NO_TEXT}
    if odd:
        texts = ["" if at in odd else text for at, text in enumerate(texts)]
    decisions = bulk_of(gazetteer).decide(texts)
    columns = _empty(len(texts))
    plain = np.flatnonzero(decisions.posting != NO_POSTING)
    rest = decisions.status == UNDECIDED
    rest[plain[~_write_places(gazetteer, plain, decisions, columns)]] = True
    _write_names(gazetteer, plain, texts, decisions, columns)
    columns["confidence"] = decisions.confidence.copy()
    columns["status"] = list(map((*STATUSES, None).__getitem__, decisions.status.tolist()))
    _write_reasons(plain, decisions, columns)
    for at in np.flatnonzero(decisions.status == STATUSES.index("unresolved")).tolist():
        columns["reason"][at] = something_else(tidy(texts[at]))
    # What is not plain takes nearly all the time.
    single = np.flatnonzero(rest).tolist()
    for done, at in enumerate(single):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done / len(single))
        # A plain name is located where it is resolved.
        ask = gazetteer.locate if decisions.status[at] == UNDECIDED else gazetteer.resolve
        for name, value in zip(COLUMNS, _row(ask(texts[at])), strict=True):
            if isinstance(columns[name], list):
                columns[name][at] = value
            else:
                columns[name][at] = (np.nan if name in FLOATS else NO_FIGURE) if value is None else value
    for at, text in odd.items():
        columns["reason"][at] = f"the cell holds {text.removeprefix(NO_TEXT).partition(', ')[0]} and no text"
    return columns


def _write_places(
    gazetteer: Gazetteer, plain: Positions, decisions: Decisions, columns: dict[str, Any]
) -> npt.NDArray[np.bool_]:
    """Write where plain names are and how sure that is; tells which of them are written."""
    index, places = index_of(gazetteer), bulk_of(gazetteer).places
    records = decisions.posting[plain] & RECORD_MASK
    kinds = places.kinds[places.of[records]]
    lons, lats = places.lon_e7[records] / _E7, places.lat_e7[records] / _E7
    # A town by itself, see ``gazetteer.precision``; the others follow.
    figures = np.ones((len(plain), len(INTEGERS)), np.int64)
    figures[:, 0] = places.extent_m[records].astype(np.int64) + _ERROR_M
    done = np.ones(len(plain), bool)
    known: dict[tuple[int, int, bool], Sequence[int]] = {}
    others = np.flatnonzero(kinds != "city")
    for at, record, kind in zip(
        others.tolist(), records[others].tolist(), kinds[others].tolist(), strict=True
    ):
        if kind in _OUTLINED:
            point_e7 = int(places.lon_e7[record]), int(places.lat_e7[record])
            reach = reaches().get((_identifier(index, places, record), *point_e7))
            if reach is None:
                done[at] = False
            else:
                lons[at], lats[at] = reach.lon, reach.lat
                figures[at] = _figures(*reach[2:])
            continue
        # Whether a place is in a country tells only of regions; see ``gazetteer.precision``.
        at_large = kind == "region" and index.record(record).country is None
        key = int(places.of[record]), int(places.extent_m[record]), at_large
        if key not in known:
            known[key] = _figures_of(index, record)
        figures[at] = known[key]
    columns["lon"][plain], columns["lat"][plain] = lons, lats
    for name, column in zip(INTEGERS, figures.T, strict=True):
        columns[name][plain] = column
    return done


def _identifier(index: Index, places: PlaceColumns, record: int) -> str:
    prefix = places.prefixes[places.of[record]]
    return f"{prefix}:{places.number[record]}" if prefix else index.id(record)


def _figures_of(index: Index, record: int) -> Sequence[int]:
    """Uncertainty and codes of a place without an outline, which depend on what can be read without texts."""
    facts = index.record(record)
    place = Place(
        id="",
        name="",
        point=index.point(record),
        kind=facts.kind,
        feature_code=facts.feature,
        country=facts.country,
        admin1=None,
        admin1_code=None,
        population=None,
        source=facts.source,
        extent_m=facts.extent_m,
    )
    found = codes_within(place, round_m(place))
    return _figures(found.uncertainty_m, found.geo_precision, found.where_prec)


def _figures(*figures: int | None) -> Sequence[int]:
    return [NO_FIGURE if figure is None else figure for figure in figures]


def _write_names(
    gazetteer: Gazetteer,
    plain: Positions,
    texts: Sequence[str],
    decisions: Decisions,
    columns: dict[str, Any],
) -> None:
    """Write identifiers and matched names, place by place in the order of the index."""
    index, places = index_of(gazetteer), bulk_of(gazetteer).places
    order = plain[np.argsort(decisions.posting[plain] & RECORD_MASK, kind="stable")]
    postings = decisions.posting[order]
    records = postings & RECORD_MASK
    told = decisions.names
    asked = (
        [told.get(row) or texts[row] for row in order.tolist()]
        if told
        else [texts[row] for row in order.tolist()]
    )
    prefixes = [places.prefixes[of] for of in places.of[records].tolist()]
    ids = [
        f"{prefix}:{number}" for prefix, number in zip(prefixes, places.number[records].tolist(), strict=True)
    ]
    # Most are asked by the usual name; of others the text of the place has the spelling.
    matched, is_usual = [*asked], _IS_USUAL[postings >> RECORD_BITS].tolist()
    written = [name if usual else "" for name, usual in zip(asked, is_usual, strict=True)]
    for at, text in texts_of_others(index, records, written).items():
        matched[at] = index.name(int(postings[at]), fold(asked[at]), text).spelling
    for at in [at for at, prefix in enumerate(prefixes) if not prefix]:
        ids[at] = index.id(int(records[at]))
    for column, found in (("place_id", ids), ("matched_name", matched)):
        values = np.full(len(texts), None, object)
        values[order] = found
        columns[column] = values.tolist()


def _write_reasons(plain: Positions, decisions: Decisions, columns: dict[str, Any]) -> None:
    """Write why, which is the same for many."""
    percent = np.rint(100 * decisions.rival[plain]).astype(np.int64)
    # Three small numbers as one, for columns are sorted quicker than rows.
    packed = (decisions.bearers[plain] << 16) + (percent << 8) + decisions.status[plain]
    said, which = np.unique(packed, return_inverse=True)
    reasons = [
        short_reason(number >> 16, number >> 8 & 0xFF, STATUSES[number & 0xFF]) for number in said.tolist()
    ]
    column = columns["reason"]
    for row, at in zip(plain.tolist(), which.tolist(), strict=True):
        column[row] = reasons[at]


def _row(answer: Resolution) -> Row:
    candidate = answer.candidate
    if candidate is None:
        figures, point = codes(answer)[:3], None
    else:
        figures, point = _reach_of(answer, candidate.place)
    acled, ucdp, metres = figures
    # Of several places the first is no more where it was than the others.
    named = None if names_several(answer) else candidate
    return Row(
        lon=None if point is None else point.lon,
        lat=None if point is None else point.lat,
        place_id=None if named is None else named.place.id,
        matched_name=None if named is None else named.matched_name,
        status=answer.status,
        confidence=answer.confidence,
        uncertainty_m=metres,
        geo_precision=acled,
        where_prec=ucdp,
        reason=reason_in_short(answer),
    )


def _reach_of(answer: Resolution, place: Place) -> tuple[_Codes, LonLat]:
    """Codes of ACLED and UCDP, radius, and the point: areas take long to build, and are if only they tell."""
    whole = means_itself(answer)
    if whole and place.kind not in _OUTLINED:
        return codes_within(place, round_m(place))[:3], place.point
    known = reaches().get((place.id, round(place.point.lon * _E7), round(place.point.lat * _E7)))
    if whole and known is not None:
        return (known.geo_precision, known.where_prec, known.uncertainty_m), LonLat(known.lon, known.lat)
    area = answer.area
    return codes(answer, area)[:3], place.point if area is None else area.point
