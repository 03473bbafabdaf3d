"""Any table as a map: ``maps.explore`` says what may be in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict

from maps.compose import check_language, compose
from maps.describe import default_title, describe
from maps.document import Fact, NotShown, ShapeMark
from maps.exploring.colouring import colouring
from maps.exploring.placing import Place, placing
from maps.exploring.reading import Table, read, said
from maps.incidents.model import Incident, Report
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from maps.document import MapDocument
    from maps.exploring.colouring import Colouring

__all__ = ["ExploreOptions", "explore"]

# What a column of names may be called.
_NAMING = ("title", "name", "headline", "event", "titre", "nom")
_MANY = 20_000


class ExploreOptions(TypedDict, total=False):
    """What ``maps.explore`` takes beside the table and its colours; it says what each means."""

    place: str | None
    country: str | None
    admin1: str | None
    popup: bool | str | Sequence[str]
    tooltip: str | None
    title: str | None
    border: str | Iterable[str] | None
    scheme: str
    k: int
    categorical: bool
    language: str
    worldview: str
    gazetteer: Gazetteer | None


def explore(  # noqa: PLR0913 - the settings of one map, by keyword
    data: Any,  # noqa: ANN401 - a table of any library
    colour: str | None = None,
    *,
    place: str | None = None,
    country: str | None = None,
    admin1: str | None = None,
    popup: bool | str | Sequence[str] = True,
    tooltip: str | None = None,
    title: str | None = None,
    border: str | Iterable[str] | None = None,
    scheme: str = "quantiles",
    k: int = 5,
    categorical: bool = False,
    language: str = "en",
    worldview: str = "default",
    gazetteer: Gazetteer | None = None,
) -> MapDocument:
    """The map of a table; ``maps.explore`` says more."""
    check_language(language)
    table = read(data)
    # All that may be wrong with the call, before the work.
    coloured = colouring(table, colour, scheme=scheme, k=k, categorical=categorical, language=language)
    places, placed_by = placing(table, place, admin1, country)
    shown = _shown_columns(table, popup, placed_by)
    titles = _titles(table, tooltip, places, language)
    facts = _facts(table, shown)
    document = _composed(
        [_incident(row, one, titles[row]) for row, one in enumerate(places) if not one.shapes],
        tuple(
            ShapeMark(table.keys[row], titles[row], "other", shape)
            for row, one in enumerate(places)
            for shape in one.shapes
        ),
        borders=[border] if isinstance(border, str) else border or (),
        language=language,
        worldview=worldview,
        gazetteer=gazetteer,
    )
    shapes_of = [row for row, one in enumerate(places) for _ in one.shapes]
    document = replace(
        document,
        about="rows",
        incidents=tuple(
            replace(
                mark, id=table.keys[int(mark.id)], category=coloured.of[int(mark.id)], facts=facts[int(mark.id)]
            )
            for mark in document.incidents
        ),
        shapes=tuple(
            replace(shape, category=coloured.of[row], facts=facts[row])
            for row, shape in zip(shapes_of, document.shapes, strict=True)
        ),
        not_shown=tuple(_left(one, table.keys) for one in document.not_shown),
    )
    return _finished(document, coloured, title)


def _composed(incidents: list[Incident], shapes: tuple[ShapeMark, ...], **options: Any) -> MapDocument:  # noqa: ANN401 - those of compose
    report = Report(tuple(incidents))
    if len(incidents) < _MANY:
        return compose(report, shapes=shapes, **options)
    from gazetteer.tables.progress import Bar

    bar = Bar("locating")
    try:
        return compose(report, shapes=shapes, progress=bar.show, **options)
    finally:
        bar.end()


def _finished(document: MapDocument, coloured: Colouring, title: str | None) -> MapDocument:
    """The document with the legend, the title and the description of what is on it."""
    used = {drawn.category for drawn in (*document.incidents, *document.shapes)}
    say = words(document.language, "rows")
    document = replace(
        document,
        categories=tuple(category for category in coloured.categories if category.key in used),
        legend=coloured.legend,
        notices=(*document.notices, *coloured.notices),
        title=title or default_title(document.incidents, say),
    )
    return replace(document, description=describe(document))


def _incident(row: int, place: Place, title: str) -> Incident:
    return Incident(
        str(row),
        title=title,
        place_text=place.text,
        point=place.point,
        containers=place.holders,
        precision=place.precision,
        trouble=place.trouble,
    )


def _left(one: NotShown, keys: Sequence[str]) -> NotShown:
    return one if one.id is None else replace(one, id=keys[int(one.id)])


def _shown_columns(
    table: Table, popup: bool | str | Sequence[str], placed_by: frozenset[str]
) -> Sequence[int]:
    """Where the columns stand that popups show; the place is in every popup anyway."""
    if isinstance(popup, bool):
        return [at for at, name in enumerate(table.names) if popup and name not in placed_by]
    return [table.at(name) for name in ([popup] if isinstance(popup, str) else popup)]


def _facts(table: Table, shown: Sequence[int]) -> list[tuple[Fact, ...]]:
    columns = [(table.names[at], [said(cell) for cell in table.columns[at]]) for at in shown]
    # Equal cells are one fact: a long table has the same ones again and again.
    made = [[_fact_of(name, cells) for name, cells in columns]]
    return [
        tuple(fact for fact in row if fact is not None)
        for row in (zip(*made[0], strict=True) if columns else [()] * len(table.keys))
    ]


def _fact_of(name: str, cells: list[str]) -> list[Fact | None]:
    known: dict[str, Fact | None] = {cell: Fact(name, cell) if cell else None for cell in dict.fromkeys(cells)}
    return [known[cell] for cell in cells]


def _titles(table: Table, tooltip: str | None, places: Sequence[Place], language: str) -> list[str]:
    """What each row is called: by the column that the caller names, by one of names, by its place."""
    at = table.at(tooltip) if tooltip is not None else table.first(_NAMING)
    told = [""] * len(table.keys) if at is None else [said(cell) for cell in table.columns[at]]
    row = words(language, "rows").say
    return [
        text or place.text or row("row_number", number=number)
        for number, (text, place) in enumerate(zip(told, places, strict=True), start=1)
    ]
