"""What a page with many incidents holds of them, in blocks of columns.

One block has what is needed to draw and to filter. The texts are in blocks of ``CHUNK`` incidents: one of the
lines (title, date, place), one of all else, since a popup needs one chunk of both and a table many of lines.
"""

from __future__ import annotations

import functools
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maps.grouped import coded
from maps.marks import column, positions
from maps.render.html_areas import areas_of
from maps.render.html_columns import QUICK, THOROUGH, block, codes, deflated, numbers, text
from maps.render.html_data import drawings, has_ids, is_many, page_data, safe_json
from maps.render.html_days import days_of
from maps.render.html_details import Usual, details, ids, lines
from maps.render.html_packing import Frame
from maps.render.html_texts import html_date, page_texts
from maps.style import FRAMES, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from maps.document import MapDocument
    from maps.marks import IncidentMark
    from maps.render.html_columns import Column

__all__ = ["CHUNK", "Data", "data_blocks"]

#: Incidents whose texts are in one block, which a browser unpacks in some ten milliseconds.
CHUNK = 10_000
_SCALE = 100_000
_OCTETS = "application/octet-stream"
_PRECISIONS = {key: code for code, key in enumerate(FRAMES)}
# To gather the blocks keeps one processor busy: where there are two, a second thread would slow that down.
_THREADS = 1 if (os.cpu_count() or 1) <= 2 else 2
# What says that a category is none of the legend's.
_NO_KIND = 255


class Data(NamedTuple):
    """The script elements with a map's data. Several pages of one document may hold the same.

    Attributes:
        first: What stands before all else.
        later: Gives what may arrive later, which other threads make meanwhile: it is for the caller to do
            something else before asking.
    """

    first: str
    later: Callable[[], str]


class _Packed(NamedTuple):
    """A document's incidents in blocks, which other threads still deflate.

    Attributes:
        head: What the script must know before it reads the blocks, as JSON data.
        marks: The block to draw and to filter from.
        lines: The lines of each chunk.
        ids: The ids of each chunk; none where the table has no ids.
        details: All else of each chunk.
    """

    head: dict[str, Any]
    marks: Future[bytes]
    lines: list[Future[bytes]]
    ids: list[Future[bytes]]
    details: list[Future[bytes]]


def data_blocks(document: MapDocument, name: str) -> Data:
    """The script elements with a map's data.

    Args:
        document: The map.
        name: The identifier of the map in the page.
    """
    data = page_data(document, name)
    if not is_many(document):
        return Data(_element("application/json", f"{name}_data", safe_json(data)), str)
    inside = _packed(document, Frame(document.view), page_texts(document))
    data["many"] = inside.head | drawings(document)
    # What follows the marks says that they are whole: the script does not wait for the end of the page.
    head = [
        _element("application/json", f"{name}_data", safe_json(data)),
        _element(_OCTETS, f"{name}_marks", text(inside.marks.result())),
        f'<span id="{name}_drawable" hidden></span>',
    ]

    @functools.cache
    def later() -> str:
        kinds = {"lines": inside.lines, "ids": inside.ids, "details": inside.details}
        return "\n".join(
            _element(_OCTETS, f"{name}_{kind}_{index}", text(made[index].result()))
            for index in range(len(inside.lines))
            for kind, made in kinds.items()
            if made
        )

    return Data("\n".join(head), later)


def _element(kind: str, name: str, content: str) -> str:
    return f'<script type="{kind}" id="{name}">{content}</script>'


def _packed(document: MapDocument, frame: Frame, said: Mapping[str, str]) -> _Packed:
    """The incidents of a document in blocks.

    Args:
        document: The map.
        frame: How degrees become numbers.
        said: The words of the page.
    """
    marks = document.incidents
    places, dates = _places(marks, frame, rows=document.about == "rows"), _dates(marks)
    # What deflates needs no Python, and the thread that asked gathers the next block meanwhile. The blocks
    # are the same, however many threads there are.
    pool = ThreadPoolExecutor(_THREADS)

    def deflating(columns: Iterable[Column], level: int = THOROUGH) -> Future[bytes]:
        return pool.submit(deflated, block(columns), level)

    try:
        head, columns = _marks(document, frame, places, dates)
        drawn = deflating(columns, QUICK)
        chunks = [
            (marks[at : at + CHUNK], places.cut(at, CHUNK), dates.cut(at, CHUNK))
            for at in range(0, len(marks), CHUNK)
        ]
        told = [deflating(details(chunk, place, said, document.language)) for chunk, place, _ in chunks]
        listed = [deflating(lines(*chunk), QUICK) for chunk in chunks]
        named = [deflating(ids(chunk)) for chunk, _, _ in chunks] if has_ids(document) else []
    finally:
        pool.shutdown(wait=False)
    return _Packed(head, drawn, listed, named, told)


def _places(marks: Sequence[IncidentMark], frame: Frame, *, rows: bool) -> Usual:
    """Each place once: its name, how a report worded it, and the first incident's point in whole steps.

    Where no place is named a page shows the point of each, as ``maps.describe.place_shown`` does.
    """
    named = coded(column(marks, "place_name"))
    points, worded = column(marks, "point"), column(marks, "place_text")
    values = []
    for name, first in zip(named.values, named.firsts().tolist(), strict=True):
        lon, lat = points[first]
        steps = round((lon + frame.shift_deg(lon)) * _SCALE), round(lat * _SCALE)
        values.append(["" if rows and name is None else name, worded[first], *steps])
    return Usual(named.used, values)


def _dates(marks: Sequence[IncidentMark]) -> Usual:
    """Each date once: first and last day, which are null where not known, its words, and as HTML has it."""
    dates = coded(column(marks, "when_edtf"))
    worded = column(marks, "when")
    values = []
    for date, first in zip(dates.values, dates.firsts().tolist(), strict=True):
        span: list[int] | list[None] = days_of(date) or [None, None]
        values.append([*span, worded[first], date if html_date(date) else None])
    return Usual(dates.used, values)


def _marks(
    document: MapDocument, frame: Frame, places: Usual, dates: Usual
) -> tuple[dict[str, Any], list[Column]]:
    marks = document.incidents
    points = positions(marks)
    steps = np.column_stack([points[:, 0] + _shifts(points[:, 0], frame), points[:, 1]])
    middles = np.array([value[2:] for value in places.values], np.int64).reshape(-1, 2)
    aside = np.rint(steps * _SCALE).astype(np.int64) - middles[places.used]
    teams = coded(column(marks, "actors"))
    actors = {name: code for code, name in enumerate(dict.fromkeys(chain.from_iterable(teams.values)))}
    radii = np.rint(column(marks, "radius_m")).astype(np.int64)
    areas, shapes = areas_of(column(marks, "area"), points, radii, frame)
    head = {"count": len(marks), "chunk": CHUNK, "scale": _SCALE, "actors": list(actors), "shapes": shapes}
    return head, [
        codes("place", places.used, places.values),
        numbers("lon", aside[:, 0]),
        numbers("lat", aside[:, 1]),
        numbers("category", _kinds(document)),
        numbers("precision", _shape_codes(marks)),
        codes("date", dates.used, dates.values),
        codes("team", teams.used, [[actors[name] for name in team] for team in teams.values]),
        numbers("radius", radii),
        numbers("area", areas),
    ]


def _kinds(document: MapDocument) -> NDArray[np.int64]:
    found = coded(column(document.incidents, "category"))
    kinds = {category.key: code for code, category in enumerate(document.categories)}
    return np.array([kinds.get(key, _NO_KIND) for key in found.values], np.int64)[found.used]


def _shape_codes(marks: Sequence[IncidentMark]) -> NDArray[np.int64]:
    said = coded(column(marks, "precision"))
    return np.array([_PRECISIONS[shape_of(precision)] for precision in said.values], np.int64)[said.used]


def _shifts(lons: NDArray[np.float64], frame: Frame) -> NDArray[np.float64] | float:
    """Degrees to add to each longitude, for views across 180 degrees."""
    return np.array([frame.shift_deg(lon) for lon in lons.tolist()]) if frame.shifts else 0.0
