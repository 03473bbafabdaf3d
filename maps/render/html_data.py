"""What the page's script needs to draw, as one JSON block: coordinates, symbols to use, words to say."""

from __future__ import annotations

import json
import math
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from maps.basemap import margin
from maps.describe import place_shown
from maps.document import OWN_KEY
from maps.marks import column
from maps.render.html_days import days_of
from maps.render.html_packing import Frame
from maps.render.html_shapes import rows_data
from maps.render.html_texts import page_texts
from maps.style import FRAMES, SYMBOLS, Fills, shape_of, symbol_key
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo import BBox
    from maps.document import MapDocument
    from maps.marks import IncidentMark

__all__ = [
    "FEWEST_FILTERED",
    "MOST_MARKERS",
    "SYMBOL_PLACE",
    "drawing_key",
    "drawings",
    "has_ids",
    "has_tools",
    "is_many",
    "max_zoom",
    "page_data",
    "safe_json",
    "symbol_id",
]

#: Incidents up to which each has a marker and an article of its own in the page; more are packed and drawn.
MOST_MARKERS = 300
#: Incidents from which on there is something to filter and to search.
FEWEST_FILTERED = 8
#: Size and middle of the white symbol within a marker's box of 32, by precision.
SYMBOL_PLACE = {"point": (0.78, 16), "near": (0.66, 17), "area": (0.66, 17)}
# What the script says; all else is in the markup.
_SPOKEN = (
    "actors", "area", "border", "clear", "close", "comma", "copy_link", "counted", "date", "date_unknown",
    "figures", "found_count", "ft", "fullscreen", "incident", "incident_number", "incidents", "kind_admin1",
    "kind_capital", "kind_city", "kind_country", "kind_lake", "kind_river", "kind_town", "km",
    "leave_fullscreen", "link_copied", "list", "m", "map_help", "marker", "mi", "more_claims",
    "more_incidents", "moved_to", "narrow", "near", "next", "no_such_incident", "none", "none_fits",
    "nothing_found", "nothing_found_shown", "number", "pages", "pause", "place", "play", "point",
    "precision", "previous", "reset_view", "rows", "search", "show_on_map", "shown", "table", "table_all",
    "time", "time_from", "time_to", "together", "tools", "type", "undated", "use_ctrl", "use_two_fingers",
    "zoom_in", "zoom_out",
)  # fmt: skip
# What it says beside that where it writes the articles.
_SPOKEN_OF_MANY = (
    "as_reported",
    "border_note",
    "caution",
    "claim",
    "claims",
    "colon",
    "contradiction",
    "figure",
    "found",
    "in_view",
    "incident_count",
    "incident_of_many",
    "incidents_help",
    "nothing_in_view",
    "party",
    "party_long",
    "quote_close",
    "quote_open",
    "reported_by",
    "said_by",
    "semicolon",
    "sources",
    "whose",
    "why",
)
_AREAS = frozenset({"land", "lakes"})
# What rows without an id are called, of incidents and of explored tables: numbers that change with the table.
_MADE_ID, _MADE_KEY = re.compile(r"row-\d+-*"), re.compile(r"\d+")


def page_data(document: MapDocument, name: str) -> dict[str, Any]:
    """What ``Dateline.draw`` reads.

    Args:
        document: The map.
        name: The identifier of the map in the page, which begins every id in its markup.
    """
    frame = Frame(document.view)
    texts, spoken = page_texts(document), words(document.language)
    many = is_many(document)
    actors = {} if many else _actors(document)
    fills = Fills(document.categories)
    return {
        "language": document.language,
        "tools": has_tools(document),
        "ids": has_ids(document),
        "view": _box(document.view.west, document.view.south, document.view.east, document.view.north, frame),
        "extent": _extent(document, frame),
        "scale": frame.scale,
        "fineScale": frame.fine_scale,
        **_background(document, frame),
        "categories": [
            {
                "key": category.key,
                "label": category.label,
                "fill": fills[category.key],
                "symbol": drawing_key(category.key),
            }
            for category in document.categories
        ],
        "actors": list(actors),
        "marks": [] if many else [_mark(mark, document, frame, name, actors) for mark in document.incidents],
        **rows_data(document, frame),
        "texts": {
            "language": spoken.language,
            **{key: texts[key] for key in (*_SPOKEN, *(_SPOKEN_OF_MANY if many else ()))},
        },
    }


def _background(document: MapDocument, frame: Frame) -> dict[str, Any]:
    """Land, waters and lines, the borders that are emphasised, and names."""
    return {
        "layers": [
            {
                "name": layer.name,
                "parts": frame.polygons(layer.geometry, frame.scale)
                if layer.name in _AREAS
                else frame.lines(layer.geometry, frame.scale),
            }
            for layer in document.basemap
        ],
        "borders": [
            {
                "label": border.label,
                "line": frame.lines(border.geometry, frame.fine_scale),
                "disputed": frame.lines(border.disputed, frame.fine_scale),
            }
            for border in document.borders
        ],
        "labels": [
            [
                label.text,
                *_point(label.point.lon, label.point.lat, frame, 3),
                label.kind,
                label.rank,
                *([label.room_deg] if label.room_deg else []),
            ]
            for label in document.labels
        ],
    }


def is_many(document: MapDocument) -> bool:
    """Whether the incidents are packed and drawn, rather than each an element of the page."""
    return len(document.incidents) > MOST_MARKERS


def has_tools(document: MapDocument) -> bool:
    """Whether the page has filters and a search: fewer incidents are taken in at a glance."""
    return len(document.incidents) + len(document.shapes) >= FEWEST_FILTERED


def drawings(document: MapDocument) -> dict[str, Any]:
    """Shapes of markers and symbols of categories to draw on a canvas, and how points are written."""
    say = words(document.language)
    return {
        "compass": [say.describe(key) for key in ("north", "south", "east", "west")],
        "comma": say.digits("0.0")[1],
        "frames": [
            {
                "key": key,
                "path": frame.path,
                "height": frame.height,
                "anchor": frame.anchor_y,
                "dashed": frame.dashed,
                "size": SYMBOL_PLACE[key][0],
                "middle": SYMBOL_PLACE[key][1],
            }
            for key, frame in FRAMES.items()
        ],
        "symbols": [SYMBOLS[symbol_key(category.key)].path for category in document.categories],
    }


def _mark(
    mark: IncidentMark, document: MapDocument, frame: Frame, name: str, actors: Mapping[str, int]
) -> dict[str, Any]:
    words, fills = page_texts(document), Fills(document.categories)
    when = mark.when or words["date_unknown"]
    return {
        "number": mark.number,
        "id": mark.id,
        "at": _point(mark.point.lon, mark.point.lat, frame, 5),
        "title": mark.title,
        "when": mark.when or "",
        "name": words["marker"].format(
            number=mark.number, title=mark.title, when=when, precision=words[shape_of(mark.precision)]
        ),
        "precision": shape_of(mark.precision),
        "symbol": symbol_id(name, mark.category, mark.precision),
        "fill": fills[mark.category],
        "area": frame.polygons(mark.area, frame.fine_scale),
        "category": next(
            (at for at, category in enumerate(document.categories) if category.key == mark.category), None
        ),
        "days": days_of(mark.when_edtf),
        "place": place_shown(mark, document),
        "actors": [actors[actor] for actor in mark.actors],
    }


def has_ids(document: MapDocument) -> bool:
    """Whether links may name incidents by their ids, which stay what they are when the table changes."""
    made = _MADE_KEY if document.about == "rows" else _MADE_ID
    return not all(map(made.fullmatch, column(document.incidents, "id")))


def _actors(document: MapDocument) -> dict[str, int]:
    """Where in the list of all actors each is."""
    named = chain.from_iterable(mark.actors for mark in document.incidents)
    return {actor: code for code, actor in enumerate(dict.fromkeys(named))}


def symbol_id(name: str, category: str, precision: str) -> str:
    """The id of the drawing that shows a mark's type and precision.

    Its parts are keys, of letters, digits and hyphens: never text of a table.
    """
    return f"{name}-{drawing_key(category)}-{shape_of(precision)}"


def drawing_key(category: str) -> str:
    """What tells the drawings of a category from those of others, in ids."""
    return category if OWN_KEY.fullmatch(category) else symbol_key(category)


def max_zoom(document: MapDocument) -> int:
    """The deepest zoom level that the precision of the background bears."""
    # At level z the world is 256 * 2**z pixels wide; a view fills about a thousand of them.
    fitting = math.log2(1000.0 * 360.0 / (256.0 * max(document.view.width_deg, 0.001)))
    return min(max(math.ceil(fitting) + 5, 6), 16)


def _point(lon: float, lat: float, frame: Frame, digits: int) -> list[float]:
    return [round(lon + frame.shift_deg(lon), digits), round(lat, digits)]


def _box(west: float, south: float, east: float, north: float, frame: Frame) -> list[float]:
    return [*_point(west, south, frame, 5), *_point(east, north, frame, 5)]


def _extent(document: MapDocument, frame: Frame) -> list[float]:
    """The box that the background fills, with sea where it has nothing: a reader is not led out of it."""
    view = _box(*document.view, frame)
    if not document.basemap:
        return view
    boxes = margin(document.view)
    # A box that ends at 180 degrees ends there on its own side of the earth.
    edges = [lon for box in boxes for lon in _edges(box, frame)]
    west, east = min(view[0], *edges), max(view[2], *edges)
    return [round(value, 5) for value in (west, boxes[0].south, east, boxes[0].north)]


def _edges(box: BBox, frame: Frame) -> tuple[float, float]:
    shift = frame.shift_deg((box.west + box.east) / 2)
    return box.west + shift, box.east + shift


def safe_json(data: object) -> str:
    r"""JSON that can stand in a script element: no character in it can end the element or start a comment.

    Examples:
        >>> print(safe_json("</script>"))
        "\u003c/script\u003e"
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
