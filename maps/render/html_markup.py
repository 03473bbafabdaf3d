"""The page's markup, from templates in ``maps/assets``: every text is escaped where it is written."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from geo.markup import clean
from geo.points import LonLat
from maps.describe import place_shown
from maps.grouped import coded
from maps.links import web_address
from maps.marks import column
from maps.render.html_data import SYMBOL_PLACE, drawing_key, is_many, symbol_id
from maps.render.html_summary import MOST_ROWS, summary
from maps.render.html_texts import count_text, direction, html_date, page_texts, part_text, precision_text
from maps.style import FRAMES, SYMBOLS, Fills, shape_of, symbol_key
from maps.wording import words as maps_words

if TYPE_CHECKING:
    from jinja2 import Environment

    from geo.points import BBox
    from maps.document import MapDocument
    from maps.marks import Geometry

__all__ = ["markup"]


def markup(template: str, document: MapDocument, name: str, **more: object) -> str:
    """One template filled with a document.

    Args:
        template: File in ``maps/assets/templates`` without its suffix.
        document: The map.
        name: Begins every id in the markup.
        more: Further variables; strings among them are escaped unless they are ``markupsafe.Markup``.
    """
    return _environment().get_template(f"{template}.html.jinja").render(
        document=document,
        name=name,
        words=page_texts(document),
        direction=direction(document.language),
        many=is_many(document),
        **_legend(document, name),
        **more,
    )  # fmt: skip


def _legend(document: MapDocument, name: str) -> dict[str, Any]:
    """The drawings, and of them what the legend explains: only what is in use."""
    marks = document.incidents
    fills = Fills(document.categories)
    kinds = {drawing_key(category.key): category for category in reversed(document.categories)}
    kind, precision = coded(column(marks, "category")), coded(column(marks, "precision"))
    # Both as one number, of which there are few.
    together = coded((kind.used * len(precision.values) + precision.used).tolist()).values
    alike = [
        (kind.values[each // len(precision.values)], precision.values[each % len(precision.values)])
        for each in together
    ]
    drawings = {symbol_id(name, *each): _drawing(name, *each, fills) for each in alike}
    used = set(map(shape_of, precision.values))
    return {
        "drawings": [drawings[key] for key in sorted(drawings)],
        "kinds": [
            {"label": kind.label, "fill": fills[kind.key], "path": SYMBOLS[symbol_key(kind.key)].path}
            for kind in reversed(kinds.values())
        ]
        if marks or document.shapes
        else [],
        "shapes": [{"precision": key, "frame": frame} for key, frame in FRAMES.items() if key in used],
        "areas": any(column(marks, "area")),
        "emphasised_disputed": _any_in_view([border.disputed for border in document.borders], document.view),
        "basemap_disputed": _any_in_view(
            [layer.geometry for layer in document.basemap if layer.name == "disputed_borders"], document.view
        ),
    }


def _any_in_view(lines: list[Geometry], view: BBox) -> bool:
    """Whether a reader sees any of the lines before panning; the margin needs no explaining."""
    return any(
        view.contains(LonLat(lon, lat))
        for geometry in lines
        for line in geometry.get("coordinates", ())
        for lon, lat in line
    )


def _drawing(name: str, category: str, precision: str, fills: Fills) -> dict[str, Any]:
    shape, symbol = shape_of(precision), SYMBOLS[symbol_key(category)]
    size, middle = SYMBOL_PLACE[shape]
    return {
        "id": symbol_id(name, category, precision),
        "precision": shape,
        "frame": FRAMES[shape],
        "fill": fills[category],
        "symbol": symbol.path,
        "size": size,
        "middle": middle,
    }


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("maps", "assets/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {"summary": summary, "most_listed": MOST_ROWS}
    environment.filters |= {
        "count_text": count_text,
        "counted": lambda forms, count, language: maps_words(language).with_count(forms, count),
        "distance": lambda metres, language: maps_words(language).distance(metres),
        "fill": lambda pattern, **values: pattern.format(**values),
        "frame_height": lambda mark: FRAMES[shape_of(mark.precision)].height,
        "html_date": html_date,
        "symbol_id": lambda mark, name: symbol_id(name, mark.category, mark.precision),
        "part_text": part_text,
        "precision_text": lambda mark, words, language: precision_text(
            shape_of(mark.precision), mark.radius_m, words, language
        ),
        "place_shown": place_shown,
        "web_address": web_address,
    }
    return environment


def _clean(value: object) -> object:
    """Text without the characters that no HTML may hold; ``Markup`` stays what it is."""
    if type(value) is str:
        return clean(value)
    return value
