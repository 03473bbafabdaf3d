"""Any table as a map: ``maps.explore`` says what may be in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gazetteer.uncertainty import scale_of
from geo.checks import need_text
from maps.coarsening import Asked
from maps.compose import check_language, compose
from maps.describe import default_title, describe
from maps.document import Fact, NotShown, ShapeMark
from maps.errors import WrongTypeError
from maps.exploring.colouring import colouring
from maps.exploring.dating import dating
from maps.exploring.hiding import check_columns, levels_of_rows, without_shapes
from maps.exploring.options import ExploreOptions, check_options
from maps.exploring.placing import Place, placing, reaches
from maps.exploring.reading import Table, name_of, read, said
from maps.incidents.model import Incident, Report
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazetteer import Gazetteer
    from maps.document import MapDocument
    from maps.exploring.colouring import Colouring
    from maps.incidents.dates import When
    from maps.marks import Geometry

__all__ = ["ExploreOptions", "check_options", "explore"]

# What a column of names may be called.
_NAMING = ("title", "name", "headline", "event", "titre", "nom", "place")
_MANY = 20_000


def explore(  # noqa: PLR0913 - the settings of one map, by keyword
    data: Any,  # noqa: ANN401 - a table of any library
    *,
    colour: str | None = None,
    place: str | None = None,
    country: str | None = None,
    admin1: str | None = None,
    date: str | None = None,
    popup: bool | str | Sequence[str] = True,
    tooltip: str | None = None,
    title: str | None = None,
    border: str | Iterable[str] | None = None,
    scheme: str = "quantiles",
    k: int = 5,
    categorical: bool = False,
    language: str = "en",
    worldview: str = "default",
    generalise: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> MapDocument:
    """The map of a table; ``maps.explore`` says more."""
    language = check_language(language)
    if title is not None:
        need_text(title, "the title", WrongTypeError)
    table = read(data)
    # pandas has names of any type.
    colour, place, country, admin1, date, tooltip = (
        None if label is None else name_of(label) for label in (colour, place, country, admin1, date, tooltip)
    )
    # All that may be wrong with the call, before the work.
    coloured = colouring(table, colour, scheme=scheme, k=k, categorical=categorical, language=language)
    levels = levels_of_rows(table, Asked(generalise).level)
    places, placed_by = placing(table, place, admin1, country, levels)
    dates = dating(table, date)
    hides = any(levels)
    if hides:
        # What is hidden may be in any column: those that are shown have to be named.
        popup = [] if popup is True else popup
        table = table._replace(keys=[str(row) for row in range(len(table.keys))])
        places = [without_shapes(one) if levels[row] else one for row, one in enumerate(places)]
    naming = table.at(tooltip) if tooltip is not None else None if hides else _naming(table, places)
    # In every popup anyway.
    said_already = {*placed_by, *([date] if dates.whole and date is not None else [])}
    shown = _shown_columns(table, popup, naming, said_already)
    if hides:
        named = [*shown, *(table.at(name) for name in (colour, tooltip, date) if name is not None)]
        hidden = [one if levels[row] else Place() for row, one in enumerate(places)]
        check_columns(table, named, hidden, placed_by)
    titles = _titles(table, naming, None if hides else places, language)
    facts = _facts(table, shown)
    document = _composed(
        [
            _incident(row, one, titles[row], dates.of[row], levels[row])
            for row, one in enumerate(places)
            if one.shape is None
        ],
        tuple(
            _shape_mark(one.shape, table.keys[row], titles[row], coloured.of[row], facts[row], when, language)
            for row, (one, when) in enumerate(zip(places, dates.of, strict=True))
            if one.shape is not None
        ),
        borders=[border] if isinstance(border, str) else border or (),
        language=language,
        worldview=worldview,
        generalise=generalise,
        gazetteer=gazetteer,
    )
    marks = tuple(document.incidents)
    rows = [int(mark.id) for mark in marks]
    reached = [_reaching(places[row], levels[row]) for row in rows]
    changes = reaches(zip(marks, reached, strict=True), language)
    document = replace(
        document,
        about="rows",
        incidents=tuple(
            replace(mark, id=table.keys[row], category=coloured.of[row], facts=facts[row], **change)
            for row, mark, change in zip(rows, marks, changes, strict=True)
        ),
        not_shown=tuple(_left(one, table.keys) for one in document.not_shown),
    )
    return _finished(document, coloured, (*coloured.notices, *dates.notices), title)


def _composed(incidents: list[Incident], shapes: tuple[ShapeMark, ...], **options: Any) -> MapDocument:  # noqa: ANN401 - those of compose
    report = Report(tuple(incidents))
    if len(incidents) < _MANY:
        return compose(report, shapes=shapes, **options)
    from geo.progress import PATIENCE_S, Progress

    bar = Progress()
    try:
        progress = bar.after(PATIENCE_S, "locating")
        return compose(report, shapes=shapes, progress=progress, **options)
    finally:
        bar.end()


def _finished(
    document: MapDocument, coloured: Colouring, notices: tuple[str, ...], title: str | None
) -> MapDocument:
    """The document with the legend, the title and the description of what is on it."""
    used = {mark.category for mark in document.incidents}
    used |= {shape.category for shape in document.shapes}
    say = words(document.language, "rows")
    document = replace(
        document,
        categories=tuple(category for category in coloured.categories if category.key in used),
        legend=coloured.legend,
        notices=(*document.notices, *notices),
        title=title or default_title(document.incidents, say),
    )
    return replace(document, description=describe(document))


def _incident(row: int, place: Place, title: str, when: When | None, level: str | None) -> Incident:
    # A cell must be no smaller than what is known; otherwise the reach is the map's to draw.
    reach_m = None if level is None else place.radius_m
    return Incident(
        str(row),
        title=title,
        when=when,
        place_text=place.text,
        point=place.point,
        containers=place.holders,
        precision=None if reach_m is None else scale_of(reach_m),
        trouble=place.trouble,
        generalise=level,
        unit_deg=place.unit_deg,
    )


def _shape_mark(  # noqa: PLR0913, PLR0917 - what there is to say of a row
    shape: Geometry,
    key: str,
    title: str,
    category: str,
    facts: tuple[Fact, ...],
    when: When | None,
    language: str,
) -> ShapeMark:
    said_when, edtf = (None, None) if when is None else (when.text(language=language), when.edtf)
    return ShapeMark(key, title, category, shape, facts, when=said_when, when_edtf=edtf)


def _reaching(place: Place, level: str | None) -> Place:
    """The place with its reach; without it where the mark has that of a cell or a unit."""
    return place if level is None else Place()


def _left(one: NotShown, keys: Sequence[str]) -> NotShown:
    return one if one.id is None else replace(one, id=keys[int(one.id)])


def _shown_columns(
    table: Table, popup: object, naming: int | None, said_already: Collection[str]
) -> Sequence[int]:
    """Where the columns stand that popups show."""
    if isinstance(popup, bool):
        every = enumerate(table.names) if popup else ()
        return [at for at, name in every if at != naming and name not in said_already]
    names = [popup] if isinstance(popup, str) else popup
    if not isinstance(names, Iterable):
        raise WrongTypeError(f"popup={popup!r}: say the names of columns, True for all or False for none")
    return [table.at(name) for name in names]


def _facts(table: Table, shown: Sequence[int]) -> list[tuple[Fact, ...]]:
    columns = [_facts_of(table.names[at], [said(cell) for cell in table.columns[at]]) for at in shown]
    if not columns:
        return [()] * len(table.keys)
    return [tuple(filter(None, row)) for row in zip(*columns, strict=True)]


def _facts_of(name: str, cells: list[str]) -> list[Fact | None]:
    """A column as facts, None for what is empty; equal cells, of which a long table has many, are one."""
    known = {cell: Fact(name, cell) if cell else None for cell in dict.fromkeys(cells)}
    return [known[cell] for cell in cells]


def _naming(table: Table, places: Sequence[Place]) -> int | None:
    """Where the column stands that names the rows: by its own name, or as the first of different texts.

    The latter only where the rows have no place to be called by.
    """
    named = table.first(_NAMING)
    if named is not None or any(place.text for place in places):
        return named
    for at, cells in enumerate(table.columns):
        if all(isinstance(cell, str) and cell.strip() for cell in cells) and len(set(cells)) == len(cells):
            return at if cells else None
    return None


def _titles(table: Table, naming: int | None, places: Sequence[Place] | None, language: str) -> list[str]:
    """What each row is called: by the column of names, else by its place if told, else by its number."""
    told = [""] * len(table.keys) if naming is None else [said(cell) for cell in table.columns[naming]]
    say = words(language, "rows").say
    return [
        text or (places and places[number - 1].text) or say("row_number", number=number)
        for number, text in enumerate(told, start=1)
    ]
