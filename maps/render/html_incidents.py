"""What a page with many incidents holds of them, in blocks of columns.

One block has what is needed to draw and to filter. The texts are in blocks of ``CHUNK`` incidents: one of the
lines (title, date, place), one of all else, since a popup needs one chunk of both and a table many of lines.
"""

from __future__ import annotations

import math
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maps.links import web_addresses
from maps.render.html_columns import block, coded, codes, numbers, words
from maps.render.html_data import days_of, drawings, is_many, page_data, safe_json
from maps.render.html_packing import Frame
from maps.render.html_packing import polygons as polygons_of
from maps.render.html_texts import html_date, page_texts, part_text, precision_text
from maps.style import FRAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from maps.document import Geometry, IncidentMark, MapDocument, QuotedSource
    from maps.render.html_columns import Column

__all__ = ["CHUNK", "Packed", "data_blocks", "packed"]

#: Incidents whose texts are in one block, which a browser unpacks in some ten milliseconds.
CHUNK = 10_000
_SCALE = 100_000
_SIGN = "\x1a"
_HOME = re.compile("(?:https?://[^/?#]*)?")
_OCTETS = "application/octet-stream"
_PRECISIONS = {key: code for code, key in enumerate(FRAMES)}
_UNHEARD_OF = _PRECISIONS["area"]
# What the column of areas says: none, a circle of the radius, or two more than the index of a shape.
_NO_AREA, _CIRCLE, _FIRST_SHAPE = 0, 1, 2
_FEWEST_CORNERS = 24
_EARTH_RADIUS_M = 6_371_008.8
_TEXTS = ("description", "basis", "reason", "border_note")
_CLAIM_TEXTS = ("figure", "subject", "whose", "said_by", "note", "flag")


class Packed(NamedTuple):
    """A document's incidents in blocks.

    Attributes:
        head: What the script must know before it reads the blocks, as JSON data.
        marks: The block to draw and to filter from.
        lines: The lines of each chunk, which other threads still make.
        details: All else of each chunk, made in the same way.
    """

    head: dict[str, Any]
    marks: Future[str]
    lines: list[Future[str]]
    details: list[Future[str]]


def data_blocks(document: MapDocument, name: str) -> tuple[str, Callable[[], str]]:
    """The script elements with a map's data: what stands before all else, and what may arrive later.

    The latter is made meanwhile by other threads: it is for the caller to do something else before asking.

    Args:
        document: The map.
        name: The identifier of the map in the page.
    """
    data = page_data(document, name)
    if not is_many(document):
        return _element("application/json", f"{name}_data", safe_json(data)), str
    inside = packed(document, Frame(document.view), page_texts(document))
    data["many"] = inside.head | drawings(document)
    # What follows the marks says that they are whole: the script does not wait for the end of the page.
    head = [
        _element("application/json", f"{name}_data", safe_json(data)),
        _element(_OCTETS, f"{name}_marks", inside.marks.result()),
        f'<span id="{name}_drawable" hidden></span>',
    ]

    def tail() -> str:
        return "\n".join(
            _element(_OCTETS, f"{name}_{kind}_{index}", text.result())
            for index, pair in enumerate(zip(inside.lines, inside.details, strict=True))
            for kind, text in zip(("lines", "details"), pair, strict=True)
        )

    return "\n".join(head), tail


def _element(kind: str, name: str, content: str) -> str:
    return f'<script type="{kind}" id="{name}">{content}</script>'


def packed(document: MapDocument, frame: Frame, said: Mapping[str, str]) -> Packed:
    """The incidents of a document in blocks.

    Args:
        document: The map.
        frame: How degrees become numbers.
        said: The words of the page.
    """
    marks = document.incidents
    places, dates = _places(marks, frame), _dates(marks)
    starts = range(0, len(marks), CHUNK)
    # zlib lets other threads run while it works.
    pool = ThreadPoolExecutor(2)
    try:
        head, columns = _marks(document, frame, places, dates)
        drawn = pool.submit(block, columns)
        chunks = [(marks[at : at + CHUNK], places.cut(at), dates.cut(at)) for at in starts]
        told = said, document.language
        details = [pool.submit(block, _details(chunk, place, *told)) for chunk, place, _ in chunks]
        lines = [pool.submit(block, _lines(*chunk)) for chunk in chunks]
    finally:
        pool.shutdown(wait=False)
    return Packed(head, drawn, lines, details)


class _Usual(NamedTuple):
    """What is listed once for all incidents: places or dates.

    Attributes:
        used: Where in the list each incident's stands.
        values: The list.
    """

    used: Sequence[int]
    values: list[Any]

    def each(self, part: int) -> list[Any]:
        """A part of the value of each incident."""
        return list(map([value[part] for value in self.values].__getitem__, self.used))

    def cut(self, start: int) -> _Usual:
        """The part of one chunk."""
        return _Usual(self.used[start : start + CHUNK], self.values)


def _places(marks: Sequence[IncidentMark], frame: Frame) -> _Usual:
    """Each place once: its name, how a report worded it, and the first incident's point in whole steps."""
    used, names = coded(_all(marks, "place_name"))
    values = []
    for name, mark in zip(names, _firsts(marks, used), strict=True):
        lon = mark.point.lon + frame.shift_deg(mark.point.lon)
        values.append([name, mark.place_text, round(lon * _SCALE), round(mark.point.lat * _SCALE)])
    return _Usual(used, values)


def _dates(marks: Sequence[IncidentMark]) -> _Usual:
    """Each date once: first and last day, which are null where not known, its words, and as HTML has it."""
    used, dates = coded(_all(marks, "when_edtf"))
    firsts = _firsts(marks, used)
    spans: list[list[int] | list[None]] = [days_of(date) or [None, None] for date in dates]
    return _Usual(
        used,
        [
            [*span, mark.when, date if html_date(date) else None]
            for span, mark, date in zip(spans, firsts, dates, strict=True)
        ],
    )


def _firsts(marks: Sequence[IncidentMark], used: Sequence[int]) -> list[IncidentMark]:
    """The first incident of each code."""
    first = dict(zip(reversed(used), reversed(marks), strict=True))
    return [first[code] for code in range(len(first))]


def _all(items: Iterable[object], name: str) -> list[Any]:
    """One attribute of each."""
    return list(map(attrgetter(name), items))


def _marks(
    document: MapDocument, frame: Frame, places: _Usual, dates: _Usual
) -> tuple[dict[str, Any], list[Column]]:
    marks = document.incidents
    points = np.fromiter(chain.from_iterable(_all(marks, "point")), float).reshape(-1, 2)
    steps = np.column_stack([points[:, 0] + _shifts(points[:, 0], frame), points[:, 1]])
    middles = np.array([value[2:] for value in places.values], np.int64).reshape(-1, 2)
    aside = np.rint(steps * _SCALE).astype(np.int64) - middles[places.used]
    kinds = {category.key: code for code, category in enumerate(document.categories)}
    team_of, teams = coded(_all(marks, "actors"))
    actors = {name: code for code, name in enumerate(dict.fromkeys(chain.from_iterable(teams)))}
    radii = np.rint(_all(marks, "radius_m")).astype(np.int64)
    areas, shapes = _areas(_all(marks, "area"), points, radii, frame)
    head = {"count": len(marks), "chunk": CHUNK, "scale": _SCALE, "actors": list(actors), "shapes": shapes}
    return head, [
        codes("place", places.used, places.values),
        numbers("lon", aside[:, 0]),
        numbers("lat", aside[:, 1]),
        numbers("category", [kinds.get(kind, 255) for kind in _all(marks, "category")]),
        numbers("precision", _shape_codes(marks)),
        codes("date", dates.used, dates.values),
        codes("team", team_of, [[actors[name] for name in team] for team in teams]),
        numbers("radius", radii),
        numbers("area", areas),
    ]


def _shifts(lons: NDArray[np.float64], frame: Frame) -> NDArray[np.float64] | float:
    """Degrees to add to each longitude, for views across 180 degrees."""
    return np.array([frame.shift_deg(lon) for lon in lons.tolist()]) if frame.shifts else 0.0


def _areas(
    areas: Sequence[Geometry | None], points: NDArray[np.float64], radii: NDArray[np.int64], frame: Frame
) -> tuple[NDArray[np.int64], list[list[list[str]]]]:
    """What the column of areas says, and the shapes in it that are no circles."""
    kinds = np.full(len(areas), _NO_AREA)
    drawn = [index for index, area in enumerate(areas) if area is not None]
    shapes: dict[str, tuple[int, list[list[str]]]] = {}
    known: dict[int, int] = {}
    for index, circle in zip(
        drawn, _are_circles([areas[at] for at in drawn], points[drawn], radii[drawn]), strict=True
    ):
        area = areas[index]
        if circle:
            kinds[index] = _CIRCLE
            continue
        # Incidents of one place share its shape, often as one object.
        code = known.get(id(area))
        if code is None:
            shape = frame.polygons(area, frame.fine_scale)
            code = known[id(area)] = shapes.setdefault(repr(shape), (len(shapes), shape))[0]
        kinds[index] = _FIRST_SHAPE + code
    return kinds, [shape for _, shape in shapes.values()]


def _are_circles(
    areas: Sequence[Geometry | None], middles: NDArray[np.float64], radii_m: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each area is one ring whose corners, eight of them looked at, are as far away as the radius."""
    corners = np.radians([_eight_corners(area) for area in areas]).reshape(-1, 8, 2)
    lons, lats = corners[..., 0], corners[..., 1]
    lon, lat = np.radians(middles)[:, None].T.swapaxes(1, 2)
    # The haversine formula, on a sphere: good to 0.6 % of the distance, which no reader of a map sees.
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
    far_m = 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    radius_m = radii_m[:, None]
    # What is no single ring has corners that are not numbers, and those are near nothing.
    alike: NDArray[np.bool_] = (np.abs(far_m - radius_m) <= 0.01 * radius_m + 1).all(axis=1)
    return alike


def _eight_corners(area: Geometry | None) -> Sequence[Sequence[float]]:
    polygons = list(polygons_of(area))
    if len(polygons) != 1 or len(polygons[0]) != 1 or len(polygons[0][0]) < _FEWEST_CORNERS:
        return [(math.nan, math.nan)] * 8
    ring = polygons[0][0]
    return [ring[len(ring) * eighth // 8][:2] for eighth in range(8)]


def _lines(marks: Sequence[IncidentMark], places: _Usual, dates: _Usual) -> list[Column]:
    return [
        words("title", _brief(_all(marks, "title"), places.each(1))),
        words("when", _unusual(_all(marks, "when"), dates.each(2))),
    ]


def _brief(titles: list[str], places: list[str | None]) -> list[str]:
    """Headlines with a sign for the words of their places, which headlines repeat."""
    if _SIGN in "".join(titles):
        titles = [title.replace(_SIGN, "\ufffd") for title in titles]
    long = [place if place and len(place) > 2 else _SIGN for place in places]
    return [title.replace(place, _SIGN) for title, place in zip(titles, long, strict=True)]


def _unusual(said: list[str | None], usual: list[str | None]) -> list[str | None]:
    """What is said, empty for the usual."""
    return ["" if text == other else text for text, other in zip(said, usual, strict=True)]


def _details(
    marks: Sequence[IncidentMark], places: _Usual, said: Mapping[str, str], language: str
) -> list[Column]:
    claims = list(chain.from_iterable(_all(marks, "claims")))
    sources = list(chain.from_iterable(_all(marks, "sources")))
    cited, further = _citations(marks)
    cautions = _all(marks, "cautions")
    return [
        *_facts(marks),
        words("place_text", _unusual(_all(marks, "place_text"), places.each(1))),
        *(words(name, _all(marks, name)) for name in _TEXTS),
        _precise(marks, said, language),
        numbers("cautions", list(map(len, cautions))),
        words("caution", list(chain.from_iterable(cautions))),
        numbers("sources", list(map(len, _all(marks, "sources")))),
        numbers("claims", list(map(len, _all(marks, "claims")))),
        numbers("claim.source", cited),
        numbers("claim.party", [1 if party else 0 for party in _all(claims, "said_by_party")]),
        words("claim.part", _parts(marks, said)),
        *(words(f"claim.{name}", _all(claims, name)) for name in _CLAIM_TEXTS),
        *_publications([*sources, *further]),
    ]


def _facts(marks: Sequence[IncidentMark]) -> list[Column]:
    """What tables say beside, a column of words for each of theirs: their names are the list ``facts``."""
    facts = _all(marks, "facts")
    # Incidents have none: only the rows of an explored table do.
    if not any(facts):
        return [codes("facts", (), [])]
    told = [{fact.name: fact.value for fact in row} for row in facts]
    names = list(dict.fromkeys(chain.from_iterable(told)))
    columns = [words(f"fact.{at}", [row.get(name) for row in told]) for at, name in enumerate(names)]
    return [codes("facts", range(len(names)), names), *columns]


def _citations(marks: Sequence[IncidentMark]) -> tuple[list[int], list[QuotedSource]]:
    """What each claim cites: 0 for nothing, from 1 a source of its incident, beyond these one of its own."""
    cited: list[int] = []
    further: list[QuotedSource] = []
    for mark in marks:
        own = mark.sources
        for claim in mark.claims:
            source = claim.source
            if source is None:
                cited.append(0)
            elif own and (source is own[0] or source in own):
                cited.append(1 + own.index(source))
            else:
                further.append(source)
                cited.append(len(own) + len(further))
    return cited, further


def _publications(sources: list[QuotedSource]) -> list[Column]:
    """Sources, with a sign for the site that a publisher's links begin with: the list of homes says which."""
    publishers, urls = _all(sources, "publisher"), web_addresses(_all(sources, "url"))
    homes: dict[str, str] = {}
    for publisher, url in zip(publishers, urls, strict=True):
        if publisher not in homes and url is not None:
            homes[publisher] = _HOME.match(url)[0]  # type: ignore[index]  # it matches any text
    links = [
        f"{_SIGN}{url[len(home) :]}" if url is not None and url.startswith(home) else url
        for url, home in zip(urls, [homes.get(publisher, "") for publisher in publishers], strict=True)
    ]
    return [
        words("source.publisher", publishers),
        words("source.title", _all(sources, "title")),
        words("source.url", links),
        words("source.published", _all(sources, "published")),
        codes("homes", range(len(homes)), [list(pair) for pair in homes.items()]),
    ]


def _precise(marks: Sequence[IncidentMark], said: Mapping[str, str], language: str) -> Column:
    """How well each place is known, in words."""
    shapes = np.array(_shape_codes(marks))
    # Both as one number, which sorts quickly.
    keys = np.rint(_all(marks, "radius_m")).astype(np.int64) * len(_PRECISIONS) + shapes
    distinct, used = np.unique(keys, return_inverse=True)
    names = list(_PRECISIONS)
    texts = [
        precision_text(names[key % len(names)], key // len(names), said, language)
        for key in distinct.tolist()
    ]
    return codes("precise", used, texts)


def _shape_codes(marks: Sequence[IncidentMark]) -> list[int]:
    return [_PRECISIONS.get(precision, _UNHEARD_OF) for precision in _all(marks, "precision")]


def _parts(marks: Sequence[IncidentMark], said: Mapping[str, str]) -> list[str]:
    """Of which total each claim is a part, in words."""
    return [part_text(mark, claim, said) if claim.part_of else "" for mark in marks for claim in mark.claims]
